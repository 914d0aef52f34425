// Gives numbers that are proved to be 32-bit integers the types i32 and u32, and rewrites the code around them.
//
//   %i: f64 = arith.add %i, 1     =>   %i: i32 = arith.add %i, i32 1        when %i stays within i32
//
// Where a narrow number meets an operation on doubles, a conversion is put in between; every such conversion is
// exact, because the value exists in both types.

import { operandType, use } from "../../ir/build.ts";
import {
  type Block,
  type Func,
  type Instr,
  isSuspendable,
  type Local,
  type Module,
  type Operand,
  type Type,
} from "../../ir/types.ts";
import { definedBy, mapOperands, nextLocalId, operandsOf } from "../../ir/walk.ts";
import type { Analysis } from "./analyse.ts";
import { conversion, expectedTypes, freely, yieldedType } from "./coerce.ts";
import { ANY, exactly, isI32, isU32, join, type Range } from "./interval.ts";
import { isExactArithmetic } from "./modular.ts";
import { inBounds, isNumber, operandRange, type State } from "./transfer.ts";

/** Ranges of everything a function assigns, per local, over all its instructions. */
export function assignedRanges(
  func: Func,
  analysis: Analysis,
  states: ReadonlyMap<Block, State>,
): Map<Local, Range> {
  const ranges = new Map<Local, Range>();
  const add = (local: Local, range: Range) => {
    const old = ranges.get(local);
    ranges.set(local, old === undefined ? range : join(old, range));
  };
  for (const local of [...func.params, ...func.captures]) {
    const range = isNumber(local.type) ? analysis.param(func, local) : null;
    if (range !== null) add(local, range);
  }
  const unset = analysis.liveness(func).in(func.blocks[0]!);
  for (const local of func.locals) {
    if (isNumber(local.type) && unset.has(local.id) && !ranges.has(local)) add(local, exactly(0));
  }
  for (const [block, entry] of states) {
    const state = new Map(entry);
    for (const instr of block.instrs) {
      analysis.step(instr, state);
      const dst = definedBy(instr);
      const range = dst === null ? undefined : state.get(dst.id);
      if (dst !== null && range !== undefined) add(dst, range);
    }
  }
  return ranges;
}

/** The narrowest type that holds the range: i32, u32 or f64. */
export function typeFor(range: Range): Type {
  return isI32(range) ? "i32" : isU32(range) ? "u32" : "f64";
}

/** Rewrites a function after the types of locals, parameters, results and globals have been changed. */
export class Rewriter {
  private readonly func: Func;
  private readonly analysis: Analysis;
  private readonly wrapped: ReadonlySet<Local>;
  private out: Instr[] = [];
  private nextId: number;

  /** `wrapped`: locals that hold the ToInt32 of a double (see modular.ts). */
  constructor(func: Func, analysis: Analysis, wrapped: ReadonlySet<Local>) {
    this.func = func;
    this.analysis = analysis;
    this.wrapped = wrapped;
    this.nextId = nextLocalId(func);
  }

  /** `states`: of the analysis made before any type was changed. */
  rewrite(states: ReadonlyMap<Block, State>): void {
    for (const block of this.func.blocks) {
      const state = new Map(states.get(block) ?? []);
      this.out = [];
      for (const instr of block.instrs) {
        this.instr(instr, state);
        this.analysis.step(instr, state);
      }
      const { term } = block;
      if (term.op === "return" && term.value !== null && !isSuspendable(this.func)) {
        block.term = { ...term, value: this.coerce(term.value, this.func.result) };
      }
      block.instrs = this.out;
    }
  }

  private temp(type: Type): Local {
    const local: Local = { id: this.nextId++, name: "", type };
    this.func.locals.push(local);
    return local;
  }

  private emit(instr: Instr, like: Instr): void {
    this.out.push(like.loc === undefined || instr.loc !== undefined ? instr : { ...instr, loc: like.loc });
  }

  private coerce(o: Operand, type: Type | null, like?: Instr): Operand {
    const own = operandType(o);
    if (type === null || own === type || !isNumber(own) || !isNumber(type)) return o;
    const free = freely(o, type);
    if (free !== null) return free;
    const dst = this.temp(type);
    this.emit(conversion(dst, o), like ?? { op: "catch", dst });
    return use(dst);
  }

  private instr(instr: Instr, state: State): void {
    if (instr.op === "arith") this.arith(instr, state);
    else if (instr.op === "compare") this.compare(instr, state);
    else if (instr.op === "unary" && instr.how === "neg") this.negate(instr);
    else if (isMove(instr)) this.move(instr.dst, instr.op === "convert" ? instr.a : instr.args[0]!, instr);
    else this.other(instr, state);
  }

  /** What is known of a typed array, written down for the back end. */
  private withKnowledge(instr: Instr, state: State): Instr {
    if (instr.op === "length") {
      const known = this.analysis.typedArray(instr.obj) !== null && instr.of === "typed" ? "kind" : undefined;
      return known === undefined ? instr : { ...instr, known };
    }
    if (instr.op !== "typed_get" && instr.op !== "typed_set") return instr;
    const fact = this.analysis.typedArray(instr.array);
    const known: "kind" | "element" | undefined =
      fact?.kind !== instr.kind ? undefined : inBounds(fact, instr.index, state) ? "element" : "kind";
    const next: typeof instr = known === undefined ? instr : { ...instr, known };
    if (next.op === "typed_set") {
      // The back end stores an integer constant as it is; a double it would have to convert first.
      const constant = next.value.kind === "number" ? freely(next.value, "i32") : null;
      return constant === null ? next : { ...next, value: constant };
    }
    // Where only an integer is wanted, there is no need to make a double of the element first.
    const wantsInteger = next.result === "number" && next.dst.type !== "f64";
    return wantsInteger && !/^f/.test(next.kind) ? { ...next, result: "int" } : next;
  }

  private other(original: Instr, state: State): void {
    // Operands as objects of their own: the same one may stand where two types are expected.
    const instr = mapOperands(this.withKnowledge(original, state), (o) => ({ ...o }));
    const expected = expectedTypes(instr);
    let index = 0;
    const given = new Map(operandsOf(instr).map((o) => [o, expected[index++] ?? null]));
    let next: Instr = mapOperands(instr, (o) => this.coerce(o, given.get(o) ?? null, instr));
    const dst = definedBy(instr);
    const yielded = yieldedType(instr);
    if (dst === null || yielded === null || yielded === dst.type || !isNumber(yielded)) {
      this.emit(next, instr);
      return;
    }
    const held = this.temp(yielded);
    next = { ...next, dst: held } as Instr;
    this.emit(next, instr);
    this.emit(conversion(dst, use(held)), instr);
  }

  /** dst = o, whatever their number types. */
  private move(dst: Local, o: Operand, like: Instr): void {
    const free = freely(o, dst.type);
    this.emit(free === null ? conversion(dst, o) : { op: "copy", dst, a: free }, like);
  }

  /** The integer operand modulo 2^32 as `type`. */
  private modulo(o: Operand, type: Type, like: Instr): Operand {
    if (o.kind === "number") return { kind: "number", type: "i32", value: o.value | 0 };
    if (operandType(o) === type) return o;
    const dst = this.temp(type);
    this.emit(conversion(dst, o), like);
    return use(dst);
  }

  private isWrapped(o: Operand): boolean {
    return o.kind === "local" && this.wrapped.has(o.local);
  }

  private arith(instr: Instr & { op: "arith" }, state: State): void {
    const { dst, how } = instr;
    if (dst.type !== "f64" && isExactArithmetic(instr, state)) {
      const operands = [instr.a, instr.b];
      const integers = operands.every((o) => o.kind === "number" || operandType(o) !== "f64");
      // The low 32 bits of an exact result are those of the wrapping operation on the low 32 bits.
      if (integers || operands.some((o) => this.isWrapped(o))) {
        const held = dst.type === "i32" ? dst : this.temp("i32");
        const [a, b] = operands.map((o) => this.modulo(o, "i32", instr));
        this.emit({ ...instr, dst: held, a: a!, b: b! }, instr);
        if (held !== dst) this.emit(conversion(dst, use(held)), instr);
        return;
      }
    }
    // What is only wanted modulo 2^32 need not fit: then the double operation has to come first.
    if (dst.type !== "f64" && !this.wrapped.has(dst)) {
      const a = freely(instr.a, dst.type);
      const b = freely(instr.b, dst.type);
      if (a !== null && b !== null && this.isInteger(instr, state)) {
        this.emit({ ...instr, a, b }, instr);
        return;
      }
    }
    const held = dst.type === "f64" ? dst : this.temp("f64");
    const a = this.coerce(instr.a, "f64", instr);
    const b = this.coerce(instr.b, "f64", instr);
    this.emit({ op: "arith", how, dst: held, a, b }, instr);
    if (held !== dst) this.emit(conversion(dst, use(held)), instr);
  }

  /** Whether the integer instruction yields what the double operation does, given that the result fits. */
  private isInteger(instr: Instr & { op: "arith" }, state: State): boolean {
    if (instr.how === "add" || instr.how === "sub" || instr.how === "mul") return true;
    if (instr.how !== "mod") return false;
    const a = operandRange(instr.a, state) ?? ANY;
    const b = operandRange(instr.b, state) ?? ANY;
    return a.low >= 0 && b.low > 0;
  }

  private compare(instr: Instr & { op: "compare" }, state: State): void {
    if (!isNumber(operandType(instr.a))) {
      this.emit(instr, instr);
      return;
    }
    for (const type of ["i32", "u32"] as const) {
      const a = freely(instr.a, type);
      const b = freely(instr.b, type);
      if (a !== null && b !== null) {
        this.emit({ ...instr, a, b }, instr);
        return;
      }
    }
    const type = this.common(instr.a, instr.b, state);
    const a = this.coerce(instr.a, type, instr);
    const b = this.coerce(instr.b, type, instr);
    this.emit({ ...instr, a, b }, instr);
  }

  /** A type that both numbers exist in and that costs no arithmetic to get to. */
  private common(a: Operand, b: Operand, state: State): Type {
    if (operandType(a) === "f64" || operandType(b) === "f64") return "f64";
    const ranges = [a, b].map((o) => operandRange(o, state) ?? ANY);
    return ranges.every(isI32) ? "i32" : ranges.every(isU32) ? "u32" : "f64";
  }

  private negate(instr: Instr & { op: "unary" }): void {
    const { dst } = instr;
    const free = dst.type === "i32" ? freely(instr.a, "i32") : null;
    if (free !== null) {
      this.emit({ ...instr, a: free }, instr);
      return;
    }
    const held = dst.type === "f64" ? dst : this.temp("f64");
    const a = this.coerce(instr.a, "f64", instr);
    this.emit({ op: "unary", how: "neg", dst: held, a }, instr);
    if (held !== dst) this.emit(conversion(dst, use(held)), instr);
  }
}

/** Conversions between numbers, and integer parts of what is an integer already. */
function isMove(
  instr: Instr,
): instr is Instr & { dst: Local } & ({ op: "convert" } | { op: "runtime"; args: Operand[] }) {
  if (instr.op === "convert") {
    return instr.how.startsWith("to_") && isNumber(operandType(instr.a)) && isNumber(instr.dst.type);
  }
  if (instr.op !== "runtime" || instr.dst === null) return false;
  return /^math_(floor|trunc|ceil|round)$/.test(instr.name) && operandType(instr.args[0]!) === "i32";
}

/** Functions whose result or parameters a guarded call's general path must be able to pass boxed. */
export function guardedTargets(module: Module): Set<Func> {
  const set = new Set<Func>();
  for (const f of module.functions) {
    for (const b of f.blocks) for (const i of b.instrs) if (i.op === "call_member") set.add(i.func);
  }
  return set;
}
