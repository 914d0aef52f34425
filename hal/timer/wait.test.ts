// Bounded waiting: deadlines and polls that give up in time.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { VirtualTime } from "../testing/time.ts";
import type { Clock } from "./clock.ts";
import { Deadline, delayMicroseconds, ticksFor, waitUntilClear, waitUntilSet } from "./wait.ts";

const stopped: Clock = { frequencyHz: 24_000_000, ticks: () => 5, setAlarm: () => {}, clearAlarm: () => {} };

describe("waiting", () => {
  it("lasts at least as long as asked and hardly longer", () => {
    const time = new VirtualTime();
    delayMicroseconds(new FakeClock(time, 10), 100);
    expect(time.now()).toBeGreaterThanOrEqual(2400);
    expect(time.now()).toBeLessThan(2450);
  });

  it("rounds microseconds up to whole ticks", () => {
    expect(ticksFor({ ...stopped, frequencyHz: 32_768 }, 100)).toBe(4);
  });

  it("ends when a bit clears, or says that it did not", () => {
    const clock = new FakeClock(new VirtualTime(), 10);
    const answers = [3, 3, 1];
    useBus({ read32: () => answers.shift() ?? 1, write32: () => {} });
    expect(waitUntilClear(clock, 0x10, 2, 1000)).toBe(true);
    expect(waitUntilClear(clock, 0x10, 1, 1000)).toBe(false);
    expect(waitUntilSet(clock, 0x10, 1, 1000)).toBe(true);
    expect(waitUntilSet(clock, 0x10, 8, 1000)).toBe(false);
  });

  it("looks once more after the deadline, for a program that was held up", () => {
    const time = new VirtualTime();
    const clock = new FakeClock(time, 0);
    let ready = false;
    useBus({
      read32: () => {
        const value = ready ? 0 : 1;
        ready = true;
        time.advanceMicroseconds(5000);
        return value;
      },
      write32: () => {},
    });
    expect(waitUntilClear(clock, 0x10, 1, 1000)).toBe(true);
  });

  it("ends even when the clock has stopped", () => {
    const deadline = new Deadline(stopped, 1_000_000);
    let polls = 0;
    while (!deadline.passed()) polls += 1;
    expect(polls).toBe(999_999);
  });
});
