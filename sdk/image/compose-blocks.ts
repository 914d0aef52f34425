// Text that constructs one driver from one block of a board's data: a function per driver family.
//
// The names of the generated functions are the block's, so that an error at the board reads like its data.

import type { Board, ClockLine, PioBlock } from "../../boards/board.ts";
import { givePinsText, pioFunction } from "./compose-pins.ts";
import { type BlockText, hex, type Imports, indented } from "./generated-text.ts";
import { DMA_MEMORY, PANIC_NOTE_ADDRESS, RESET_RECORD_ADDRESS } from "./layout.ts";

// The module's variables are initialised only when something uses them, and other statements at its top level would
// not run on a board: whatever starts a device is part of the initialiser of its variable.

export function clockText({ soc }: Board, imports: Imports): BlockText {
  imports.add("hal/timer/sunxi-timer.ts", "SunxiTimer");
  const { driver, base, frequencyHz } = soc.timer;
  const places = `base: ${hex(base)}, frequencyHz: ${frequencyHz}`;
  if (driver === "sunxi-timer") return started("clock", "SunxiTimer", places);
  imports.add("hal/timer/arm-timer.ts", "ArmTimer");
  return [
    "function referenceClock(): SunxiTimer {",
    `  const made = new SunxiTimer({ ${places} });`,
    "  made.start();",
    "  return made;",
    "}",
    "",
    ...started("clock", "ArmTimer", `crystalHz: ${frequencyHz}, reference: referenceClock`),
  ];
}

export function interruptsText({ soc }: Board, imports: Imports): BlockText {
  const controller = soc.interruptController;
  if (controller.driver === "gic400") {
    imports.add("hal/interrupt/gic400.ts", "Gic400");
    const places = `distributor: ${hex(controller.distributor)}, cpuInterface: ${hex(controller.cpuInterface)}`;
    return started("interrupts", "Gic400", places);
  }
  imports.add("hal/interrupt/sunxi-intc.ts", "SunxiIntc");
  return started("interrupts", "SunxiIntc", `base: ${hex(controller.base)}`);
}

/** A constant with a driver that is started as soon as it is made. */
function started(name: string, driver: string, options: string): BlockText {
  const start = `start${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return [
    `function ${start}(): ${driver} {`,
    `  const made = new ${driver}({ ${options} });`,
    "  made.start();",
    "  return made;",
    "}",
    "",
    `export const ${name} = ${start}();`,
  ];
}

export function pioText(key: string, pio: PioBlock, imports: Imports): BlockText {
  imports.add("hal/gpio/sunxi-pio.ts", "SunxiPio");
  const made = `${key}Made`;
  return [
    `let ${made}: SunxiPio | null = null;`,
    "",
    `export function ${pioFunction(key)}(): SunxiPio {`,
    `  if (${made} === null) {`,
    `    ${openClock(pio.clock, imports)}`,
    `    ${made} = new SunxiPio({ base: ${hex(pio.base)} });`,
    "  }",
    `  return ${made};`,
    "}",
  ];
}

export function givePinText(imports: Imports): BlockText {
  imports.add("hal/gpio/sunxi-pio.ts", "type Pull");
  return [
    "// Hands a pin to a block; a drive strength of 0 mA leaves the reset value.",
    "export function givePin(controller: SunxiPio, port: number, index: number, code: number, pull: Pull, milliamps: number): void {",
    "  const pin: PinNumber = { port, index };",
    "  controller.setPull(pin, pull);",
    "  if (milliamps > 0) controller.setDrive(pin, milliamps);",
    "  controller.setFunction(pin, code);",
    "}",
  ];
}

/** Memory that devices with DMA share; a board whose drivers need none never makes it. */
export function dmaText(imports: Imports): BlockText {
  imports.add("hal/dma.ts", "DmaMemory");
  return [
    `const sharedMemory = new DmaMemory({ base: ${hex(DMA_MEMORY.base)}, sizeBytes: ${hex(PANIC_NOTE_ADDRESS - DMA_MEMORY.base)} });`,
  ];
}

export function uartText(board: Board, imports: Imports): BlockText {
  imports.add("hal/uart/dw-uart.ts", "DwUart");
  const uart = board.soc.uarts[board.console.uart];
  return [
    "function startConsole(): DwUart {",
    `  ${openClock(uart.clock, imports)}`,
    ...indented(givePinsText(board, uart.pins)),
    `  const port = new DwUart({ base: ${hex(uart.base)}, inputClockHz: ${uart.inputClockHz}, baud: ${board.console.baud} });`,
    "  port.start();",
    "  return port;",
    "}",
    "",
    "const consolePort = startConsole();",
  ];
}

export function consoleText(board: Board, imports: Imports): BlockText {
  imports.add("hal/uart/uart.ts", "type Uart");
  const uart = board.soc.uarts[board.console.uart];
  return [
    "let consoleListens = false;",
    "",
    "/** The serial console. From the first call on, a received byte wakes the program: read it in a Source. */",
    "function openConsole(): Uart {",
    "  if (!consoleListens) {",
    "    consoleListens = true;",
    `    devices.wakeUntilRead(${uart.irq});`,
    "    consolePort.enableReceiveInterrupt(true);",
    "  }",
    "  return consolePort;",
    "}",
  ];
}

export function sdCardText(board: Board, imports: Imports): BlockText {
  if (board.sdCard === null) {
    return [
      `/** The ${board.title} has no SD card. */`,
      "async function sdCard(): Promise<null> {",
      "  return null;",
      "}",
    ];
  }
  imports.add("hal/clock/sunxi-ccu.ts", "SunxiMmcClock");
  imports.add("hal/sdcard/sd-card.ts", "SdCard");
  imports.add("hal/sdcard/sunxi-mmc.ts", "SunxiMmc");
  imports.add("hal/sdcard/block-device.ts", "type BlockDevice");
  const mmc = board.soc.mmcs[board.sdCard.host];
  return [
    "let card: SdCard | null = null;",
    "",
    "/** The SD card. Rejects with BlockDeviceError while there is none; a later call looks again. */",
    "async function sdCard(): Promise<BlockDevice> {",
    "  if (card === null) card = openSdCard();",
    "  if (card.sectorCount === 0) await card.identify();",
    "  return card;",
    "}",
    "",
    "function openSdCard(): SdCard {",
    `  ${openClock(mmc.clock, imports)}`,
    ...indented(givePinsText(board, mmc.pins)),
    `  const moduleClock = new SunxiMmcClock({ register: ${hex(mmc.moduleClock)}, hasDelays: ${mmc.delaysInModuleClock}, pll6Hz: ${mmc.pll6Hz} });`,
    "  const host = new SunxiMmc({",
    `    base: ${hex(mmc.base)},`,
    `    fifoOffset: ${hex(mmc.fifoOffset, 3)},`,
    "    moduleClock,",
    `    newTiming: ${!mmc.delaysInModuleClock},`,
    "    clock,",
    "    memory: sharedMemory,",
    "  });",
    `  return new SdCard({ host, clock, busWidth: ${board.sdCard.busWidth} });`,
    "}",
  ];
}

/** `board.partition`: where on the card an application keeps what. */
export function partitionText(board: Board, imports: Imports): BlockText {
  if (board.sdCard === null) return [];
  imports.add("runtime/block/card-partition.ts", "type CardPartition");
  imports.add("runtime/block/card-partition.ts", "openCardPartition");
  imports.add("runtime/block/storage.ts", "type Storage");
  return [
    '/** A partition of the SD card: "store" for `openStore`, "data" for sectors of the program\'s own. Rejects with BlockDeviceError. */',
    "async function partition(name: CardPartition): Promise<Storage> {",
    "  return await openCardPartition(await sdCard(), name);",
    "}",
  ];
}

/** `openUpdates`: what Ingot's loader left for the program that it started. */
export function updatesText(board: Board, side: "device" | "simulated", imports: Imports): BlockText {
  if (board.sdCard === null) return [];
  imports.add("runtime/update/device.ts", side === "device" ? "DeviceUpdates" : "type DeviceUpdates");
  const doc =
    "/** Updates of this program, or undefined if not Ingot's loader started it. Rejects with BlockDeviceError. */";
  if (side !== "device") {
    return [
      doc,
      "export async function openUpdates(): Promise<DeviceUpdates | undefined> {",
      "  return undefined;",
      "}",
    ];
  }
  imports.add("hal/memory.ts", "memoryAt");
  imports.add("runtime/block/storage.ts", "durable");
  imports.add("runtime/update/handoff.ts", "HANDOFF_ADDRESS");
  imports.add("runtime/update/handoff.ts", "HANDOFF_BYTES");
  imports.add("runtime/update/handoff.ts", "readHandoff");
  return [
    "let knownUpdates: DeviceUpdates | null = null;",
    "",
    doc,
    "export async function openUpdates(): Promise<DeviceUpdates | undefined> {",
    "  if (knownUpdates !== null) return knownUpdates;",
    "  const handoff = readHandoff(memoryAt(HANDOFF_ADDRESS, HANDOFF_BYTES));",
    "  if (handoff === undefined) return undefined;",
    "  const storage = durable(await sdCard());",
    "  if (knownUpdates === null) knownUpdates = new DeviceUpdates(handoff, storage, watchdog());",
    "  return knownUpdates;",
    "}",
  ];
}

export function restartText({ soc }: Board, imports: Imports): BlockText {
  imports.add("hal/watchdog/panic-note.ts", "readPanicNote");
  imports.add("hal/watchdog/reset-record.ts", "ResetRecord");
  imports.add("hal/watchdog/reset-record.ts", "type ResetReason");
  imports.add("hal/watchdog/sunxi-watchdog.ts", "SunxiWatchdog");
  imports.add("hal/watchdog/watchdog.ts", "type Watchdog");
  const { base, layout } = soc.watchdog;
  return [
    `const resetRecord = new ResetRecord(${hex(RESET_RECORD_ADDRESS)});`,
    "",
    "let knownReason: ResetReason | null = null;",
    "",
    "/** Why the program started. Ask early: a reset before the first call is not noticed by the next start. */",
    "function resetReason(): ResetReason {",
    "  if (knownReason === null) knownReason = resetRecord.take();",
    "  return knownReason;",
    "}",
    "",
    "/** What the last program had to say that was stopped by a panic since the power came, or null. */",
    "function lastPanic(): string | null {",
    `  return readPanicNote(${hex(PANIC_NOTE_ADDRESS)});`,
    "}",
    "",
    `const theWatchdog = new SunxiWatchdog({ base: ${hex(base)}, layout: "${layout}", clock });`,
    "",
    "/** The watchdog. Once armed it resets the board unless it is fed in time; at most 16 s. */",
    "function watchdog(): Watchdog {",
    "  return theWatchdog;",
    "}",
    "",
    "/** Resets the board: the program starts again from its image. Does not return. */",
    "function restart(): never {",
    "  consolePort.drain();",
    "  resetRecord.noteRestart();",
    "  return theWatchdog.reset();",
    "}",
  ];
}

export function chipIdText({ soc }: Board, imports: Imports): BlockText {
  imports.add("hal/sid/sunxi-sid.ts", "readChipId");
  return [
    "/** The four words that the factory burnt into the chip, or null where there are none. Not a secret. */",
    "function chipId(): Uint32Array | null {",
    `  return readChipId({ base: ${hex(soc.sid.base)}, layout: "${soc.sid.layout}", clock });`,
    "}",
  ];
}

export function rtcText({ soc }: Board, imports: Imports): BlockText {
  imports.add("hal/rtc/sunxi-rtc.ts", "SunxiRtc");
  return [
    `const theRtc = new SunxiRtc({ base: ${hex(soc.rtc.base)}, layout: "${soc.rtc.layout}", clock });`,
    "",
    "/** The real-time clock, which goes on without power where the board has a battery for it. Nothing sets it by itself. */",
    "function rtc(): SunxiRtc {",
    "  return theRtc;",
    "}",
  ];
}

export function randomText({ soc }: Board, imports: Imports): BlockText {
  imports.add("hal/random/oscillator-jitter.ts", "OscillatorJitter");
  imports.add("hal/random/random-source.ts", "type RandomSource");
  imports.add("runtime/crypto/entropy.ts", "seedFrom");
  imports.add("runtime/crypto/hmac-drbg.ts", "HmacDrbg");
  const { base, driver } = soc.timer;
  // Where the processor has no timer of its own, the clock has timers 0 and 1 of the block, and runtime/native/board.c
  // timer 2; timer 3 cannot be read.
  const timer = driver === "sunxi-timer" ? 4 : 0;
  return [
    "let theRandom: HmacDrbg | null = null;",
    "",
    "/** Random bytes fit for keys, as `crypto.getRandomValues` gives them. The first call measures noise for some 0.13 s. */",
    "function random(): RandomSource {",
    "  if (theRandom === null) {",
    `    const noise = new OscillatorJitter({ base: ${hex(base)}, timer: ${timer}, clock });`,
    "    theRandom = new HmacDrbg(seedFrom(noise));",
    "    // Not secret, but two boards whose noise was the same by accident differ by it.",
    "    const id = chipId();",
    "    if (id !== null) theRandom.mix(new Uint8Array(id.buffer));",
    "  }",
    "  return theRandom;",
    "}",
  ];
}

export function openClock(line: ClockLine, imports: Imports): string {
  imports.add("hal/clock/sunxi-ccu.ts", "openClock");
  const bit = (at: { register: number; bit: number }) => `{ register: ${hex(at.register)}, bit: ${at.bit} }`;
  const select =
    line.select === null
      ? "null"
      : `{ register: ${hex(line.select.register)}, value: ${hex(line.select.value)} }`;
  const reset = line.reset === null ? "null" : bit(line.reset);
  return `openClock({ select: ${select}, gate: ${bit(line.gate)}, reset: ${reset} });`;
}
