// Decides whether a program behaved as the oracle says, and words the first difference.
// Pure: it runs nothing, reads nothing and prints nothing.

/** What a program did, as far as the language lane compares it. */
export interface Outcome {
  readonly stdout: Uint8Array;
  readonly exitCode: number;
  /** The line `Uncaught <error>` that an uncaught error leaves on stderr, or null when there was none. */
  readonly uncaught: string | null;
}

/** Lines shown before the first line that differs. */
const CONTEXT_LINES = 3;
/** Longest line shown in full; longer ones are cut with an ellipsis. */
const SHOWN_WIDTH = 160;

/** Null when both agree byte for byte, else a text of a few lines that shows the first difference in context. */
export function difference(expected: Outcome, actual: Outcome): string | null {
  const parts: string[] = [];
  if (!sameBytes(expected.stdout, actual.stdout))
    parts.push(outputDifference(expected.stdout, actual.stdout));
  if (expected.exitCode !== actual.exitCode) {
    parts.push(`exit code: expected ${expected.exitCode}, got ${actual.exitCode}`);
  }
  if (expected.uncaught !== actual.uncaught) {
    parts.push(
      `uncaught error: expected ${shownError(expected.uncaught)}, got ${shownError(actual.uncaught)}`,
    );
  }
  return parts.length === 0 ? null : parts.join("\n");
}

/**
 * The first stderr line that starts with `Uncaught `, or null. Lines before it are passed over, because an
 * engine may print the place of the error first.
 */
export function uncaughtLine(stderr: string): string | null {
  for (const line of stderr.split("\n")) {
    if (line.startsWith("Uncaught ")) return line.trimEnd();
  }
  return null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function outputDifference(expected: Uint8Array, actual: Uint8Array): string {
  // Latin-1 keeps one character per byte, so two different invalid UTF-8 sequences stay different.
  const wanted = Buffer.from(expected).toString("latin1").split("\n");
  const got = Buffer.from(actual).toString("latin1").split("\n");
  let line = 0;
  while (line < wanted.length && line < got.length && wanted[line] === got[line]) line += 1;
  const shown: string[] = [`stdout differs at line ${line + 1}:`];
  for (let before = Math.max(0, line - CONTEXT_LINES); before < line; before += 1) {
    shown.push(`    ${shownLine(wanted[before])}`);
  }
  shown.push(`  expected: ${shownLine(wanted[line])}`, `  got:      ${shownLine(got[line])}`);
  return shown.join("\n");
}

function shownLine(latin1: string | undefined): string {
  if (latin1 === undefined) return "(end of output)";
  const line = Buffer.from(latin1, "latin1").toString("utf8");
  return line.length <= SHOWN_WIDTH ? line : `${line.slice(0, SHOWN_WIDTH)}…`;
}

function shownError(uncaught: string | null): string {
  return uncaught === null ? "none" : `"${uncaught}"`;
}

/** A refusal of the compiler, reduced to what the marks in a refused program can demand. */
export interface Refusal {
  /** Stable code, such as `E2001`. */
  readonly code: string;
  /** Line in the entry module of the program, from 1; null for errors elsewhere. */
  readonly line: number | null;
  /** Place as a reader wants it: file and line. */
  readonly place: string;
  readonly message: string;
}

/**
 * Null when every marked line is refused with a code of the form E2…, else what is missing. Further errors in the
 * entry module are tolerated, because one refusal may cause others; errors in other files are not.
 */
export function refusalDifference(marked: readonly number[], refusals: readonly Refusal[]): string | null {
  const parts: string[] = [];
  for (const line of marked) {
    if (!refusals.some((refusal) => refusal.line === line && /^E2\d+$/.test(refusal.code))) {
      parts.push(`line ${line} is marked "//! refused", but no error E2… is reported there`);
    }
  }
  for (const refusal of refusals) {
    if (refusal.line === null) {
      parts.push(`refused outside the program: ${refusal.place} ${refusal.code} ${refusal.message}`);
    }
  }
  return parts.length === 0 ? null : parts.join("\n");
}
