// Contract: the interrupt controller, polled by the event loop.
//
// Ingot runs with CPU interrupts masked: WFI still wakes when one is pending (ARM ARM, WFI), and the loop
// asks the controller which. So no handler ever runs between two statements of a program.

export interface InterruptController {
  /** Lets source `irq` (0 .. count-1) wake the CPU. */
  enable(irq: number): void;
  disable(irq: number): void;
  /**
   * The highest-priority pending enabled source, or -1. The caller must silence the device before it asks
   * again, then call `complete`.
   */
  next(): number;
  /** Tells the controller that the source returned by `next` has been served. */
  complete(irq: number): void;
}
