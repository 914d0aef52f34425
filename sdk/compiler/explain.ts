// What a program costs and why, read off its IR: doubles, property accesses that are not one load, allocations in
// loops, and how each module came to be linked.
//
// Looks at a module after its passes and changes nothing. Findings are about the program's own files; why modules
// are linked is said of the library's, too. Text and commands are sdk/cli/explain.ts.

import type { Block, Func, Instr, Location, Module } from "./ir/types.ts";
import { targetsOf } from "./ir/walk.ts";
import type { DoubleReport } from "./passes/ranges.ts";
import type { Reason } from "./passes/remove-unreachable.ts";

/** Something at a place in the program. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly func: string;
  readonly what: string;
}

/** How a module's first function came into the program: from it back to the program's start. */
export interface LinkedModule {
  readonly module: string;
  readonly functions: number;
  readonly chain: readonly string[];
}

export interface Explanation {
  readonly doubles: readonly Finding[];
  readonly accesses: readonly Finding[];
  readonly allocations: readonly Finding[];
  readonly modules: readonly LinkedModule[];
}

export function explainModule(
  module: Module,
  doubles: readonly DoubleReport[],
  reasons: ReadonlyMap<Func, Reason>,
): Explanation {
  const own = module.functions.filter((f) => isOwn(f.name));
  return {
    doubles: inOrder(
      doubles
        .filter((d) => isOwn(d.func === "" ? d.name : d.func))
        .map((d) =>
          finding(d.loc, d.func === "" ? d.name : d.func, `${short(d.name)} is a double: ${d.reason}`),
        ),
    ),
    accesses: inOrder(own.flatMap((f) => eachInstr(f, f.blocks, accessText))),
    allocations: inOrder(own.flatMap((f) => eachInstr(f, loopBlocks(f), allocationText))),
    modules: linkedModules(module, reasons),
  };
}

/** Names of Ingot's own functions begin with ingot/ or ingot:. */
function isOwn(name: string): boolean {
  return !/^ingot[/:]/.test(name);
}

function short(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function finding(loc: Location | undefined, func: string, what: string): Finding {
  const file = loc?.file ?? func.slice(0, Math.max(0, func.indexOf(":")));
  return { file, line: loc?.line ?? 0, column: loc?.column ?? 0, func: short(func), what };
}

/** By place; what a loop or a generic function repeats is said once. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((f) => [`${f.file}:${f.line}:${f.column} ${f.what}`, f]));
  return [...unique.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

function eachInstr(func: Func, blocks: readonly Block[], text: (i: Instr) => string | null): Finding[] {
  return blocks.flatMap((block) =>
    block.instrs.flatMap((instr) => {
      const what = text(instr);
      return what === null ? [] : [finding(instr.loc ?? func.loc, func.name, what)];
    }),
  );
}

/** Null for accesses that are one comparison and one load. */
function accessText(instr: Instr): string | null {
  switch (instr.op) {
    case "get_prop":
      return `.${instr.key} is looked up by name: no class says where it is`;
    case "set_prop":
      return `.${instr.key} is stored by name: no class says where it is`;
    case "call_method":
      return `.${instr.key}() is looked up by name: no class says which function it is`;
    case "runtime":
      if (instr.name !== "get_elem" && instr.name !== "set_elem") return null;
      return `[...] is ${instr.name === "get_elem" ? "looked up" : "stored"} by a key known at run time only`;
    default:
      return null;
  }
}

function allocationText(instr: Instr): string | null {
  switch (instr.op) {
    case "new_object":
      return `an object ${instr.shape.name} is allocated in a loop`;
    case "call": {
      // How constructors are called: the function that makes the instance and initialises it.
      const made = /:(.*)\.new(\$\d+)?$/.exec(instr.func.name);
      return made === null ? null : `an object ${made[1]} is allocated in a loop`;
    }
    case "new_array":
      return "an array is allocated in a loop";
    case "new_closure":
      return `the function ${instr.func.displayName || "(anonymous)"} is allocated in a loop`;
    case "new_cell":
      return "a variable that a function captures and that changes is allocated in a loop";
    case "runtime":
      return instr.name === "str_concat" || instr.name === "str_build" ? "a string is made in a loop" : null;
    default:
      return null;
  }
}

/** The blocks from which control can come back to them (strongly connected components, after Tarjan). */
function loopBlocks(func: Func): Block[] {
  const index = new Map<Block, number>();
  const low = new Map<Block, number>();
  const stack: Block[] = [];
  const open = new Set<Block>();
  const found = new Set<Block>();
  const visit = (block: Block): void => {
    const own = index.size;
    index.set(block, own);
    low.set(block, own);
    stack.push(block);
    open.add(block);
    for (const to of targetsOf(block.term)) {
      if (to === block) found.add(block);
      if (!index.has(to)) visit(to);
      if (open.has(to)) low.set(block, Math.min(low.get(block)!, low.get(to)!));
    }
    if (low.get(block) !== own) return;
    const members: Block[] = [];
    for (let at = stack.pop()!; ; at = stack.pop()!) {
      open.delete(at);
      members.push(at);
      if (at === block) break;
    }
    if (members.length > 1) for (const m of members) found.add(m);
  };
  for (const block of func.blocks) if (!index.has(block)) visit(block);
  return func.blocks.filter((b) => found.has(b));
}

function linkedModules(module: Module, reasons: ReadonlyMap<Func, Reason>): LinkedModule[] {
  const counts = new Map<string, number>();
  for (const f of module.functions) counts.set(fileOf(f), (counts.get(fileOf(f)) ?? 0) + 1);
  const first = new Map<string, Func>();
  for (const func of reasons.keys()) if (!first.has(fileOf(func))) first.set(fileOf(func), func);
  return [...counts]
    .map(([name, functions]) => {
      const func = first.get(name);
      return { module: name, functions, chain: func === undefined ? [] : chainOf(func, reasons) };
    })
    .sort((a, b) => (a.module < b.module ? -1 : 1));
}

function fileOf(func: Func): string {
  const colon = func.name.indexOf(":");
  return colon < 0 ? func.name : func.name.slice(0, colon);
}

function chainOf(func: Func, reasons: ReadonlyMap<Func, Reason>): string[] {
  const chain: string[] = [];
  let at: Func | null = func;
  while (at !== null) {
    const reason: Reason | undefined = reasons.get(at);
    chain.push(`${at.name}${reason === undefined ? "" : howText(reason)}`);
    at = reason?.by ?? null;
  }
  return chain;
}

function howText({ by, how, key }: Reason): string {
  switch (how) {
    case "entry":
      return ", where the program starts";
    case "hook":
      return ", which every program of its kind needs";
    case "call":
      return ", called or mentioned by";
    case "name":
      return `, a member called "${key}", which is asked for by name in`;
    case "class":
      return by === null
        ? `, of the class ${key}, which a read of "constructor" can yield`
        : `, of the class ${key}, used as a value by`;
    case "global":
      return `, for the variable ${short(key ?? "")}, used by`;
    case "table":
      return ", a method that instances of its class may be asked for";
  }
}
