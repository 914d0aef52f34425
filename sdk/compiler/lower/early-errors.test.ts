// Which JavaScript is no program, and where the error is said to be.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { earlyErrors } from "./early-errors.ts";

function errorsOf(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
  return earlyErrors([file]).map((d) => `${d.file}:${d.line}:${d.column} ${d.code} ${d.message}`);
}

describe("early errors of JavaScript", () => {
  it("are placed where Node's parser found them", () => {
    expect(errorsOf("a.mjs", "let a;\nfor (const x of []) { var x; }")).toEqual([
      "a.mjs:2:27 E1001 Identifier 'x' has already been declared",
    ]);
  });

  it("are those of modules, which are strict", () => {
    expect(errorsOf("a.mjs", "with (a) {}")).toHaveLength(1);
    expect(errorsOf("a.mjs", "var await;")).toHaveLength(1);
  });

  it("are those of modules in a package of modules", () => {
    const folder = mkdtempSync(join(tmpdir(), "early-"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    expect(errorsOf(join(folder, "a.js"), "var a; function a() {}")).toHaveLength(1);
    expect(errorsOf(join(folder, "a.js"), "return;")).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it("are none in a CommonJS file that returns", () => {
    expect(errorsOf("a.cjs", "if (module.exports) return;")).toEqual([]);
    expect(errorsOf("/a.js", "exports.a = 1; return;")).toEqual([]);
    expect(errorsOf("a.js", "export const a = 1; return;")).toHaveLength(1);
  });

  it("are none in a program", () => {
    expect(errorsOf("a.mjs", "import { a } from './b.mjs'; await a; export default class {}")).toEqual([]);
  });
});
