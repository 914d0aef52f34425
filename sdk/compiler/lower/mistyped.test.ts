// Specification: which declarations are lowered as any because the program itself passes something else.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../project-root.ts";
import { withoutMistyped } from "./mistyped.ts";
import { createProgram } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-mistyped-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The names of the declarations of `text` that are of type any for lowering and were not before. */
function retyped(text: string): string[] {
  const entry = join(folder, "program.ts");
  writeFileSync(entry, text);
  const program = createProgram({ entry, roots: [], modules: new Map(), packageRoot: projectRoot() });
  const before = anyNames(program.getSourceFile(entry)!);
  const found = withoutMistyped(program, () => false);
  return found === null
    ? []
    : anyNames(found.program.getSourceFile(entry)!).filter((n) => !before.includes(n));
}

function anyNames(file: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const declared = node as { type?: ts.Node; name?: ts.Node };
    const type =
      declared.type && ts.isArrayTypeNode(declared.type) ? declared.type.elementType : declared.type;
    if (
      type?.kind === ts.SyntaxKind.AnyKeyword &&
      declared.name !== undefined &&
      ts.isIdentifier(declared.name)
    )
      names.push(declared.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

describe("declarations that are given what their types leave out", () => {
  it("are parameters, and what their values are handed on to", () => {
    const text = `
      function same(inner: string): string { return inner; }
      function twice(outer: string): string { const one: string = same(outer); return one + one; }
      console.log(twice(5 as any));`;
    expect(retyped(text).sort()).toEqual(["inner", "one", "outer", "same", "twice"]);
  });

  it("are fields, variables, properties, setters and rest parameters", () => {
    const text = `
      class Timer { handle: number = 0; set delay(ms: number) { this.handle += ms; } }
      interface Options { precision: number }
      function all(...words: string[]): string { return words.join(); }
      const timer = new Timer();
      timer.handle = setTimeout(() => 0) as any;
      timer.delay = "5" as any;
      const options: Options = { precision: "2" as any };
      // @ts-expect-error
      console.log(all("a", 1), options);
      let word: string = "w";
      word = 3 as any;`;
    expect(retyped(text).sort()).toEqual(["handle", "ms", "precision", "word", "words"]);
  });

  it("are not those that a cast, a choice or ! narrows to a value that fits", () => {
    const text = `
      const escape: any = 1;
      interface Node { value: number; next: Node | null; back?: Node }
      function length(node: Node): number { let n = 0; for (let at: Node | null = node; at; at = at.next) n++; return n; }
      function shout(x: string | number): string { const s: string = x as string; return s; }
      const table: Record<string, number> = { a: 1 };
      const list = [1, 2];
      function count(key: string): number { return table[key] ?? 0; }
      let node: Node = { value: 1, next: null };
      node = node.next!;
      node = node.back ?? node;
      node = (node.next || node.back) as Node;
      const parsed: Node = JSON.parse("{}") as Node;
      let none: number = undefined as any;
      console.log(length(node.back!), length(parsed), shout("s"), count("b"), list[5]!, escape, none);`;
    expect(retyped(text)).toEqual([]);
  });

  it("are not those whose type calls infer, nor instances with private names", () => {
    const text = `
      class Box<T> { constructor(public content: T, readonly show?: (value: T) => string) {} }
      class Secret { #hidden = 1; same(other: Secret): boolean { return other.#hidden === this.#hidden; } }
      console.log(new Box<number>("text" as any, 5 as any), new Secret().same(7 as any));`;
    expect(retyped(text)).toEqual([]);
  });

  it("have their types again where the program is lowered as it was written", () => {
    const entry = join(folder, "program.ts");
    writeFileSync(entry, "function f(n: number): number { return n; }\nconsole.log(f('x' as any));");
    const program = createProgram({ entry, roots: [], modules: new Map(), packageRoot: projectRoot() });
    const found = withoutMistyped(program, () => false)!;
    expect(anyNames(found.program.getSourceFile(entry)!)).toEqual(["f", "n"]);
    expect(anyNames(found.undo().getSourceFile(entry)!)).toEqual([]);
  });
});
