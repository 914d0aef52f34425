// C of array literals: an array made and filled at once, from a table where all elements are constants.
//
//   %2: ref = new_array.f64 i32 3             t2 = rt_new_array(0, 3);
//   array_set.f64 %2, i32 0, %x         =>    ((double *)((Array *)t2)->elements)[0] = x;
//   ...                                       ...
//
// Nobody else has seen the array, so that its kind and length need no test. Elements that are added one by one, or
// found in a loop, are none of its business (arrays.ts).

import { operandType } from "../../compiler/ir/build.ts";
import type { ArrayKind, Block, Func, Instr, Local, Operand } from "../../compiler/ir/types.ts";
import { definedBy } from "../../compiler/ir/walk.ts";
import type { FunctionWriter } from "./function.ts";
import { doubleConstant } from "./literals.ts";
import { type Argument, outlinedCall } from "./outlined.ts";

const KIND: Record<ArrayKind, number> = { f64: 0, ref: 1, value: 2 };
const ELEMENT: Record<ArrayKind, string> = { f64: "double", ref: "Obj *", value: "Value" };
/** In files compiled for speed, this many constants are stored one by one. */
const FEW = 4;

/** Writes the literal that begins at `at`, and returns how many instructions it has; 0 when there is none. */
export function writeArrayLiteral(w: FunctionWriter, block: Block, at: number): number {
  const made = block.instrs[at]!;
  if (made.op !== "new_array" || made.length.kind !== "number") return 0;
  const count = made.length.value;
  const elements: Operand[] = [];
  for (let i = 0; i < count; i++) {
    const set = block.instrs[at + 1 + i];
    const element = set === undefined ? null : elementOf(set, made, i);
    if (element === null) return 0;
    elements.push(element);
  }
  // A handler must find what the local held before only if something may be thrown: nothing is.
  if (count === 0) return 0;
  const constants = elements.map((e) => constant(w, made.kind, e));
  if (constants.every((c) => c !== null) && (w.unit.isForSize || count > FEW)) {
    fromTable(w, made, constants);
  } else {
    w.assign(made.dst, `rt_new_array(${KIND[made.kind]}, ${count})`);
    const array = `((${ELEMENT[made.kind]} *)((Array *)${w.local(made.dst)})->elements)`;
    for (const [i, e] of elements.entries()) w.line(`${array}[${i}] = ${w.operand(e)};`);
  }
  return count + 1;
}

/** What `set` stores, if it is the element `i` of the array just made, in its own representation. */
function elementOf(set: Instr, made: Instr & { op: "new_array" }, i: number): Operand | null {
  if (set.op !== "array_set" || set.kind !== made.kind || set.ok !== undefined) return null;
  if (set.array.kind !== "local" || set.array.local !== made.dst) return null;
  if (set.index.kind !== "number" || set.index.value !== i) return null;
  if (set.value.kind === "local" && set.value.local === made.dst) return null;
  const type = operandType(set.value);
  const fits = made.kind === "f64" ? type === "f64" || type === "i32" || type === "u32" : type === made.kind;
  return fits ? set.value : null;
}

function fromTable(w: FunctionWriter, made: Instr & { op: "new_array" }, constants: (string | null)[]): void {
  const table = w.unit.fresh("elements");
  const type = { f64: "double", ref: "const Obj *", value: "ValueBits" }[made.kind];
  w.unit.declare(
    table,
    `static const ${type}${type.endsWith("*") ? "const " : " "}${table}[] = { ${constants.join(", ")} };`,
  );
  const size = `${constants.length} * ${made.kind === "ref" ? "sizeof(Obj *)" : "8"}`;
  if (!w.unit.isForSize) {
    w.assign(made.dst, `array_of(${KIND[made.kind]}, ${constants.length}, ${table}, ${size})`);
    return;
  }
  const args: Argument[] = [
    ["const void *", table],
    ["int32_t", `${constants.length}`],
  ];
  const one = made.kind === "ref" ? "sizeof(Obj *)" : "8";
  const call = outlinedCall(w, "ref", `array_of_${made.kind}`, args, () => [
    `return array_of(${KIND[made.kind]}, p1, p0, (size_t)p1 * ${one});`,
  ]);
  w.assign(made.dst, call);
}

/** The operand as C takes it in a table of the kind; null when it is not constant. */
function constant(w: FunctionWriter, kind: ArrayKind, operand: Operand): string | null {
  const known = kind === "value" ? boxedConstant(w.func, operand) : operand;
  if (known === null) return null;
  switch (known.kind) {
    case "number":
      return kind === "f64" ? doubleConstant(known.value) : `VALUE_BITS(${bitsOf(known.value)})`;
    case "bool":
      return `VALUE_BITS(UINT64_C(0xffff00000000000${known.value ? 1 : 0}))`;
    case "string": {
      const key = w.unit.stringKey(known.text);
      return kind === "ref" ? key : `VALUE_BITS_REF(${key.replace("(const Obj *)", "")})`;
    }
    default:
      return null;
  }
}

/** The constant that is boxed for an operand of type value. */
function boxedConstant(func: Func, operand: Operand): Operand | null {
  if (operand.kind !== "local") return operand.kind === "string" ? operand : null;
  return boxesIn(func).get(operand.local) ?? null;
}

const boxes = new WeakMap<Func, ReadonlyMap<Local, Operand>>();

/** Locals with one definition, which boxes a constant. */
function boxesIn(func: Func): ReadonlyMap<Local, Operand> {
  const known = boxes.get(func);
  if (known !== undefined) return known;
  const found = new Map<Local, Operand>();
  const seen = new Set<Local>([...func.params, ...func.captures]);
  for (const block of func.blocks) {
    for (const instr of block.instrs) {
      const dst = definedBy(instr);
      if (dst === null) continue;
      if (seen.has(dst)) found.delete(dst);
      else if (instr.op === "convert" && instr.how === "box" && instr.a.kind !== "local")
        found.set(dst, instr.a);
      seen.add(dst);
    }
  }
  boxes.set(func, found);
  return found;
}

/** The bits of a double as a C constant; every NaN is the one that values hold. */
function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return `UINT64_C(0x${view.getBigUint64(0).toString(16).padStart(16, "0")})`;
}
