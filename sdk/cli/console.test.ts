// The small pure parts of the commands: keys, panics in a stream, differences, groups, progress.

import { expect, test } from "vitest";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { groupByCause } from "./check.ts";
import { ConsoleKeys } from "./console-keys.ts";
import { firstDifference } from "./first-difference.ts";
import { PanicWatch } from "./panic-watch.ts";
import { stageProgress } from "./stage-progress.ts";

function typed(...pieces: string[]): { sent: string; leave: boolean } {
  const keys = new ConsoleKeys();
  let sent = "";
  for (const piece of pieces) {
    const out = keys.feed(Buffer.from(piece, "latin1"));
    sent += Buffer.from(out.bytes).toString("latin1");
    if (out.leave) return { sent, leave: true };
  }
  return { sent, leave: false };
}

test("keys go to the board; Ctrl-C and Ctrl-A x leave, in one piece or in several", () => {
  expect(typed("help\r")).toEqual({ sent: "help\r", leave: false });
  expect(typed("ab\u0003cd")).toEqual({ sent: "ab", leave: true });
  expect(typed("a\u0001x")).toEqual({ sent: "a", leave: true });
  expect(typed("a\u0001", "xb")).toEqual({ sent: "a", leave: true });
});

test("Ctrl-A sends the next Ctrl-A or Ctrl-C to the board, and hides no other key", () => {
  expect(typed("\u0001\u0001x")).toEqual({ sent: "\u0001x", leave: false });
  expect(typed("\u0001\u0003", "x")).toEqual({ sent: "\u0003x", leave: false });
  expect(typed("\u0001bx")).toEqual({ sent: "\u0001bx", leave: false });
});

const RECORD = "ingot panic: out of order\n  at 0x42000010\n  build 12ab\n";

function panicsIn(...pieces: string[]): string[] {
  const found: string[] = [];
  const watch = new PanicWatch((record) => found.push(record));
  for (const piece of pieces) watch.feed(piece);
  return found;
}

test("a panic is found whole, however its bytes arrive, and whatever stands around it", () => {
  expect(panicsIn(`boot\n${RECORD}U-Boot SPL\n`)).toEqual([RECORD]);
  expect(panicsIn(...`boot\r\n${RECORD.replaceAll("\n", "\r\n")}`)).toEqual([RECORD]);
  expect(panicsIn(RECORD + RECORD)).toEqual([RECORD, RECORD]);
});

test("half a record is none; a new one starts over; the word alone does not collect for ever", () => {
  expect(panicsIn("ingot panic: a\n  at 0x1\n")).toEqual([]);
  expect(panicsIn(`ingot panic: a\n${RECORD}`)).toEqual([RECORD]);
  expect(panicsIn("ingot panic: a\n", "line\n".repeat(200), "  build 1\n")).toEqual([]);
  expect(panicsIn("  build 12ab\n")).toEqual([]);
});

const ended = (stdout: string, exitCode = 0, stderr = "") => ({
  stdout: Buffer.from(stdout),
  exitCode,
  stderr,
});

test("two runs differ first in a line of output, then in the uncaught error, then in the exit code", () => {
  expect(firstDifference(ended("a\nb\n"), ended("a\nb\n"))).toBeNull();
  expect(firstDifference(ended("a\nb\n"), ended("a\nc\n", 1))).toEqual({
    what: "line 2 of its output",
    node: '"b"',
    compiled: '"c"',
  });
  expect(firstDifference(ended("a\n"), ended("a"))).toMatchObject({ node: '""', compiled: "(nothing)" });
  const stack = "Uncaught Error: x\n    at f (file:///x.mjs:1:1)\n";
  expect(firstDifference(ended("", 1, stack), ended("", 1, "Uncaught Error: x\n"))).toBeNull();
  expect(firstDifference(ended("", 1, stack), ended("", 1, "Uncaught Error: y\n"))).toMatchObject({
    what: "the uncaught error",
    compiled: '"Uncaught Error: y"',
  });
  expect(firstDifference(ended(""), ended("", 7))).toMatchObject({ what: "the exit code", compiled: "7" });
});

test("bytes that are no characters still differ", () => {
  const one = { ...ended(""), stdout: Uint8Array.of(0xff, 10) };
  const other = { ...ended(""), stdout: Uint8Array.of(0xfe, 10) };
  expect(firstDifference(one, other)).not.toBeNull();
});

test("problems are grouped by what is alike in them, the most frequent group first", () => {
  const at = (code: string, message: string, line: number): Diagnostic => ({
    code,
    severity: "error",
    message,
    file: "a.ts",
    line,
    column: 2,
  });
  const groups = groupByCause([
    at("E2002", "`eval` cannot be compiled", 1),
    at("E2001", "`new Proxy` cannot be compiled yet", 2),
    at("E2001", "`new WeakRef` cannot be compiled yet", 3),
  ]);
  expect(groups.map(({ code, cause, count }) => [code, cause, count])).toEqual([
    ["E2001", "`...` cannot be compiled yet", 2],
    ["E2002", "`eval` cannot be compiled", 1],
  ]);
  expect(groups[0]!.places.map(({ line, message }) => [line, message])).toEqual([
    [2, "`new Proxy` cannot be compiled yet"],
    [3, "`new WeakRef` cannot be compiled yet"],
  ]);
});

function shown(isTTY: boolean, quiet: boolean): string {
  let text = "";
  const progress = stageProgress({ isTTY, columns: 20, write: (piece: string) => (text += piece) }, quiet);
  for (const stage of [
    "checking types",
    "compiling a.c",
    "compiling b-with-a-long-name.c",
    "linking x.elf",
  ]) {
    progress.show(stage);
  }
  progress.done();
  return text;
}

test("progress is a line per stage in a log, and one line that is erased on a terminal", () => {
  expect(shown(false, false)).toBe("checking types\ncompiling C\nlinking x.elf\n");
  expect(shown(false, true)).toBe("");
  const terminal = shown(true, false);
  expect(terminal).toContain("\r\u001b[Kcompiling b-with-a-");
  expect(terminal).not.toContain("name.c");
  expect(terminal).not.toContain("\n");
  expect(terminal.endsWith("\r\u001b[K")).toBe(true);
});
