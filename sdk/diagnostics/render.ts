// Renders diagnostics as text: place, problem, the source line with a mark below it, and the remedy.
//
//   src/main.ts:12:3  error E2001: `eval` cannot be compiled ahead of time
//      12 |   eval(rule);
//         |   ^~~~
//     = write the rule as a function
//
// Pure but for the default reader of source files. Decides nothing about streams or exit codes.

import { readFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { Diagnostic, Severity } from "./diagnostic.ts";

export interface RenderOptions {
  /** Use ANSI colours. The caller asks the stream whether it is a terminal. Default false. */
  readonly color?: boolean;
  /** Folder that printed paths are relative to. Default: the working directory. */
  readonly cwd?: string;
  /** Gives the text of a source file, or undefined when there is none. Default: reads the file system. */
  readonly readSource?: (file: string) => string | undefined;
}

const RESET = "\u001b[0m";
const BOLD = "\u001b[1m";
const DIM = "\u001b[2m";
const SEVERITY_COLOR: Record<Severity, string> = {
  error: "\u001b[31m",
  warning: "\u001b[33m",
  note: "\u001b[36m",
};
/** A longer source line (generated code) is cut, because it would bury the message. */
const LONGEST_SOURCE_LINE = 160;

/** All diagnostics, one after the other, each ending in a line feed. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  return diagnostics.map((d) => renderDiagnostic(d, options)).join("");
}

/** One diagnostic as lines of text, the last one ended by a line feed. */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint = (style: string, text: string) => (options.color === true ? style + text + RESET : text);
  const { severity, code, message, remedy, notes = [] } = diagnostic;
  const place = placeOf(diagnostic, options.cwd ?? process.cwd());
  const head = `${paint(SEVERITY_COLOR[severity] + BOLD, `${severity} ${code}`)}: ${message}`;
  const lines = [place === "" ? head : `${paint(BOLD, place)}  ${head}`];
  const excerpt = excerptOf(diagnostic, options);
  if (excerpt !== undefined) {
    const number = String(diagnostic.line).padStart(5);
    lines.push(paint(DIM, `${number} | `) + excerpt.source);
    lines.push(paint(DIM, `${" ".repeat(number.length)} | `) + paint(SEVERITY_COLOR[severity], excerpt.mark));
  }
  for (const note of notes) lines.push(...indent("note: " + note));
  if (remedy !== undefined) lines.push(...indent("= " + remedy));
  return lines.join("\n") + "\n";
}

/** The path relative to `cwd`, unless it lies outside, where the absolute one is easier to read. */
export function displayPath(file: string, cwd: string = process.cwd()): string {
  const short = relative(cwd, resolve(cwd, file));
  if (short === "") return ".";
  return short.startsWith("..") || isAbsolute(short) ? resolve(cwd, file) : short;
}

function placeOf({ file, line, column }: Diagnostic, cwd: string): string {
  if (file === undefined) return "";
  const path = displayPath(file, cwd);
  if (line === undefined) return path;
  return column === undefined ? `${path}:${line}` : `${path}:${line}:${column}`;
}

function excerptOf(
  diagnostic: Diagnostic,
  options: RenderOptions,
): { source: string; mark: string } | undefined {
  const { file, line, column = 1, length = 1 } = diagnostic;
  if (file === undefined || line === undefined) return undefined;
  const read = options.readSource ?? readSourceFile;
  const source = read(resolve(options.cwd ?? process.cwd(), file))?.split(/\r?\n/)[line - 1];
  if (source === undefined || source.length > LONGEST_SOURCE_LINE) return undefined;
  const before = source.slice(0, column - 1);
  // Tabs are kept in the lead, so that the mark stands below its code however wide the terminal draws them.
  const lead = before.replace(/[^\t]/g, " ");
  const width = Math.max(1, Math.min(length, source.length - before.length));
  return { source, mark: `${lead}^${"~".repeat(width - 1)}` };
}

function indent(text: string): string[] {
  const [first = "", ...rest] = text.split("\n");
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
}

function readSourceFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
