// The generic timer on a model: its rate, its count, its alarm.

import { afterEach, describe, expect, it } from "vitest";
import { useCpu } from "../cpu.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { ArmCounterModel } from "../testing/models/arm-counter.ts";
import { TICKS_PER_SECOND, VirtualTime } from "../testing/time.ts";
import { ArmTimer } from "./arm-timer.ts";
import type { Clock } from "./clock.ts";

afterEach(() => {
  useCpu(null);
});

function board(options: { rateHz?: number; writtenHz?: number }, reference?: Clock) {
  const time = new VirtualTime();
  const model = new ArmCounterModel({ time, ...options });
  useCpu({
    waitForInterrupt() {},
    halt() {
      throw new Error("halted");
    },
    counter: model,
  });
  let asked = 0;
  const timer = new ArmTimer({
    crystalHz: TICKS_PER_SECOND,
    reference: () => {
      asked += 1;
      return reference ?? new FakeClock(time, 7);
    },
  });
  return { time, model, timer, asked: () => asked };
}

describe("the rate of the counter", () => {
  it("is what CNTFRQ says, if it says anything", () => {
    const { timer, asked } = board({ rateHz: 62_500_000 });
    timer.start();
    expect([timer.frequencyHz, asked()]).toEqual([62_500_000, 0]);
  });

  it("is measured after an SPL that left CNTFRQ alone, and is the crystal's", () => {
    const { timer, asked } = board({ writtenHz: 0 });
    timer.start();
    expect([timer.frequencyHz, asked()]).toEqual([24_000_000, 1]);
  });

  it("is measured where it is not the crystal's, to one in a thousand", () => {
    const { timer } = board({ rateHz: 62_500_000, writtenHz: 0 });
    timer.start();
    expect(Math.abs(timer.frequencyHz - 62_500_000)).toBeLessThan(62_500);
  });

  it("is taken to be the crystal's when the reference stands still", () => {
    const still: Clock = { frequencyHz: 24_000_000, ticks: () => 5, setAlarm() {}, clearAlarm() {} };
    const { timer } = board({ writtenHz: 0 }, still);
    timer.start();
    expect(timer.frequencyHz).toBe(24_000_000);
  });
});

describe("ArmTimer on a model of the counter", () => {
  it("counts from 0, over more than 32 bits, without being asked in between", () => {
    const { time, timer } = board({});
    time.advance(12_345);
    timer.start();
    expect(timer.ticks()).toBe(0);
    time.advance(10 * 2 ** 32 + 1);
    expect(timer.ticks()).toBe(10 * 2 ** 32 + 1);
  });

  it("raises the alarm not before its time and until it is withdrawn", () => {
    const { time, model, timer } = board({});
    timer.start();
    timer.setAlarm(1000.5);
    time.advance(1000);
    expect(model.interrupt()).toBe(false);
    time.advance(1);
    expect(model.interrupt()).toBe(true);
    timer.clearAlarm();
    expect(model.interrupt()).toBe(false);
  });

  it("makes an alarm in no time one of a tick, and shortens one that is longer than the register", () => {
    const { time, model, timer } = board({});
    timer.start();
    timer.setAlarm(0);
    expect(model.interrupt()).toBe(false);
    time.advance(1);
    expect(model.interrupt()).toBe(true);
    timer.setAlarm(1e12);
    time.advance(0x7fff_ffff);
    expect(model.interrupt()).toBe(true);
  });
});
