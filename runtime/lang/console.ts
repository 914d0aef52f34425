// console.log and its siblings: formatted lines to standard output or standard error.

import { format } from "./inspect/format.ts";
import { writeOut } from "./native.ts";

export type Stream = 1 | 2;
export type ConsoleWriter = (stream: Stream, text: string) => void;

let writer: ConsoleWriter = writeOut;
/** What console.group has indented by. */
let indentation = "";

/** Sends everything that the console writes to `write` from now on. */
export function setConsoleWriter(write: ConsoleWriter): void {
  writer = write;
}

/** Writes text as it is. */
export function writeConsole(stream: Stream, text: string): void {
  writer(stream, text);
}

function writeLine(stream: Stream, values: readonly unknown[]): void {
  const text = format(values, indentation.length);
  writer(stream, `${indentation === "" ? text : indented(text)}\n`);
}

function indented(text: string): string {
  return indentation + text.replaceAll("\n", `\n${indentation}`);
}

/** console.log: to standard output. */
export function console_log(...values: unknown[]): void {
  writeLine(1, values);
}

/** console.info: as log. */
export function console_info(...values: unknown[]): void {
  writeLine(1, values);
}

/** console.debug: as log. */
export function console_debug(...values: unknown[]): void {
  writeLine(1, values);
}

/** console.error: to standard error. */
export function console_error(...values: unknown[]): void {
  writeLine(2, values);
}

/** console.warn: as error. */
export function console_warn(...values: unknown[]): void {
  writeLine(2, values);
}

/** console.assert: an error line unless the condition holds. */
export function console_assert(condition?: unknown, ...values: unknown[]): void {
  if (condition) return;
  if (typeof values[0] === "string") writeLine(2, [`Assertion failed: ${values[0]}`, ...values.slice(1)]);
  else writeLine(2, values.length === 0 ? ["Assertion failed"] : ["Assertion failed:", ...values]);
}

/** console.group: a line, then two more columns of indentation. */
export function console_group(...values: unknown[]): void {
  if (values.length > 0) writeLine(1, values);
  indentation += "  ";
}

/** console.groupEnd. */
export function console_groupEnd(): void {
  indentation = indentation.substring(0, indentation.length - 2);
}
