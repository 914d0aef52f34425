// Which of TypeScript's errors stop a program: a declaration file that is not there does not, an export of JavaScript
// that is not there does.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../project-root.ts";
import { createProgram, programDiagnostics } from "./program.ts";

function errorsOf(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  const folder = mkdtempSync(join(tmpdir(), "ingot-program-"));
  try {
    const entry = join(folder, "main.ts");
    writeFileSync(entry, text);
    for (const [name, other] of Object.entries(others)) writeFileSync(join(folder, name), other);
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
  expect(errorsOf(`${reference}export const n = BroadcastChannel;\n`)).toEqual([
    expect.stringContaining("Cannot find name 'BroadcastChannel'"),
  ]);
  expect(errorsOf('/// <reference path="other.ts" />\nexport {};\n')).toEqual([
    "File './other.ts' not found. (TS6053)",
  ]);
});

test("globals that Node lacks may be asked for by typeof, and stand where the answer keeps Node from reading them", () => {
  const missing = (name: string): string => expect.stringContaining(`Cannot find name '${name}'`);
  expect(errorsOf('export const a = typeof window === "undefined";\n')).toEqual([]);
  expect(errorsOf('export const a = (typeof self === "object" && self) || globalThis;\n')).toEqual([]);
  expect(errorsOf('export const a = typeof window === "undefined" ? 1 : [1].map(() => window.x);\n')).toEqual(
    [],
  );
  expect(
    errorsOf('if (typeof document !== "undefined" && true) document.title = "a";\nexport {};\n'),
  ).toEqual([]);
  expect(errorsOf('export const a = typeof window === "undefined" ? window : 1;\n')).toEqual([
    missing("window"),
  ]);
  expect(errorsOf('export const a = typeof window === "undefined" && window;\n')).toEqual([
    missing("window"),
  ]);
  expect(errorsOf('export const a = typeof self === "object" || self;\n')).toEqual([missing("self")]);
  expect(errorsOf('export const a = typeof self === "object" && window;\n')).toEqual([]);
  expect(errorsOf("export const a = window;\n")).toEqual([missing("window")]);
  expect(errorsOf("export const a = typeof fetch;\n")).toEqual([missing("fetch")]);
  expect(errorsOf('export const a = typeof Response === "undefined" || Response;\n')).toEqual([
    missing("Response"),
    missing("Response"),
  ]);
});

test("names that an ECMAScript module in JavaScript does not export are errors, circles among them", () => {
  const others = {
    "a.mjs": "export { x } from './b.mjs'; export { none } from './c.mjs';",
    "b.mjs": "export { x } from './a.mjs';",
    "c.mjs": "export const one = 1; export { one as two };",
  };
  const missing = (file: string, name: string): string =>
    `The requested module './${file}' does not provide an export named '${name}'`;
  const found = errorsOf("import './a.mjs';\nexport {};\n", others);
  expect(found.sort()).toEqual([missing("a.mjs", "x"), missing("b.mjs", "x"), missing("c.mjs", "none")]);
  expect(
    errorsOf("import './d.mjs';\nexport {};\n", {
      ...others,
      "d.mjs": "import { two } from './c.mjs'; two;",
    }),
  ).toEqual([]);
});

test("a star passes on neither default nor a name that two modules give", () => {
  const others = {
    "one.mjs": "export const x = 1; export const y = 1; export default 1;",
    "two.mjs": "export const x = 2; export { y } from './one.mjs';",
    "both.mjs": "export * from './one.mjs'; export * from './two.mjs';",
  };
  const importing = (text: string): string[] =>
    errorsOf("import './in.mjs';\nexport {};\n", { ...others, "in.mjs": text });
  expect(importing("import d from './both.mjs'; d;")).toEqual([
    "The requested module './both.mjs' does not provide an export named 'default'",
  ]);
  expect(importing("export { x as z } from './both.mjs';")).toEqual([
    "The requested module './both.mjs' contains conflicting star exports for name 'x'",
  ]);
  expect(importing("import { y } from './both.mjs'; y;")).toEqual([]);
});

test("a module of Node that is not there is no error where no code reads what is imported", () => {
  expect(errorsOf('import { Server } from "http";\nexport const n = 1;\n')).toEqual([]);
  expect(errorsOf('import constants from "node:constants";\nexport const n = 1;\n')).toEqual([]);
  const missing = (name: string): string => `Node's module \`${name}\` is not there in a compiled program`;
  expect(errorsOf('import { Server } from "http";\nexport const n = Server;\n')).toEqual([missing("http")]);
  expect(errorsOf('import { a } from "./nowhere";\nexport {};\n')).toEqual([
    expect.stringContaining("Cannot find module './nowhere'"),
  ]);
});
