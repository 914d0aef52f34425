// Which doubles matter only modulo 2^32, so that 32-bit registers can hold what they are modulo 2^32.
//
//   h = (h + s1 + k) | 0      =>   wrapping additions: the sum is below 2^53, so that its low 32 bits are exact
//
// A local is of that kind when all that is ever done with it asks for its ToInt32. It then holds its ToInt32, also of
// NaN (0). Sums, differences and products hand the question on to their operands, but only where operands
// and result are integers below 2^53 in magnitude: there the double arithmetic is exact.

import type { Func, Instr, Local, Module, Operand } from "../../ir/types.ts";
import { allOperands, operandOfTerm, operandsOf } from "../../ir/walk.ts";
import type { Analysis } from "./analyse.ts";
import type { Range } from "./interval.ts";
import { arith, operandRange, type State } from "./transfer.ts";
import type { TypedArrayFact } from "./typed-arrays.ts";

/** Below this in magnitude, sums of integers are exact in a double. */
const EXACT = 2 ** 53;

type States = (func: Func) => ReadonlyMap<unknown, State>;

/** Doubles that may be held as their ToInt32. `fixed`: locals whose type something else than this program's code relies on. */
export function findModular(
  module: Module,
  analysis: Analysis,
  states: States,
  fixed: (func: Func, local: Local) => boolean,
): ReadonlySet<Local> {
  const locals = new Set<Local>();
  for (const func of module.functions) {
    if (!analysis.isReached(func)) continue;
    const doubles = localsOf(func).filter((local) => local.type === "f64" && !fixed(func, local));
    const read = doubles.length === 0 ? new Set() : readLocals(func);
    for (const local of doubles) if (read.has(local)) locals.add(local);
  }
  const typedArray = (o: Operand) => analysis.typedArray(o);
  // First as if all arithmetic were exact: few functions are left then, of which the arithmetic is looked at.
  let own = module.functions.filter((func) => analysis.isReached(func));
  own = withoutUsed(own, locals, () => true, typedArray);
  const exact = new Set<Instr>();
  for (const func of own) findExact(func, analysis, states(func), exact);
  withoutUsed(own, locals, (instr) => exact.has(instr), typedArray);
  return locals;
}

/**
 * Takes locals out of `locals`: those of which more than the ToInt32 is used, and with them those that they hand
 * questions to. Gives the functions that have locals left; uses in others take none out.
 */
function withoutUsed(
  functions: Func[],
  locals: Set<Local>,
  isExact: (instr: Instr) => boolean,
  typedArray: (o: Operand) => TypedArrayFact | null,
): Func[] {
  let own = functions;
  for (let changed = true; changed; ) {
    changed = false;
    const drop = (o: Operand) => {
      if (o.kind === "local" && locals.delete(o.local)) changed = true;
    };
    own = own.filter((func) => localsOf(func).some((local) => locals.has(local)));
    for (const func of own) {
      for (const block of func.blocks) {
        for (const instr of block.instrs) dropUsed(instr, locals, isExact, drop, typedArray);
        const last = operandOfTerm(block.term);
        if (last !== null) drop(last);
      }
    }
  }
  return own;
}

/** Drops the operands of which `instr` needs more than the ToInt32. */
function dropUsed(
  instr: Instr,
  locals: ReadonlySet<Local>,
  isExact: (instr: Instr) => boolean,
  drop: (o: Operand) => void,
  typedArray: (o: Operand) => TypedArrayFact | null,
): void {
  switch (instr.op) {
    case "convert":
      if (instr.how !== "to_i32" && instr.how !== "to_u32") drop(instr.a);
      return;
    case "copy":
      if (!locals.has(instr.dst)) drop(instr.a);
      return;
    case "arith":
    case "unary":
      if (!locals.has(instr.dst) || !isExact(instr)) for (const o of operandsOf(instr)) drop(o);
      return;
    case "typed_set":
      drop(instr.array);
      drop(instr.index);
      // Behind a lying type stands any object, which would be given another number.
      if (typedArray(instr.array)?.kind !== instr.kind || /^(u8c|f32|f64)$/.test(instr.kind))
        drop(instr.value);
      return;
    case "call":
      for (const [i, o] of instr.args.entries()) {
        const param = instr.func.params[i];
        if (param === undefined || !locals.has(param)) drop(o);
      }
      return;
    default:
      for (const o of operandsOf(instr)) drop(o);
  }
}

function localsOf(func: Func): Local[] {
  return [...func.params, ...func.captures, ...func.locals];
}

function readLocals(func: Func): Set<Local> {
  const read = new Set<Local>();
  for (const o of allOperands(func)) if (o.kind === "local") read.add(o.local);
  return read;
}

function findExact(
  func: Func,
  analysis: Analysis,
  states: ReadonlyMap<unknown, State>,
  exact: Set<Instr>,
): void {
  for (const block of func.blocks) {
    const entry = states.get(block);
    if (entry === undefined) continue;
    const state = new Map(entry);
    for (const instr of block.instrs) {
      if (isExactArithmetic(instr, state)) exact.add(instr);
      analysis.step(instr, state);
    }
  }
}

/** Arithmetic whose operands and result are integers below 2^53 in magnitude. */
export function isExactArithmetic(instr: Instr, state: State): boolean {
  if (instr.op === "unary") return instr.how === "neg" && isExact(operandRange(instr.a, state));
  if (instr.op !== "arith" || !(instr.how === "add" || instr.how === "sub" || instr.how === "mul"))
    return false;
  const a = operandRange(instr.a, state);
  const b = operandRange(instr.b, state);
  return isExact(a) && isExact(b) && isExact(arith(instr.how, a, b));
}

function isExact(range: Range | null | undefined): range is Range {
  if (range === null || range === undefined || !range.whole || range.nan) return false;
  // Strictly: a bound of 2^53 may be one that was rounded down to it.
  return range.low > -EXACT && range.high < EXACT;
}
