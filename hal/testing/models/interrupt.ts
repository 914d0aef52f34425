// Models of the two interrupt controllers: A10 INTC and GIC-400. Level-sensitive sources, one CPU, no FIQ.

import type { DeviceModel } from "../bus.ts";

/** Sources by number: the line is high while the function returns true. */
class Lines {
  private readonly sources = new Map<number, () => boolean>();

  connect(irq: number, level: () => boolean): void {
    this.sources.set(irq, level);
  }

  isHigh(irq: number): boolean {
    return this.sources.get(irq)?.() ?? false;
  }

  /** Connected sources in ascending order. */
  numbers(): number[] {
    return [...this.sources.keys()].sort((a, b) => a - b);
  }
}

const INTC_VECTOR = 0x00;
const INTC_PENDING = 0x10;
const INTC_ENABLE = 0x40;
const INTC_MASK = 0x50;
const INTC_WORDS = 3;

export class SunxiIntcModel implements DeviceModel {
  readonly name = "intc";
  readonly base: number;
  readonly sizeBytes = 0x100;
  private readonly lines = new Lines();
  private readonly words = new Uint32Array(0x100 / 4);
  private readonly heedsEnable: boolean;

  /** `heedsEnable` false: only MASK gates, as in QEMU. */
  constructor(options: { base: number; heedsEnable?: boolean }) {
    this.base = options.base;
    this.heedsEnable = options.heedsEnable ?? true;
  }

  connect(irq: number, level: () => boolean): void {
    this.lines.connect(irq, level);
  }

  /** True while the CPU's interrupt line is asserted: this is what ends WFI. */
  asserted(): boolean {
    return this.highest() >= 0;
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === INTC_VECTOR) return Math.max(this.highest(), 0) * 4;
    if (offset >= INTC_PENDING && offset < INTC_PENDING + 4 * INTC_WORDS) {
      let pending = 0;
      for (let bit = 0; bit < 32; bit++) {
        if (this.lines.isHigh(8 * (offset - INTC_PENDING) + bit)) pending |= 1 << bit;
      }
      return pending >>> 0;
    }
    return this.words[offset / 4]!;
  }

  write32(address: number, value: number): void {
    this.words[(address - this.base) / 4] = value;
  }

  private highest(): number {
    for (const irq of this.lines.numbers()) {
      if (this.lines.isHigh(irq) && this.allowed(irq)) return irq;
    }
    return -1;
  }

  private allowed(irq: number): boolean {
    const bit = 1 << (irq & 31);
    const word = irq >> 5;
    const masked = (this.words[INTC_MASK / 4 + word]! & bit) !== 0;
    const enabled = (this.words[INTC_ENABLE / 4 + word]! & bit) !== 0;
    return !masked && (enabled || !this.heedsEnable);
  }
}

const GICD_CTLR = 0x000;
const GICD_TYPER = 0x004;
const GICD_ISENABLER = 0x100;
const GICD_ICENABLER = 0x180;
const GICD_IPRIORITYR = 0x400;
const GICD_ITARGETSR = 0x800;
const GIC_IDS = 160;
/** TYPER: four CPUs, 160 identifiers. */
const GIC_TYPER = 0x64;
const GICC_CTLR = 0x00;
const GICC_PMR = 0x04;
const GICC_IAR = 0x0c;
const GICC_EOIR = 0x10;
const SPURIOUS = 1023;

/** The distributor; the CPU interface is a window of its own, `cpuInterface`. */
export class Gic400Model implements DeviceModel {
  readonly name = "gicd";
  readonly base: number;
  readonly sizeBytes = 0x1000;
  readonly cpuInterface: DeviceModel;
  private readonly lines = new Lines();
  private readonly enabled = new Uint32Array(GIC_IDS / 32);
  private readonly words = new Uint32Array(0x1000 / 4);
  private readonly cpuWords = new Uint32Array(0x1000 / 4);
  private active = -1;

  constructor(options: { distributor: number; cpuInterface: number }) {
    this.base = options.distributor;
    this.cpuInterface = {
      name: "gicc",
      base: options.cpuInterface,
      sizeBytes: 0x1000,
      read32: (address) => this.readCpu(address - options.cpuInterface),
      write32: (address, value) => this.writeCpu(address - options.cpuInterface, value),
    };
  }

  connect(irq: number, level: () => boolean): void {
    this.lines.connect(irq, level);
  }

  asserted(): boolean {
    return this.highest() >= 0;
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === GICD_TYPER) return GIC_TYPER;
    if (offset >= GICD_ISENABLER && offset < GICD_ISENABLER + GIC_IDS / 8) {
      return this.enabled[(offset - GICD_ISENABLER) / 4]!;
    }
    return this.words[offset / 4]!;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    const set = (offset - GICD_ISENABLER) / 4;
    const clear = (offset - GICD_ICENABLER) / 4;
    if (set >= 0 && set < this.enabled.length) this.enabled[set]! |= value;
    else if (clear >= 0 && clear < this.enabled.length) this.enabled[clear]! &= ~value;
    else this.words[offset / 4] = value;
  }

  private readCpu(offset: number): number {
    if (offset !== GICC_IAR) return this.cpuWords[offset / 4]!;
    const irq = this.highest();
    if (irq < 0) return SPURIOUS;
    this.active = irq;
    return irq;
  }

  private writeCpu(offset: number, value: number): void {
    if (offset === GICC_EOIR && value === this.active) this.active = -1;
    this.cpuWords[offset / 4] = value;
  }

  private highest(): number {
    const on = (this.words[GICD_CTLR / 4]! & this.cpuWords[GICC_CTLR / 4]! & 1) === 1;
    // One priority for all: while one source is active, no other is signalled.
    if (!on || this.active >= 0) return -1;
    for (const irq of this.lines.numbers()) {
      const enabled = (this.enabled[irq >> 5]! & (1 << (irq & 31))) !== 0;
      const priority = this.byteOf(GICD_IPRIORITYR, irq);
      const targeted = irq < 32 || (this.byteOf(GICD_ITARGETSR, irq) & 1) !== 0;
      const urgent = priority < this.cpuWords[GICC_PMR / 4]!;
      if (enabled && targeted && urgent && this.lines.isHigh(irq)) return irq;
    }
    return -1;
  }

  private byteOf(register: number, irq: number): number {
    return (this.words[(register + (irq & ~3)) / 4]! >>> (8 * (irq & 3))) & 0xff;
  }
}
