// Early errors of JavaScript modules, as Node's own parser finds them.
//
// The checker parses JavaScript leniently: names declared twice, labels that are not there or patterns that assign
// to nothing pass it. A module that Node would not even start must not compile. The parser sits behind a flag of
// Node (`vm.SourceTextModule`), so one child process reads all files. TypeScript sources are the checker's business.

import { spawnSync } from "node:child_process";
import ts from "typescript";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { prefixLength } from "./commonjs.ts";
import { packageType } from "./node-resolution.ts";

/** What the child prints for a file that is no program. */
interface Found {
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Runs in the child. A file without imports and exports may be CommonJS, where `return` is allowed. For modules Node
 * does not say where the error is; the same text as a function mostly has the same error, and a place.
 */
const CHILD = `
const vm = require("node:vm");
const asFunction = (text) => vm.compileFunction(text, [], { filename: "f" });
const problemOf = (parse) => {
  try {
    parse();
    return null;
  } catch (error) {
    return error;
  }
};
const found = [];
const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
files.forEach(({ text, isScript }, file) => {
  const problem = problemOf(() => (isScript ? asFunction(text) : new vm.SourceTextModule(text, { identifier: "f" })));
  if (problem === null) return;
  const placed = problemOf(() => asFunction(text));
  const [place, , caret] = placed !== null && placed.message === problem.message ? placed.stack.split("\\n") : ["", "", ""];
  const line = Number(/^f:(\\d+)$/.exec(place)?.[1] ?? 1);
  found.push({ file, line, column: caret.indexOf("^") + 1 || 1, message: problem.message });
});
process.stdout.write(JSON.stringify(found));
`;

/** E1001 for each of `files` that is no program. */
export function earlyErrors(files: readonly ts.SourceFile[]): Diagnostic[] {
  if (files.length === 0) return [];
  const child = spawnSync(
    process.execPath,
    ["--experimental-vm-modules", "--no-warnings", "--input-type=commonjs", "-e", CHILD],
    {
      input: JSON.stringify(files.map(sourceOf)),
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (child.status !== 0) throw new Error(`the parser of Node did not answer: ${child.stderr}`);
  return (JSON.parse(child.stdout) as Found[]).map(({ file, line, column, message }) => ({
    code: "E1001",
    severity: "error",
    message,
    file: files[file]!.fileName,
    line,
    column,
    length: 1,
  }));
}

/** CommonJS modules are compiled as strict code, and read without the declarations in front of them. */
function sourceOf(file: ts.SourceFile): { text: string; isScript: boolean } {
  const length = prefixLength(file);
  if (length === 0) return { text: file.text, isScript: !isModule(file) };
  return { text: `"use strict";${file.text.slice(length)}`, isScript: true };
}

function isModule(file: ts.SourceFile): boolean {
  if (file.fileName.endsWith(".mjs")) return true;
  if (file.fileName.endsWith(".cjs")) return false;
  if (packageType(file.fileName) === "module") return true;
  return file.statements.some(
    (s) =>
      ts.isImportDeclaration(s) ||
      ts.isExportDeclaration(s) ||
      ts.isExportAssignment(s) ||
      (ts.canHaveModifiers(s) && ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)),
  );
}
