// Where two runs of one program part: in a line of their output, in the uncaught error, or in the exit code. Pure.

import type { Ended } from "../run-plain.ts";

export interface Difference {
  /** As in "line 3 of its output". */
  readonly what: string;
  readonly node: string;
  readonly compiled: string;
}

/** The first thing in which a compiled run differs from Node's, or null. Of stderr only uncaught errors count. */
export function firstDifference(node: Ended, compiled: Ended): Difference | null {
  const [a, b] = [lines(node.stdout), lines(compiled.stdout)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    return { what: `line ${i + 1} of its output`, node: shown(a[i]), compiled: shown(b[i]) };
  }
  const [errorA, errorB] = [uncaught(node.stderr), uncaught(compiled.stderr)];
  if (errorA !== errorB) return { what: "the uncaught error", node: shown(errorA), compiled: shown(errorB) };
  if (node.exitCode !== compiled.exitCode) {
    return { what: "the exit code", node: `${node.exitCode}`, compiled: `${compiled.exitCode}` };
  }
  return null;
}

/**
 * A line of a stack trace, as console.log prints one behind an error: Node's names files and columns of JavaScript,
 * a board's return addresses.
 */
const FRAME =
  /^\s+(?:at (?:.+ \(.*\)|async .+|.+:\d+|0x[0-9a-f]+|<anonymous>)|\.{3} \d+ lines matching cause stack trace \.{3})[ {},\])]*$/;

/** Byte for byte, for latin1 keeps every byte apart from every other; stack traces are left out. */
function lines(bytes: Uint8Array): string[] {
  const all = Buffer.from(bytes).toString("latin1").split("\n");
  return all.filter((line) => !FRAME.test(line));
}

function uncaught(stderr: string): string | undefined {
  return stderr.split("\n").find((line) => line.startsWith("Uncaught "));
}

function shown(line: string | undefined): string {
  return line === undefined ? "(nothing)" : JSON.stringify(Buffer.from(line, "latin1").toString("utf8"));
}
