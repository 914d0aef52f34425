// The type rules of single instructions: operand and result types, signatures of calls, slots in range.
//
// One function per kind of node, in the order of types.ts. Graph rules are in verify.ts.

import { operandType } from "./build.ts";
import { runtimeCall } from "./runtime-calls.ts";
import type { Func, Instr, Local, Module, Operand, Shape, Type } from "./types.ts";

/** What a check may look up: membership in the module. */
export interface Known {
  readonly functions: ReadonlySet<Func>;
  readonly shapes: ReadonlySet<Shape>;
  readonly module: Module;
}

/** True when both can stand in the same slot of a virtual table. */
export function sameSignature(a: Func, b: Func): boolean {
  return (
    a.result === b.result &&
    a.params.length === b.params.length &&
    a.params.every((p, i) => p.type === b.params[i]!.type)
  );
}

const NUMBERS: readonly Type[] = ["f64", "i32", "u32"];
const ANY: readonly Type[] = ["bool", "i32", "u32", "f64", "ref", "value"];

function* want(name: string, o: Operand, ...types: Type[]): Generator<string> {
  const type = operandType(o);
  if (!types.includes(type)) yield `${name} is ${type} instead of ${types.join(" or ")}`;
}

function* wantDst(dst: Local | null, ...types: Type[]): Generator<string> {
  if (dst === null) return;
  if (!types.includes(dst.type))
    yield `the result is ${types.join(" or ") || "nothing"}, but goes into ${dst.type}`;
}

function* wantArgs(args: Operand[], types: readonly Type[]): Generator<string> {
  if (args.length !== types.length) yield `has ${args.length} arguments instead of ${types.length}`;
  for (const [i, a] of args.entries()) {
    if (types[i] !== undefined) yield* want(`argument ${i + 1}`, a, types[i]);
  }
}

/** A result of type void cannot be kept; any other may be dropped. */
function* wantResult(dst: Local | null, result: Type): Generator<string> {
  if (result === "void") {
    if (dst !== null) yield "keeps the result of a call that has none";
  } else yield* wantDst(dst, result);
}

const types = (func: Func, from = 0) => func.params.slice(from).map((p) => p.type);

export function* checkInstr(instr: Instr, func: Func, known: Known): Generator<string> {
  switch (instr.op) {
    case "copy":
      yield* want("the operand", instr.a, instr.dst.type);
      return;
    case "convert":
      yield* convert(instr);
      return;
    case "unary": {
      const type = { neg: "f64", bitnot: "i32", not: "bool" }[instr.how] as Type;
      const allowed = instr.how === "neg" && instr.dst.type === "i32" ? "i32" : type;
      yield* want("the operand", instr.a, allowed);
      yield* wantDst(instr.dst, allowed);
      return;
    }
    case "arith":
      yield* wantDst(
        instr.dst,
        ...(instr.how === "pow" || instr.how === "div" ? (["f64"] as Type[]) : NUMBERS),
      );
      yield* want("the left operand", instr.a, instr.dst.type);
      yield* want("the right operand", instr.b, instr.dst.type);
      return;
    case "bits":
      yield* want("the left operand", instr.a, "i32");
      yield* want("the right operand", instr.b, "i32");
      yield* wantDst(instr.dst, instr.how === "shr" ? "u32" : "i32");
      return;
    case "compare": {
      const type = operandType(instr.a);
      yield* want("the right operand", instr.b, type);
      yield* wantDst(instr.dst, "bool");
      if (type === "value") yield "values are compared by runtime.strict_equals";
      if ((type === "ref" || type === "bool") && instr.how !== "eq" && instr.how !== "ne") {
        yield `${type} operands have no order`;
      }
      return;
    }
    case "runtime":
    case "call":
    case "call_virtual":
    case "call_value":
    case "call_method":
    case "call_member":
      yield* call(instr, known);
      return;
    case "new_object":
      yield* wantDst(instr.dst, "ref");
      if (!known.shapes.has(instr.shape)) yield `shape ${instr.shape.name} is not part of the module`;
      return;
    case "get_slot":
    case "get_field":
    case "set_slot":
    case "set_field":
      yield* slot(instr, known);
      return;
    case "has_shape":
      yield* want("the object", instr.obj, "ref");
      yield* wantDst(instr.dst, "bool");
      if (!known.shapes.has(instr.shape)) yield `shape ${instr.shape.name} is not part of the module`;
      return;
    case "get_prop":
      yield* want("the object", instr.obj, "value");
      yield* wantDst(instr.dst, "value");
      return;
    case "set_prop":
      yield* want("the object", instr.obj, "value");
      yield* want("the new value", instr.value, "value");
      return;
    case "new_array":
    case "array_get":
    case "array_set":
    case "array_push":
    case "length":
    case "typed_get":
    case "typed_set":
      if ("ok" in instr && instr.ok !== undefined) yield* want("ok", instr.ok, "bool");
      yield* array(instr);
      return;
    case "has_elements":
      yield* want("the array", instr.array, "ref");
      yield* wantDst(instr.dst, "bool");
      return;
    case "view":
      yield* want("the array", instr.array, "ref");
      yield* wantDst(instr.dst, "ref");
      return;
    case "new_closure":
      yield* wantDst(instr.dst, "ref");
      if (!known.functions.has(instr.func)) yield `@${instr.func.name} is not a function of the module`;
      if (instr.func.captures.length === 0)
        yield "a function that captures nothing is a constant, not a closure";
      yield* wantArgs(
        instr.captures,
        instr.func.captures.map((c) => c.type),
      );
      return;
    case "new_cell":
      yield* want("the initial value", instr.init, instr.type);
      yield* wantDst(instr.dst, "ref");
      return;
    case "get_cell":
      yield* want("the cell", instr.cell, "ref");
      yield* wantDst(instr.dst, instr.type);
      return;
    case "set_cell":
      yield* want("the cell", instr.cell, "ref");
      yield* want("the new value", instr.value, instr.type);
      return;
    case "get_global":
      yield* wantDst(instr.dst, instr.global.type);
      if (!known.module.globals.includes(instr.global))
        yield `global ${instr.global.name} is not part of the module`;
      return;
    case "set_global":
      yield* want("the new value", instr.value, instr.global.type);
      if (!known.module.globals.includes(instr.global))
        yield `global ${instr.global.name} is not part of the module`;
      return;
    case "catch":
      yield* wantDst(instr.dst, "value");
      return;
    case "await":
      if (!func.isAsync) yield "await in a function that is not async";
      yield* want("the operand", instr.a, "value");
      yield* wantDst(instr.dst, "value");
      return;
    case "yield":
      if (func.generator === null) yield "yield in a function that is no generator";
      yield* want("the operand", instr.a, "value");
      yield* wantDst(instr.dst, "value");
      return;
    case "resume_mode":
      if (func.generator === null && func.frame === undefined)
        yield "resume_mode in a function that is no generator";
      yield* wantDst(instr.dst, "i32");
      return;
    case "hand_out":
      if (func.frame?.isGenerator !== true) yield "hand_out in a function that is no generator";
      yield* want("the operand", instr.a, "value");
      return;
    case "set_state":
      if (func.frame === undefined) yield "set_state in a function without a frame";
      return;
    case "resume":
      if (func.frame === undefined) yield "resume in a function without a frame";
      yield* wantDst(instr.dst, "value");
      return;
  }
}

function* convert(instr: Instr & { op: "convert" }): Generator<string> {
  const rules: Record<typeof instr.how, { from: readonly Type[]; to: readonly Type[] }> = {
    to_f64: { from: ["i32", "u32", "bool"], to: ["f64"] },
    to_i32: { from: ["f64", "u32"], to: ["i32"] },
    to_u32: { from: ["f64", "i32"], to: ["u32"] },
    box: { from: ANY, to: ["value"] },
    unbox: { from: ["value"], to: ["f64", "bool", "ref"] },
    to_number: { from: ["value", "ref"], to: ["f64"] },
    number_or_nan: { from: ["value"], to: ["f64"] },
    to_boolean: { from: ANY, to: ["bool"] },
    to_string: { from: ANY, to: ["ref"] },
  };
  yield* want("the operand", instr.a, ...rules[instr.how].from);
  yield* wantDst(instr.dst, ...rules[instr.how].to);
}

type Call = Extract<Instr["op"], `call${string}`> | "runtime";

function* call(instr: Instr & { op: Call }, known: Known): Generator<string> {
  switch (instr.op) {
    case "runtime": {
      const row = runtimeCall(instr.name);
      if (row === null) {
        yield `there is no runtime call '${instr.name}'`;
        return;
      }
      yield* wantArgs(instr.args, row.args);
      yield* wantResult(instr.dst, row.result);
      return;
    }
    case "call":
      if (!known.functions.has(instr.func)) yield `@${instr.func.name} is not a function of the module`;
      yield* wantArgs(instr.args, types(instr.func));
      yield* wantResult(instr.dst, instr.func.result);
      if (instr.func.captures.length > 0 !== (instr.env !== null)) {
        yield "the environment must be given exactly when the function captures variables";
      }
      if (instr.env !== null) yield* want("the environment", instr.env, "ref");
      return;
    case "call_virtual": {
      yield* want("the object", instr.obj, "ref");
      const target = instr.shape.vtable[instr.slot];
      if (target === undefined) {
        yield `shape ${instr.shape.name} has no virtual function ${instr.slot}`;
        return;
      }
      if (target.params[0]?.type !== "ref") yield `@${target.name} does not take 'this' as a ref`;
      yield* wantArgs(instr.args, types(target, 1));
      yield* wantResult(instr.dst, target.result);
      return;
    }
    case "call_value":
      yield* want("the callee", instr.callee, "value");
      yield* want("this", instr.self, "value");
      yield* wantArgs(
        instr.args,
        instr.args.map(() => "value" as const),
      );
      yield* wantDst(instr.dst, "value");
      return;
    case "call_method":
      yield* want("the object", instr.obj, "value");
      yield* wantArgs(
        instr.args,
        instr.args.map(() => "value" as const),
      );
      yield* wantDst(instr.dst, "value");
      return;
    case "call_member": {
      yield* want("the object", instr.obj, "ref");
      if (!known.functions.has(instr.func)) yield `@${instr.func.name} is not a function of the module`;
      if (!instr.func.hasThis) yield `@${instr.func.name} has no 'this'`;
      if (instr.func.params[0]?.type !== "ref") yield `@${instr.func.name} does not take 'this' as a ref`;
      if (instr.func.captures.length > 0) yield `@${instr.func.name} captures variables`;
      yield* wantArgs(instr.args, types(instr.func, 1));
      yield* wantResult(instr.dst, instr.func.result);
      if (instr.slot === null) return;
      const target = instr.shape.vtable[instr.slot];
      if (target === undefined) yield `shape ${instr.shape.name} has no virtual function ${instr.slot}`;
      else if (!sameSignature(target, instr.func))
        yield `virtual function ${instr.slot} differs in signature`;
      return;
    }
  }
}

type SlotOp = "get_slot" | "set_slot" | "get_field" | "set_field";

function* slot(instr: Instr & { op: SlotOp }, known: Known): Generator<string> {
  yield* want("the object", instr.obj, "ref");
  if (!known.shapes.has(instr.shape)) yield `shape ${instr.shape.name} is not part of the module`;
  const found = instr.shape.slots[instr.slot];
  if (found === undefined) yield `shape ${instr.shape.name} has no slot ${instr.slot}`;
  else if (instr.op === "get_slot" || instr.op === "get_field") yield* wantDst(instr.dst, found.type);
  else yield* want("the new value", instr.value, found.type);
}

type ArrayOp = "new_array" | "array_get" | "array_set" | "array_push" | "length" | "typed_get" | "typed_set";

function* array(instr: Instr & { op: ArrayOp }): Generator<string> {
  const RESULT: Record<string, Type> = { value: "value", number: "f64", ref: "ref", int: "i32" };
  switch (instr.op) {
    case "new_array":
      yield* want("the length", instr.length, "i32");
      yield* wantDst(instr.dst, "ref");
      return;
    case "array_get":
    case "typed_get":
      yield* want("the array", instr.array, "ref");
      yield* want("the index", instr.index, ...NUMBERS);
      yield* wantDst(instr.dst, RESULT[instr.result]!);
      return;
    case "array_set":
    case "typed_set":
      yield* want("the array", instr.array, "ref");
      yield* want("the index", instr.index, ...NUMBERS);
      if (instr.op === "array_set") {
        if (operandType(instr.value) !== "value") yield* want("the element", instr.value, instr.kind);
      } else yield* want("the element", instr.value, ...NUMBERS);
      return;
    case "array_push":
      yield* want("the array", instr.array, "ref");
      yield* want("the element", instr.value, instr.kind);
      return;
    case "length":
      yield* want("the object", instr.obj, "ref");
      yield* wantDst(instr.dst, "i32");
      return;
  }
}
