// C of calls: into the native core, direct, through virtual tables, and of values with boxed arguments.

import { operandType } from "../../compiler/ir/build.ts";
import { runtimeCall } from "../../compiler/ir/runtime-calls.ts";
import type { Func, Instr, Local, Operand } from "../../compiler/ir/types.ts";
import { box, type FunctionWriter, zero } from "./function.ts";
import { writeGuessedCall, writeSharedCall } from "./interface-calls.ts";
import { cString } from "./literals.ts";
import { refusal, shapeTest, shapeTestOf, writeRefusal } from "./objects.ts";
import { type Argument, callOutlined, defineOutlined } from "./outlined.ts";
import { INLINE } from "./prelude.ts";
import { cType, declare } from "./program.ts";
import { writeOnValues } from "./value-operators.ts";

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
  const call = `${name}(${list(w, instr.args)})`;
  if (w.unit.isForSpeed && writeOnValues(w, instr, call)) return;
  result(w, instr.dst, call, runtimeCall(instr.name)?.throws ?? true);
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
  if (writeGuessedCall(w, instr) || writeSharedCall(w, instr)) return;
  const head = `${w.operand(instr.obj)}, ${w.unit.key(instr.key)}`;
  const args = `${head}, ${boxedArguments(w, instr.args)}, ${cString(instr.text)}`;
  result(w, instr.dst, `rt_call_method(${args})`, true);
}

export function writeCallMember(w: FunctionWriter, instr: Instr & { op: "call_member" }): void {
  const { func } = instr;
  if (w.unit.isForSize) {
    writeCallMemberOutlined(w, instr);
    return;
  }
  w.line(`if (LIKELY(${shapeTest(w, instr.obj, instr.shape)})) {`);
  const callee = instr.slot === null ? w.unit.code(func) : virtual(w, instr.obj, instr.slot, func);
  const throws = instr.slot === null ? func.mayThrow : true;
  result(w, instr.dst, `${callee}(${list(w, [instr.obj, ...instr.args])})`, throws);
  w.line("} else {");
  if (instr.others !== undefined) {
    writeRefusal(w, w.operand(instr.obj));
    return;
  }
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

/** The same in a file compiled for size: a function that all calls of the method share, which says less of the place. */
function writeCallMemberOutlined(w: FunctionWriter, instr: Instr & { op: "call_member" }): void {
  const { func, slot } = instr;
  const operands = [instr.obj, ...instr.args];
  const args = operands.map((o): Argument => [cType(operandType(o)), w.operand(o)]);
  const types = operands.map((o) => operandType(o));
  const { program } = w.unit;
  const name = `call_${program.shapes.of(instr.shape).slice(2)}__${program.functions.of(func)}`;
  // A result that nobody takes is of no type when another object's method gives it.
  const result = instr.dst === null ? "void" : func.result;
  const marks = `${instr.others === undefined ? "" : "__o"}${slot === null ? "" : "__v"}${result === "void" && func.result !== "void" ? "__n" : ""}`;
  callOutlined(w, instr.dst, result, `${name}${marks}`, args, (unit) => {
    const given = args.map((_, i) => `p${i}`).join(", ");
    const callee = slot === null ? unit.code(func) : `((${unit.pointerTo(func)})p0->shape->vtable[${slot}])`;
    const test = shapeTestOf(unit, "p0", instr.shape);
    if (instr.others !== undefined) {
      const refuse = `${refusal(unit, result)}(p0)`;
      return result === "void"
        ? [`if (LIKELY(${test})) ${callee}(${given});`, `else ${refuse};`]
        : [`if (LIKELY(${test})) return ${callee}(${given});`, `return ${refuse};`];
    }
    const fixed = types.slice(1, func.hasRest ? -1 : undefined).map((type, i) => box(type, `p${i + 1}`));
    const rest = func.hasRest ? `p${types.length - 1}, ` : "";
    const boxed = fixed.length === 0 ? "0, NULL" : `${fixed.length}, (const Value[]){${fixed.join(", ")}}`;
    // The text of the key, which ends in a zero as a literal, for messages.
    const text = "(const char *)str_latin1((const Str *)key)";
    const byName = `${func.hasRest ? "call_method_spread" : "rt_call_method"}(value_ref(p0), key, ${rest}${boxed}, ${text})`;
    const shared = `by_name_${types.join("_")}${func.hasRest ? "_rest" : ""}__${result}`;
    const params = types.map((type, i) => declare(type, `p${i}`)).join(", ");
    defineOutlined(unit, shared, declare(result, `${shared}(${params}, const Obj *key)`), () => {
      if (result === "void") return [`${byName};`];
      if (result === "value") return [`return ${byName};`];
      const what = { ref: "an object", bool: "a boolean" }[result as string] ?? "a number";
      return [
        `Value r = ${byName};`,
        `if (UNLIKELY(rt_throwing)) return ${zero(result)};`,
        `return rt_unbox_${result}(r, ${cString(what)});`,
      ];
    });
    const slow = `${shared}(${given}, ${unit.key(instr.key)})`;
    if (result === "void") return [`if (LIKELY(${test})) ${callee}(${given});`, `else ${slow};`];
    return [`if (LIKELY(${test})) return ${callee}(${given});`, `return ${slow};`];
  });
}
