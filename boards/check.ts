// What types cannot check about a board: pin numbers inside their port, no pin claimed twice, sane numbers.
//
// Pure functions over board data. Used by the test over all boards and by whoever checks pin names that an
// application's configuration brings.

import type { Board, Pin, PinGroup, Port, Soc } from "./board.ts";

/** Where a pin's bits are: the controller's key and base address, the bank in it and the bit. */
export interface PinPlace {
  readonly pio: string;
  readonly base: number;
  readonly bank: number;
  readonly bit: number;
}

/** Finds `pin` ("PH20") on `soc`, or says in one sentence why it is not there and what would be. */
export function locatePin(soc: Soc, pin: string): PinPlace | string {
  const parts = /^P([A-Z])(0|[1-9][0-9]*)$/.exec(pin);
  if (parts === null) {
    return `"${pin}" is not a pin name: write P, the port letter and the number, as in "PH20"`;
  }
  const letter = parts[1] as Port;
  const bit = Number(parts[2]);
  const port = soc.ports[letter];
  if (port === undefined) {
    return `"${pin}": the ${soc.title} has no port ${letter}, only ${Object.keys(soc.ports).join(", ")}`;
  }
  if (bit >= port.pins) {
    return `"${pin}": port ${letter} of the ${soc.title} has pins P${letter}0 to P${letter}${port.pins - 1}`;
  }
  const pio = soc.pios[port.pio];
  if (pio === undefined) return `"${pin}": port ${letter} names the unknown controller "${port.pio}"`;
  return { pio: port.pio, base: pio.base, bank: port.bank, bit };
}

/** Which block or LED of the board uses which pin, in words for a message. */
export function pinUses(board: Board): ReadonlyArray<{ readonly pin: Pin; readonly use: string }> {
  const uses: { pin: Pin; use: string }[] = [];
  const uart = board.soc.uarts[board.console.uart];
  for (const pin of uart?.pins.pins ?? []) uses.push({ pin, use: "the console" });
  if (board.sdCard !== null) {
    for (const pin of board.soc.mmcs[board.sdCard.host]?.pins.pins ?? []) {
      uses.push({ pin, use: "the SD card" });
    }
    if (board.sdCard.cardDetect !== null) {
      uses.push({ pin: board.sdCard.cardDetect.pin, use: "card detect" });
    }
  }
  if (board.ethernet !== null) {
    for (const pin of ethernetPins(board)?.pins ?? []) {
      uses.push({ pin, use: "Ethernet" });
    }
    if (board.ethernet.power !== undefined) {
      uses.push({ pin: board.ethernet.power.pin, use: "the power of Ethernet" });
    }
  }
  for (const [name, line] of Object.entries(board.leds)) uses.push({ pin: line.pin, use: `LED "${name}"` });
  return uses;
}

/** The pins to the board's PHY; null without Ethernet, or when the PHY is inside the SoC. */
export function ethernetPins({ soc, ethernet }: Board): PinGroup | null {
  if (ethernet === null) return null;
  const mac = soc.emacs[ethernet.mac];
  if (mac === undefined) return null;
  if (mac.driver !== "dw-gmac") return mac.pins;
  return mac.pins[ethernet.link === "rgmii" ? "rgmii" : "mii"];
}

/** The pins of the block that applications call `name`, "i2c1" or "uart2"; null when the SoC has none of that name. */
export function functionPins(soc: Soc, name: string): PinGroup | null {
  for (const blocks of [soc.uarts, soc.i2cs, soc.spis, soc.pwms]) {
    if (Object.hasOwn(blocks, name)) return blocks[name]!.pins;
  }
  return null;
}

/** The blocks that an application may name: all but the console. */
export function functionNames(board: Board): string[] {
  const { uarts, i2cs, spis, pwms } = board.soc;
  const names = [uarts, i2cs, spis, pwms].flatMap((blocks) => Object.keys(blocks));
  return names.filter((name) => name !== board.console.uart);
}

/** Everything that is wrong with `board`, one sentence each; empty when nothing is. */
export function boardProblems(board: Board): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const { pin, use } of pinUses(board)) {
    const place = locatePin(board.soc, pin);
    if (typeof place === "string") problems.push(`${use}: ${place}`);
    const other = seen.get(pin);
    if (other !== undefined) problems.push(`${pin} is claimed by ${other} and by ${use}`);
    seen.set(pin, use);
  }
  if (board.dram.base !== board.soc.dramBase) {
    problems.push(`DRAM starts at 0x${board.soc.dramBase.toString(16)} on the ${board.soc.title}`);
  }
  if (board.dram.sizeBytes <= 0 || board.dram.sizeBytes % MIB !== 0) {
    problems.push("the DRAM size is not a whole number of MiB");
  }
  if (
    board.ethernet !== null &&
    (board.ethernet.phyAddress < 0 || board.ethernet.phyAddress > MAX_PHY_ADDRESS)
  ) {
    problems.push(`PHY address ${board.ethernet.phyAddress} is outside 0 to ${MAX_PHY_ADDRESS}`);
  }
  if (board.emulator !== null && board.emulator.memoryMiB * MIB < board.dram.sizeBytes) {
    problems.push("the emulator has less DRAM than images for the board count on");
  }
  return problems;
}

const MIB = 1024 * 1024;
/** IEEE 802.3 clause 22.2.4.5.5: five address bits. */
const MAX_PHY_ADDRESS = 31;
