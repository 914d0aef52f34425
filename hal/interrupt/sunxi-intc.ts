// Allwinner A10 interrupt controller: 95 level-sensitive sources, asked by the event loop.
//
// No FIQ, no priorities (lowest number first), no vectoring. Register names are those of the A10 User Manual,
// chapter "Interrupt Controller".
//
// ENABLE and MASK are always written together: hardware needs ENABLE = 1 and MASK = 0, while QEMU stores
// ENABLE without heeding it and starts with every source unmasked.

import { read32, write32 } from "../mmio.ts";
import type { InterruptController } from "./controller.ts";

const VECTOR = 0x00; // number of the highest-priority pending source, times 4
const BASE_ADDR = 0x04;
const PROTECT = 0x08;
const NMI_CTRL = 0x0c;
const PENDING = 0x10; // three registers
const IRQ_TYPE_SEL = 0x30; // three registers, 1 = FIQ
const ENABLE = 0x40; // three registers
const MASK = 0x50; // three registers, 1 = masked

const WORDS = 3;
const ALL = 0xffff_ffff;
const PROTECT_PRIVILEGED = 1;
const NMI_LOW_LEVEL = 0;
const VECTOR_SHIFT = 2;
/** Source 0, the NMI pin; VECTOR reads 0 for it and for "none". */
const NMI_BIT = 1;

export class SunxiIntc implements InterruptController {
  private readonly base: number;
  /** Enabled sources, 32 per word: what ENABLE holds and the complement of what MASK holds. */
  private readonly enabled: number[];

  constructor(options: { readonly base: number }) {
    this.base = options.base;
    this.enabled = [0, 0, 0];
  }

  /** Turns every source off. Call once, before the first `enable`. */
  start(): void {
    for (let word = 0; word < WORDS; word++) {
      this.enabled[word] = 0;
      write32(this.base + ENABLE + 4 * word, 0);
      write32(this.base + MASK + 4 * word, ALL);
      write32(this.base + IRQ_TYPE_SEL + 4 * word, 0);
      write32(this.base + PENDING + 4 * word, ALL);
    }
    write32(this.base + BASE_ADDR, 0);
    write32(this.base + PROTECT, PROTECT_PRIVILEGED);
    write32(this.base + NMI_CTRL, NMI_LOW_LEVEL);
  }

  enable(irq: number): void {
    const word = irq >> 5;
    this.apply(word, this.enabled[word]! | (1 << (irq & 31)));
  }

  disable(irq: number): void {
    const word = irq >> 5;
    this.apply(word, this.enabled[word]! & ~(1 << (irq & 31)));
  }

  next(): number {
    const irq = read32(this.base + VECTOR) >>> VECTOR_SHIFT;
    if (irq !== 0) return irq;
    const nmi = (this.enabled[0]! & NMI_BIT) !== 0 && (read32(this.base + PENDING) & NMI_BIT) !== 0;
    return nmi ? 0 : -1;
  }

  /** Nothing to do: sources are level-sensitive and the controller keeps no state of its own. */
  complete(_irq: number): void {}

  private apply(word: number, enabled: number): void {
    this.enabled[word] = enabled >>> 0;
    write32(this.base + ENABLE + 4 * word, enabled >>> 0);
    write32(this.base + MASK + 4 * word, ~enabled >>> 0);
  }
}
