// ARM GIC-400 (GICv2): interrupt controller of the Cortex-A7 SoCs (A20, H3, R40), asked by the event loop.
//
// One CPU, one priority, level-sensitive shared sources, Group 0, so the code runs in Secure state as the SPL
// leaves it. `irq` is the GIC interrupt identifier: shared peripheral number + 32. Register names are those of
// the ARM Generic Interrupt Controller Architecture Specification, version 2.0.

import { barrier, read32, write32 } from "../mmio.ts";
import type { InterruptController } from "./controller.ts";

const GICD_CTLR = 0x000;
const GICD_TYPER = 0x004;
const GICD_ISENABLER = 0x100; // 1 bit per source
const GICD_ICENABLER = 0x180;
const GICD_ICPENDR = 0x280;
const GICD_IPRIORITYR = 0x400; // 8 bits per source
const GICD_ITARGETSR = 0x800; // 8 bits per source
const GICC_CTLR = 0x00;
const GICC_PMR = 0x04;
const GICC_IAR = 0x0c;
const GICC_EOIR = 0x10;

const ENABLE_GROUP_0 = 1;
const TYPER_LINES_MASK = 0x1f; // number of sources / 32 - 1
const ALL = 0xffff_ffff;
/** Below the masking threshold of PMR, above nothing: one priority for every source. */
const PRIORITY_OF_FOUR_SOURCES = 0xa0a0_a0a0;
const TARGET_CPU_0_OF_FOUR_SOURCES = 0x0101_0101;
const PMR_ALLOW_ALL = 0xff;
const IAR_ID_MASK = 0x3ff;
/** Identifiers from here on are reserved; 1023 means that nothing is pending. */
const FIRST_SPECIAL_ID = 1020;
/** Sources below this number belong to the CPU and have no target register. */
const FIRST_SHARED_ID = 32;

export class Gic400 implements InterruptController {
  private readonly distributor: number;
  private readonly cpuInterface: number;

  constructor(options: { readonly distributor: number; readonly cpuInterface: number }) {
    this.distributor = options.distributor;
    this.cpuInterface = options.cpuInterface;
  }

  /** Turns every source off and routes all shared ones to this CPU. Call once, before the first `enable`. */
  start(): void {
    const gicd = this.distributor;
    const gicc = this.cpuInterface;
    write32(gicd + GICD_CTLR, 0);
    const words = (read32(gicd + GICD_TYPER) & TYPER_LINES_MASK) + 1;
    for (let word = 0; word < words; word++) {
      write32(gicd + GICD_ICENABLER + 4 * word, ALL);
      write32(gicd + GICD_ICPENDR + 4 * word, ALL);
    }
    for (let id = 0; id < 32 * words; id += 4) {
      write32(gicd + GICD_IPRIORITYR + id, PRIORITY_OF_FOUR_SOURCES);
      if (id >= FIRST_SHARED_ID) write32(gicd + GICD_ITARGETSR + id, TARGET_CPU_0_OF_FOUR_SOURCES);
    }
    write32(gicd + GICD_CTLR, ENABLE_GROUP_0);
    write32(gicc + GICC_PMR, PMR_ALLOW_ALL);
    write32(gicc + GICC_CTLR, ENABLE_GROUP_0);
  }

  enable(irq: number): void {
    write32(this.distributor + GICD_ISENABLER + 4 * (irq >> 5), (1 << (irq & 31)) >>> 0);
  }

  disable(irq: number): void {
    write32(this.distributor + GICD_ICENABLER + 4 * (irq >> 5), (1 << (irq & 31)) >>> 0);
  }

  next(): number {
    const id = read32(this.cpuInterface + GICC_IAR) & IAR_ID_MASK;
    return id >= FIRST_SPECIAL_ID ? -1 : id;
  }

  complete(irq: number): void {
    // The device's own acknowledgement must have arrived, or the source would become pending again.
    barrier();
    write32(this.cpuInterface + GICC_EOIR, irq);
  }
}
