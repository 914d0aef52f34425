// Clock gates, resets and module clocks: the ordered register accesses.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { Recorder } from "../testing/recorder.ts";
import { mapSram, openClock, SunxiMmcClock } from "./sunxi-ccu.ts";

const CCU = 0x01c2_0000;
const NAMES = { APB2_CFG: 0x58, GATING3: 0x6c, SD0_CLK: 0x88, RST4: 0x2d8 };

function recorded(): Recorder {
  const bus = new Recorder().name("ccu", CCU, NAMES);
  useBus(bus);
  return bus;
}

describe("openClock", () => {
  it("selects the source, opens the gate and only then releases the reset", () => {
    const bus = recorded().answer("ccu.GATING3", 0x1).answer("ccu.RST4", 0x8000_0000);
    openClock({
      select: { register: CCU + NAMES.APB2_CFG, value: 0x0100_0000 },
      gate: { register: CCU + NAMES.GATING3, bit: 16 },
      reset: { register: CCU + NAMES.RST4, bit: 16 },
    });
    expect(bus.take()).toEqual([
      "write ccu.APB2_CFG <- 0x1000000",
      "read  ccu.GATING3 -> 0x1",
      "write ccu.GATING3 <- 0x10001",
      "read  ccu.RST4 -> 0x80000000",
      "write ccu.RST4 <- 0x80010000",
    ]);
  });

  it("touches only the gate of a block that has nothing else", () => {
    const bus = recorded();
    openClock({ select: null, gate: { register: CCU + NAMES.GATING3, bit: 31 }, reset: null });
    expect(bus.take()).toEqual(["read  ccu.GATING3 -> 0x0", "write ccu.GATING3 <- 0x80000000"]);
  });
});

describe("mapSram", () => {
  it("changes the field and keeps the rest of the register", () => {
    const bus = new Recorder().name("sram", 0x01c0_0000, { CTL1: 4 }).answer("sram.CTL1", 0xffff_fff3 | 0x8);
    useBus(bus);
    mapSram({ register: 0x01c0_0004, shift: 2, width: 2, value: 1 });
    expect(bus.takeWrites()).toEqual(["write sram.CTL1 <- 0xfffffff7"]);
  });
});

describe("SunxiMmcClock", () => {
  it.each([
    [400_000, true, 0x8002_000e, 400_000],
    [25_000_000, true, 0x8050_0000, 24_000_000],
    [25_000_000, false, 0x8000_0000, 24_000_000],
    [12_000_000, true, 0x8050_0001, 12_000_000],
    [100_000, true, 0x8003_000f, 187_500],
  ])("for %d Hz (delays: %s) writes %d and reaches %d Hz", (hz, hasDelays, value, reached) => {
    const bus = recorded();
    const clock = new SunxiMmcClock({ register: CCU + NAMES.SD0_CLK, hasDelays });
    expect(clock.set(hz)).toBe(reached);
    expect(bus.take()).toEqual([`write ccu.SD0_CLK <- 0x${value.toString(16)}`]);
  });
});
