// C of what the native core calls in a program: the hooks, with their fixed C types, runtime calls that are functions
// of runtime/lang, and ingot_main.

import { runtimeCall } from "../../compiler/ir/runtime-calls.ts";
import type { Func, Module, Type } from "../../compiler/ir/types.ts";
import { box } from "./function.ts";
import { declare } from "./program.ts";
import type { Unit } from "./unit.ts";

/** Runtime calls of runtime/lang that the native core makes too. */
const CORE_CALLS = new Set(["set_proto", "shape_name"]);

/** Parameter and result types of each hook as ingot.h declares them. */
export const HOOKS: Readonly<Record<string, { params: Type[]; result: Type }>> = {
  make_error: { params: ["f64", "ref"], result: "ref" },
  to_primitive: { params: ["ref", "f64"], result: "value" },
  describe: { params: ["value"], result: "ref" },
  refuse_this: { params: ["value", "ref", "ref"], result: "void" },
  number_text: { params: ["f64"], result: "ref" },
  text_number: { params: ["ref"], result: "f64" },
  pow: { params: ["f64", "f64"], result: "f64" },
  uncaught: { params: ["value"], result: "void" },
  run: { params: [], result: "void" },
  new_promise: { params: [], result: "ref" },
  resolve: { params: ["ref", "value"], result: "void" },
  reject: { params: ["ref", "value"], result: "void" },
  bigint: { params: ["f64", "value", "value"], result: "value" },
  await: { params: ["ref", "value"], result: "void" },
};

/** The same of boards' programs alone. */
const BOARD_HOOKS: Readonly<Record<string, { params: Type[]; result: Type }>> = {
  board_prepare: { params: [], result: "f64" },
  board_panic: { params: ["u32", "u32", "u32"], result: "void" },
  board_write: { params: ["u32", "u32", "u32"], result: "void" },
  board_exit: { params: ["u32"], result: "void" },
  board_stop: { params: ["u32"], result: "void" },
};

export function writeHooks(unit: Unit, module: Module): void {
  const board = Object.entries(BOARD_HOOKS).filter(([name]) => module.hooks.has(name));
  for (const [name, { params, result }] of [...Object.entries(HOOKS), ...board]) {
    const func = module.hooks.get(name);
    define(unit, `ingot_hook_${name}`, params, result, () =>
      func === undefined ? missing(unit, name, params, result) : call(unit, func, params, result),
    );
  }
  for (const name of new Set([...CORE_CALLS, ...module.hooks.keys()])) {
    const native = runtimeCall(name);
    const func = module.hooks.get(name);
    if (native === null) continue;
    const { args, result } = native;
    define(unit, `rt_${name}`, args, result, () =>
      func === undefined ? missing(unit, name, args, result) : call(unit, func, args, result),
    );
  }
  unit.push(`void ingot_main(void) { ${unit.code(module.entry)}(); }`);
}

function define(unit: Unit, name: string, params: readonly Type[], result: Type, body: () => string[]): void {
  const list = params.map((t, i) => declare(t, `a${i}`)).join(", ") || "void";
  unit.push(`${declare(result, name)}(${list}) {`, ...body(), "}");
}

function call(unit: Unit, func: Func, params: readonly Type[], result: Type): string[] {
  const args = func.params.map((p, i) => convert(`a${i}`, params[i] ?? "void", p.type));
  const text = `${unit.code(func)}(${args.join(", ")})`;
  if (result === "void") return [`  ${text};`];
  if (func.result === "void") return [`  ${text};`, `  return ${convert("", "void", result)};`];
  return [`  return ${convert(text, func.result, result)};`];
}

function convert(text: string, from: Type, to: Type): string {
  if (from === to) return text;
  if (to === "value") return box(from, text);
  if (from === "void") return to === "ref" ? "&rt_undefined" : "0";
  if (from === "value" && to === "ref") return `ing_unbox_ref(${text}, "an object from a hook")`;
  if (from === "f64" && (to === "i32" || to === "u32")) return `ing_to_${to}(${text})`;
  if (to === "f64" && (from === "i32" || from === "u32")) return `(double)${text}`;
  throw new Error(`compiler bug: a hook has ${from} where ${to} is needed`);
}

/** A program without the library (tests of the back end) has no hooks: reaching one ends it, but for `run`. */
function missing(unit: Unit, name: string, params: readonly Type[], result: Type): string[] {
  if (name === "run") return ["  /* no event loop, nothing to turn */"];
  const unused = params.map((_, i) => `(void)a${i};`).join(" ");
  const message = unit.string(`the program has no hook '${name}'`);
  const end = result === "void" ? "" : ` return ${convert("", "void", result)};`;
  return [`  ${unused} rt_panic(${message});${end}`];
}
