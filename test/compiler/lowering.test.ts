// Lowering, idea by idea: a tiny program and the intermediate code that its own functions become.
//
// Each file of golden/ holds both: the program, a line of dashes, and the text of the IR. `INGOT_UPDATE_GOLDEN=1`
// rewrites the second half; the difference is what there is to review. Whether the code does what Node does is the
// business of test/language; here stands how it is done, before any pass.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { printModule } from "../../sdk/compiler/ir/print.ts";
import type { Func, Module } from "../../sdk/compiler/ir/types.ts";
import { verifyModule } from "../../sdk/compiler/ir/verify.ts";
import { frontOf } from "./front.ts";

const folder = join(import.meta.dirname, "golden");
const DASHES = "\n----\n";
/** A line of a program that names a further function to print: `module` (its own code), or one of the library. */
const SHOWS = /^\/\/ shows (.+)$/gm;
/** Longer ones nobody reviews. */
const LONGEST_LINES = 120;

const ideas = readdirSync(folder)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const [program = "", expected = ""] = text.split(DASHES);
    return { name: file.slice(0, -".txt".length), file, program: `${program}\n`, expected };
  });

let module: Module;

beforeAll(() => {
  const front = frontOf(Object.fromEntries(ideas.map((idea) => [idea.name, idea.program])));
  expect([...front.diagnostics.values()].flat()).toEqual([]);
  module = front.module!;
  if (process.env.INGOT_UPDATE_GOLDEN === "1") {
    for (const { file, name, program } of ideas) {
      writeFileSync(join(folder, file), `${program.trimEnd()}${DASHES}${textOf(name, program)}`);
    }
  }
});

/** The functions of one program, with the classes, shapes and variables that are its own. */
function textOf(name: string, program: string): string {
  const isOwn = (text: string): boolean => text.startsWith(`${name}.ts:`);
  const code = `${name}.ts:module`;
  const further = [...program.matchAll(SHOWS)].map((match) => (match[1] === "module" ? code : match[1]));
  const functions = module.functions.filter(
    (f) => (isOwn(f.name) && f.name !== code) || further.includes(f.name),
  );
  const globals = module.globals.filter((g) => isOwn(g.name) && g.name !== `${name}.ts:shown`);
  const classNames = [...program.matchAll(/\bclass (\w+)/g)].map((match) => match[1]);
  const classes = module.classes.filter((c) => classNames.includes(c.name));
  const made = new Set(functions.flatMap(shapesMadeBy));
  const shapes = module.shapes.filter((s) => (s.cls === null ? made.has(s) : classes.includes(s.cls)));
  const text = printModule({
    ...module,
    functions,
    globals,
    classes,
    shapes,
    builtins: [],
    hooks: new Map(),
  });
  return numberedAnew(text.replace(/^entry .*\n\n?/m, ""));
}

/** Shapes of one name are told apart by numbers that the rest of the module decides: here by order instead. */
function numberedAnew(text: string): string {
  const numbers: string[] = [];
  return text.replace(/(?<=\w)#(\d+)/g, (_, number: string) => {
    if (!numbers.includes(number)) numbers.push(number);
    return `#${numbers.indexOf(number) + 1}`;
  });
}

function shapesMadeBy(f: Func): unknown[] {
  return f.blocks.flatMap((b) => b.instrs).flatMap((i) => (i.op === "new_object" ? [i.shape] : []));
}

describe("lowering", () => {
  it.each(ideas.map((idea) => [idea.name, idea] as const))("of %s is as reviewed", (name, idea) => {
    const { program, expected } = idea;
    const fresh = process.env.INGOT_UPDATE_GOLDEN === "1" ? textOf(name, program) : expected;
    expect(textOf(name, program)).toBe(fresh);
    expect(fresh).toMatch(/^func /m);
    expect(fresh.split("\n").length, "split the idea").toBeLessThan(LONGEST_LINES);
  });

  it("makes modules that the verifier accepts", () => {
    expect(verifyModule(module)).toEqual([]);
  });

  it("prints the same code when the same programs are compiled again", () => {
    const again = frontOf(Object.fromEntries(ideas.map((idea) => [idea.name, idea.program])));
    expect(printModule(again.module!)).toBe(printModule(module));
  });
});
