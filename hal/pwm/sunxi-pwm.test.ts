// The PWM: register order, and how rates become dividers and steps.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { PlainRegisters } from "../testing/models/plain-registers.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { SunxiPwm } from "./sunxi-pwm.ts";

const BASE = 0x01c2_0e00;

function recorded(hasUndivided = false) {
  const time = new VirtualTime();
  const behind = new PlainRegisters({ name: "pwm", base: BASE, sizeBytes: 0x10 });
  const bus = new Recorder(behind).name("pwm", BASE, { CTRL: 0x0, CH0: 0x4, CH1: 0x8 });
  useBus(bus);
  return { bus, time, pwm: new SunxiPwm({ base: BASE, clock: new FakeClock(time, 240), hasUndivided }) };
}

describe("the register accesses of SunxiPwm", () => {
  it("open: the channel's clock, its period with nothing high, then its enable", () => {
    const { bus, pwm } = recorded();
    pwm.open(0, 1000);
    expect(bus.take()).toEqual([
      "read  pwm.CTRL -> 0x0",
      "write pwm.CTRL <- 0x60",
      "read  pwm.CTRL -> 0x60",
      "write pwm.CH0 <- 0xc70000",
      "read  pwm.CTRL -> 0x60",
      "write pwm.CTRL <- 0x70",
    ]);
  });

  it("write and stop leave the other channel alone", () => {
    const { bus, pwm } = recorded();
    pwm.open(0, 1000);
    const second = pwm.open(1, 1000);
    bus.take();
    second.write(50);
    second.stop();
    expect(bus.takeWrites()).toEqual([
      "write pwm.CH1 <- 0xc70032",
      "write pwm.CH1 <- 0xc70000",
      "write pwm.CTRL <- 0x70",
    ]);
  });

  it("waits until the period can be written, but not for ever", () => {
    const { bus, time, pwm } = recorded();
    const output = pwm.open(0, 1000);
    bus.take();
    bus.answer("pwm.CTRL", 0x1000_0000, 0x1000_0000, 0);
    output.write(200);
    expect(bus.take().at(-1)).toBe("write pwm.CH0 <- 0xc700c8");
    bus.answer("pwm.CTRL", 0x1000_0000);
    const before = time.now();
    output.write(0);
    expect(time.now() - before).toBeLessThan(3 * 2_400_000);
  });
});

describe("rates", () => {
  it.each([
    [false, 50, 4000, 50],
    [false, 1000, 200, 1000],
    [false, 100_000, 2, 100_000],
    [false, 1, 50_000, 1],
    [false, 0.1, 20_000, 0.1],
    [true, 1000, 24_000, 1000],
    [true, 1_000_000, 24, 1_000_000],
  ])("undivided %s: %d Hz has %d steps at %d Hz", (hasUndivided, hz, steps, reached) => {
    const output = recorded(hasUndivided).pwm.open(0, hz);
    expect([output.steps, output.frequencyHz]).toEqual([steps, reached]);
  });

  it("out of reach are refused, as are channels", () => {
    expect(() => recorded().pwm.open(0, 1_000_000)).toThrow(/no PWM rate near 1000000 Hz/);
    expect(() => recorded().pwm.open(0, 0.001)).toThrow(RangeError);
    expect(() => recorded().pwm.open(2, 1000)).toThrow("there is no PWM channel 2");
  });

  it("take shares beyond the ends as the ends", () => {
    const { bus, pwm } = recorded();
    const output = pwm.open(0, 1000);
    bus.take();
    output.write(-5);
    output.write(1e9);
    expect(bus.takeWrites()).toEqual(["write pwm.CH0 <- 0xc70000", "write pwm.CH0 <- 0xc700c8"]);
  });
});
