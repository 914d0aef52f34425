// Model of a bank of external interrupt lines: edges of what a test drives, with the enables and the status register.

import type { DeviceModel } from "../bus.ts";

const CTL = 0x10;
const STATUS = 0x14;
const RISING = 0;
const FALLING = 1;
const BOTH = 4;

export class SunxiEintModel implements DeviceModel {
  readonly name: string;
  readonly base: number;
  readonly sizeBytes = 0x20;
  private readonly words = new Uint32Array(8);
  private levels = 0;

  constructor(options: { name?: string; base: number }) {
    this.name = options.name ?? "eint";
    this.base = options.base;
  }

  /** Puts a level on the pin of `line`. */
  drive(line: number, level: 0 | 1): void {
    const before = (this.levels >>> line) & 1;
    this.levels = level === 1 ? this.levels | (1 << line) : this.levels & ~(1 << line);
    if (before === level) return;
    const code = (this.words[line >> 3]! >>> (4 * (line & 7))) & 0xf;
    // The status bit is set whether or not the line is enabled.
    if (code === BOTH || code === (level === 1 ? RISING : FALLING)) this.words[STATUS / 4]! |= 1 << line;
  }

  /** The level of the bank's interrupt line. */
  interrupt(): boolean {
    return (this.words[CTL / 4]! & this.words[STATUS / 4]!) !== 0;
  }

  read32(address: number): number {
    return this.words[(address - this.base) / 4]!;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    if (offset === STATUS) this.words[STATUS / 4]! &= ~value;
    else this.words[offset / 4] = value;
  }
}
