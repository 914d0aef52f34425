// The processor itself: sleeping until an interrupt, stopping for good, and going over to another program.
//
// Compiled for a board, each function becomes native code (see `@intrinsic` in docs/architecture.md). Under
// Node the same calls go to the processor set with `useCpu`, in tests and in the simulator.

/** What stands in for the processor when the program runs under Node. */
export interface Cpu {
  waitForInterrupt(): void;
  /** Must not return. */
  halt(exitCode: number): never;
  /** Must not return. Where it is missing, programs cannot start others. */
  jump?(address: number): never;
}

const absent: Cpu = {
  waitForInterrupt() {
    throw new Error("waitForInterrupt(), but no processor is simulated: call useCpu() first");
  },
  halt() {
    throw new Error("halt(), but no processor is simulated: call useCpu() first");
  },
};

let cpu: Cpu = absent;

/** Connects a processor for the Node side and returns the one connected before. Not available in compiled programs. */
export function useCpu(next: Cpu | null): Cpu {
  const previous = cpu;
  cpu = next ?? absent;
  return previous;
}

/**
 * Sleeps until an interrupt is pending at the processor (ARM ARM, WFI). Returns at once when one already is,
 * so a wake-up between the last look at the devices and this call is not lost. May return early for no reason.
 * @intrinsic cpu_wait_for_interrupt
 */
export function waitForInterrupt(): void {
  cpu.waitForInterrupt();
}

/**
 * Ends the program. The emulator under test exits with `exitCode` (0 .. 255); a board resets.
 * @intrinsic cpu_halt
 */
export function halt(exitCode: number): never {
  return cpu.halt(exitCode);
}

/**
 * Enters the program at `address` in ARM state, as a boot loader enters it: caches written back, caches and MMU off,
 * interrupts masked. This program ends.
 * @intrinsic cpu_jump
 */
export function jumpTo(address: number): never {
  if (cpu.jump !== undefined) return cpu.jump(address);
  throw new Error(`jumpTo(0x${address.toString(16)}), but the simulated processor starts no other programs`);
}
