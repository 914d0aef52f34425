// Counts the instructions that a program executes from its first one to the first character it prints.
//
// That is the boot time on a processor that takes one unit of time per instruction: the same number on every
// computer and in every run, unlike wall time. It says nothing about caches, memory or the SPL before.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problem } from "../diagnostics/diagnostic.ts";
import { GdbRemote } from "./gdb-remote.ts";
import { Machine } from "./machine.ts";
import { queryQemu } from "./qmp.ts";

// 16550: offset 0 is the transmit register, or the divisor while LCR (register 3, stride 4) has DLAB set.
const LCR_OFFSET = 3 * 4;
const LCR_DLAB = 0x80;
const UNTIL_LISTENING_MS = 5_000;

export interface CountOptions {
  machine: string;
  /** ELF with the program; QEMU enters it at its entry point, as the SPL would. */
  kernel: string;
  /** Address of the console's 16550 UART, as the program sees it. */
  uartBase: number;
  memoryMiB?: number;
  sdImage?: string;
  /** The most wall time that the program may take; default 30 s. */
  limitMs?: number;
}

/**
 * Instructions from the entry point up to the store of the first character to the UART, which is not counted.
 * @throws IngotError E0015 when the program prints nothing in the time allowed
 */
export async function instructionsToFirstOutput(options: CountOptions): Promise<number> {
  const { uartBase, limitMs = 30_000, ...rest } = options;
  const folder = mkdtempSync(join(tmpdir(), "ingot-count-"));
  const [gdbPath, qmpPath] = [join(folder, "gdb"), join(folder, "qmp")];
  const server = (path: string): string => `unix:${path.replaceAll(",", ",,")},server=on,wait=off`;
  const machine = new Machine({
    ...rest,
    // One nanosecond of virtual time per instruction, the finest there is.
    icountShift: 0,
    lifetimeMs: limitMs,
    waitForGdb: true,
    extra: ["-gdb", server(gdbPath), "-qmp", server(qmpPath)],
  });
  try {
    await untilListening(machine, [gdbPath, qmpPath]);
    const gdb = await GdbRemote.connect(gdbPath);
    do await gdb.runUntilWrite(uartBase);
    while ((await gdb.readWord(uartBase + LCR_OFFSET)) & LCR_DLAB);
    const { icount } = (await queryQemu(qmpPath, "query-replay")) as { icount: number };
    gdb.close();
    return icount;
  } catch (error) {
    const why = machine.timedOut ? `it printed nothing in ${limitMs / 1000} s` : String(error);
    const notes = machine.output === "" ? [] : machine.output.trimEnd().split(/\r?\n/).slice(-5);
    throw problem("E0015", `the program's instructions could not be counted: ${why}`, undefined, { notes });
  } finally {
    await machine.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilListening(machine: Machine, paths: readonly string[]): Promise<void> {
  const deadline = performance.now() + UNTIL_LISTENING_MS;
  let running = true;
  void machine.exited.then(() => {
    running = false;
  });
  while (!paths.every((path) => existsSync(path))) {
    if (!running || performance.now() > deadline) throw new Error("QEMU did not start");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
