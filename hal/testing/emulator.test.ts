// The drivers against QEMU's own device models, without a compiler between: see qtest-bus.ts.

import { execFileSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { SunxiMmcClock } from "../clock/sunxi-ccu.ts";
import { DmaMemory } from "../dma.ts";
import { Phy } from "../ethernet/phy.ts";
import { SunxiEmac } from "../ethernet/sunxi-emac.ts";
import { SunxiMdio } from "../ethernet/sunxi-mdio.ts";
import { SunxiTwi } from "../i2c/sunxi-twi.ts";
import { SunxiIntc } from "../interrupt/sunxi-intc.ts";
import { useBus } from "../mmio.ts";
import { SdCard } from "../sdcard/sd-card.ts";
import { SunxiMmc } from "../sdcard/sunxi-mmc.ts";
import { SunxiTimer } from "../timer/sunxi-timer.ts";
import { Deadline } from "../timer/wait.ts";
import { DwUart } from "../uart/dw-uart.ts";
import { SunxiWatchdog } from "../watchdog/sunxi-watchdog.ts";
import { emulatorMissing, QtestBus } from "./qtest-bus.ts";

const missing = emulatorMissing();
const MIB = 1024 * 1024;
const TIMER_IRQ = 22;
const UART_IRQ = 1;
const EMAC_IRQ = 55;

const folder = mkdtempSync(join(tmpdir(), "ingot-emulator-"));
let running: QtestBus | null = null;

afterEach(() => {
  running?.close();
  running = null;
  useBus(null);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(machine: string, ...args: string[]): SunxiTimer {
  running = new QtestBus(machine, args);
  useBus(running);
  const clock = new SunxiTimer({ base: 0x01c2_0c00, frequencyHz: 24_000_000 });
  clock.start();
  return clock;
}

function emptyCard(sizeBytes: number): string {
  const path = join(folder, `sd-${sizeBytes}.img`);
  writeFileSync(path, "");
  truncateSync(path, sizeBytes);
  return path;
}

function cardOn(clock: SunxiTimer, fifoOffset: number, newTiming: boolean, byDma = true): SdCard {
  const moduleClock = new SunxiMmcClock({
    register: 0x01c2_0088,
    hasDelays: !newTiming,
    pll6Hz: 600_000_000,
  });
  const shared = byDma ? { memory: new DmaMemory({ base: 0x4100_0000, sizeBytes: 0x1_0000 }) } : {};
  const host = new SunxiMmc({ base: 0x01c0_f000, fifoOffset, moduleClock, newTiming, clock, ...shared });
  return new SdCard({ host, clock, busWidth: 4 });
}

function sectorsOf(path: string, sector: number, count: number): Uint8Array {
  const bytes = new Uint8Array(512 * count);
  const file = openSync(path, "r");
  readSync(file, bytes, 0, bytes.length, 512 * sector);
  closeSync(file);
  return bytes;
}

const title = missing === null ? "in QEMU" : `in QEMU (skipped: ${missing})`;

describe.skipIf(missing !== null)(title, () => {
  it("the timer counts up and its alarm reaches the A10 interrupt controller", () => {
    const clock = start("cubieboard");
    const intc = new SunxiIntc({ base: 0x01c2_0400 });
    intc.start();
    expect(intc.next()).toBe(-1);
    intc.enable(TIMER_IRQ);
    const before = clock.ticks();
    clock.setAlarm(24_000);
    expect(intc.next()).toBe(-1);
    const deadline = new Deadline(clock, 1_000_000);
    while (intc.next() < 0 && !deadline.passed()) {
      // The emulator's time is real time.
    }
    expect(intc.next()).toBe(TIMER_IRQ);
    expect(clock.ticks() - before).toBeGreaterThanOrEqual(24_000);
    clock.clearAlarm();
    expect(intc.next()).toBe(-1);
  });

  for (const machine of ["cubieboard", "orangepi-pc", "bpim2u"]) {
    it(`the console of ${machine} prints`, () => {
      const path = join(folder, `${machine}.txt`);
      start(machine, "-serial", `file:${path}`);
      const uart = new DwUart({ base: 0x01c2_8000, inputClockHz: 24_000_000, baud: 115_200 });
      uart.start();
      const text = "a line that is longer than the FIFO of the UART\n";
      expect(uart.write(new TextEncoder().encode(text), 0, text.length)).toBe(text.length);
      uart.drain();
      expect(readFileSync(path, "latin1")).toBe(text);
    });
  }

  it.each([
    ["cubieboard", 64 * MIB, 0x100, false, true],
    ["cubieboard", 4096 * MIB, 0x100, false, false],
    ["orangepi-pc", 64 * MIB, 0x200, false, false],
    ["orangepi-pc", 4096 * MIB, 0x200, false, true],
    ["bpim2u", 4096 * MIB, 0x200, true, true],
  ])(
    "the SD card of %s with %d bytes is identified, written and read (FIFO at %d, new timing %s, DMA %s)",
    async (machine, size, fifo, newTiming, byDma) => {
      const path = emptyCard(size);
      const clock = start(machine, "-drive", `if=sd,format=raw,file=${path}`);
      const card = cardOn(clock, fifo, newTiming, byDma);
      await card.identify();
      expect(card.highSpeed).toBe(true);
      expect(card.sectorCount).toBe(size / 512);
      const data = Uint8Array.from({ length: 512 * 70 }, (_, i) => (i * 13 + (i >> 9)) & 0xff);
      await card.write(2048, data);
      await card.write(card.sectorCount - 1, data.subarray(0, 512));
      const back = new Uint8Array(data.length);
      await card.read(2048, back);
      expect(back).toEqual(data);
      expect(card.retries).toBe(0);
      running?.close();
      running = null;
      expect(sectorsOf(path, 2048, 70)).toEqual(data);
      expect(sectorsOf(path, size / 512 - 1, 1)).toEqual(data.subarray(0, 512));
      expect(sectorsOf(path, 2047, 1)).toEqual(new Uint8Array(512));
    },
  );

  it("an empty slot is reported as such", async () => {
    const clock = start("cubieboard");
    await expect(cardOn(clock, 0x100, false).identify()).rejects.toMatchObject({ code: "no-card" });
  });

  it("the EMAC asks the emulator's gateway for its address and gets it, with an interrupt", () => {
    const clock = start("cubieboard", "-nic", "user");
    const intc = new SunxiIntc({ base: 0x01c2_0400 });
    intc.start();
    intc.enable(EMAC_IRQ);
    const mdio = new SunxiMdio({ base: 0x01c0_b000, clock });
    const phy = new Phy({ mdio, address: 1, clock });
    const address = new Uint8Array([0x52, 0x54, 0, 0x12, 0x34, 0x56]);
    const mac = new SunxiEmac({ base: 0x01c0_b000, address, phy, clock });
    expect(mac.start()).toBe(true);
    mac.enableReceiveInterrupt(true);
    expect(mac.linkUp()).toBe(true);
    // ARP (RFC 826): who has 10.0.2.2, tell 10.0.2.15.
    const sender = "525400123456" + "0a00020f";
    const request = Buffer.from(
      `ffffffffffff5254001234560806${"0001080006040001"}${sender}0000000000000a000202`,
      "hex",
    );
    expect(mac.send(request, request.length)).toBe(true);
    const deadline = new Deadline(clock, 2_000_000);
    const into = new Uint8Array(1514);
    let length = 0;
    let interrupt = -1;
    while (length === 0 && !deadline.passed()) {
      interrupt = intc.next();
      length = mac.receive(into);
    }
    expect(length).toBe(64);
    expect(interrupt).toBe(EMAC_IRQ);
    const reply = Buffer.from(into.subarray(0, 42)).toString("hex");
    expect(reply).toBe("52540012345652550a00020208060001080006040002" + "52550a0002020a000202" + sender);
    mac.acknowledgeInterrupt();
    expect(intc.next()).toBe(-1);
  });

  it("the console receives a byte and announces it by its interrupt", () => {
    const pipe = join(folder, "console");
    execFileSync("mkfifo", [`${pipe}.in`, `${pipe}.out`]);
    const clock = start("cubieboard", "-serial", `pipe:${pipe}`);
    const intc = new SunxiIntc({ base: 0x01c2_0400 });
    intc.start();
    intc.enable(UART_IRQ);
    const uart = new DwUart({ base: 0x01c2_8000, inputClockHz: 24_000_000, baud: 115_200 });
    uart.start();
    uart.enableReceiveInterrupt(true);
    expect([intc.next(), uart.read()]).toEqual([-1, -1]);
    const keyboard = openSync(`${pipe}.in`, "r+");
    writeSync(keyboard, "k");
    const deadline = new Deadline(clock, 2_000_000);
    while (intc.next() < 0 && !deadline.passed()) {
      // The byte takes its time through the emulator's input.
    }
    closeSync(keyboard);
    expect([intc.next(), uart.read()]).toEqual([UART_IRQ, "k".charCodeAt(0)]);
    expect([intc.next(), uart.read()]).toEqual([-1, -1]);
  });

  it.each([
    ["cubieboard", "AXP209", false],
    ["orangepi-pc", "nothing", true],
    ["bpim2u", "AXP221", true],
  ] as const)("the TWI of %s finds %s at address 0x34", (machine, chip, eventClearedByOne) => {
    const clock = start(machine);
    const twi = new SunxiTwi({ base: 0x01c2_ac00, clock, eventClearedByOne });
    twi.start();
    const byte = new Uint8Array(1);
    expect(twi.writeRead(0x34, new Uint8Array([0x03]), byte)).toBe(
      chip === "nothing" ? "no-acknowledge" : "ok",
    );
    if (chip === "nothing") return;
    expect(twi.write(0x34, new Uint8Array([0x12, 0x5f]))).toBe("ok");
    expect(twi.writeRead(0x34, new Uint8Array([0x12]), byte)).toBe("ok");
    expect(byte[0]).toBe(0x5f);
    expect(twi.write(0x35, byte)).toBe("no-acknowledge");
  });

  it("a machine that does not exist ends in an error, not in a hang", () => {
    expect(() => start("cubieboard9")).toThrow(/QEMU ended|EPIPE/);
  });

  it.each([
    ["cubieboard", 0x01c2_0c90, "sun4i"],
    ["orangepi-pc", 0x01c2_0ca0, "sun6i"],
    ["bpim2u", 0x01c2_0c90, "sun4i"],
  ] as const)("the watchdog of %s resets the machine", (machine, base, layout) => {
    const clock = start(machine, "-no-reboot");
    // With -no-reboot the emulator ends where a board would start anew.
    expect(() => new SunxiWatchdog({ base, layout, clock }).reset()).toThrow(/QEMU ended|EPIPE/);
    running?.close();
    running = null;
  });
});
