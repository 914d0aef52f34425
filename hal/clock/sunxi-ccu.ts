// Allwinner clock control unit: bus clock gates, reset lines, the SD module clock.
//
// Opens what a block needs and nothing else. PLLs and bus dividers stay as the SPL left them; only the
// crystal OSC24M is used as a module clock, because it is the one rate that no boot loader changes.
//
// QEMU has no clock tree, and its A10 CCM stores most registers but reads them as 0. So nothing here waits
// for a gate to read back, and a read-modify-write there loses only bits that have no effect there.

import { barrier, read32, write32 } from "../mmio.ts";

export interface RegisterBit {
  readonly register: number;
  readonly bit: number;
}

export interface RegisterValue {
  readonly register: number;
  readonly value: number;
}

/** What one block hangs on: bus clock source, gate (1 = clock runs), reset (1 = block runs). */
export interface ClockLine {
  readonly select: RegisterValue | null;
  readonly gate: RegisterBit;
  readonly reset: RegisterBit | null;
}

/** Makes the block's registers usable. Harmless when they already are. */
export function openClock(line: ClockLine): void {
  if (line.select !== null) write32(line.select.register, line.select.value);
  // Gate before reset: a block that leaves reset without a clock does not start.
  setBit(line.gate);
  if (line.reset !== null) setBit(line.reset);
  barrier();
}

function setBit(at: RegisterBit): void {
  write32(at.register, (read32(at.register) | (1 << at.bit)) >>> 0);
}

/** A field that hands a section of SRAM to a device (SRAM_CTL registers of the system control block). */
export interface SramMapping {
  readonly register: number;
  readonly shift: number;
  readonly width: number;
  readonly value: number;
}

/** Switches the SRAM section over. Its old contents and its CPU addresses are gone afterwards. */
export function mapSram(mapping: SramMapping): void {
  const mask = ((1 << mapping.width) - 1) << mapping.shift;
  write32(mapping.register, ((read32(mapping.register) & ~mask) | (mapping.value << mapping.shift)) >>> 0);
  barrier();
}

/** Bits of one register that say how a block is wired. */
export interface RegisterBits {
  readonly register: number;
  readonly mask: number;
  readonly value: number;
}

/** Sets the bits of `mask` to those of `value` and leaves the others. */
export function writeBits(bits: RegisterBits): void {
  write32(bits.register, ((read32(bits.register) & ~bits.mask) | bits.value) >>> 0);
  barrier();
}

// SDn_CLK: | 31 enable | 25:24 source | 22:20 sample delay | 17:16 N (divide by 2^N) | 10:8 output delay | 3:0 M-1 |
const SD_CLK_ENABLE = 0x8000_0000;
const SD_CLK_SAMPLE_DELAY_SHIFT = 20;
const SD_CLK_N_SHIFT = 16;
const SD_CLK_MAX_N = 3;
const SD_CLK_MAX_M = 16;
const OSC24M_HZ = 24_000_000;
/** Phase that the vendor's boot loaders use for default-speed cards (12 to 25 MHz). */
const DEFAULT_SPEED_SAMPLE_DELAY = 5;
const IDENTIFICATION_MAX_HZ = 400_000;

/** The module clock of one SD/MMC host. */
export class SunxiMmcClock {
  private readonly register: number;
  private readonly hasDelays: boolean;

  constructor(options: { readonly register: number; readonly hasDelays: boolean }) {
    this.register = options.register;
    this.hasDelays = options.hasDelays;
  }

  /** Sets the fastest rate not above `hz` that OSC24M can be divided to, and returns it (187 500 .. 24 000 000). */
  set(hz: number): number {
    let n = 0;
    let m = Math.ceil(OSC24M_HZ / hz);
    while (m > SD_CLK_MAX_M && n < SD_CLK_MAX_N) {
      n += 1;
      m = Math.ceil(OSC24M_HZ / (hz * (1 << n)));
    }
    if (m > SD_CLK_MAX_M) m = SD_CLK_MAX_M;
    let value = SD_CLK_ENABLE | (n << SD_CLK_N_SHIFT) | (m - 1);
    if (this.hasDelays && hz > IDENTIFICATION_MAX_HZ) {
      value = value | (DEFAULT_SPEED_SAMPLE_DELAY << SD_CLK_SAMPLE_DELAY_SHIFT);
    }
    write32(this.register, value >>> 0);
    return OSC24M_HZ / ((1 << n) * m);
  }
}
