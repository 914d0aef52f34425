// Specification: a checker that serves one program after another compiles each as a checker of its own does.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../project-root.ts";
import { compileToIr } from "../index.ts";
import { printModule } from "../ir/print.ts";
import { checkerOf, dropChecker, keepChecker } from "./checker.ts";
import { createProgram } from "./program.ts";

const ROOT = projectRoot();
const folder = mkdtempSync(join(tmpdir(), "ingot-checker-"));

const PROGRAMS: Record<string, string> = {
  classes: `class A<T> { items: T[] = []; add(item: T): this { this.items.push(item); return this; } }
class B extends A<number> { get sum(): number { return this.items.reduce((a, b) => a + b, 0); } }
console.log(new B().add(1).add(2), new B().sum);`,
  texts: `const words = "a b c".split(" ").map((w, i) => w.repeat(i));
console.log(words.join("-"), JSON.stringify({ words }), /(b)+/.exec("abb")?.[1]);`,
  async: `async function* ticks() { for (let i = 0; i < 3; i++) yield await Promise.resolve(i); }
for await (const tick of ticks()) console.log(tick);`,
  mistyped: `function half(n: number) { return n; }
console.log(half("6" as any), [..."xy"].entries());`,
  suppressed: `// @ts-expect-error
const n: number = "1";
console.log(typeof n);`,
};

/** The lowered program, or what is wrong with it. */
function compiled(name: string): string {
  const { module, diagnostics } = compileToIr({
    entry: join(folder, name),
    packageRoot: ROOT,
    sourceRoot: folder,
    isForSpeed: true,
  });
  return module === null ? JSON.stringify(diagnostics) : printModule(module);
}

function programOf(name: string): ts.Program {
  const roots = ["globals", "hooks"].map((file) => join(ROOT, `runtime/lang/${file}.ts`));
  return createProgram({ entry: join(folder, name), roots, modules: new Map(), packageRoot: ROOT });
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const own = new Map<string, string>();

beforeAll(() => {
  for (const [name, text] of Object.entries(PROGRAMS)) own.set(name, compiled(write(`${name}.ts`, text)));
  write("library.ts", "export {};");
  own.set("wrong", compiled(write("wrong.ts", "const n: number = 'one'; console.log(n, m);")));
  own.set("needless", compiled(write("needless.ts", "// @ts-expect-error\nexport const n = 1;")));
  keepChecker(programOf("library.ts"));
});

afterAll(() => {
  dropChecker();
  rmSync(folder, { recursive: true });
});

describe("a kept checker", () => {
  it("serves one program after another", () => {
    const [first, second] = ["classes.ts", "texts.ts"].map((name) => checkerOf(programOf(name)));
    expect(first).toBe(second);
  });

  it.each(Object.keys(PROGRAMS))("lowers %s as the program's own checker does", (name) => {
    expect(own.get(name)).toContain("func ");
    expect(compiled(`${name}.ts`)).toBe(own.get(name));
  });

  it.each(["wrong", "needless"])("reports the same errors: %s", (name) => {
    expect(own.get(name)).toContain("E1001");
    expect(compiled(`${name}.ts`)).toBe(own.get(name));
  });

  it("leaves alone what declares something for all modules, or is JavaScript", () => {
    const kept = checkerOf(programOf("classes.ts"));
    write("global.ts", "declare global { interface Array<T> { last: T } }\nexport {};");
    write("ambient.d.ts", "declare const everywhere: number;");
    write("script.mjs", "export const n = 1;");
    for (const text of [
      'import "./global.ts";',
      'import "./script.mjs";',
      '/// <reference path="ambient.d.ts" />',
    ])
      expect(checkerOf(programOf(write("user.ts", `${text}\nexport {};`))), text).not.toBe(kept);
  });

  it("serves the same parsed files once, because trees may be changed in between", () => {
    const program = programOf("async.ts");
    const kept = checkerOf(program);
    const again = ts.createProgram({
      rootNames: program.getRootFileNames(),
      options: program.getCompilerOptions(),
      host: { ...ts.createCompilerHost({}), getSourceFile: (name) => program.getSourceFile(name) },
    });
    expect(checkerOf(again)).not.toBe(kept);
  });
});
