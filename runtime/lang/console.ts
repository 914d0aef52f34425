// console.log and its siblings: formatted lines to standard output or standard error.

import { format, formatPlain } from "./inspect/format.ts";
import { inspect } from "./inspect/inspect.ts";
import { plainText } from "./inspect/plain.ts";
import { writeOut } from "./native.ts";

export type Stream = 1 | 2;
export type ConsoleWriter = (stream: Stream, text: string) => void;

let writer: ConsoleWriter = writeOut;
/** What console.group has indented by: a class, so that programs without groups are spared its method. */
class Indentation {
  text = "";

  indent(text: string): string {
    return this.text === "" ? text : this.text + text.replaceAll("\n", `\n${this.text}`);
  }
}
let indentation: Indentation | null = null;

/** Sends everything that the console writes to `write` from now on. */
export function setConsoleWriter(write: ConsoleWriter): void {
  writer = write;
}

/** Where lines of the console go instead, once a program may have put a function in the place of process.stdout.write. */
let route: ConsoleWriter | null = null;

/** Sends the lines of console.log and its siblings, but not what the runtime itself reports, through `through`. */
export function routeConsole(through: ConsoleWriter): void {
  route = through;
}

/** Lets `see` have a copy of everything that the console writes from now on. */
export function tapConsole(see: (text: string) => void): void {
  const behind = writer;
  writer = (stream, text) => {
    behind(stream, text);
    see(text);
  };
}

/** Writes text as it is. */
export function writeConsole(stream: Stream, text: string): void {
  writer(stream, text);
}

/** A line of formatted values. */
export function writeLine(stream: Stream, values: readonly unknown[]): void {
  writeText(stream, format(values));
}

function writeText(stream: Stream, text: string): void {
  (route ?? writer)(stream, `${indentation === null ? text : indentation.indent(text)}\n`);
}

/** A line of text that is known: what the compiler makes of console.log("...") and the like. */
export function consoleLine(stream: number, text: string): void {
  writeText(stream === 2 ? 2 : 1, text);
}

/** One argument of such a line whose type is primitive. */
export function consoleText(value: unknown): string {
  return plainText(value);
}

/** One argument of such a line whose type may be any. */
export function consoleValue(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

/** The same, first of several, which could have directives if it were text: its type says that it is none. */
export function consoleObject(value: unknown): string {
  if (typeof value === "string" && value.includes("%"))
    throw new TypeError("expected an object to print, got a string with a percent sign");
  return consoleValue(value);
}

/** A line of arguments whose types are primitive, the first of which may have directives. */
export function consolePlain(stream: number, ...values: unknown[]): void {
  writeText(stream === 2 ? 2 : 1, formatPlain(values));
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
  indentation ??= new Indentation();
  indentation.text += "  ";
}

/** console.groupEnd. */
export function console_groupEnd(): void {
  if (indentation !== null) indentation.text = indentation.text.substring(0, indentation.text.length - 2);
}
