// Noise of two oscillators: which timer is taken, what is measured, and an oscillator that stands still.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { SunxiTimerModel } from "../testing/models/sunxi-timer.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { OscillatorJitter } from "./oscillator-jitter.ts";

const BASE = 0x01c2_0c00;
const NAMES = { CTRL: 0x50, INTV: 0x54, CUR: 0x58 };

describe("OscillatorJitter", () => {
  it("lets its timer count LOSC from the top, and starts it once", () => {
    const time = new VirtualTime();
    const bus = new Recorder(new SunxiTimerModel({ base: BASE, time })).name("timer", BASE, NAMES);
    useBus(bus);
    const noise = new OscillatorJitter({ base: BASE, timer: 4, clock: new FakeClock(time, 24) });
    noise.sample();
    noise.sample();
    expect(bus.takeWrites()).toEqual([
      "write timer.CTRL <- 0x0",
      "write timer.INTV <- 0xffffffff",
      "write timer.CTRL <- 0x3",
    ]);
  });

  it("measures the ticks of the clock between two edges", () => {
    const time = new VirtualTime();
    useBus(new Recorder(new SunxiTimerModel({ base: BASE, time })));
    const noise = new OscillatorJitter({ base: BASE, timer: 0, clock: new FakeClock(time, 4) });
    const samples = Array.from({ length: 256 }, () => noise.sample());
    // 24 MHz / 32,768 Hz is 732.4; the program looks every few ticks.
    for (const sample of samples) expect(Math.abs(sample - 732.4)).toBeLessThan(16);
    expect(new Set(samples).size).toBeGreaterThan(1);
    expect(samples.reduce((sum, sample) => sum + sample, 0) / 256).toBeCloseTo(732.4, 0);
  });

  it("gives up on an oscillator that stands still", () => {
    const time = new VirtualTime();
    useBus(new Recorder());
    const noise = new OscillatorJitter({ base: BASE, timer: 0, clock: new FakeClock(time, 24) });
    expect(() => noise.sample()).toThrow("the 32 kHz oscillator does not run");
    expect(time.now()).toBeLessThan(3 * 2_400_000);
  });
});
