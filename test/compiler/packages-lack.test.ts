// What packages ask for and a compiled program has not (docs/language.md, D28): missing when it runs, in packages alone.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { compileProgram } from "../../sdk/compile.ts";
import { compileToIr } from "../../sdk/compiler/index.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-packages-lack-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ASKING = `const tried = (f) => { try { return String(f()); } catch (error) { return error.name + ": " + error.message; } };
const { spawn } = require("child_process");
const { PassThrough, pipeline } = require("node:stream");
const { Worker } = require("worker_threads");
const { createRequire } = require("module");
class Pipe extends PassThrough {}
exports.all = () => [
  tried(() => typeof Proxy + typeof Intl + typeof Atomics),
  tried(() => new Proxy({}, {})),
  tried(() => Intl.DateTimeFormat()),
  tried(() => new Function("a", "return a")),
  tried(() => (0, eval)("1")),
  tried(() => eval({ a: 1 }).a),
  tried(() => spawn("ls")),
  tried(() => new Pipe()),
  tried(() => pipeline()),
  tried(() => new Worker("a.js")),
  tried(() => createRequire("/a.js")("asking-faster")),
];
`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

it("throws by name what JavaScript of packages asks for", async () => {
  write("node_modules/asking/package.json", '{ "main": "a.js", "types": "a.d.ts" }');
  write("node_modules/asking/a.js", ASKING);
  write("node_modules/asking/a.d.ts", "export function all(): string[];");
  const entry = write(
    "asks.ts",
    'import { all } from "asking";\nfor (const line of all()) console.log(line);\n',
  );
  const outFile = join(folder, "asks");
  const compiled = await compileProgram({ entry, target: "host", optimise: "0", outFile });
  expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
  const out = execFileSync(outFile, { encoding: "utf8", timeout: PATIENCE_MS });
  const forbidden = "EvalError: Code generation from strings disallowed for this context";
  expect(out.trimEnd().split("\n")).toEqual([
    "undefinedundefinedundefined",
    "ReferenceError: Proxy is not defined",
    "ReferenceError: Intl is not defined",
    forbidden,
    forbidden,
    "1",
    "TypeError: child_process.spawn is not there in a compiled program",
    "TypeError: stream.Stream is not there in a compiled program",
    "TypeError: stream.pipeline is not there in a compiled program",
    "TypeError: worker_threads.Worker is not there in a compiled program",
    "Error: Cannot find module 'asking-faster'",
  ]);
});

it("refuses the same in JavaScript of one's own", () => {
  const refusals = (text: string): string[] => {
    const entry = write("own.mjs", text);
    const front = compileToIr({ entry, packageRoot: projectRoot(), sourceRoot: folder });
    return front.diagnostics.map((d) => `${d.code} ${d.message}`);
  };
  expect(refusals('console.log(new Function("return 1")());')).toEqual([
    "E2002 `new Function` cannot be compiled ahead of time",
  ]);
  expect(refusals("console.log(new Proxy({}, {}));")).toEqual([expect.stringContaining("E2001 ")]);
  expect(refusals('import { spawn } from "child_process";\nspawn("ls");')).toEqual([
    expect.stringContaining("E2001 Node's module `child_process` is not there"),
  ]);
});
