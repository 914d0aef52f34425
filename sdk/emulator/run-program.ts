// Runs one compiled program on an emulated board from start to end, as a test runs a program of this computer.
//
// For programs that end by themselves through semihosting (SYS_EXIT, SYS_EXIT_EXTENDED). Appliances, which never
// end, are run with Machine. Without SD card and network.
import { Machine } from "./machine.ts";

/** What a program left behind. */
export interface Finished {
  /** What went to the serial console, byte for byte. */
  stdout: Uint8Array;
  /** What went to semihosting's console, and QEMU's own complaints. */
  stderr: string;
  exitCode: number;
}

/** The exit code of a program that had to be stopped, as `timeout` of GNU coreutils gives it. */
export const STOPPED = 124;

/** Where runtime/native/board.c looks for the number of the program to run: 16 bytes below the load address. */
const SELECTED_PROGRAM = 0x41ff_fff0;

/**
 * Loads the ELF file `elf` on QEMU's `machine` and waits for its end, at most `limitMs` milliseconds. Of an
 * executable with several programs, `program` is the number of the one to run.
 * @throws IngotError E0013 or E0014 without a usable QEMU
 */
export async function runOnEmulator(
  elf: string,
  machine: string,
  limitMs = 60_000,
  program = 0,
): Promise<Finished> {
  const running = new Machine({
    machine,
    kernel: elf,
    semihosting: true,
    noReboot: true,
    extra: ["-device", `loader,addr=${SELECTED_PROGRAM},data=${program},data-len=4`],
    lifetimeMs: limitMs,
  });
  const exitCode = await running.exited;
  const stdout = Buffer.concat(running.consolePieces);
  if (!running.timedOut) return { stdout, stderr: running.messages, exitCode: exitCode ?? STOPPED };
  const stderr = `${running.messages}\nstopped: still running after ${limitMs / 1000} s\n`;
  return { stdout, stderr, exitCode: STOPPED };
}
