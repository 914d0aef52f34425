// Edges on the pins of an Allwinner port controller: one bank of up to 32 external interrupt lines.
//
// A10 / A20 / H3 / R40 register layout; names are those of the A10 User Manual, chapter "Port Controller". Which pin is
// which line is the board's business. Edges only, no levels; the filter of the bank (PIO_INT_DEB) stays at its slowest
// and so cannot lose what a person or a machine does. No handler runs between two statements, so a moment is the one at
// which the event loop looked, at most a turn of it later than the edge.

import { barrier, read32, write32 } from "../mmio.ts";

const CFG = 0x00; // four registers, 4 bits for each line
const CTL = 0x10; // 1 = enabled
const STATUS = 0x14; // write 1 to clear
const DEBOUNCE = 0x18;

/** CFG: which edges count. */
export const RISING = 1;
export const FALLING = 2;
const CFG_RISING = 0;
const CFG_FALLING = 1;
const CFG_BOTH = 4;
/** PIO_INT_DEB: the 32 kHz clock, undivided: shorter than 31 us is noise. */
const DEBOUNCE_32_KHZ = 0;

const LINES = 32;

export class SunxiEint {
  private readonly base: number;
  private readonly nowMs: () => number;
  private enabled: number;
  /** Lines with an edge that nobody has taken. */
  private seen: number;
  private readonly at: number[];

  /** `base` is the bank's first register. */
  constructor(options: { readonly base: number; readonly nowMs: () => number }) {
    this.base = options.base;
    this.nowMs = options.nowMs;
    this.enabled = 0;
    this.seen = 0;
    this.at = [];
    for (let i = 0; i < LINES; i++) this.at.push(0);
  }

  /** Turns every line off and forgets what the boot loader left. Call once. */
  start(): void {
    write32(this.base + CTL, 0);
    write32(this.base + DEBOUNCE, DEBOUNCE_32_KHZ);
    write32(this.base + STATUS, 0xffff_ffff);
  }

  /** Watches `line` (0 .. 31) for `edges`: RISING, FALLING or both. */
  open(line: number, edges: number): void {
    const register = this.base + CFG + 4 * (line >> 3);
    const shift = 4 * (line & 7);
    let code = CFG_BOTH;
    if (edges === RISING) code = CFG_RISING;
    if (edges === FALLING) code = CFG_FALLING;
    write32(register, ((read32(register) & ~(0xf << shift)) | (code << shift)) >>> 0);
    const bit = 1 << line;
    this.seen &= ~bit;
    // What came while the line was another pin's or had another meaning is nobody's.
    write32(this.base + STATUS, bit >>> 0);
    this.enabled |= bit;
    write32(this.base + CTL, this.enabled >>> 0);
  }

  close(line: number): void {
    const bit = 1 << line;
    this.enabled &= ~bit;
    this.seen &= ~bit;
    write32(this.base + CTL, this.enabled >>> 0);
  }

  /** Notes the edges that have come, and withdraws the interrupt. */
  collect(): void {
    const status = read32(this.base + STATUS) & this.enabled;
    if (status === 0) return;
    write32(this.base + STATUS, status >>> 0);
    // The store must reach the controller before the interrupt controller is asked again.
    barrier();
    const now = this.nowMs();
    for (let line = 0; line < LINES; line++) {
      if (((status >>> line) & 1) !== 0) this.at[line] = now;
    }
    this.seen |= status;
  }

  /** Whether `line` has had an edge since the last call. */
  take(line: number): boolean {
    const bit = 1 << line;
    const any = (this.seen & bit) !== 0;
    this.seen &= ~bit;
    return any;
  }

  /** When the last edge of `line` was noticed, in the clock that `nowMs` reads. */
  noticedAt(line: number): number {
    return this.at[line]!;
  }
}
