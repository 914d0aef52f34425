// A running emulator: its console as text, its end as an exit code, and a life that is always bounded.
//
// Each QEMU is ended through its own process, never by name: after its lifetime, on kill(), and when this
// process ends. What the arguments mean is qemu.ts's business.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { problem } from "../diagnostics/diagnostic.ts";
import { findQemu } from "./find-qemu.ts";
import { type QemuOptions, qemuArguments } from "./qemu.ts";

const DEFAULT_LIFETIME_MS = 60_000;
/** How long QEMU may take to flush its disks after the request to end. */
const GRACE_MS = 3_000;
const TAIL_LINES = 15;

export interface MachineOptions extends QemuOptions {
  /** The emulator is ended after this many milliseconds; 0 for no limit, for a console with a user. */
  lifetimeMs?: number;
  /** Connect the console to this process's own terminal; then `output` stays empty. */
  attachConsole?: boolean;
  /** Called with each piece of console output as it arrives. */
  onOutput?: (text: string) => void;
}

export class Machine {
  /** Everything that the console (and QEMU itself) has printed so far. */
  output = "";
  /** The console alone, byte for byte, in pieces as they came. */
  readonly consolePieces: Buffer[] = [];
  /** QEMU's own messages alone, and what the program prints through semihosting. */
  messages = "";
  /** QEMU's exit code, null while it runs or when a signal ended it. */
  exitCode: number | null = null;
  /** Whether QEMU was ended because its lifetime was over. */
  timedOut = false;
  /** Resolves to the exit code, or null if a signal ended QEMU; by then `output` is whole. */
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private ended = false;
  private readonly watchers = new Set<() => void>();

  constructor(options: MachineOptions) {
    const stdio = options.attachConsole ? "inherit" : "pipe";
    this.child = spawn(findQemu().path, qemuArguments(options), { stdio });
    alive.add(this.child);
    const lifetimeMs = options.lifetimeMs ?? DEFAULT_LIFETIME_MS;
    const timer =
      lifetimeMs === 0
        ? undefined
        : setTimeout(() => {
            this.timedOut = true;
            this.child.kill("SIGKILL");
          }, lifetimeMs);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      // One decoder per stream, as a character's bytes may come in two pieces.
      const decoder = new StringDecoder("utf8");
      stream?.on("data", (piece: Buffer) => {
        const text = decoder.write(piece);
        this.output += text;
        if (stream === this.child.stdout) this.consolePieces.push(piece);
        else this.messages += text;
        options.onOutput?.(text);
        this.wake();
      });
    }
    // Writing to an emulator that has just ended is seen by its exit, not by the broken pipe.
    this.child.stdin?.on("error", () => {});
    this.exited = new Promise((resolve) => {
      const end = (code: number | null): void => {
        clearTimeout(timer);
        alive.delete(this.child);
        this.exitCode = code;
        this.ended = true;
        this.wake();
        resolve(code);
      };
      this.child.on("error", (error) => {
        this.output += `${error.message}\n`;
        end(null);
      });
      this.child.on("close", (code) => end(code));
    });
  }

  /** The emulator's process id. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * Waits until the console has printed `pattern`, anywhere since the start or since index `from` of `output`.
   * A regular expression must not be global or sticky. Resolves to the match.
   * @throws IngotError E0015, with the last lines of the console, after `timeoutMs` or when the emulator ended
   */
  waitFor(pattern: string | RegExp, timeoutMs: number, from = 0): Promise<RegExpExecArray> {
    const expression = typeof pattern === "string" ? new RegExp(escapeRegExp(pattern)) : pattern;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
      };
      const fail = (why: string): void => {
        stop();
        reject(this.failure(`the board did not print ${JSON.stringify(String(pattern))}: ${why}`));
      };
      const look = (): void => {
        const match = expression.exec(this.output.slice(from));
        if (match) {
          stop();
          resolve(match);
        } else if (this.ended) {
          fail(
            this.timedOut
              ? "the emulator's lifetime was over"
              : `the emulator ended (exit code ${this.exitCode})`,
          );
        }
      };
      const timer = setTimeout(() => fail(`waited ${timeoutMs} ms`), timeoutMs);
      this.watchers.add(look);
      look();
    });
  }

  /** Types `bytes` on the console. Ignored once the emulator has ended. */
  send(bytes: string | Uint8Array): void {
    if (!this.ended) this.child.stdin?.write(bytes);
  }

  /** Ends the emulator, so that it writes its disks back, and waits for its end. May be called again. */
  async kill(): Promise<void> {
    if (this.ended) return;
    this.child.kill("SIGTERM");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), GRACE_MS);
    await this.exited;
    clearTimeout(timer);
  }

  private wake(): void {
    for (const look of [...this.watchers]) look();
  }

  private failure(message: string): Error {
    const lines = this.output.trimEnd().split(/\r?\n/);
    const notes = this.output === "" ? ["the console printed nothing"] : lines.slice(-TAIL_LINES);
    return problem("E0015", message, undefined, { notes });
  }
}

/** A TCP port of 127.0.0.1 that was free a moment ago, for `gdbPort` and `forwards`. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const alive = new Set<ChildProcess>();

function endAll(): void {
  for (const child of alive) child.kill("SIGKILL");
}

// However this process ends, no emulator outlives it (save by SIGKILL, which nobody can handle).
process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  const passOn = (): void => {
    endAll();
    process.off(signal, passOn);
    process.kill(process.pid, signal);
  };
  process.on(signal, passOn);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
