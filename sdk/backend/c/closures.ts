// C of what functions share: closures, cells, globals, and the frame of a suspended function.

import type { Func, Instr, Type } from "../../compiler/ir/types.ts";
import { arityOf, sharedEntry } from "./boxed.ts";
import type { FunctionWriter } from "./function.ts";
import type { Unit } from "./unit.ts";

export function writeNewClosure(w: FunctionWriter, instr: Instr & { op: "new_closure" }): void {
  const { func } = instr;
  const unit = w.unit;
  const struct = unit.closureStruct(func);
  const held = unit.fresh("c");
  w.line(`${struct} *${held} = (${struct} *)ing_alloc(${unit.closureShape(func)}, sizeof *${held});`);
  w.line(`${held}->head.code = ${entryOf(unit, func)};`);
  w.line(`${held}->head.name = ${unit.stringKey(func.displayName)};`);
  w.line(`${held}->head.arity = ${arityOf(func)};`);
  const members = unit.captureMembers(func);
  for (const [i, capture] of instr.captures.entries()) {
    w.line(`${held}->${members[i]} = ${w.operand(capture)};`);
  }
  w.assign(instr.dst, `(Obj *)${held}`);
}

function entryOf(unit: Unit, func: Func): string {
  return unit.program.sharedEntries.has(func) ? sharedEntry(unit, func) : unit.boxed(func);
}

/** Member of the union in Cell; numbers of every kind are kept as doubles. */
function member(type: Type): string {
  return type === "ref" ? "ref" : type === "value" ? "value" : type === "bool" ? "b" : "f64";
}

function cellShape(type: Type): string {
  const kind = { ref: "REF", value: "VALUE", bool: "BOOL" }[type as string] ?? "F64";
  return `&rt_shapes[RS_CELL_${kind}]`;
}

export function writeNewCell(w: FunctionWriter, instr: Instr & { op: "new_cell" }): void {
  const held = w.unit.fresh("c");
  w.line(`Cell *${held} = (Cell *)ing_alloc(${cellShape(instr.type)}, sizeof(Cell));`);
  w.line(`${held}->u.${member(instr.type)} = ${w.operand(instr.init)};`);
  w.assign(instr.dst, `(Obj *)${held}`);
}

export function writeGetCell(w: FunctionWriter, instr: Instr & { op: "get_cell" }): void {
  w.assign(instr.dst, `((Cell *)${w.operand(instr.cell)})->u.${member(instr.type)}`);
}

export function writeSetCell(w: FunctionWriter, instr: Instr & { op: "set_cell" }): void {
  w.line(`((Cell *)${w.operand(instr.cell)})->u.${member(instr.type)} = ${w.operand(instr.value)};`);
}

export function writeSetState(w: FunctionWriter, instr: Instr & { op: "set_state" }): void {
  // Twice the number of the entry, and one for a result object of an inner iterator: see Frame in ingot.h.
  w.line(`frame_->frame.state = ${2 * instr.state + (instr.delegated ? 1 : 0)};`);
}

/** Parameters of a resume half: frame, value sent, and how: 0 next, 1 throw (or a rejection), 2 return. */
export function writeResume(w: FunctionWriter, instr: Instr & { op: "resume" }): void {
  const [, sent, mode] = w.func.params;
  if (!instr.catches && !w.rejectsFirst)
    w.line(`if (${w.local(mode!)} == 1) {`, `rt_throw(${w.local(sent!)});`, w.escape(), "}");
  w.assign(instr.dst, w.local(sent!));
}

export function writeResumeMode(w: FunctionWriter, instr: Instr & { op: "resume_mode" }): void {
  w.assign(instr.dst, w.local(w.func.params[2]!));
}

export function writeHandOut(w: FunctionWriter, instr: Instr & { op: "hand_out" }): void {
  w.line(`frame_->handed_out = ${w.operand(instr.a)};`);
}

/** What a shared entry calls. */
function codeOf(unit: Unit, func: Func): string {
  return unit.program.sharedEntries.has(func) ? `(GenericCode)${unit.code(func)}` : unit.boxed(func);
}

/** The shape of a function's closures: captured references and values, for the collector. */
export function closureTables(unit: Unit, func: Func): string[] {
  const struct = unit.closureStruct(func);
  const shape = unit.closureShape(func).slice(2, -1);
  const members = unit.captureMembers(func);
  const offsets = (type: Type) =>
    func.captures.flatMap((c, i) => (c.type === type ? [`offsetof(${struct}, ${members[i]})`] : []));
  const refs = offsets("ref");
  const values = offsets("value");
  const table = `${shape}_offsets`;
  const some = refs.length + values.length > 0;
  return [
    ...(some ? [`static const uint16_t ${table}[] = { ${[...refs, ...values].join(", ")} };`] : []),
    `${unit.linkage(func)}const Shape ${shape} = { .kind = K_FUNCTION, .size = sizeof(${struct}), ` +
      `.ref_count = ${refs.length}, .value_count = ${values.length}, ` +
      `.offsets = ${some ? table : "NULL"}, .code = ${codeOf(unit, func)} };`,
  ];
}
