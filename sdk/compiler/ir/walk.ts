// Questions that every pass asks of the graph: what an instruction reads, writes, calls and where control goes.
//
// One exhaustive switch per question, so that a new instruction cannot be forgotten. Judges nothing
// (verify.ts) and changes nothing except through `mapOperands`.

import { runtimeCall } from "./runtime-calls.ts";
import type { Block, Func, Instr, Local, Operand, Shape, Terminator } from "./types.ts";

/** The lowest number that no local, parameter or capture of `func` has, nor any higher one. */
export function nextLocalId(func: Func): number {
  return 1 + Math.max(-1, ...[...func.locals, ...func.params, ...func.captures].map((l) => l.id));
}

/** The lowest number that no block of `func` has, nor any higher one. */
export function nextBlockId(func: Func): number {
  return 1 + Math.max(-1, ...func.blocks.map((b) => b.id));
}

/** The operands an instruction reads, in order of evaluation. */
export function operandsOf(instr: Instr): Operand[] {
  switch (instr.op) {
    case "copy":
    case "convert":
    case "unary":
    case "await":
    case "yield":
    case "hand_out":
      return [instr.a];
    case "arith":
    case "bits":
    case "compare":
      return [instr.a, instr.b];
    case "runtime":
      return instr.args;
    case "call":
      return instr.env === null ? instr.args : [instr.env, ...instr.args];
    case "call_virtual":
    case "call_method":
    case "call_member":
      return [instr.obj, ...instr.args];
    case "call_value":
      return [instr.callee, instr.self, ...instr.args];
    case "get_slot":
    case "get_field":
    case "has_shape":
    case "get_prop":
    case "length":
      return [instr.obj];
    case "set_slot":
    case "set_field":
    case "set_prop":
      return [instr.obj, instr.value];
    case "new_array":
      return [instr.length];
    case "array_get":
    case "typed_get":
      return [instr.array, instr.index];
    case "has_elements":
    case "view":
      return [instr.array];
    case "array_set":
    case "typed_set":
      return [instr.array, instr.index, instr.value];
    case "array_push":
      return [instr.array, instr.value];
    case "new_closure":
      return instr.captures;
    case "new_cell":
      return [instr.init];
    case "get_cell":
      return [instr.cell];
    case "set_cell":
      return [instr.cell, instr.value];
    case "set_global":
      return [instr.value];
    case "new_object":
    case "get_global":
    case "catch":
    case "set_state":
    case "resume":
    case "resume_mode":
      return [];
  }
}

/** A copy of `instr` with every operand replaced by `f` of it. */
export function mapOperands(instr: Instr, f: (operand: Operand) => Operand): Instr {
  const copy = { ...instr } as unknown as Record<string, unknown>;
  for (const key in copy) {
    if (!OPERAND_KEYS.has(key)) continue;
    const value = copy[key];
    if (Array.isArray(value)) copy[key] = (value as Operand[]).map(f);
    else if (typeof value === "object" && value !== null) copy[key] = f(value as Operand);
  }
  return copy as unknown as Instr;
}
const OPERAND_KEYS = new Set(
  "a b obj value array index callee self cell init length env args captures".split(" "),
);

/** The operand a terminator reads, or null. */
export function operandOfTerm(term: Terminator): Operand | null {
  switch (term.op) {
    case "branch":
      return term.cond;
    case "switch":
      return term.on;
    case "return":
      return term.value;
    case "throw":
      return term.a;
    case "jump":
    case "unreachable":
    case "suspend":
      return null;
  }
}

/** The local an instruction assigns, or null. */
export function definedBy(instr: Instr): Local | null {
  return "dst" in instr ? instr.dst : null;
}

/** Blocks that control can pass to at the end of a block; not its handler. */
export function targetsOf(term: Terminator): Block[] {
  switch (term.op) {
    case "jump":
      return [term.to];
    case "branch":
      return [term.then, term.else];
    case "switch":
      return [...term.cases.map((c) => c.to), term.default];
    default:
      return [];
  }
}

/** True when the instruction can leave an exception pending. Direct calls answer by their `mayThrow`. */
export function instrMayThrow(instr: Instr): boolean {
  switch (instr.op) {
    case "runtime":
      return runtimeCall(instr.name)?.throws ?? true;
    case "call":
      return instr.func.mayThrow;
    case "convert":
      if (instr.how === "unbox" || instr.how === "number_or_nan") return true;
      if (instr.how !== "to_number" && instr.how !== "to_string") return false;
      return isBoxedOrRef(instr.a);
    case "call_virtual":
    case "call_value":
    case "call_method":
    case "call_member":
    case "get_field":
    case "set_field":
    case "get_prop":
    case "set_prop":
    case "array_push":
    case "await":
    case "yield":
    case "resume":
      return true;
    case "array_get":
    case "array_set":
    case "length":
    case "typed_get":
    case "typed_set":
      return instr.ok === undefined;
    case "has_elements":
    case "view":
    case "copy":
    case "unary":
    case "arith":
    case "bits":
    case "compare":
    case "new_object":
    case "get_slot":
    case "set_slot":
    case "has_shape":
    case "new_array":
    case "new_closure":
    case "new_cell":
    case "get_cell":
    case "set_cell":
    case "get_global":
    case "set_global":
    case "catch":
    case "set_state":
    case "hand_out":
    case "resume_mode":
      return false;
  }
}

function isBoxedOrRef(operand: Operand): boolean {
  if (operand.kind === "string") return false;
  const type =
    operand.kind === "local" ? operand.local.type : operand.kind === "bool" ? "bool" : operand.type;
  return type === "ref" || type === "value";
}

/** Functions an instruction mentions, as direct callee or as closure; not through operands or shapes. */
export function funcsOf(instr: Instr): Func[] {
  return instr.op === "call" || instr.op === "new_closure" || instr.op === "call_member" ? [instr.func] : [];
}

/** The shape an instruction mentions, or null. */
export function shapeOf(instr: Instr): Shape | null {
  return "shape" in instr ? instr.shape : null;
}

/** Every operand of a function, of instructions and terminators. */
export function allOperands(func: Func): Operand[] {
  const all: Operand[] = [];
  for (const block of func.blocks) {
    for (const instr of block.instrs) for (const operand of operandsOf(instr)) all.push(operand);
    const last = operandOfTerm(block.term);
    if (last !== null) all.push(last);
  }
  return all;
}
