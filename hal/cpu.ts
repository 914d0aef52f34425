// The processor itself: sleeping until an interrupt, stopping for good, going over to another program, and the counter
// inside the Cortex-A7 (the Cortex-A8 has none: its drivers must not ask for it).
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
  /** The counter of the processor. Where it is missing, the processor has none. */
  readonly counter?: CpuCounter;
}

/** The registers of the ARM generic timer (ARM ARM, ARMv7-A edition, part B8) that stand behind the counter. */
export interface CpuCounter {
  /** CNTPCT. */
  now(): number;
  /** CNTFRQ. */
  frequencyHz(): number;
  /** CNTP_TVAL and CNTP_CTL: an interrupt in so many ticks; 0 withdraws it. */
  setAlarm(ticks: number): void;
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

/**
 * CNTPCT, the physical count: 56 bits or more on hardware, exact here up to 2^53 (11.9 years at 24 MHz). Not read ahead
 * of earlier instructions.
 * @intrinsic cpu_counter
 */
export function readCounter(): number {
  return counter().now();
}

/**
 * CNTFRQ: what the boot loader wrote down as the counter's rate, in Hz; 0 when it wrote nothing.
 * @intrinsic cpu_counter_hz
 */
export function counterFrequency(): number {
  return counter().frequencyHz();
}

/**
 * Raises the physical timer's interrupt `ticks` (1 .. 2^31-1) from now, until it is set again; 0 withdraws it.
 * @intrinsic cpu_counter_alarm
 */
export function setCounterAlarm(ticks: number): void {
  counter().setAlarm(ticks);
}

function counter(): CpuCounter {
  if (cpu.counter === undefined) throw new Error("the simulated processor has no counter");
  return cpu.counter;
}
