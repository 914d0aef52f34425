// Refusals: what lowering says about a construct it will not compile.
//
// Lowering is default-deny. A refusal is thrown where it is found, caught at the statement around it, and
// collected, so that one run reports every refused statement of a program.

import type ts from "typescript";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** Thrown by lowering; never leaves sdk/compiler. */
export class Refused extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** A diagnostic placed at `node`. */
export function at(node: ts.Node, code: string, message: string, remedy?: string): Diagnostic {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return {
    code,
    severity: "error",
    message,
    ...(remedy === undefined ? {} : { remedy }),
    file: file.fileName,
    line: line + 1,
    column: character + 1,
    length: Math.max(1, node.getEnd() - start),
  };
}

/** Refuses `node`: what it is, and what to write instead. Codes are listed in sdk/diagnostics/codes.ts. */
export function refuse(node: ts.Node, code: string, message: string, remedy?: string): never {
  throw new Refused(at(node, code, message, remedy));
}

/** Refuses a construct that later versions will compile. */
export function notYet(node: ts.Node, what: string, remedy?: string): never {
  return refuse(node, "E2001", `${what} cannot be compiled yet`, remedy);
}
