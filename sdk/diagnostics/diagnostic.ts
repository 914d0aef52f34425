// The Diagnostic type: what a stage has to say about a program, a file or the machine, as plain data.
//
// Stages collect diagnostics and go on; the command line renders them (render.ts). Nothing here prints.

export type Severity = "error" | "warning" | "note";

/**
 * One message. `line` and `column` count from 1, `column` and `length` in UTF-16 code units; `file` is a path as
 * the producing stage knows it (the renderer shortens it). `remedy` says what to do or to write instead.
 */
export interface Diagnostic {
  /** A code from codes.ts, such as E2001. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  readonly notes?: readonly string[];
}

/** 1: the user's program or environment; 2: the command line; 3: a bug in Ingot. */
export type ExitCode = 1 | 2 | 3;

/**
 * Thrown at the edge of a stage that cannot go on. The command line renders the diagnostics and leaves with
 * `exitCode`; any other error that reaches the command line counts as a bug in Ingot.
 */
export class IngotError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;

  constructor(diagnostics: readonly Diagnostic[], exitCode: ExitCode = 1, options?: ErrorOptions) {
    super(diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"), options);
    this.name = "IngotError";
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
  }
}

/** An IngotError with a single diagnostic of severity "error": code, problem, remedy. */
export function problem(
  code: string,
  message: string,
  remedy?: string,
  details: { exitCode?: ExitCode; notes?: readonly string[]; file?: string; cause?: unknown } = {},
): IngotError {
  const { exitCode = 1, notes, file, cause } = details;
  const diagnostic: Diagnostic = {
    code,
    severity: "error",
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(file === undefined ? {} : { file }),
    ...(notes === undefined ? {} : { notes }),
  };
  return new IngotError([diagnostic], exitCode, cause === undefined ? undefined : { cause });
}

/** A mistake on the command line: like `problem`, with exit code 2. */
export function usageProblem(code: string, message: string, remedy?: string): IngotError {
  return problem(code, message, remedy, { exitCode: 2 });
}
