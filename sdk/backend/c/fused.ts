// Sequences of instructions that files compiled for size write as one call of a shared function (outlined.ts).
//
//   %2: value = convert.box %o
//   %3: value = get_prop %2, "name"
//   %4: ref = convert.unbox %3        =>   t4 = prop_ref_name(o, &cache)
//
// Only where nothing else reads what is in between.

import { operandType } from "../../compiler/ir/build.ts";
import type { Block, Func, Instr, Local, Operand } from "../../compiler/ir/types.ts";
import { allOperands } from "../../compiler/ir/walk.ts";
import type { FunctionWriter } from "./function.ts";
import { zero } from "./function.ts";
import { stringName } from "./literals.ts";
import { expectedText } from "./numbers.ts";
import { type Argument, callOutlined, defineOutlined } from "./outlined.ts";
import { declare, type Program } from "./program.ts";

const known = new WeakMap<Func, Map<Local, number>>();

/** How often each local is read. */
function readsIn(func: Func): ReadonlyMap<Local, number> {
  const counted = known.get(func);
  if (counted !== undefined) return counted;
  const reads = new Map<Local, number>();
  known.set(func, reads);
  for (const o of allOperands(func))
    if (o.kind === "local") reads.set(o.local, (reads.get(o.local) ?? 0) + 1);
  return reads;
}

/** Writes a sequence that begins at `at`, and returns how many instructions it has; 0 when there is none. */
export function writeFused(w: FunctionWriter, block: Block, at: number): number {
  const reads = readsIn(w.func);
  const isOnlyFor = (made: Local, operand: Operand) =>
    operand.kind === "local" && operand.local === made && reads.get(made) === 1;
  const [first, second] = [block.instrs[at], block.instrs[at + 1]];
  const isBoxed =
    first?.op === "convert" &&
    first.how === "box" &&
    operandType(first.a) === "ref" &&
    second?.op === "get_prop" &&
    isOnlyFor(first.dst, second.obj);
  const get = isBoxed ? second : first;
  if (get?.op !== "get_prop") return 0;
  const length = isBoxed ? 2 : 1;
  const then = block.instrs[at + length];
  if (!isBoxed && block.term.op === "unreachable" && then !== undefined && isRefusal(get, then, reads)) {
    w.isLast = false;
    refuse(w, get, then);
    return 2;
  }
  const object: Argument =
    isBoxed && first.op === "convert" ? ["Obj *", w.operand(first.a)] : ["Value", w.operand(get.obj)];
  const unboxes = then?.op === "convert" && then.how === "unbox" && isOnlyFor(get.dst, then.a);
  if (!isBoxed && !unboxes) return 0;
  const count = unboxes ? length + 1 : length;
  w.isLast = at + count === block.instrs.length;
  getProp(w, get, object, unboxes ? then : null);
  return count;
}

const withKey = new WeakMap<Program, ReadonlyMap<string, number>>();

/** How many shapes of the program have a property of that name. */
function shapesWith(program: Program, key: string): number {
  let counts = withKey.get(program);
  if (counts === undefined) {
    const found = new Map<string, number>();
    for (const shape of program.order)
      for (const name of new Set([...shape.slots, ...shape.methods].map((member) => member.key)))
        found.set(name, (found.get(name) ?? 0) + 1);
    withKey.set(program, found);
    counts = found;
  }
  return counts.get(key) ?? 0;
}

function getProp(
  w: FunctionWriter,
  get: Instr & { op: "get_prop" },
  object: Argument,
  unbox: (Instr & { op: "convert" }) | null,
): void {
  const dst = unbox?.dst ?? get.dst;
  const text = unbox === null ? "" : expectedText(w, unbox);
  const name = `prop_${object[0] === "Value" ? "of_" : ""}${dst.type}_${stringName(get.key).slice(2)}`;
  const marked = unbox === null ? name : `${name}_${stringName(text).slice(-12)}`;
  // One cache for the program where all objects have the property from one shape, else one for each file.
  const isOwn = shapesWith(w.unit.program, get.key) > 1;
  const cache = `cache_${stringName(get.key).slice(2)}`;
  if (isOwn) w.unit.declare(cache, `static PropCache ${cache};`);
  const args: Argument[] = isOwn ? [object, ["PropCache *", `&${cache}`]] : [object];
  callOutlined(w, dst, dst.type, marked, args, (unit) => {
    const value = object[0] === "Value" ? "p0" : "value_ref(p0)";
    if (!isOwn) unit.declare(cache, `static PropCache ${cache};`);
    const place = isOwn ? "p1" : `&${cache}`;
    if (unbox === null) return [`return rt_get_prop(${value}, ${unit.key(get.key)}, ${place});`];
    // What all names have in common, of which the function for this one is a jump to it.
    const any = `any_${object[0] === "Value" ? "of_" : ""}${dst.type}_${stringName(text).slice(-12)}`;
    const signature = declare(dst.type, `${any}(${object[0]} p0, PropCache *p1, Obj *key)`);
    defineOutlined(unit, any, `__attribute__((noinline)) ${signature}`, () => [
      `Value r = rt_get_prop(${value}, key, p1);`,
      `return UNLIKELY(rt_throwing) ? ${zero(dst.type)} : rt_unbox_${dst.type}(r, ${text});`,
    ]);
    return [`return ${any}(p0, ${place}, ${unit.key(get.key)});`];
  });
}

/** A receiver of the wrong kind: a lookup, for the message about undefined, and a conversion that always fails. */
function isRefusal(
  get: Instr & { op: "get_prop" },
  then: Instr,
  reads: ReadonlyMap<Local, number>,
): then is Instr & { op: "convert" } {
  return (
    then.op === "convert" &&
    then.how === "unbox" &&
    then.dst.type === "f64" &&
    !reads.has(then.dst) &&
    !reads.has(get.dst) &&
    then.a.kind === "local" &&
    get.obj.kind === "local" &&
    then.a.local === get.obj.local
  );
}

function refuse(w: FunctionWriter, get: Instr & { op: "get_prop" }, then: Instr & { op: "convert" }): void {
  const text = expectedText(w, then);
  const name = `refuse_${stringName(get.key).slice(2)}_${stringName(text).slice(-12)}`;
  callOutlined(w, null, "void", name, [["Value", w.operand(get.obj)]], (unit) => [
    "static PropCache cache;",
    `rt_get_prop(p0, ${unit.key(get.key)}, &cache);`,
    `if (!rt_throwing) rt_unbox_f64(p0, ${text});`,
  ]);
}
