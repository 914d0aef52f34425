// A bus into QEMU's own device models: drivers under Node talk to the emulator without a compiler between.
//
// QEMU's qtest server answers register reads and writes over a pipe while the machine's CPU sleeps. So the
// drivers' TypeScript meets the same models that a booted image meets. What it cannot show: anything about
// code on the board (caches, interrupts taken, speed), and the GIC, whose model wants to know which CPU asks.

import { type ChildProcess, execFileSync, type StdioOptions, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bus } from "../mmio.ts";

const QEMU = "qemu-system-arm";
/** A machine that a test leaves behind ends by itself after this. */
const LIFETIME_SECONDS = "600";

/** The reason why QEMU cannot be used here, or null when it can. */
export function emulatorMissing(): string | null {
  try {
    execFileSync(QEMU, ["--version"], { stdio: "ignore", timeout: 10_000 });
    return null;
  } catch {
    return `${QEMU} is not installed`;
  }
}

/** Where the sleeping CPU finds its two instructions: DRAM, which every machine has at this address. */
const PARKING_ADDRESS = "0x42000000";
/** `wfi; b .-4` in ARM state, little-endian. */
const PARKING_CODE = "0xeafffffde320f003";

export class QtestBus implements Bus {
  private readonly process: ChildProcess;
  private readonly folder: string;
  private readonly toQemu: number;
  private readonly fromQemu: number;
  private pending: string;

  /** Starts QEMU's `machine`. `args` are further command-line arguments. Call `close` in the end. */
  constructor(machine: string, args: readonly string[]) {
    this.pending = "";
    this.folder = mkdtempSync(join(tmpdir(), "ingot-qtest-"));
    const pipe = join(this.folder, "pipe");
    execFileSync("mkfifo", [`${pipe}.in`, `${pipe}.out`]);
    const parked = ["-device", `loader,addr=${PARKING_ADDRESS},data=${PARKING_CODE},data-len=8`];
    const started = ["-device", `loader,addr=${PARKING_ADDRESS},cpu-num=0`];
    const silent = ["-display", "none", "-monitor", "none", "-qtest-log", "none"];
    const connected = ["-chardev", `pipe,id=qtest0,path=${pipe}`, "-qtest", "chardev:qtest0"];
    const all = ["-M", machine, ...silent, ...parked, ...started, ...connected, ...args];
    // QEMU holds a writing end of the pipe as file 3, so that its end, even before it opens the pipe itself, is
    // seen here as the end of the file. `timeout` bounds a machine that hangs.
    const held = openSync(`${pipe}.out`, "r+");
    const stdio: StdioOptions = ["ignore", "ignore", "ignore", held];
    this.process = spawn("timeout", [LIFETIME_SECONDS, QEMU, ...all], { stdio });
    this.toQemu = openSync(`${pipe}.in`, "r+");
    this.fromQemu = openSync(`${pipe}.out`, "r");
    closeSync(held);
  }

  read32(address: number): number {
    return Number(this.ask(`readl 0x${address.toString(16)}`).split(" ")[1]);
  }

  write32(address: number, value: number): void {
    this.ask(`writel 0x${address.toString(16)} 0x${value.toString(16)}`);
  }

  close(): void {
    closeSync(this.toQemu);
    closeSync(this.fromQemu);
    // Passed on to QEMU by `timeout`.
    this.process.kill("SIGTERM");
    rmSync(this.folder, { recursive: true });
  }

  private ask(request: string): string {
    writeSync(this.toQemu, `${request}\n`);
    for (;;) {
      const line = this.readLine();
      if (line.startsWith("OK")) return line;
      if (!line.startsWith("IRQ ")) throw new Error(`QEMU refuses "${request}": ${line}`);
    }
  }

  private readLine(): string {
    const chunk = Buffer.alloc(4096);
    while (!this.pending.includes("\n")) {
      const bytes = readSync(this.fromQemu, chunk);
      if (bytes === 0) throw new Error("QEMU ended: start it by hand with the same arguments to see why");
      this.pending += chunk.toString("latin1", 0, bytes);
    }
    const end = this.pending.indexOf("\n");
    const line = this.pending.slice(0, end);
    this.pending = this.pending.slice(end + 1);
    return line;
  }
}
