// Which of TypeScript's errors stop a program: a declaration file that is not there does not.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../project-root.ts";
import { createProgram, programDiagnostics } from "./program.ts";

function errorsOf(text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "ingot-program-"));
  try {
    const entry = join(folder, "main.ts");
    writeFileSync(entry, text);
    const packageRoot = projectRoot();
    const program = createProgram({ entry, roots: [], modules: new Map(), packageRoot });
    return programDiagnostics(program, (file) => file.startsWith(packageRoot)).map(({ message }) =>
      message.replaceAll(folder, "."),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a reference to declarations that are not there is no error, the names that they lack are", () => {
  const reference = '/// <reference path="node_modules/@types/node/index.d.ts" />\n';
  expect(errorsOf(`${reference}export const n: number = process.argv.length;\n`)).toEqual([]);
  expect(errorsOf(`${reference}export const n = Buffer.from("");\n`)).toEqual([
    expect.stringContaining("Cannot find name 'Buffer'"),
  ]);
  expect(errorsOf('/// <reference path="other.ts" />\nexport {};\n')).toEqual([
    "File './other.ts' not found. (TS6053)",
  ]);
});
