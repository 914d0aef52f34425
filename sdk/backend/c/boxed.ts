// C of generic entries: functions called through values take boxed arguments.
//
//   Value f__boxed(Obj *fn, Value self, uint32_t argc, const Value *argv)
//
// Missing arguments are undefined, surplus ones are dropped unless a rest parameter collects them, and an
// argument that the compiled body cannot represent is a TypeError that names function and parameter.

import type { Func, Local, Shape } from "../../compiler/ir/types.ts";
import { box, zero } from "./function.ts";
import { cString } from "./literals.ts";
import { declare, type Program } from "./program.ts";
import type { Unit } from "./unit.ts";

export function writeBoxedEntry(unit: Unit, func: Func): void {
  const name = unit.boxed(func);
  const shown = func.displayName === "" ? "the function" : `'${func.displayName}'`;
  unit.push(`${unit.linkage(func)}Value ${name}(Obj *fn, Value self, uint32_t argc, const Value *argv) {`);
  unit.push("  (void)fn, (void)self, (void)argc, (void)argv;");
  // Functions of the language convert what they are given, as ECMA-262 has it; those of programs insist on it.
  const isOfLanguage = isLanguage(func);
  const passed = func.captures.length > 0 ? ["fn"] : [];
  for (const [i, param] of func.params.entries()) {
    const isThis = func.hasThis && i === 0;
    const index = func.hasThis ? i - 1 : i;
    const isRest = func.hasRest && i === func.params.length - 1;
    const c = `a${i}`;
    passed.push(c);
    if (isRest) {
      unit.push(`  Obj *${c} = rest_array(${index}, argc, argv);`);
      continue;
    }
    const value = isThis ? "self" : `(argc > ${index} ? argv[${index}] : VALUE_UNDEFINED)`;
    const parameter = `for parameter '${param.name || index + 1}' of ${shown}`;
    const where = isThis ? `as 'this' of ${shown}` : unit.isOwn ? "as an argument" : parameter;
    if (isThis && func.ignoresThis === true) unit.push(anyThis(param, c));
    else if (isThis && func.foreign !== undefined) unit.push(...anyInstance(unit, param, func, func.foreign));
    else if (isThis && func.thisShape !== null) unit.push(...trustedThis(unit, param, func.thisShape, shown));
    else
      unit.push(...(isOfLanguage && !isThis ? converted(param, c, value) : unboxed(param, c, value, where)));
  }
  const call = `${unit.code(func)}(${passed.join(", ")})`;
  if (func.result === "void") unit.push(`  ${call};`, "  return VALUE_UNDEFINED;");
  else unit.push(`  return ${box(func.result, call)};`);
  unit.push("}", "");
}

function converted(param: Local, c: string, value: string): string[] {
  if (param.type !== "f64" && param.type !== "i32" && param.type !== "u32" && param.type !== "bool")
    return unboxed(param, c, value, "as an argument");
  const how = param.type === "bool" ? "ing_to_boolean" : "ing_to_number";
  const wide =
    param.type === "i32" || param.type === "u32"
      ? `ing_to_${param.type}(${how}(${value}))`
      : `${how}(${value})`;
  return [`  ${declare(param.type, c)} = ${wide};`, `  if (UNLIKELY(rt_throwing)) return ${zero("value")};`];
}

function unboxed(param: Local, c: string, value: string, where: string): string[] {
  if (param.type === "value") return [`  Value ${c} = ${value};`];
  const fail = `  if (UNLIKELY(rt_throwing)) return ${zero("value")};`;
  if (param.type === "i32" || param.type === "u32") {
    const number = `ing_unbox_f64(${value}, ${cString(`a number ${where}`)})`;
    return [`  ${declare(param.type, c)} = ing_to_${param.type}(${number});`, fail];
  }
  if (param.type === "f64" && param.takesMissing)
    return [`  double ${c} = ing_number_or_nan(${value}, ${cString(`a number ${where}`)});`, fail];
  const what = param.type === "ref" ? "an object" : param.type === "bool" ? "a boolean" : "a number";
  return [
    `  ${declare(param.type, c)} = ing_unbox_${param.type}(${value}, ${cString(`${what} ${where}`)});`,
    fail,
  ];
}

/** Methods of a class trust `this`; a method taken off its class and called otherwise must not reach them. */
function trustedThis(unit: Unit, param: Local, shape: Shape, shown: string): string[] {
  const extra = unit.program.extra.get(shape) ?? 0;
  const object = `ing_this(self, ${unit.shape(shape)}, ${extra}, ${cString(shown)})`;
  return param.type === "value"
    ? [`  Value a0 = self;`, `  if (UNLIKELY(!${object})) return ${zero("value")};`]
    : [`  Obj *a0 = ${object};`, `  if (UNLIKELY(!a0)) return ${zero("value")};`];
}

/** What is no instance of the class goes to the version for it. */
function anyInstance(unit: Unit, param: Local, func: Func, foreign: Func): string[] {
  const shape = func.thisShape!;
  const extra = unit.program.extra.get(shape) ?? 0;
  return [
    `  if (!value_is_ref(self) || !has_shape(value_obj(self), ${unit.shape(shape)}, ${extra}))`,
    `    return ${unit.boxed(foreign)}(fn, self, argc, argv);`,
    param.type === "value" ? "  Value a0 = self;" : "  Obj *a0 = value_obj(self);",
  ];
}

/** A method that does nothing with `this` is given what fits its parameter. */
function anyThis(param: Local, c: string): string {
  if (param.type === "value") return `  Value ${c} = self;`;
  return `  Obj *${c} = value_is_ref(self) ? value_obj(self) : &rt_undefined;`;
}

/** The `length` of a function, with FN_* of ingot.h. */
export function arityOf(func: Func): string {
  const marks = [String(func.arity)];
  if (func.isConstructor) marks.push("FN_CONSTRUCTOR");
  if (func.isBuiltinConstructor) marks.push("FN_BUILTIN");
  if (func.takesTarget === true) marks.push("FN_TARGET");
  if (func.isClass === true) marks.push("FN_CLASS");
  if (func.wasAsync === true) marks.push("FN_ASYNC");
  if (func.wasGenerator === true) marks.push("FN_GENERATOR");
  return marks.join(" | ");
}

/** The static function object of a function that captures nothing. */
export function functionObject(unit: Unit, func: Func): string {
  const name = unit.functionObject(func).split("&")[1];
  if (unit.program.sharedEntries.has(func)) return sharedFunctionObject(unit, func, name!);
  unit.declare("ingot_function_shape", "extern const Shape ingot_function_shape;");
  return (
    `${unit.linkage(func)}const Fn ${name} = { &ingot_function_shape, ${unit.boxed(func)}, ` +
    `${unit.stringKey(func.displayName)}, ${arityOf(func)} };`
  );
}

/** How a parameter arrives in a shared entry, as a letter of the entry's name. */
function letter(param: Local): string {
  if (param.type === "f64") return param.takesMissing ? "m" : "d";
  return { ref: "r", value: "v", bool: "b", i32: "i", u32: "u", void: "" }[param.type];
}

/** How `this` arrives in a shared entry: not at all, as it is, ignored, or tested for the shape of its class. */
function thisMark(func: Func): string {
  if (!func.hasThis) return "";
  if (func.thisShape === null) return "s";
  return `${func.ignoresThis === true ? "a" : "t"}${letter(func.params[0]!)}`;
}

function isLanguage(func: Func): boolean {
  return func.loc?.file.includes("runtime/lang/") === true;
}

/** Functions of `candidates`, of files compiled for size, that are only entered through their function objects. */
export function sharedEntries(program: Program, candidates: readonly Func[]): Set<Func> {
  const others = new Set<Func>();
  // An entry that another one goes on to is given the function object of that one.
  for (const f of program.module.functions) if (f.foreign !== undefined) others.add(f).add(f.foreign);
  for (const c of program.classObjects) for (const f of [c.construct, c.call]) if (f) others.add(f);
  // A closure keeps what it calls in its shape, and has no place for the shape of `this`.
  for (const f of program.module.functions)
    for (const b of f.blocks)
      for (const i of b.instrs)
        if (i.op === "new_closure" && (i.func.captures.length === 0 || i.func.thisShape !== null))
          others.add(i.func);
  return new Set(
    candidates.filter(
      (f) =>
        program.generic.has(f) &&
        !others.has(f) &&
        (!f.hasThis || f.thisShape !== null || f.params[0]!.type === "value"),
    ),
  );
}

function sharedFunctionObject(unit: Unit, func: Func, name: string): string {
  const first = func.thisShape === null ? "NULL" : unit.shape(func.thisShape);
  const extra = func.thisShape === null ? 0 : (unit.program.extra.get(func.thisShape) ?? 0);
  const head = `{ &ingot_function_shape, ${sharedEntry(unit, func)}, ${unit.stringKey(func.displayName)}, ${arityOf(func)} }`;
  unit.declare("ingot_function_shape", "extern const Shape ingot_function_shape;");
  return `${unit.linkage(func)}const SharedFn ${name} = { ${head}, (const void *)${unit.code(func)}, ${first}, ${extra} };`;
}

/** The entry of all functions of the signature of `func`. */
export function sharedEntry(unit: Unit, func: Func): string {
  const params = func.hasThis ? func.params.slice(1) : func.params;
  const rest = func.hasRest ? "R" : "";
  const converts = isLanguage(func) ? "L" : "";
  const isClosure = func.captures.length > 0;
  const name = `entry_${isClosure ? "c" : ""}${thisMark(func)}_${params.map(letter).join("")}${rest}${converts}_${func.result}`;
  const signature = `Value ${name}(Obj *fn, Value self, uint32_t argc, const Value *argv)`;
  unit.declare(name, `${signature};`);
  const { outlined } = unit;
  if (outlined === null) throw new Error(`compiler bug: ${unit.name} is not compiled for size`);
  if (outlined.defined.has(name)) return name;
  outlined.defined.add(name);
  const lines = ["  (void)self, (void)argc, (void)argv;"];
  const passed: string[] = isClosure ? ["fn"] : [];
  if (func.hasThis) {
    passed.push("a");
    const fail = "  if (UNLIKELY(!object)) return VALUE_UNDEFINED;";
    const test = "  Obj *object = shared_this(self, (const SharedFn *)fn);";
    if (func.thisShape === null) lines.push("  Value a = self;");
    else if (func.ignoresThis === true) lines.push(anyThis(func.params[0]!, "a"));
    else
      lines.push(test, fail, func.params[0]!.type === "value" ? "  Value a = self;" : "  Obj *a = object;");
  }
  for (const [i, param] of params.entries()) {
    const c = `a${i}`;
    passed.push(c);
    if (func.hasRest && i === params.length - 1) {
      lines.push(`  Obj *${c} = rest_array(${i}, argc, argv);`);
      continue;
    }
    const value = `(argc > ${i} ? argv[${i}] : VALUE_UNDEFINED)`;
    lines.push(
      ...(isLanguage(func) ? converted(param, c, value) : unboxed(param, c, value, "as an argument")),
    );
  }
  const target = isClosure ? "fn->shape->code" : "((const SharedFn *)fn)->target";
  const call = `((${unit.pointerTo(func)})${target})(${passed.join(", ")})`;
  if (func.result === "void") lines.push(`  ${call};`, "  return VALUE_UNDEFINED;");
  else lines.push(`  return ${box(func.result, call)};`);
  outlined.push(`${signature} {`, ...lines, "}", "");
  return name;
}
