// Runs a compiled plain program to its end: as a process here, or on the emulator of a board.
//
// What it prints is passed on at once and collected; nothing else is printed.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Target } from "./backend/flags.ts";
import { requireBoard, requireEmulator } from "./choose-target.ts";
import { problem } from "./diagnostics/diagnostic.ts";
import { Machine } from "./emulator/index.ts";

export interface Streams {
  stdout(piece: Uint8Array): void;
  stderr(piece: Uint8Array): void;
}

export interface Ended {
  readonly stdout: Uint8Array;
  readonly stderr: string;
  /** 128 + the signal's number when a signal ended it, as shells have it. */
  readonly exitCode: number;
}

/** Runs `program`, compiled for `target`; `words` are for programs of this computer. Rejects with IngotError E0013..E0016 when it cannot be run. */
export function runPlain(
  program: string,
  target: Target,
  streams: Streams,
  words: readonly string[] = [],
): Promise<Ended> {
  return target === "host" ? runProcess([program, ...words], streams) : runOnBoard(program, target, streams);
}

/** Runs a program of this machine, with this process's stdin. */
export function runProcess(words: readonly string[], streams: Streams): Promise<Ended> {
  const [program, ...rest] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(program!, rest, { stdio: ["inherit", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => {
      stdout.push(piece);
      streams.stdout(piece);
    });
    child.stderr.on("data", (piece: Buffer) => {
      stderr.push(piece);
      streams.stderr(piece);
    });
    child.on("error", (cause) => {
      reject(problem("E0016", `the program cannot be started: ${cause.message}`, undefined, { cause }));
    });
    // Ctrl-C reaches the program, too: its end is ours, and its last output is still passed on.
    const ignore = () => {};
    process.on("SIGINT", ignore);
    // These reach only us.
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on("SIGTERM", pass).on("SIGHUP", pass);
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore).off("SIGTERM", pass).off("SIGHUP", pass);
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8"), exitCode });
    });
  });
}

async function runOnBoard(program: string, target: string, streams: Streams): Promise<Ended> {
  let [pieces, messages] = [0, 0];
  const machine: Machine = new Machine({
    ...requireEmulator(requireBoard(target)),
    kernel: program,
    semihosting: true,
    noReboot: true,
    lifetimeMs: 0,
    onOutput: () => {
      for (; pieces < machine.consolePieces.length; pieces++) streams.stdout(machine.consolePieces[pieces]!);
      // A message of QEMU's own is judged once it is whole.
      const said = ownMessages(machine.messages.replace(/(^|\n)qemu-system-arm:[^\n]*$/, "$1"));
      if (said.length > messages) streams.stderr(Buffer.from(said.slice(messages)));
      messages = said.length;
    },
  });
  const exitCode = await machine.exited;
  if (exitCode === null) {
    throw problem("E0016", "the emulator was ended while the program ran", undefined, {
      notes: machine.output.split("\n").slice(-5),
    });
  }
  return { stdout: Buffer.concat(machine.consolePieces), stderr: ownMessages(machine.messages), exitCode };
}

/** Without QEMU's remark that nothing is plugged into the board's Ethernet, which is as it should be. */
function ownMessages(messages: string): string {
  return messages.replace(/^qemu-system-arm: warning: nic \S+ has no peer\r?\n/gm, "");
}
