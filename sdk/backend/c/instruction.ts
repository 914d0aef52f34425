// Dispatch: which function writes the C of which instruction. The type of the table makes it complete.

import type { Block, Instr } from "../../compiler/ir/types.ts";
import { writeArrayLiteral } from "./array-literals.ts";
import * as arrays from "./arrays.ts";
import * as calls from "./calls.ts";
import * as closures from "./closures.ts";
import { writeFrameEnd } from "./frames.ts";
import type { FunctionWriter } from "./function.ts";
import { writeFused } from "./fused.ts";
import * as numbers from "./numbers.ts";
import * as objects from "./objects.ts";

type Writers = { readonly [Op in Instr["op"]]: (w: FunctionWriter, instr: Instr & { op: Op }) => void };

const WRITERS: Writers = {
  copy: (w, instr) => w.assign(instr.dst, w.operand(instr.a)),
  convert: numbers.writeConvert,
  unary: numbers.writeUnary,
  arith: numbers.writeArith,
  bits: numbers.writeBits,
  compare: numbers.writeCompare,
  runtime: calls.writeRuntime,
  call: calls.writeCall,
  call_virtual: calls.writeCallVirtual,
  call_value: calls.writeCallValue,
  call_method: calls.writeCallMethod,
  call_member: calls.writeCallMember,
  new_object: objects.writeNewObject,
  get_slot: objects.writeGetSlot,
  set_slot: objects.writeSetSlot,
  get_field: objects.writeGetField,
  set_field: objects.writeSetField,
  has_shape: objects.writeHasShape,
  get_prop: objects.writeGetProp,
  set_prop: objects.writeSetProp,
  new_array: arrays.writeNewArray,
  array_get: arrays.writeArrayGet,
  array_set: arrays.writeArraySet,
  array_push: arrays.writeArrayPush,
  length: arrays.writeLength,
  typed_get: arrays.writeTypedGet,
  typed_set: arrays.writeTypedSet,
  has_elements: arrays.writeHasElements,
  view: arrays.writeView,
  new_closure: closures.writeNewClosure,
  new_cell: closures.writeNewCell,
  get_cell: closures.writeGetCell,
  set_cell: closures.writeSetCell,
  get_global: (w, instr) => w.assign(instr.dst, w.unit.global(instr.global)),
  set_global: (w, instr) => w.line(`${w.unit.global(instr.global)} = ${w.operand(instr.value)};`),
  catch: (w, instr) => w.assign(instr.dst, "rt_catch()"),
  set_state: closures.writeSetState,
  resume: closures.writeResume,
  resume_mode: closures.writeResumeMode,
  hand_out: closures.writeHandOut,
  yield: (w) => {
    throw new Error(`compiler bug: yield left in ${w.func.name}: the suspend pass has not run`);
  },
  await: (w) => {
    throw new Error(`compiler bug: await left in ${w.func.name}: the suspend pass has not run`);
  },
};

/** Writes the instruction at `at`, perhaps together with some after it; returns how many. */
export function writeInstructions(w: FunctionWriter, block: Block, at: number): number {
  const fused =
    writeArrayLiteral(w, block, at) ||
    (w.unit.isForSize ? writeFrameEnd(w, block, at) || writeFused(w, block, at) : 0);
  if (fused > 0) return fused;
  const instr = block.instrs[at]!;
  w.isLast = at === block.instrs.length - 1;
  const writer = WRITERS[instr.op] as (w: FunctionWriter, instr: Instr) => void;
  writer(w, instr);
  return 1;
}
