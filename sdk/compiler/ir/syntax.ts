// The written form of each instruction, as one table that print.ts and parse.ts both read.
//
//   %d: f64 = arith.add %a, 1         words after the dots, operands after the space
//   call @main.ts:f(%a, %b) env=%e    argument lists in parentheses, fields that may be absent as name=value

import type { Instr } from "./types.ts";

export type FieldKind =
  /** A word of the instruction's name, after a dot. */
  | "suffix"
  | "operand"
  /** An operand or null, written `name=operand` when present. */
  | "operand?"
  /** A local or undefined, written so as well. */
  | "local?"
  /** The parenthesised list. */
  | "operands"
  | "shape"
  /** A slot of the `shape` before it: by key, or by number in virtual tables. */
  | "slot"
  | "int"
  | "int?"
  | "flag"
  | "func"
  | "text"
  | "text?"
  | "global";

export type Field = readonly [name: string, kind: FieldKind];

/** Fields of each instruction besides `dst` and `loc`, in written order. */
export const SYNTAX: { readonly [Op in Instr["op"]]: readonly Field[] } = {
  copy: [["a", "operand"]],
  convert: [
    ["how", "suffix"],
    ["a", "operand"],
    ["expected", "text?"],
  ],
  unary: [
    ["how", "suffix"],
    ["a", "operand"],
  ],
  arith: binary(),
  bits: binary(),
  compare: binary(),
  runtime: [
    ["name", "suffix"],
    ["args", "operands"],
  ],
  call: [
    ["func", "func"],
    ["args", "operands"],
    ["env", "operand?"],
  ],
  call_virtual: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["slot", "int"],
    ["args", "operands"],
  ],
  call_value: [
    ["callee", "operand"],
    ["self", "operand"],
    ["text", "text"],
    ["args", "operands"],
  ],
  call_method: [
    ["obj", "operand"],
    ["key", "text"],
    ["text", "text"],
    ["args", "operands"],
    ["declared", "text?"],
  ],
  call_member: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["func", "func"],
    ["key", "text"],
    ["text", "text"],
    ["args", "operands"],
    ["slot", "int?"],
    ["others", "text?"],
  ],
  new_object: [["shape", "shape"]],
  get_slot: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["slot", "slot"],
  ],
  set_slot: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["slot", "slot"],
    ["value", "operand"],
  ],
  get_field: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["slot", "slot"],
    ["text", "text"],
    ["others", "text?"],
  ],
  set_field: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["slot", "slot"],
    ["value", "operand"],
    ["others", "text?"],
  ],
  has_shape: [
    ["obj", "operand"],
    ["shape", "shape"],
    ["subclasses", "flag"],
  ],
  get_prop: [
    ["obj", "operand"],
    ["key", "text"],
  ],
  set_prop: [
    ["obj", "operand"],
    ["key", "text"],
    ["value", "operand"],
  ],
  new_array: [
    ["kind", "suffix"],
    ["length", "operand"],
  ],
  array_get: [
    ["kind", "suffix"],
    ["result", "suffix"],
    ["array", "operand"],
    ["index", "operand"],
    ["known", "text?"],
    ["ok", "local?"],
  ],
  array_set: [
    ["kind", "suffix"],
    ["array", "operand"],
    ["index", "operand"],
    ["value", "operand"],
    ["known", "text?"],
    ["ok", "local?"],
  ],
  array_push: [
    ["kind", "suffix"],
    ["array", "operand"],
    ["value", "operand"],
  ],
  length: [
    ["of", "suffix"],
    ["obj", "operand"],
    ["known", "text?"],
    ["ok", "local?"],
  ],
  typed_get: [
    ["kind", "suffix"],
    ["result", "suffix"],
    ["array", "operand"],
    ["index", "operand"],
    ["known", "text?"],
    ["ok", "local?"],
  ],
  typed_set: [
    ["kind", "suffix"],
    ["array", "operand"],
    ["index", "operand"],
    ["value", "operand"],
    ["known", "text?"],
    ["ok", "local?"],
  ],
  has_elements: [
    ["of", "suffix"],
    ["kind", "suffix"],
    ["array", "operand"],
  ],
  view: [
    ["of", "suffix"],
    ["array", "operand"],
  ],
  new_closure: [
    ["func", "func"],
    ["captures", "operands"],
  ],
  new_cell: [
    ["type", "suffix"],
    ["init", "operand"],
  ],
  get_cell: [
    ["type", "suffix"],
    ["cell", "operand"],
  ],
  set_cell: [
    ["type", "suffix"],
    ["cell", "operand"],
    ["value", "operand"],
  ],
  get_global: [["global", "global"]],
  set_global: [
    ["global", "global"],
    ["value", "operand"],
  ],
  catch: [],
  await: [["a", "operand"]],
  yield: [
    ["a", "operand"],
    ["delegated", "flag"],
    ["catches", "flag"],
  ],
  resume_mode: [],
  hand_out: [["a", "operand"]],
  set_state: [
    ["state", "int"],
    ["delegated", "flag"],
  ],
  resume: [["catches", "flag"]],
};

function binary(): readonly Field[] {
  return [
    ["how", "suffix"],
    ["a", "operand"],
    ["b", "operand"],
  ];
}

/** True when a name can stand in the text without quotes. */
export function isBare(name: string): boolean {
  return /^[A-Za-z_$/.][\w.$:/#<>+*-]*$/.test(name) && !/:$/.test(name);
}

export function quoteUnlessBare(name: string): string {
  return isBare(name) ? name : JSON.stringify(name);
}
