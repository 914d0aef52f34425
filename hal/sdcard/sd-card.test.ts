// SD cards on a model: identification, transfers, and every fault the model can inject.

import { describe, expect, it } from "vitest";
import { SunxiMmcClock } from "../clock/sunxi-ccu.ts";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { PlainRegisters } from "../testing/models/plain-registers.ts";
import { type CardFaultKind, MemoryStorage, SdCardModel } from "../testing/models/sd-card.ts";
import { SunxiMmcModel } from "../testing/models/sunxi-mmc.ts";
import { VirtualTime } from "../testing/time.ts";
import { SdCard } from "./sd-card.ts";
import { SunxiMmc } from "./sunxi-mmc.ts";

const MMC0 = 0x01c0_f000;
const CCU = 0x01c2_0000;
const FIFO_OFFSET = 0x100;
const SDSC_SECTORS = 131_072;
const SDHC_SECTORS = 8_388_608;

interface Setup {
  highCapacity?: boolean;
  version?: 1 | 2;
  empty?: boolean;
  busWidth?: 1 | 4;
  pollsUntilReady?: number;
}

function board(setup: Setup = {}) {
  const time = new VirtualTime();
  const storage = new MemoryStorage(setup.highCapacity ? SDHC_SECTORS : SDSC_SECTORS);
  const model = new SdCardModel({
    storage,
    highCapacity: setup.highCapacity ?? false,
    version: setup.version,
    pollsUntilReady: setup.pollsUntilReady,
  });
  const inSlot = setup.empty ? null : model;
  const mmc = new SunxiMmcModel({ base: MMC0, fifoOffset: FIFO_OFFSET, time, card: inSlot });
  const ccu = new PlainRegisters({ name: "ccu", base: CCU, sizeBytes: 0x400 });
  useBus(new MappedBus({ beforeAccess: () => time.advance(24) }).add(mmc).add(ccu));
  const clock = new FakeClock(time, 240);
  const moduleClock = new SunxiMmcClock({ register: CCU + 0x88, hasDelays: true });
  const host = new SunxiMmc({ base: MMC0, fifoOffset: FIFO_OFFSET, moduleClock, newTiming: false, clock });
  const card = new SdCard({ host, clock, busWidth: setup.busWidth ?? 4 });
  return { time, storage, model, mmc, card };
}

function pattern(sectors: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: sectors * 512 }, (_, i) => (i * 31 + seed + (i >> 8)) & 0xff);
}

describe("identifying a card", () => {
  it("follows the specification's order and ends four bits wide", async () => {
    const { card, model } = board({ highCapacity: true, pollsUntilReady: 1 });
    await card.identify();
    expect(model.log).toEqual([
      "CMD0(0x0)",
      "CMD8(0x1aa)",
      "CMD55(0x0)",
      "ACMD41(0x40ff8000)",
      "CMD55(0x0)",
      "ACMD41(0x40ff8000)",
      "CMD2(0x0)",
      "CMD3(0x0)",
      "CMD9(0x45670000)",
      "CMD7(0x45670000)",
      "CMD55(0x45670000)",
      "ACMD6(0x2)",
    ]);
    expect(card.sectorCount).toBe(SDHC_SECTORS);
    expect(model.busWidth).toBe(4);
  });

  it("sets the block length of a standard-capacity card", async () => {
    const { card, model } = board({ highCapacity: false });
    await card.identify();
    expect(model.log.at(-1)).toBe("CMD16(0x200)");
    expect(card.sectorCount).toBe(SDSC_SECTORS);
  });

  it("accepts a version 1 card, which does not know CMD8", async () => {
    const { card, model } = board({ version: 1 });
    await card.identify();
    expect(model.log).toContain("ACMD41(0xff8000)");
    expect(card.sectorCount).toBe(SDSC_SECTORS);
  });

  it("stays one bit wide on a board that wires one data line", async () => {
    const { card, model } = board({ busWidth: 1 });
    await card.write(3, pattern(1, 1));
    expect(model.busWidth).toBe(1);
  });

  it("reports an empty slot as no-card, with the remedy", async () => {
    const { card } = board({ empty: true });
    await expect(card.identify()).rejects.toMatchObject({
      name: "BlockDeviceError",
      code: "no-card",
      message: "no SD card answers: put a card into the slot",
    });
  });

  it("gives up on a card that never gets ready, after bounded time", async () => {
    const { card, time } = board({ pollsUntilReady: 1e9 });
    await expect(card.identify()).rejects.toMatchObject({ code: "timed-out" });
    expect(time.now() / 24_000_000).toBeLessThan(4);
  });

  it("tells a host that does not answer from a card that does not", async () => {
    const { card, mmc } = board();
    mmc.dead = true;
    await expect(card.identify()).rejects.toThrow(
      "the SD host does not answer: its clock or reset is not open",
    );
  });

  it("tries again after a disturbed response", async () => {
    const { card, model } = board();
    model.faults.push({ command: 9, kind: "crc", times: 2 });
    await card.identify();
    expect(card.sectorCount).toBe(SDSC_SECTORS);
    expect(model.log.filter((line) => line === "CMD0(0x0)")).toHaveLength(3);
  });
});

for (const highCapacity of [false, true]) {
  describe(`reading and writing an ${highCapacity ? "SDHC" : "SDSC"} card`, () => {
    it("addresses the card in its own unit", async () => {
      const { card, model } = board({ highCapacity });
      await card.write(100, pattern(1, 1));
      await card.read(100, new Uint8Array(1024));
      const unit = highCapacity ? "0x64" : "0xc800";
      expect(model.log).toContain(`CMD24(${unit})`);
      expect(model.log).toContain(`CMD18(${unit})`);
    });

    it("gets back what it wrote, one sector and many, and touches no other", async () => {
      const { card, storage } = board({ highCapacity });
      const one = pattern(1, 1);
      const many = pattern(200, 2);
      await card.write(5, one);
      await card.write(1000, many);
      const back = new Uint8Array(200 * 512);
      await card.read(1000, back);
      expect(back).toEqual(many);
      expect(storage.read(5)).toEqual(one);
      expect(storage.read(4)).toEqual(new Uint8Array(512));
      expect(storage.read(1200)).toEqual(new Uint8Array(512));
    });

    it("reaches the last sector and refuses to go past it", async () => {
      const { card } = board({ highCapacity });
      await card.identify();
      const last = card.sectorCount - 1;
      await card.write(last, pattern(1, 9));
      const back = new Uint8Array(512);
      await card.read(last, back);
      expect(back).toEqual(pattern(1, 9));
      await expect(card.read(last, new Uint8Array(1024))).rejects.toMatchObject({ code: "out-of-range" });
      await expect(card.write(-1, back)).rejects.toMatchObject({ code: "out-of-range" });
      await expect(card.read(0.5, back)).rejects.toMatchObject({ code: "out-of-range" });
    });
  });
}

describe("a transfer of odd shape", () => {
  it("with a partial sector is refused before anything is sent", async () => {
    const { card, model } = board();
    await expect(card.write(0, new Uint8Array(513))).rejects.toThrow(
      "513 bytes, which is not a multiple of 512",
    );
    expect(model.log).toEqual([]);
  });

  it("with no sectors at all moves nothing", async () => {
    const { card, model } = board();
    await card.identify();
    const before = model.log.length;
    await card.read(0, new Uint8Array(0));
    expect(model.log.length).toBe(before);
  });
});

describe("a card that fails", () => {
  it.each<[number, CardFaultKind]>([
    [17, "no-response"],
    [17, "crc"],
    [17, "data-timeout"],
    [18, "crc"],
    [18, "data-timeout"],
  ])("once at CMD%d with %s is read again from a fresh identification", async (command, kind) => {
    const { card, model, storage } = board({ highCapacity: true });
    const sectors = command === 17 ? 1 : 8;
    const data = pattern(sectors, 3);
    for (let i = 0; i < sectors; i++) storage.write(40 + i, data.subarray(512 * i, 512 * (i + 1)));
    await card.identify();
    model.faults.push({ command, kind, times: 1 });
    const back = new Uint8Array(sectors * 512);
    await card.read(40, back);
    expect(back).toEqual(data);
    expect(card.retries).toBe(1);
    expect(model.log.filter((line) => line === "CMD0(0x0)")).toHaveLength(2);
  });

  it.each<[CardFaultKind]>([["no-response"], ["crc"], ["data-timeout"], ["busy"]])(
    "once while writing, with %s, is written again",
    async (kind) => {
      const { card, model, storage } = board();
      await card.identify();
      model.faults.push({ command: 25, kind, times: 1 });
      const data = pattern(4, 7);
      await card.write(8, data);
      for (let i = 0; i < 4; i++) expect(storage.read(8 + i)).toEqual(data.subarray(512 * i, 512 * (i + 1)));
      expect(card.retries).toBe(1);
    },
  );

  it.each<[CardFaultKind, string]>([
    ["crc", "crc"],
    ["data-timeout", "timed-out"],
  ])("every time with %s ends in the error %s after three tries", async (kind, code) => {
    const { card, model } = board();
    await card.identify();
    model.faults.push({ command: 17, kind, times: 99 });
    await expect(card.read(0, new Uint8Array(512))).rejects.toMatchObject({ code });
    expect(model.log.filter((line) => line.startsWith("CMD17"))).toHaveLength(3);
  });

  it("and reports write protection is not tried again", async () => {
    const { card, model } = board();
    await card.identify();
    model.faults.push({ command: 13, kind: "status", times: 1, status: 0x0400_0000 });
    await expect(card.write(0, new Uint8Array(512))).rejects.toMatchObject({ code: "write-protected" });
    expect(model.log.filter((line) => line.startsWith("CMD24"))).toHaveLength(1);
  });

  it("and reports an error in its status after a write does not count as written", async () => {
    const { card, model } = board();
    await card.identify();
    model.faults.push({ command: 13, kind: "status", times: 99, status: 0x0020_0000 });
    await expect(card.write(0, new Uint8Array(512))).rejects.toThrow(
      /writing 1 sectors at 0: the card reports status/,
    );
  });

  it("because it was pulled out is reported as no-card, and works again when it is back", async () => {
    const { card, mmc, model } = board({ highCapacity: true });
    await card.write(1, pattern(1, 4));
    mmc.card = null;
    await expect(card.read(1, new Uint8Array(512))).rejects.toMatchObject({ code: "no-card" });
    mmc.card = model;
    const back = new Uint8Array(512);
    await card.read(1, back);
    expect(back).toEqual(pattern(1, 4));
  });
});
