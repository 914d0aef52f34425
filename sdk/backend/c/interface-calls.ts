// C of calls through interfaces: a guess at the class of the object, by the classes that say they implement it.
//
//   timed.runTimers(now)      value's shape is TcpLayer's ? TcpLayer_runTimers(obj, now) : rt_call_method(value, "runTimers" ...)
//
// A function for each method called so, in the file or, in files compiled for size, shared by all of them. Whatever is
// not as guessed - another shape, an argument of another type, objects that were given properties - is looked up by name.

import { staticSymbol } from "../../compiler/ir/symbols.ts";
import type { Func, Instr, Local, Shape } from "../../compiler/ir/types.ts";
import { box, type FunctionWriter } from "./function.ts";
import { cString } from "./literals.ts";
import { legal } from "./names.ts";
import { callOutlined, defineOutlined } from "./outlined.ts";
import type { Program } from "./program.ts";
import type { Unit } from "./unit.ts";

/** More classes than this are no guess any more. */
const MOST = 2;

type CallMethod = Instr & { op: "call_method" };
interface Guess {
  readonly shape: Shape;
  readonly func: Func;
}

const implementers = new WeakMap<Program, Map<string, Shape[]>>();

/** Shapes whose class, or one that it extends, says that it implements the interface. */
function shapesOf(program: Program, name: string): readonly Shape[] {
  let known = implementers.get(program);
  if (known === undefined) {
    known = new Map();
    for (const shape of program.order)
      for (const name of interfacesOf(shape)) known.set(name, [...(known.get(name) ?? []), shape]);
    implementers.set(program, known);
  }
  return known.get(name) ?? [];
}

function interfacesOf(shape: Shape): Set<string> {
  const names = new Set<string>();
  for (let at: Shape | null = shape; at !== null; at = at.parent)
    for (const name of at.interfaces ?? []) names.add(name);
  return names;
}

/** The methods that a call may reach by its interface; empty where there is nothing to guess. */
export function guessesOf(program: Program, instr: CallMethod): Guess[] {
  if (instr.declared === undefined) return [];
  const guesses: Guess[] = [];
  for (const shape of shapesOf(program, instr.declared)) {
    const method = shape.methods.find((m) => m.role === "method" && m.key === instr.key);
    if (method === undefined) continue;
    if (!takes(method.func, instr.args.length) || shape.slots.some((s) => s.key === instr.key)) return [];
    guesses.push({ shape, func: method.func });
  }
  return guesses.length <= MOST ? guesses : [];
}

function takes(func: Func, count: number): boolean {
  return func.hasThis && func.params[0]!.type === "ref" && !func.hasRest && func.params.length === count + 1;
}

/** False where there is nothing to guess: then nothing is written. */
export function writeGuessedCall(w: FunctionWriter, instr: CallMethod): boolean {
  const guesses = w.unit.guesses ? guessesOf(w.unit.program, instr) : [];
  if (guesses.length === 0) return false;
  const name = `guess_${legal(instr.declared!)}_${legal(instr.key)}_${instr.args.length}`;
  const operands = [instr.obj, ...instr.args].map((o) => w.operand(o));
  if (w.unit.isForSize) {
    const args = operands.map((text) => ["Value", text] as const);
    callOutlined(w, instr.dst, "value", name, args, (unit) => {
      defineOutlined(unit, "guessed", "Obj *guessed(Value v, const Shape *shape)", () => [
        "Obj *o = value_is_ref(v) && !rt_methods_shadowed ? value_obj(v) : NULL;",
        "return o && o->shape == shape ? o : NULL;",
      ]);
      const list = operands.map((_, i) => `p${i}`).join(", ");
      return [
        "Obj *o;",
        ...guesses.flatMap((guess) => tryLines(unit, guess, `(o = guessed(p0, ${unit.shape(guess.shape)}))`)),
        `return ${methodByName(unit, instr.args.length)}(${list}, ${unit.key(instr.key)});`,
      ];
    });
    return true;
  }
  const params = operands.map((_, i) => `Value p${i}`).join(", ");
  w.unit.declare(
    name,
    [
      `static __attribute__((unused)) Value ${name}(${params}, const char *text) {`,
      ...bodyOf(w.unit, instr, guesses).map((line) => `  ${line}`),
      "}",
    ].join("\n"),
  );
  w.assignChecked(instr.dst, `${name}(${operands.join(", ")}, ${cString(instr.text)})`);
  return true;
}

function bodyOf(unit: Unit, instr: CallMethod, guesses: readonly Guess[]): string[] {
  const boxed = instr.args.map((_, i) => `p${i + 1}`).join(", ");
  const list = instr.args.length === 0 ? "0, NULL" : `${instr.args.length}, (const Value[]){${boxed}}`;
  return [
    "if (LIKELY(value_is_ref(p0) && !rt_methods_shadowed)) {",
    "  Obj *o = value_obj(p0);",
    ...guesses.flatMap((guess) => tryLines(unit, guess, `o->shape == ${unit.shape(guess.shape)}`)),
    "}",
    `return rt_call_method(p0, ${unit.key(instr.key)}, ${list}, text);`,
  ];
}

/** The call of a guessed method when `test` and the types of the arguments agree. */
function tryLines(unit: Unit, { func }: Guess, test: string): string[] {
  const given = func.params.slice(1);
  const tests = [test, ...given.flatMap((p, i) => testOf(p, `p${i + 1}`))];
  const call = `${unit.code(func)}(${["o", ...given.map((p, i) => unboxed(p, `p${i + 1}`))].join(", ")})`;
  const lines =
    func.result === "void" ? [`${call};`, "return VALUE_UNDEFINED;"] : [`return ${box(func.result, call)};`];
  return [`if (LIKELY(${tests.join(" && ")})) {`, ...lines, "}"];
}

/**
 * In files compiled for size: through a function that all calls with as many arguments share, which tells only the name
 * of the method when there is none. Not in the language's own files, whose messages are those of Node. False elsewhere.
 */
export function writeSharedCall(w: FunctionWriter, instr: CallMethod): boolean {
  const isLanguage = w.unit.name.startsWith("ingot_runtime_lang_");
  if (!w.unit.isForSize || isLanguage || staticSymbol(instr.key) !== null) return false;
  const operands = [instr.obj, ...instr.args].map((o) => ["Value", w.operand(o)] as const);
  const args = [...operands, ["Obj *", w.unit.key(instr.key)] as const];
  callOutlined(w, instr.dst, "value", `method_by_name_${instr.args.length}`, args, () =>
    byNameLines(instr.args.length),
  );
  return true;
}

/** The shared function that looks a method up and calls it with `count` arguments; the last is the key. */
function methodByName(unit: Unit, count: number): string {
  const name = `method_by_name_${count}`;
  const params = Array.from({ length: count + 1 }, (_, i) => `Value p${i}`).join(", ");
  defineOutlined(unit, name, `Value ${name}(${params}, Obj *p${count + 1})`, () => byNameLines(count));
  return name;
}

function byNameLines(count: number): string[] {
  const key = `p${count + 1}`;
  const list = Array.from({ length: count }, (_, i) => `p${i + 1}`).join(", ");
  const args = count === 0 ? "0, NULL" : `${count}, (const Value[]){${list}}`;
  // The text of the key, which ends in a zero as a literal, for messages.
  return [`return rt_call_method(p0, ${key}, ${args}, (const char *)str_latin1((const Str *)${key}));`];
}

/** The conditions that a boxed argument is of the parameter's type. */
function testOf(param: Local, value: string): string[] {
  if (param.type === "value") return [];
  if (param.type === "ref") return [`value_is_ref(${value})`];
  return [param.type === "bool" ? `value_is_bool(${value})` : `value_is_number(${value})`];
}

/** The argument as the parameter takes it; its type has been tested. */
function unboxed(param: Local, value: string): string {
  switch (param.type) {
    case "value":
      return value;
    case "ref":
      return `value_obj(${value})`;
    case "bool":
      return `(bool)(${value} & 1)`;
    case "f64":
      return `value_number(${value})`;
    default:
      // Narrowed by the ranges pass: the generic entry converts so, too.
      return `ing_to_${param.type}(value_number(${value}))`;
  }
}
