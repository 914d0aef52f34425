// Model of the Allwinner PIO: CFG, DAT, DRV and PUL registers and the levels on the pads. No interrupts.

import type { DeviceModel } from "../bus.ts";

const BANK_STRIDE = 0x24;
const BANKS = 9;
const CFG = 0x00;
const DAT = 0x10;
const PULL = 0x1c;
const FUNCTION_INPUT = 0;
const FUNCTION_OUTPUT = 1;
const PULL_UP = 1;

/** Called when an output's level changes, and when a pin becomes an output. */
export type LevelListener = (port: number, index: number, level: 0 | 1) => void;

export class SunxiPioModel implements DeviceModel {
  readonly name: string;
  readonly base: number;
  readonly sizeBytes = BANKS * BANK_STRIDE;
  private readonly words = new Uint32Array((BANKS * BANK_STRIDE) / 4);
  /** Levels that something outside drives onto a pad, by port * 32 + index. */
  private readonly driven = new Map<number, 0 | 1>();
  private readonly listener: LevelListener;
  private readonly readable: boolean;

  /** `readable` false: every read gives 0, as in QEMU, which has no PIO. */
  constructor(options: { name?: string; base: number; onOutput?: LevelListener; readable?: boolean }) {
    this.name = options.name ?? "pio";
    this.base = options.base;
    this.listener = options.onOutput ?? (() => {});
    this.readable = options.readable ?? true;
  }

  read32(address: number): number {
    if (!this.readable) return 0;
    const offset = address - this.base;
    const port = Math.floor(offset / BANK_STRIDE);
    if (offset % BANK_STRIDE !== DAT) return this.words[offset / 4]!;
    let value = 0;
    for (let index = 0; index < 32; index++) value |= this.level(port, index) << index;
    return value >>> 0;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    const port = Math.floor(offset / BANK_STRIDE);
    const before = this.outputs(port);
    this.words[offset / 4] = value;
    const after = this.outputs(port);
    for (let index = 0; index < 32; index++) {
      const level = after[index];
      if (level !== undefined && level !== before[index]) this.listener(port, index, level);
    }
  }

  /** Pn_CFG function number of a pin. */
  functionOf(port: number, index: number): number {
    return (this.word(port, CFG + 4 * (index >> 3)) >>> (4 * (index & 7))) & 0xf;
  }

  /** Pn_PUL code: 0 none, 1 up, 2 down. */
  pullOf(port: number, index: number): number {
    return (this.word(port, PULL + 4 * (index >> 4)) >>> (2 * (index & 15))) & 3;
  }

  /** Connects a pad to `level` from outside, or cuts the connection with null. */
  drive(port: number, index: number, level: 0 | 1 | null): void {
    if (level === null) this.driven.delete(port * 32 + index);
    else this.driven.set(port * 32 + index, level);
  }

  /** The level on the pad: of the output, else from outside, else of the pull resistor. */
  level(port: number, index: number): 0 | 1 {
    const code = this.functionOf(port, index);
    if (code === FUNCTION_OUTPUT) return ((this.word(port, DAT) >>> index) & 1) === 1 ? 1 : 0;
    // Pins that belong to another function read as 0 here; what they do on hardware differs per function.
    if (code !== FUNCTION_INPUT) return 0;
    return this.driven.get(port * 32 + index) ?? (this.pullOf(port, index) === PULL_UP ? 1 : 0);
  }

  private outputs(port: number): (0 | 1 | undefined)[] {
    const levels: (0 | 1 | undefined)[] = [];
    for (let index = 0; index < 32; index++) {
      levels.push(this.functionOf(port, index) === FUNCTION_OUTPUT ? this.level(port, index) : undefined);
    }
    return levels;
  }

  private word(port: number, offset: number): number {
    return this.words[(port * BANK_STRIDE + offset) / 4]!;
  }
}
