// Runs the real `ingot` executable for tests, and makes throw-away applications for it.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PATIENCE_MS } from "../../../test/patience.ts";

const bin = join(import.meta.dirname, "..", "bin.mjs");

export interface IngotRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to this process's environment; an undefined value removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

/** Runs `ingot WORDS` and waits for its end. The limit is that of a first compilation on a busy computer. */
export function runIngot(words: readonly string[], { cwd, env = {}, input = "" }: RunOptions): IngotRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    cwd,
    encoding: "utf8",
    input,
    timeout: PATIENCE_MS,
    env: { ...process.env, NO_COLOR: "1", ...env },
  });
  return { status, stdout, stderr };
}

/** Writes files below `folder`: path -> text. Folders are made as needed. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The files of an application named `name`, with `main` as its program. */
export function appFiles(name: string, main: string, fields = 'board: "cubieboard"'): Record<string, string> {
  return {
    [`${name}/ingot.config.ts`]: `import { defineConfig } from "ingot/config";\nexport default defineConfig({ name: "${name}", ${fields} });\n`,
    [`${name}/src/main.ts`]: main,
  };
}
