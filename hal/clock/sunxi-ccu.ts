// Allwinner clock control unit: bus clock gates, reset lines, the SD module clock.
//
// Opens what a block needs and nothing else. PLLs and bus dividers stay as the SPL left them. Module clocks come from
// the crystal OSC24M, the one rate that no boot loader changes, unless a rate above it is asked for.
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
/** SDn_CLK source 1: PLL6, called PLL_PERIPH0 on later SoCs. */
const SD_CLK_FROM_PLL6 = 0x0100_0000;
const SD_CLK_OUTPUT_DELAY_SHIFT = 8;
const OSC24M_HZ = 24_000_000;
/** Phases that the vendor's boot loaders use for default-speed cards (12 to 25 MHz) and for high speed (50 MHz). */
const DEFAULT_SPEED_SAMPLE_DELAY = 5;
const HIGH_SPEED_SAMPLE_DELAY = 4;
const HIGH_SPEED_OUTPUT_DELAY = 3;
const IDENTIFICATION_MAX_HZ = 400_000;
const DEFAULT_SPEED_HZ = 25_000_000;
const HIGH_SPEED_HZ = 50_000_000;

/** The module clock of one SD/MMC host. */
export class SunxiMmcClock {
  /** The fastest rate that `set` can reach. */
  readonly fastestHz: number;
  private readonly register: number;
  private readonly hasDelays: boolean;
  private readonly pll6Hz: number;

  /** `pll6Hz`: what the SPL has set PLL6 to; 0 (the default) when it must not be counted on. */
  constructor(options: { readonly register: number; readonly hasDelays: boolean; readonly pll6Hz?: number }) {
    this.register = options.register;
    this.hasDelays = options.hasDelays;
    this.pll6Hz = options.pll6Hz ?? 0;
    this.fastestHz = this.pll6Hz > 0 ? HIGH_SPEED_HZ : OSC24M_HZ;
  }

  /** Sets the fastest rate not above `hz` that the source can be divided to, and returns it (187 500 .. 50 000 000). */
  set(hz: number): number {
    const fast = hz > DEFAULT_SPEED_HZ && this.pll6Hz > 0;
    const source = fast ? this.pll6Hz : OSC24M_HZ;
    let n = 0;
    let m = Math.ceil(source / hz);
    while (m > SD_CLK_MAX_M && n < SD_CLK_MAX_N) {
      n += 1;
      m = Math.ceil(source / (hz * (1 << n)));
    }
    if (m > SD_CLK_MAX_M) m = SD_CLK_MAX_M;
    let value = SD_CLK_ENABLE | (fast ? SD_CLK_FROM_PLL6 : 0) | (n << SD_CLK_N_SHIFT) | (m - 1);
    if (this.hasDelays && fast) {
      value |= HIGH_SPEED_SAMPLE_DELAY << SD_CLK_SAMPLE_DELAY_SHIFT;
      value |= HIGH_SPEED_OUTPUT_DELAY << SD_CLK_OUTPUT_DELAY_SHIFT;
    } else if (this.hasDelays && hz > IDENTIFICATION_MAX_HZ) {
      value |= DEFAULT_SPEED_SAMPLE_DELAY << SD_CLK_SAMPLE_DELAY_SHIFT;
    }
    write32(this.register, value >>> 0);
    return source / ((1 << n) * m);
  }
}
