// The watchdogs of both layouts: arming, feeding, and reset.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { SunxiWatchdogModel } from "../testing/models/sunxi-watchdog.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { SunxiWatchdog } from "./sunxi-watchdog.ts";

const BASE = 0x01c2_0c90;

describe("the register accesses of SunxiWatchdog", () => {
  it("of the A10 set the interval with enable and reset bits, then start the time", () => {
    const bus = new Recorder().name("wdog", BASE, { CTRL: 0, MODE: 4 });
    useBus(bus);
    const clock = new FakeClock(new VirtualTime(), 1);
    const watchdog = new SunxiWatchdog({ base: BASE, layout: "sun4i", clock });
    expect(watchdog.arm(7000)).toBe(8000);
    watchdog.feed();
    watchdog.disarm();
    expect(bus.take()).toEqual([
      "write wdog.MODE <- 0x3b",
      "write wdog.CTRL <- 0x14af",
      "write wdog.CTRL <- 0x14af",
      "write wdog.MODE <- 0x0",
    ]);
  });

  it("of the H3 choose a whole-system reset first", () => {
    const bus = new Recorder().name("wdog", BASE, { CTRL: 0x10, CFG: 0x14, MODE: 0x18 });
    useBus(bus);
    const clock = new FakeClock(new VirtualTime(), 1);
    const watchdog = new SunxiWatchdog({ base: BASE, layout: "sun6i", clock });
    expect(watchdog.arm(60_000)).toBe(16_000);
    expect(bus.take()).toEqual([
      "write wdog.CFG <- 0x1",
      "write wdog.MODE <- 0xb1",
      "write wdog.CTRL <- 0x14af",
    ]);
  });
});

for (const layout of ["sun4i", "sun6i"] as const) {
  describe(`SunxiWatchdog on a model with the ${layout} layout`, () => {
    function board() {
      const time = new VirtualTime();
      const resets: number[] = [];
      const onReset = () => {
        resets.push(time.now());
        throw new Error("board reset");
      };
      const model = new SunxiWatchdogModel({ base: BASE, layout, time, onReset });
      useBus(new MappedBus().add(model));
      const watchdog = new SunxiWatchdog({ base: BASE, layout, clock: new FakeClock(time, 2400) });
      return { time, model, resets, watchdog };
    }

    it("resets the board within a second when asked to", () => {
      const { time, watchdog } = board();
      expect(() => watchdog.reset()).toThrow("board reset");
      expect(time.now()).toBeLessThan(24_000_000);
    });

    it("leaves the board alone while it is fed and resets it afterwards", () => {
      const { time, model, resets, watchdog } = board();
      watchdog.arm(2000);
      for (let i = 0; i < 10; i++) {
        time.advance(1.9 * 24_000_000);
        model.poll();
        watchdog.feed();
      }
      expect(resets).toEqual([]);
      time.advance(2 * 24_000_000);
      expect(() => model.poll()).toThrow("board reset");
    });

    it("does nothing after it was disarmed", () => {
      const { time, model, watchdog } = board();
      watchdog.arm(1000);
      watchdog.disarm();
      time.advance(100 * 24_000_000);
      expect(() => model.poll()).not.toThrow();
    });
  });
}

describe("a board that does not react to its watchdog", () => {
  it("ends in an error that says what to do", () => {
    useBus(new Recorder());
    const clock = new FakeClock(new VirtualTime(), 24_000);
    const watchdog = new SunxiWatchdog({ base: BASE, layout: "sun4i", clock });
    expect(() => watchdog.reset()).toThrow(/switch it off and on/);
  });
});
