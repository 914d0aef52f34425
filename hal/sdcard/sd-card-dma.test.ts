// SD cards by DMA on a model: descriptor chains, high speed, and cards that are exchanged, protected or pulled out.

import { describe, expect, it } from "vitest";
import { SunxiMmcClock } from "../clock/sunxi-ccu.ts";
import { DmaMemory } from "../dma.ts";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { PlainRegisters } from "../testing/models/plain-registers.ts";
import { RamModel } from "../testing/models/ram.ts";
import { MemoryStorage, SdCardModel } from "../testing/models/sd-card.ts";
import { SunxiMmcModel } from "../testing/models/sunxi-mmc.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { SdCard } from "./sd-card.ts";
import { SunxiMmc } from "./sunxi-mmc.ts";
import { hasHighSpeed, runsAtHighSpeed } from "./switch-status.ts";

const MMC0 = 0x01c0_f000;
const CCU = 0x01c2_0000;
const SD0_CLK = CCU + 0x88;
const MEMORY = { base: 0x4100_0000, sizeBytes: 0x1_0000 };
const DESCRIPTORS = MEMORY.base;
const BUFFER = MEMORY.base + 128;
const SECTORS = 8_388_608;

interface Setup {
  readonly serial?: number;
  readonly writeProtected?: boolean;
  readonly canSwitch?: boolean;
  readonly pll6Hz?: number;
}

const newCard = (setup: Setup = {}) =>
  new SdCardModel({ storage: new MemoryStorage(SECTORS), highCapacity: true, ...setup });

function board(setup: Setup = {}) {
  const time = new VirtualTime();
  const model = newCard(setup);
  const memory = new RamModel(MEMORY);
  const mmc = new SunxiMmcModel({ base: MMC0, fifoOffset: 0x200, time, card: model, memory });
  const ccu = new PlainRegisters({ name: "ccu", base: CCU, sizeBytes: 0x400 });
  useBus(new MappedBus({ beforeAccess: () => time.advance(24) }).add(mmc).add(ccu).add(memory));
  const clock = new FakeClock(time, 240);
  const moduleClock = new SunxiMmcClock({
    register: SD0_CLK,
    hasDelays: true,
    pll6Hz: setup.pll6Hz ?? 600_000_000,
  });
  const shared = new DmaMemory(MEMORY);
  const host = new SunxiMmc({
    base: MMC0,
    fifoOffset: 0x200,
    moduleClock,
    newTiming: false,
    clock,
    memory: shared,
  });
  return { model, mmc, ccu, card: new SdCard({ host, clock, busWidth: 4 }) };
}

function pattern(sectors: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: sectors * 512 }, (_, i) => (i * 31 + seed + (i >> 8)) & 0xff);
}

function recorded() {
  const ram = new RamModel({ ...MEMORY, fill: 0 });
  const bus = new Recorder({
    read32: (address) => (address >= MEMORY.base ? ram.read32(address) : 0),
    write32: (address, value) => address >= MEMORY.base && ram.write32(address, value),
  });
  const names = {
    GCTRL: 0,
    BLKSZ: 0x10,
    BYTECNT: 0x14,
    CMD: 0x18,
    ARG: 0x1c,
    RESP0: 0x20,
    RINT: 0x38,
    STATUS: 0x3c,
  };
  bus.name("mmc", MMC0, { ...names, DMAC: 0x80, DLBA: 0x84, IDST: 0x88, IDIE: 0x8c });
  for (let i = 0; i < 2; i++)
    bus.name(`d${i}`, DESCRIPTORS + 16 * i, { status: 0, size: 4, buffer: 8, next: 12 });
  useBus(bus);
  const mmc = new SunxiMmc({
    base: MMC0,
    fifoOffset: 0x200,
    moduleClock: new SunxiMmcClock({ register: SD0_CLK, hasDelays: true }),
    newTiming: false,
    clock: new FakeClock(new VirtualTime(), 2400),
    memory: new DmaMemory(MEMORY),
  });
  return { bus, ram, mmc };
}

describe("the register accesses of a transfer by DMA", () => {
  it("read ten sectors: a chain of two pieces, IDMAC on, command, last word awaited, IDMAC off", () => {
    const { bus, ram, mmc } = recorded();
    bus.answer("mmc.RINT", 4, 0x4004).answer("mmc.IDST", 0, 2);
    ram.bytes(BUFFER, 5120).set(pattern(10, 3));
    const into = new Uint8Array(6000);
    expect(mmc.readBlocks(18, 64, into, 512, 10)).toBe("ok");
    expect(into.subarray(512, 5632)).toEqual(pattern(10, 3));
    const lines = bus.take().filter((line) => !/^(read|write) +0x4100/.test(line));
    expect(lines).toEqual([
      "write mmc.BLKSZ <- 0x200",
      "write mmc.BYTECNT <- 0x1400",
      "write d0.size <- 0x1000",
      "write d0.buffer <- 0x41000080",
      "write d0.next <- 0x41000010",
      "write d0.status <- 0x8000001a",
      "write d1.size <- 0x400",
      "write d1.buffer <- 0x41001080",
      "write d1.next <- 0x0",
      "write d1.status <- 0x80000034",
      "read  mmc.GCTRL -> 0x0",
      "write mmc.GCTRL <- 0x24",
      "read  mmc.GCTRL -> 0x0",
      "write mmc.DMAC <- 0x1",
      "write mmc.IDST <- 0x337",
      "write mmc.IDIE <- 0x2",
      "write mmc.DLBA <- 0x41000000",
      "write mmc.DMAC <- 0x82",
      "write mmc.RINT <- 0xffffffff",
      "write mmc.ARG <- 0x40",
      "write mmc.CMD <- 0x80003352",
      "read  mmc.RINT -> 0x4",
      "read  mmc.RESP0 -> 0x0",
      "read  mmc.RINT -> 0x4004",
      "write mmc.RINT <- 0xffffffff",
      "read  mmc.IDST -> 0x0",
      "read  mmc.IDST -> 0x2 (x2)",
      "write mmc.IDST <- 0x337",
      "write mmc.DMAC <- 0x0",
      "read  mmc.GCTRL -> 0x0",
      "write mmc.GCTRL <- 0x2",
      "read  mmc.GCTRL -> 0x0",
    ]);
  });

  it("write one sector: the bytes are in memory before the IDMAC is told", () => {
    const { bus, ram, mmc } = recorded();
    bus.answer("mmc.RINT", 4, 0xc);
    expect(mmc.writeBlocks(24, 7, pattern(2, 9), 512, 1)).toBe("ok");
    expect(ram.bytes(BUFFER, 512)).toEqual(pattern(2, 9).subarray(512));
    const writes = bus.takeWrites();
    expect(writes[0]).toMatch(/^write 0x41000080/);
    expect(writes.slice(128).filter((line) => line.includes("d0.") || line.includes("CMD"))).toEqual([
      "write d0.size <- 0x200",
      "write d0.buffer <- 0x41000080",
      "write d0.next <- 0x0",
      "write d0.status <- 0x8000003c",
      "write mmc.CMD <- 0x80002758",
    ]);
  });

  it("a bus error and an IDMAC that does not finish are failures, and switch it off", () => {
    const { bus, mmc } = recorded();
    bus.answer("mmc.RINT", 4, 0xc).answer("mmc.IDST", 4);
    expect(mmc.readBlocks(17, 0, new Uint8Array(512), 0, 1)).toBe("stuck");
    expect(bus.takeWrites()).toContain("write mmc.DMAC <- 0x0");
    bus.answer("mmc.RINT", 4, 0xc).answer("mmc.IDST", 0);
    expect(mmc.readBlocks(17, 0, new Uint8Array(512), 0, 1)).toBe("stuck");
    bus.answer("mmc.GCTRL", 0x24);
    expect(mmc.readBlocks(17, 0, new Uint8Array(512), 0, 1)).toBe("stuck");
  });
});

describe("an SD card by DMA", () => {
  it.each([1, 7, 8, 9, 64, 65, 200])("gets back %d sectors as they were written", async (sectors) => {
    const { card, model } = board();
    await card.write(1000, pattern(sectors, sectors));
    const back = new Uint8Array(sectors * 512);
    await card.read(1000, back);
    expect(back).toEqual(pattern(sectors, sectors));
    expect(model.storage.read(1000 + sectors)).toEqual(new Uint8Array(512));
    expect(card.retries).toBe(0);
  });

  it.each(["no-response", "crc", "data-timeout"] as const)(
    "reads and writes again after %s",
    async (kind) => {
      const { card, model } = board();
      await card.identify();
      for (const command of [25, 18]) model.faults.push({ command, kind, times: 1 });
      await card.write(40, pattern(8, 3));
      const back = new Uint8Array(4096);
      await card.read(40, back);
      expect(back).toEqual(pattern(8, 3));
      expect(card.retries).toBe(2);
    },
  );

  it("reports an IDMAC that meets a bus error as a stuck host, after three tries", async () => {
    const { card, mmc, model } = board({ canSwitch: false });
    await card.identify();
    mmc.busError = true;
    await expect(card.read(0, new Uint8Array(512))).rejects.toMatchObject({ code: "timed-out" });
    expect(model.log.filter((line) => line.startsWith("CMD17"))).toHaveLength(3);
  });
});

describe("high speed", () => {
  it("is asked for, switched to, and the clock follows", async () => {
    const { card, model, ccu } = board();
    await card.identify();
    expect(model.log.slice(-2)).toEqual(["CMD6(0xfffff1)", "CMD6(0x80fffff1)"]);
    expect([card.highSpeed, model.highSpeed]).toEqual([true, true]);
    expect(ccu.stored(SD0_CLK)).toBe(0x8140_030b);
  });

  it("is left alone with a card that does not know CMD6", async () => {
    const { card, model, ccu } = board({ canSwitch: false });
    await card.identify();
    expect(model.log.some((line) => line.startsWith("CMD6"))).toBe(false);
    expect([card.highSpeed, ccu.stored(SD0_CLK)]).toEqual([false, 0x8050_0000]);
  });

  it("is left alone on a host whose clock reaches no further than the crystal", async () => {
    const { card, model } = board({ pll6Hz: 0 });
    await card.identify();
    expect(model.log.some((line) => line.startsWith("CMD6"))).toBe(false);
    expect(card.highSpeed).toBe(false);
  });

  it("is given up when the answer is damaged; the card works all the same", async () => {
    const { card, model } = board();
    // ACMD6, which widens the bus, has the same index and comes first.
    model.faults.push({ command: 6, kind: "crc", times: 1, after: 1 });
    await card.write(3, pattern(1, 1));
    expect(model.storage.read(3)).toEqual(pattern(1, 1));
    expect([card.highSpeed, model.highSpeed, card.retries]).toEqual([false, false, 0]);
  });

  it("is read from the right bits of the status", () => {
    const status = new Uint8Array(64);
    expect([hasHighSpeed(status), runsAtHighSpeed(status)]).toEqual([false, false]);
    status[13] = 0x02;
    status[16] = 0xf1;
    expect([hasHighSpeed(status), runsAtHighSpeed(status)]).toEqual([true, true]);
    status[16] = 0x0f;
    expect(runsAtHighSpeed(status)).toBe(false);
  });
});

describe("a card that is", () => {
  it("protected by its registers is read but not written, and nothing is sent", async () => {
    const { card, model } = board({ writeProtected: true });
    await card.read(0, new Uint8Array(512));
    const before = model.log.length;
    await expect(card.write(0, pattern(1, 1))).rejects.toMatchObject({
      code: "write-protected",
      message: "the card is set to refuse writes",
    });
    expect(model.log.length).toBe(before);
  });

  it("pulled out in the middle of a write is reported as no-card; back in the slot, it can be written again", async () => {
    const { card, model, mmc } = board();
    await card.identify();
    model.faults.push({ command: 25, kind: "pulled", times: 1 });
    await expect(card.write(8, pattern(8, 1))).rejects.toMatchObject({ code: "no-card" });
    expect(model.storage.read(8)).toEqual(pattern(8, 1).subarray(0, 512));
    expect(model.storage.read(15)).toEqual(new Uint8Array(512));
    mmc.card = model;
    await card.write(8, pattern(8, 1));
    expect(model.storage.read(15)).toEqual(pattern(8, 1).subarray(7 * 512));
  });

  it("exchanged for another between two writes gets nothing that was meant for the first", async () => {
    const { card, mmc } = board();
    await card.write(8, pattern(1, 1));
    const other = newCard({ serial: 2 });
    mmc.card = other;
    await expect(card.write(9, pattern(1, 2))).rejects.toMatchObject({ code: "card-changed" });
    expect(other.storage.read(9)).toEqual(new Uint8Array(512));
    // Once told, the program may use the new one.
    await card.write(9, pattern(1, 3));
    expect(other.storage.read(9)).toEqual(pattern(1, 3));
  });
});
