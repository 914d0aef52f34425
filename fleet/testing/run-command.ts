// Runs a command of `ingot` within the test's own process, and keeps what it prints.

import { vi } from "vitest";
import type { Command } from "../../sdk/cli/command.ts";
import { parseCommandLine } from "../../sdk/cli/parse.ts";
import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";

export interface Ran {
  readonly status: number;
  /** What went to stdout. */
  readonly out: string;
  /** Of the first diagnostic, when the command was refused. */
  readonly code?: string;
  readonly message?: string;
  readonly remedy?: string | undefined;
}

/** `command` with `words` behind its name. Rejects with what is no diagnostic. */
export async function runCommand(command: Command, words: readonly string[]): Promise<Ran> {
  let out = "";
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const status = await command.run(parseCommandLine(command, words));
    return { status, out };
  } catch (error) {
    if (!(error instanceof IngotError)) throw error;
    const { code, message, remedy } = error.diagnostics[0]!;
    return { status: error.exitCode, out, code, message, remedy };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
