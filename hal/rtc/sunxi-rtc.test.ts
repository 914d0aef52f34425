// The real-time clock in its three layouts: registers in order, dates that are none, and a clock that does not take one.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { SunxiRtcModel } from "../testing/models/sunxi-rtc.ts";
import { Recorder } from "../testing/recorder.ts";
import { TICKS_PER_SECOND, VirtualTime } from "../testing/time.ts";
import { SunxiRtc } from "./sunxi-rtc.ts";

const BASE = 0x01c2_0d00;
const LEAP_DAY = Date.UTC(2028, 1, 29, 23, 59, 58);

function recorded(layout: "sun4i" | "sun7i" | "sun6i") {
  const names = layout === "sun6i" ? { CTRL: 0, YMD: 0x10, HMS: 0x14 } : { CTRL: 0, YMD: 4, HMS: 8 };
  const bus = new Recorder().name("rtc", BASE, names);
  useBus(bus);
  return { bus, rtc: new SunxiRtc({ base: BASE, layout, clock: new FakeClock(new VirtualTime(), 1) }) };
}

describe("the register accesses of SunxiRtc", () => {
  it("of the A10 clear both registers, then set the time, then the date, each waited for", () => {
    const { bus, rtc } = recorded("sun4i");
    bus.answer("rtc.CTRL", 0x100, 0, 0x80, 0, 0);
    expect(rtc.write(LEAP_DAY)).toBe(true);
    expect(bus.take()).toEqual([
      "write rtc.HMS <- 0x0",
      "read  rtc.CTRL -> 0x100",
      "read  rtc.CTRL -> 0x0",
      "write rtc.YMD <- 0x0",
      "read  rtc.CTRL -> 0x80",
      "read  rtc.CTRL -> 0x0",
      "write rtc.HMS <- 0x173b3a",
      "read  rtc.CTRL -> 0x0",
      // Leap year, 18 years after 2010, February, the 29th.
      "write rtc.YMD <- 0x52021d",
      "read  rtc.CTRL -> 0x0",
    ]);
  });

  it("of the A20 and the H3 count years from 1970, at other places", () => {
    const a20 = recorded("sun7i");
    expect(a20.rtc.write(LEAP_DAY)).toBe(true);
    expect(a20.bus.take()).toContain("write rtc.YMD <- 0x13a021d");
    const h3 = recorded("sun6i");
    expect(h3.rtc.write(LEAP_DAY)).toBe(true);
    expect(h3.bus.take()).toEqual([
      "write rtc.HMS <- 0x173b3a",
      "read  rtc.CTRL -> 0x0",
      "write rtc.YMD <- 0x7a021d",
      "read  rtc.CTRL -> 0x0",
    ]);
  });

  it("read the date once more when midnight came in between", () => {
    const { bus, rtc } = recorded("sun6i");
    bus.answer("rtc.YMD", 0x003a_0101, 0x003a_0102).answer("rtc.HMS", 0x0017_3b3b, 0);
    expect(rtc.read()).toBe(Date.UTC(2028, 0, 2));
  });
});

for (const layout of ["sun4i", "sun7i", "sun6i"] as const) {
  describe(`SunxiRtc on a model with the ${layout} layout`, () => {
    function board() {
      const time = new VirtualTime();
      const model = new SunxiRtcModel({ base: BASE, layout, time });
      const bus = new MappedBus();
      bus.add(model);
      useBus(bus);
      const clock = new FakeClock(time, 240);
      return { time, model, rtc: new SunxiRtc({ base: BASE, layout, clock }) };
    }

    it("says the date that was set, and goes on from there", () => {
      const { rtc, time } = board();
      expect(rtc.write(LEAP_DAY - 86_400_000 + 999)).toBe(true);
      time.advance(3 * TICKS_PER_SECOND);
      const said = rtc.read()! - (LEAP_DAY - 86_400_000);
      expect(said).toBeGreaterThanOrEqual(3000);
      expect(said).toBeLessThanOrEqual(4000);
    });

    it("reads the date that a battery has kept", () => {
      const { rtc, model } = board();
      model.set(new Date(LEAP_DAY));
      expect(rtc.read()).toBe(LEAP_DAY);
    });

    it("has no date after a loss of power, nor one that no calendar has", () => {
      const { rtc, model } = board();
      expect(rtc.read()).toBeNull();
      const ymd = layout === "sun6i" ? 0x10 : 4;
      for (const impossible of [0x0010_0200, 0x0010_0d01, 0x0010_021e]) {
        model.write32(BASE + ymd, impossible);
        expect(rtc.read()).toBeNull();
      }
    });

    it("refuses years that do not fit, and says when the clock takes nothing", () => {
      const { rtc, model } = board();
      expect(() => rtc.write(Date.UTC(1969, 11, 31))).toThrow(/holds the years (1970|2010) to \d+, not 1969/);
      expect(() => rtc.write(Number.NaN)).toThrow(RangeError);
      model.stuck = true;
      expect(rtc.write(LEAP_DAY)).toBe(false);
    });
  });
}
