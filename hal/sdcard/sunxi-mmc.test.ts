// The SD host: register order of commands, clock changes and transfers.

import { describe, expect, it } from "vitest";
import { SunxiMmcClock } from "../clock/sunxi-ccu.ts";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { SunxiMmc } from "./sunxi-mmc.ts";

const BASE = 0x01c0_f000;
const SD0_CLK = 0x01c2_0088;
const NAMES = {
  GCTRL: 0x00,
  CLKCR: 0x04,
  TIMEOUT: 0x08,
  WIDTH: 0x0c,
  BLKSZ: 0x10,
  BYTECNT: 0x14,
  CMD: 0x18,
  ARG: 0x1c,
  RESP0: 0x20,
  RESP1: 0x24,
  RESP2: 0x28,
  RESP3: 0x2c,
  IMASK: 0x30,
  RINT: 0x38,
  STATUS: 0x3c,
  FTRGLEVEL: 0x40,
  NTSR: 0x5c,
  FIFO: 0x100,
  SAMP_DL: 0x144,
};

function host(options: { newTiming?: boolean } = {}) {
  const bus = new Recorder().name("mmc", BASE, NAMES).name("ccu", 0x01c2_0000, { SD0_CLK: 0x88 });
  useBus(bus);
  const mmc = new SunxiMmc({
    base: BASE,
    fifoOffset: NAMES.FIFO,
    moduleClock: new SunxiMmcClock({ register: SD0_CLK, hasDelays: true }),
    newTiming: options.newTiming ?? false,
    clock: new FakeClock(new VirtualTime(), 2400),
  });
  return { bus, mmc };
}

describe("the register accesses of SunxiMmc", () => {
  it("reset the host and leave it with one data line and a stopped clock", () => {
    const { bus, mmc } = host();
    bus.answer("mmc.GCTRL", 7, 0);
    expect(mmc.reset()).toBe(true);
    expect(bus.take()).toEqual([
      "write mmc.GCTRL <- 0x7",
      "read  mmc.GCTRL -> 0x7",
      "read  mmc.GCTRL -> 0x0",
      "write mmc.TIMEOUT <- 0xffffffff",
      "write mmc.IMASK <- 0x0",
      "write mmc.RINT <- 0xffffffff",
      "write mmc.FTRGLEVEL <- 0x20070008",
      "write mmc.WIDTH <- 0x0",
      "write mmc.CLKCR <- 0x0",
    ]);
  });

  it("stop the card clock with an update command before its rate changes", () => {
    const { bus, mmc } = host();
    expect(mmc.setClock(400_000)).toBe(true);
    expect(bus.takeWrites()).toEqual([
      "write mmc.CLKCR <- 0x0",
      "write mmc.CMD <- 0x80202000",
      "write mmc.RINT <- 0xffffffff",
      "write ccu.SD0_CLK <- 0x8002000e",
      "write mmc.CLKCR <- 0x10000",
      "write mmc.CMD <- 0x80202000",
      "write mmc.RINT <- 0xffffffff",
    ]);
  });

  it("set the delays of the new timing mode while the clock stands still", () => {
    const { bus, mmc } = host({ newTiming: true });
    bus.answer("mmc.NTSR", 1);
    mmc.setClock(25_000_000);
    expect(bus.takeWrites().slice(3, 7)).toEqual([
      "write ccu.SD0_CLK <- 0x80500000",
      "write mmc.SAMP_DL <- 0x80",
      "write mmc.NTSR <- 0x80000001",
      "write mmc.CLKCR <- 0x10000",
    ]);
  });

  it.each([
    ["none", 0, 0x8000_8000],
    ["short", 13, 0x8000_014d],
    ["short-without-crc", 41, 0x8000_0069],
    ["long", 9, 0x8000_01c9],
    ["short-busy", 12, 0x8000_414c],
  ] as const)("send a command with a %s response by the right flags", (kind, index, command) => {
    const { bus, mmc } = host();
    bus.answer("mmc.RINT", 4);
    expect(mmc.command(index, 0x1234_0000, kind)).toBe("ok");
    expect(bus.takeWrites()).toEqual([
      "write mmc.RINT <- 0xffffffff",
      "write mmc.ARG <- 0x12340000",
      `write mmc.CMD <- 0x${command.toString(16)}`,
    ]);
  });

  it("collect all four words of a long response", () => {
    const { bus, mmc } = host();
    bus.answer("mmc.RINT", 4);
    for (let i = 0; i < 4; i++) bus.answer(`mmc.RESP${i}`, 0xa000_0000 + i);
    mmc.command(9, 0, "long");
    expect([...mmc.response]).toEqual([0xa000_0000, 0xa000_0001, 0xa000_0002, 0xa000_0003]);
  });

  it("read one block: FIFO to the CPU, DMA off, then STATUS decides how many words to take", () => {
    const { bus, mmc } = host();
    bus.answer("mmc.GCTRL", 0x30);
    bus.answer("mmc.RINT", 4, 0, 0xc);
    // Empty, then 100 words, then full (level 0), then the rest.
    bus.answer("mmc.STATUS", 4, 100 << 17, 8, 40 << 17);
    bus.answer("mmc.FIFO", 0x0403_0201);
    const into = new Uint8Array(512);
    expect(mmc.readBlocks(17, 100, into, 0, 1)).toBe("ok");
    expect([...into.subarray(504)]).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
    expect(bus.take()).toEqual([
      "write mmc.BLKSZ <- 0x200",
      "write mmc.BYTECNT <- 0x200",
      "read  mmc.GCTRL -> 0x30",
      "write mmc.GCTRL <- 0x80000000",
      "write mmc.RINT <- 0xffffffff",
      "write mmc.ARG <- 0x64",
      "write mmc.CMD <- 0x80002351",
      "read  mmc.RINT -> 0x4",
      "read  mmc.RESP0 -> 0x0",
      "read  mmc.STATUS -> 0x4",
      "read  mmc.STATUS -> 0xc80000",
      "read  mmc.FIFO -> 0x4030201 (x100)",
      "read  mmc.STATUS -> 0x8",
      "read  mmc.FIFO -> 0x4030201",
      "read  mmc.STATUS -> 0x500000",
      "read  mmc.FIFO -> 0x4030201 (x27)",
      "read  mmc.RINT -> 0x0",
      "read  mmc.RINT -> 0xc",
      "write mmc.RINT <- 0xffffffff",
    ]);
  });

  it("write several blocks: automatic CMD12, then wait until the card is no longer busy", () => {
    const { bus, mmc } = host();
    bus.answer("mmc.RINT", 4, 0x4004);
    bus.answer("mmc.STATUS", ...new Array(32).fill(4), 0x200, 0x200, 0);
    expect(mmc.writeBlocks(25, 7, new Uint8Array(1024).fill(0x5a), 0, 2)).toBe("ok");
    const lines = bus.take();
    expect(lines.slice(0, 7)).toEqual([
      "write mmc.BLKSZ <- 0x200",
      "write mmc.BYTECNT <- 0x400",
      "read  mmc.GCTRL -> 0x0",
      "write mmc.GCTRL <- 0x80000000",
      "write mmc.RINT <- 0xffffffff",
      "write mmc.ARG <- 0x7",
      "write mmc.CMD <- 0x80003759",
    ]);
    expect(lines.filter((line) => line === "write mmc.FIFO <- 0x5a5a5a5a")).toHaveLength(256);
    expect(lines.slice(-4)).toEqual([
      "read  mmc.RINT -> 0x4004",
      "write mmc.RINT <- 0xffffffff",
      "read  mmc.STATUS -> 0x200 (x2)",
      "read  mmc.STATUS -> 0x0",
    ]);
  });
});

describe("SunxiMmc when the host or the line fails", () => {
  it.each([
    [0x100, "no-response"],
    [0x002, "no-response"],
    [0x040, "crc"],
    [0x080, "crc"],
    [0x200, "timed-out"],
    [0x1000, "stuck"],
  ])("reports the events %d of a command as %s", (events, result) => {
    const { bus, mmc } = host();
    bus.answer("mmc.RINT", 0, events);
    expect(mmc.command(13, 0, "short")).toBe(result);
  });

  it("gives up on a command that never ends, on a reset and on a clock update", () => {
    const { bus, mmc } = host();
    expect(mmc.command(13, 0, "short")).toBe("stuck");
    bus.answer("mmc.GCTRL", 7);
    expect(mmc.reset()).toBe(false);
    bus.answer("mmc.CMD", 0x8000_0000);
    expect(mmc.setClock(400_000)).toBe(false);
  });

  it("resets the FIFO after data that did not come", () => {
    const { bus, mmc } = host();
    bus.answer("mmc.RINT", 4, 0).answer("mmc.STATUS", 4);
    expect(mmc.readBlocks(17, 0, new Uint8Array(512), 0, 1)).toBe("timed-out");
    const writes = bus.takeWrites();
    expect(writes.slice(-2)).toEqual(["write mmc.GCTRL <- 0x2", "write mmc.RINT <- 0xffffffff"]);
  });

  it("gives up on a card that stays busy after a write", () => {
    const { bus, mmc } = host();
    bus.answer("mmc.RINT", 4, 0xc).answer("mmc.STATUS", 0x204);
    expect(mmc.writeBlocks(24, 0, new Uint8Array(512), 0, 1)).toBe("timed-out");
  });
});
