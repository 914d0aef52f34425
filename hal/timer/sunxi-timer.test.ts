// The timers: register order, the clock over counter wraps, and the alarm on a model.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { SunxiTimerModel } from "../testing/models/sunxi-timer.ts";
import { Recorder } from "../testing/recorder.ts";
import { TICKS_PER_SECOND, VirtualTime } from "../testing/time.ts";
import { SunxiTimer } from "./sunxi-timer.ts";

const BASE = 0x01c2_0c00;
const NAMES = {
  IRQ_EN: 0x00,
  IRQ_STA: 0x04,
  TMR0_CTRL: 0x10,
  TMR0_INTV: 0x14,
  TMR1_CTRL: 0x20,
  TMR1_INTV: 0x24,
  TMR1_CUR: 0x28,
};
const OPTIONS = { base: BASE, frequencyHz: TICKS_PER_SECOND };

describe("the register accesses of SunxiTimer", () => {
  it("stop both timers, clear their interrupts and start timer 1 over the full period", () => {
    const bus = new Recorder().name("timer", BASE, NAMES).answer("timer.TMR1_CUR", 0xffff_ffff);
    useBus(bus);
    new SunxiTimer(OPTIONS).start();
    expect(bus.take()).toEqual([
      "write timer.IRQ_EN <- 0x0",
      "write timer.TMR0_CTRL <- 0x4",
      "write timer.TMR1_CTRL <- 0x4",
      "write timer.IRQ_STA <- 0x3",
      "write timer.TMR1_INTV <- 0xffffffff",
      "write timer.TMR1_CTRL <- 0x7",
      "read  timer.TMR1_CUR -> 0xffffffff",
    ]);
  });

  it("let a stopped timer 0 rest for three clocks before it is programmed", () => {
    const bus = new Recorder().name("timer", BASE, NAMES).answer("timer.TMR1_CUR", 1000, 999, 998, 997);
    useBus(bus);
    new SunxiTimer(OPTIONS).setAlarm(24_000);
    expect(bus.take()).toEqual([
      "write timer.TMR0_CTRL <- 0x4",
      "read  timer.TMR1_CUR -> 0x3e8",
      "read  timer.TMR1_CUR -> 0x3e7",
      "read  timer.TMR1_CUR -> 0x3e6",
      "read  timer.TMR1_CUR -> 0x3e5",
      "write timer.IRQ_STA <- 0x1",
      "write timer.TMR0_INTV <- 0x5dc0",
      "write timer.TMR0_CTRL <- 0x87",
      "write timer.IRQ_EN <- 0x1",
    ]);
  });

  it("withdraw the alarm's interrupt together with the alarm", () => {
    const bus = new Recorder().name("timer", BASE, NAMES);
    useBus(bus);
    new SunxiTimer(OPTIONS).clearAlarm();
    expect(bus.take()).toEqual([
      "write timer.IRQ_EN <- 0x0",
      "write timer.TMR0_CTRL <- 0x4",
      "write timer.IRQ_STA <- 0x1",
    ]);
  });

  it("do not hang when the counter stands still", () => {
    useBus(new Recorder());
    expect(() => new SunxiTimer(OPTIONS).setAlarm(1)).not.toThrow();
  });
});

describe("SunxiTimer on a model of the timers", () => {
  function board() {
    const time = new VirtualTime();
    const model = new SunxiTimerModel({ base: BASE, time });
    useBus(new MappedBus({ beforeAccess: () => time.advance(1) }).add(model));
    const timer = new SunxiTimer(OPTIONS);
    timer.start();
    return { time, model, timer };
  }

  it("counts on across wraps of the 32-bit counter", () => {
    const { time, timer } = board();
    const start = timer.ticks();
    const begin = time.now();
    for (let i = 0; i < 100; i++) {
      time.advance(0xf000_0000);
      timer.ticks();
    }
    const passed = time.now() - begin;
    expect(passed).toBeGreaterThan(5 * 2 ** 32);
    expect(timer.ticks() - start).toBe(passed + 1);
  });

  it("raises the alarm once, not before its time", () => {
    const { time, model, timer } = board();
    timer.setAlarm(24_000);
    time.advance(23_990);
    expect(model.interrupt(0)).toBe(false);
    time.advance(20);
    expect(model.interrupt(0)).toBe(true);
    timer.clearAlarm();
    time.advance(100_000);
    expect(model.interrupt(0)).toBe(false);
  });

  it("replaces an alarm that has not gone off", () => {
    const { time, model, timer } = board();
    timer.setAlarm(1000);
    timer.setAlarm(50_000);
    time.advance(2000);
    expect(model.interrupt(0)).toBe(false);
    time.advance(50_000);
    expect(model.interrupt(0)).toBe(true);
  });

  it.each([
    [0, 1],
    [0.2, 1],
    [1.5, 2],
    [1e12, 0x8000_0000],
  ])("turns an alarm in %d ticks into an interval of %d", (asked, interval) => {
    const { model, timer } = board();
    timer.setAlarm(asked);
    expect(model.read32(BASE + NAMES.TMR0_INTV)).toBe(interval);
  });
});
