// C of calls: into the native core, direct, through virtual tables, and of values with boxed arguments.

import { runtimeCall } from "../../compiler/ir/runtime-calls.ts";
import type { Func, Instr, Local, Operand } from "../../compiler/ir/types.ts";
import type { FunctionWriter } from "./function.ts";
import { cString } from "./literals.ts";
import { shapeTest } from "./objects.ts";
import { INLINE } from "./prelude.ts";
import { declare } from "./program.ts";

function result(w: FunctionWriter, dst: Local | null, expression: string, throws: boolean): void {
  if (throws) w.assignChecked(dst, expression);
  else if (dst === null) w.line(`${expression};`);
  else w.assign(dst, expression);
}

function list(w: FunctionWriter, args: Operand[]): string {
  return args.map((a) => w.operand(a)).join(", ");
}

/** `argc, argv` of boxed arguments. */
function boxedArguments(w: FunctionWriter, args: Operand[]): string {
  if (args.length === 0) return "0, NULL";
  return `${args.length}, (const Value[]){${args.map((a) => w.boxed(a)).join(", ")}}`;
}

export function writeRuntime(w: FunctionWriter, instr: Instr & { op: "runtime" }): void {
  const [only] = instr.args;
  if (instr.name === "symbol_of" && only?.kind === "string") {
    if (instr.dst !== null) w.assign(instr.dst, w.unit.key(only.text));
    return;
  }
  const name = `${INLINE.has(instr.name) ? "inline" : "rt"}_${instr.name}`;
  result(w, instr.dst, `${name}(${list(w, instr.args)})`, runtimeCall(instr.name)?.throws ?? true);
}

export function writeCall(w: FunctionWriter, instr: Instr & { op: "call" }): void {
  const args = instr.env === null ? instr.args : [instr.env, ...instr.args];
  result(w, instr.dst, `${w.unit.code(instr.func)}(${list(w, args)})`, instr.func.mayThrow);
}

/** The function in a virtual table, as a callable C expression. */
function virtual(w: FunctionWriter, obj: Operand, slot: number, signature: Func): string {
  return `((${w.unit.pointerTo(signature)})${w.operand(obj)}->shape->vtable[${slot}])`;
}

export function writeCallVirtual(w: FunctionWriter, instr: Instr & { op: "call_virtual" }): void {
  const callee = virtual(w, instr.obj, instr.slot, instr.shape.vtable[instr.slot]!);
  result(w, instr.dst, `${callee}(${list(w, [instr.obj, ...instr.args])})`, true);
}

export function writeCallValue(w: FunctionWriter, instr: Instr & { op: "call_value" }): void {
  const head = `${w.operand(instr.callee)}, ${w.operand(instr.self)}`;
  const args = `${head}, ${boxedArguments(w, instr.args)}, ${cString(instr.text)}`;
  result(w, instr.dst, `call_value(${args})`, true);
}

export function writeCallMethod(w: FunctionWriter, instr: Instr & { op: "call_method" }): void {
  const head = `${w.operand(instr.obj)}, ${w.unit.key(instr.key)}`;
  const args = `${head}, ${boxedArguments(w, instr.args)}, ${cString(instr.text)}`;
  result(w, instr.dst, `rt_call_method(${args})`, true);
}

export function writeCallMember(w: FunctionWriter, instr: Instr & { op: "call_member" }): void {
  const { func } = instr;
  w.line(`if (LIKELY(${shapeTest(w, instr.obj, instr.shape)})) {`);
  const callee = instr.slot === null ? w.unit.code(func) : virtual(w, instr.obj, instr.slot, func);
  const throws = instr.slot === null ? func.mayThrow : true;
  result(w, instr.dst, `${callee}(${list(w, [instr.obj, ...instr.args])})`, throws);
  w.line("} else {");
  const fixed = func.hasRest ? instr.args.slice(0, -1) : instr.args;
  const rest = func.hasRest ? `${w.operand(instr.args.at(-1)!)}, ` : "";
  const head = `value_ref(${w.operand(instr.obj)}), ${w.unit.key(instr.key)}, ${rest}`;
  const call = `${func.hasRest ? "call_method_spread" : "rt_call_method"}(${head}${boxedArguments(w, fixed)}, ${cString(instr.text)})`;
  if (instr.dst === null) {
    w.line(`${call};`);
    w.check();
  } else if (instr.dst.type === "value") {
    w.assignChecked(instr.dst, call);
  } else {
    const held = w.unit.fresh("r");
    w.line(`${declare("value", held)} = ${call};`);
    w.check();
    const what = { ref: "an object", bool: "a boolean" }[instr.dst.type as string] ?? "a number";
    w.assignChecked(
      instr.dst,
      `rt_unbox_${instr.dst.type}(${held}, ${w.unit.expectation(what, `${what} from ${instr.text}`)})`,
    );
  }
  w.line("}");
}
