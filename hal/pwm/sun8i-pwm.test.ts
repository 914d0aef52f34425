// The R40's PWM: register order, and how rates become prescalers and steps.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { PlainRegisters } from "../testing/models/plain-registers.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { Sun8iPwm } from "./sun8i-pwm.ts";

const BASE = 0x01c2_3400;

function recorded() {
  const time = new VirtualTime();
  const behind = new PlainRegisters({ name: "pwm", base: BASE, sizeBytes: 0x160 });
  const names = {
    CLK01: 0x20,
    CLK23: 0x24,
    ENABLE: 0x40,
    CTRL2: 0xa0,
    PERIOD2: 0xa4,
    CTRL3: 0xc0,
    PERIOD3: 0xc4,
  };
  const bus = new Recorder(behind).name("pwm", BASE, names);
  useBus(bus);
  return { bus, time, pwm: new Sun8iPwm({ base: BASE, clock: new FakeClock(time, 240) }) };
}

describe("the register accesses of Sun8iPwm", () => {
  it("open: the pair's clock, the prescaler, a period with nothing high, then the enable", () => {
    const { bus, pwm } = recorded();
    pwm.open(2, 100);
    expect(bus.take()).toEqual([
      "read  pwm.CLK23 -> 0x0",
      "write pwm.CLK23 <- 0x10",
      "write pwm.CTRL2 <- 0x103",
      "read  pwm.CTRL2 -> 0x103",
      "write pwm.PERIOD2 <- 0xea5f0000",
      "read  pwm.ENABLE -> 0x0",
      "write pwm.ENABLE <- 0x4",
    ]);
  });

  it("write and stop leave the other channels and the shared clock alone", () => {
    const { bus, pwm } = recorded();
    pwm.open(2, 1000);
    const second = pwm.open(3, 1000);
    bus.take();
    second.write(6000);
    second.stop();
    expect(bus.takeWrites()).toEqual([
      "write pwm.PERIOD3 <- 0x5dbf1770",
      "write pwm.PERIOD3 <- 0x5dbf0000",
      "write pwm.ENABLE <- 0x4",
    ]);
  });

  it("waits until the period can be written, but not for ever", () => {
    const { bus, time, pwm } = recorded();
    const output = pwm.open(2, 1000);
    bus.take();
    bus.answer("pwm.CTRL2", 0x900, 0x900, 0x100);
    output.write(1e9);
    expect(bus.take().at(-1)).toBe("write pwm.PERIOD2 <- 0x5dbf5dc0");
    bus.answer("pwm.CTRL2", 0x900);
    const before = time.now();
    output.write(0);
    expect(time.now() - before).toBeLessThan(3 * 24_000_000);
  });
});

describe("rates of the R40", () => {
  it.each([
    [1000, 24_000, 1000],
    [25_000, 960, 25_000],
    [1_000_000, 24, 1_000_000],
    [366.210_937_5, 65_536, 366.210_937_5],
    [100, 60_000, 100],
    [2, 65_217, 2.000_01],
  ])("%d Hz has %d steps at %d Hz", (hz, steps, reached) => {
    const output = recorded().pwm.open(0, hz);
    expect(output.steps).toBe(steps);
    expect(output.frequencyHz).toBeCloseTo(reached, 4);
  });

  it.each([1, 12_100_000 * 2, 0, -5, Number.NaN])("%d Hz is out of reach", (hz) => {
    expect(() => recorded().pwm.open(0, hz)).toThrow(/no PWM rate near .* from 1\.5 Hz to 12 MHz/);
  });

  it("has channels 0 to 7", () => {
    expect(() => recorded().pwm.open(8, 1000)).toThrow("there is no PWM channel 8");
    expect(recorded().pwm.open(7, 1000).steps).toBe(24_000);
  });
});
