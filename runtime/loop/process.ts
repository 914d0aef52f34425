// The `process` object as far as programs have one: exit codes, words given to the program, output, clock, memory, ticks.
//
// Knows nothing of what ending means here. There are no signals, no events, no environment and no other process.

import { routeConsole, type Stream, writeConsole } from "../lang/console.ts";
import {
  callWithArray,
  exit,
  gcHeapBytes,
  getElem,
  nowMs,
  ownFlags,
  programArgument,
} from "../lang/native.ts";
import { strFromUtf8 } from "../lang/utf8.ts";
import { nextInput, workingFolder } from "../node/files.ts";
import { InputStream } from "../node/input-stream.ts";
import { enqueueTick } from "./ticks.ts";

/** Ends the program with that code: the host's way unless a platform has been installed. */
let end: (code: number) => void = exit;

/** Says how programs end; called before the program starts. */
export function setEnd(ending: (code: number) => void): void {
  end = ending;
}

interface MemoryUsage {
  readonly rss: number;
  readonly heapTotal: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

/** process.stdout or process.stderr. */
class ProcessOutput {
  /** The number of the file descriptor. */
  readonly fd: 1 | 2;

  constructor(fd: 1 | 2) {
    this.fd = fd;
  }

  write(text: string): boolean {
    if (typeof text !== "string")
      throw new TypeError('The "chunk" argument must be of type string: a compiled program writes no bytes');
    writeConsole(this.fd, text);
    return true;
  }
}

/** A program that has it may replace its `write`. */
function newOutput(fd: 1 | 2): ProcessOutput {
  routeConsole(writeReplaced);
  return new ProcessOutput(fd);
}

/** Lines of the console: by the function that the program has put in the place of `write`, as under Node. */
function writeReplaced(stream: Stream, text: string): void {
  const output = stream === 1 ? out : err;
  if (output !== null && ownFlags(output, "write") >= 0)
    callWithArray(getElem(output, "write"), output, [text]);
  else writeConsole(stream, text);
}

const NS_PER_MS = 1e6;
const MS_PER_S = 1000;

function clock(previous?: [number, number]): [number, number] {
  const ms = nowMs();
  const seconds = Math.floor(ms / MS_PER_S);
  const nanoseconds = Math.floor((ms - seconds * MS_PER_S) * NS_PER_MS);
  if (previous === undefined) return [seconds, nanoseconds];
  const borrow = nanoseconds < previous[1];
  return [
    seconds - previous[0] - (borrow ? 1 : 0),
    nanoseconds - previous[1] + (borrow ? MS_PER_S * NS_PER_MS : 0),
  ];
}

/** Milliseconds become nanoseconds apart from the fraction, which a double of nanoseconds would round. */
function clockAsBigint(): bigint {
  const ms = nowMs();
  const whole = Math.floor(ms);
  return BigInt(whole) * BigInt(NS_PER_MS) + BigInt(Math.floor((ms - whole) * NS_PER_MS));
}

/** Made when first asked for: most programs that say `process` only end. */
let words: string[] | null = null;
let environment: Record<string, string | undefined> | null = null;
let input: InputStream | null = null;
let out: ProcessOutput | null = null;
let err: ProcessOutput | null = null;
const hrtime = Object.assign(clock, { bigint: clockAsBigint });
const begun = nowMs();

function wordsOfProgram(): string[] {
  const all = ["node", "program"];
  for (let i = 0; ; i++) {
    const word = programArgument(i);
    if (word === undefined) return all;
    all.push(strFromUtf8(word, 0, word.length));
  }
}

interface WarningOptions {
  readonly type?: string;
  readonly code?: string;
  readonly detail?: string;
}

/** What process.emitWarning writes, without Node's hint at a flag of its own. */
function warningText(warning: string | Error, options: string | WarningOptions, code: string): string {
  const given: WarningOptions = typeof options === "string" ? { type: options, code } : options;
  const name = typeof warning === "string" ? (given.type ?? "Warning") : warning.name;
  const mark = given.code === undefined || given.code === "" ? "" : `[${given.code}] `;
  const message = typeof warning === "string" ? warning : warning.message;
  const detail = given.detail === undefined ? "" : `${given.detail}\n`;
  return `(node:1) ${mark}${name}: ${message}\n${detail}`;
}

class Process {
  /** The code with which the program ends once nothing is left to do. */
  exitCode: number | undefined = undefined;

  /** Paths and ends of lines are as there. */
  get platform(): string {
    return "linux";
  }

  /** Ends the program at once, without waiting for timers. */
  exit(code?: number): never {
    const chosen = code === undefined ? this.exitCode : code;
    end(chosen === undefined ? 0 : chosen);
    throw new Error("process.exit returned");
  }

  /**
   * As Node's, in bytes: what lived after the last collection and what was allocated since. There is one heap, so the
   * other numbers say the same or nothing.
   */
  memoryUsage(): MemoryUsage {
    const bytes = gcHeapBytes();
    return { rss: bytes, heapTotal: bytes, heapUsed: bytes, external: 0, arrayBuffers: 0 };
  }

  get argv(): string[] {
    words ??= wordsOfProgram();
    return words;
  }

  get env(): Record<string, string | undefined> {
    environment ??= {};
    return environment;
  }

  get stdin(): InputStream {
    input ??= new InputStream(nextInput);
    return input;
  }

  get stdout(): ProcessOutput {
    out ??= newOutput(1);
    return out;
  }

  get stderr(): ProcessOutput {
    err ??= newOutput(2);
    return err;
  }

  get hrtime(): typeof hrtime {
    return hrtime;
  }

  /** As an accessor, because programs take the function out of its object. */
  get cwd(): () => string {
    return workingFolder;
  }

  emitWarning(warning: string | Error, options: string | WarningOptions = "Warning", code = ""): void {
    enqueueTick(() => writeConsole(2, warningText(warning, options, code)), []);
  }

  uptime(): number {
    return (nowMs() - begun) / MS_PER_S;
  }

  nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
    enqueueTick(callback, args);
  }
}

export const process = new Process();
