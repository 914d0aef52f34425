// Whole-program interval analysis: which numbers can stand in each local, parameter, result and global.
//
// Flow-sensitive inside a function, with what branches teach; one summary per parameter, result and global
// across functions. Starts from "nothing reaches anything" and grows to a fixpoint, with widening. States at
// blocks hold live locals only: long functions have thousands of temporaries that one block uses up.

import { type Liveness, liveness } from "../../ir/liveness.ts";
import {
  type Block,
  type Func,
  type Global,
  type Instr,
  isSuspendable,
  type Local,
  type Module,
  type Operand,
} from "../../ir/types.ts";
import { allOperands, definedBy, targetsOf } from "../../ir/walk.ts";
import * as interval from "./interval.ts";
import { ANY, exactly, join, type Range, same, widen } from "./interval.ts";
import { isNumber, operandRange, resultRange, type State, type Summaries, typeRange } from "./transfer.ts";
import { type TypedArrayFact, TypedArrays } from "./typed-arrays.ts";

/** Joins at a block, or updates of a summary, before their growth is widened. */
const PATIENCE = 3;

export interface FlowResult {
  /** State on entry of each reached block: the numbers that may still be read. */
  readonly states: ReadonlyMap<Block, State>;
}

export class Analysis implements Summaries {
  /** Functions that are called in ways this analysis does not see: anything may be passed to them. */
  readonly open: ReadonlySet<Func>;
  private readonly typedArrays: TypedArrays;
  private readonly params = new Map<Local, Range>();
  private readonly results = new Map<Func, Range>();
  private readonly globals = new Map<Global, Range>();
  private readonly updates = new Map<object, number>();
  private readonly callers = new Map<Func, Set<Func>>();
  private readonly readers = new Map<Global, Set<Func>>();
  private readonly queue = new Set<Func>();
  private readonly live = new Map<Func, Liveness>();
  private readonly flows = new Map<Func, FlowResult>();
  private readonly loopsOf = new Map<Func, ReadonlyMap<Block, ReadonlySet<number>>>();
  private readonly reached = new Set<Func>();
  private current: Func | null = null;

  constructor(module: Module, typedArrays: TypedArrays = typedArraysOf(module)) {
    this.open = openFunctions(module);
    this.typedArrays = typedArrays;
    for (const g of module.globals) if (isNumber(g.type)) this.globals.set(g, exactly(0));
    for (const f of this.open) this.queue.add(f);
    this.queue.add(module.entry);
    for (const func of this.queue) {
      this.queue.delete(func);
      this.reached.add(func);
      this.flows.set(func, this.analyse(func));
    }
  }

  /** A function's states under the final summaries: it was analysed again after each that it reads had grown. */
  flow(func: Func): FlowResult {
    const known = this.flows.get(func) ?? this.analyse(func);
    this.flows.set(func, known);
    return known;
  }

  resultOf(func: Func): Range | null {
    if (this.current !== null) addTo(this.callers, func, this.current);
    if (isSuspendable(func) || !isNumber(func.result)) return ANY;
    return this.results.get(func) ?? null;
  }

  global(global: Global): Range | null {
    if (this.current !== null) addTo(this.readers, global, this.current);
    return this.globals.get(global) ?? ANY;
  }

  typedArray(o: Operand): TypedArrayFact | null {
    return this.typedArrays.of(o);
  }

  /** What can arrive in a parameter or capture; null when no call reaches the function. */
  param(func: Func, local: Local): Range | null {
    if (this.open.has(func) && func.params.includes(local)) return typeRange(local.type);
    return this.params.get(local) ?? null;
  }

  /** Analyses a function with the summaries of now, and grows the summaries that it feeds. */
  private analyse(func: Func): FlowResult {
    this.current = func;
    const states = new Map<Block, State>();
    const joins = new Map<Block, number>();
    const headers = this.loops(func);
    const live = this.liveness(func);
    const work = new Set<Block>();
    const reach = (block: Block, arriving: State) => {
      const state = restrictedTo(live.in(block), arriving);
      const old = states.get(block);
      if (old === undefined) {
        states.set(block, state);
        work.add(block);
        return;
      }
      const count = (joins.get(block) ?? 0) + 1;
      const grown = joinStates(old, state, count > PATIENCE ? headers.get(block) : undefined);
      if (grown === null) return;
      joins.set(block, count);
      states.set(block, grown);
      work.add(block);
    };
    reach(func.blocks[0]!, this.entryState(func));
    for (const block of work) {
      work.delete(block);
      const state = new Map(states.get(block)!);
      // An exception can leave after any instruction, with what had been assigned until then.
      const leaving = block.handler === null ? null : new Map(state);
      for (const instr of block.instrs) {
        this.step(instr, state);
        const dst = definedBy(instr);
        if (leaving !== null && dst !== null) joinInto(leaving, dst.id, state.get(dst.id));
      }
      if (block.handler !== null && leaving !== null) reach(block.handler, leaving);
      this.leave(func, block, state);
      for (const to of new Set(targetsOf(block.term))) {
        const refined = refine(block, to, state);
        if (refined !== null) reach(to, refined);
      }
    }
    this.current = null;
    return { states };
  }

  private loops(func: Func): ReadonlyMap<Block, ReadonlySet<number>> {
    const known = this.loopsOf.get(func) ?? assignedInLoops(func);
    this.loopsOf.set(func, known);
    return known;
  }

  /** Of a function as it was before this pass. */
  liveness(func: Func): Liveness {
    const known = this.live.get(func) ?? liveness(func);
    this.live.set(func, known);
    return known;
  }

  private entryState(func: Func): State {
    const state: State = new Map();
    for (const local of func.locals) {
      // A local that is read before it is written holds zero (see declareLocals in the back end).
      if (isNumber(local.type)) state.set(local.id, exactly(0));
    }
    for (const local of [...func.params, ...func.captures]) {
      if (!isNumber(local.type)) continue;
      const range = this.param(func, local);
      if (range === null) state.delete(local.id);
      else state.set(local.id, range);
    }
    return state;
  }

  /** Applies one instruction to the state. */
  step(instr: Instr, state: State): void {
    this.feed(instr, state);
    const dst = definedBy(instr);
    if (dst === null || !isNumber(dst.type)) return;
    const range = resultRange(instr as Instr & { dst: Local | null }, dst, state, this);
    if (range === null) state.delete(dst.id);
    else state.set(dst.id, range);
  }

  /** Passes what an instruction hands to other functions and globals on to their summaries. */
  private feed(instr: Instr, state: State): void {
    switch (instr.op) {
      case "call":
        this.feedAll(instr.func, instr.func.params, instr.args, state);
        this.reachFunc(instr.func);
        return;
      case "call_member":
        this.feedAll(instr.func, instr.func.params.slice(1), instr.args, state);
        this.reachFunc(instr.func);
        return;
      case "new_closure":
        this.feedAll(instr.func, instr.func.captures, instr.captures, state);
        return;
      case "set_global": {
        if (!isNumber(instr.global.type)) return;
        const range = operandRange(instr.value, state);
        if (range !== null && this.grow(this.globals, instr.global, range)) {
          for (const f of this.readers.get(instr.global) ?? []) this.queue.add(f);
        }
        return;
      }
    }
  }

  private feedAll(func: Func, locals: Local[], args: Operand[], state: State): void {
    for (const [i, local] of locals.entries()) {
      if (!isNumber(local.type)) continue;
      const range = operandRange(args[i]!, state);
      if (range !== null && this.grow(this.params, local, range)) this.queue.add(func);
    }
  }

  /** True when some run of the program may enter the function. */
  isReached(func: Func): boolean {
    return this.reached.has(func);
  }

  private reachFunc(func: Func): void {
    if (this.reached.has(func)) return;
    this.reached.add(func);
    this.queue.add(func);
  }

  private leave(func: Func, block: Block, state: State): void {
    const { term } = block;
    if (term.op !== "return" || term.value === null || !isNumber(func.result) || isSuspendable(func)) return;
    const range = operandRange(term.value, state);
    if (range !== null && this.grow(this.results, func, range)) {
      for (const f of this.callers.get(func) ?? []) this.queue.add(f);
    }
  }

  private grow<K extends object>(map: Map<K, Range>, key: K, range: Range): boolean {
    const old = map.get(key);
    if (old === undefined) {
      map.set(key, range);
      return true;
    }
    const joined = join(old, range);
    if (same(joined, old)) return false;
    const count = (this.updates.get(key) ?? 0) + 1;
    this.updates.set(key, count);
    map.set(key, count > PATIENCE ? widen(old, joined) : joined);
    return true;
  }
}

/**
 * Blocks at which every cycle of the function is entered again, with the locals that are assigned in the cycle.
 * Only there may ranges be widened: elsewhere it would throw away what the branches before have taught, as it would
 * for the counter of an outer loop at the entry of an inner one.
 */
function assignedInLoops(func: Func): Map<Block, Set<number>> {
  const backEdges = loopBackEdges(func);
  const before = new Map<Block, Block[]>();
  for (const block of func.blocks) {
    for (const to of successors(block)) before.set(to, [...(before.get(to) ?? []), block]);
  }
  const loops = new Map<Block, Set<number>>();
  for (const [header, sources] of backEdges) {
    // Everything that reaches the back edge without passing the header; with a side entry that is more than the loop.
    const body = new Set<Block>([header]);
    const open = [...sources];
    for (let block = open.pop(); block !== undefined; block = open.pop()) {
      if (body.has(block)) continue;
      body.add(block);
      open.push(...(before.get(block) ?? []));
    }
    const assigned = new Set<number>();
    for (const block of body) {
      for (const instr of block.instrs) {
        const dst = definedBy(instr);
        if (dst !== null) assigned.add(dst.id);
      }
    }
    loops.set(header, assigned);
  }
  return loops;
}

function successors(block: Block): Block[] {
  return [...targetsOf(block.term), ...(block.handler === null ? [] : [block.handler])];
}

/** The blocks that a depth-first search finds on its own path again, with where it comes from. */
function loopBackEdges(func: Func): Map<Block, Block[]> {
  const headers = new Map<Block, Block[]>();
  const done = new Set<Block>();
  const path = new Set<Block>();
  const visit = (start: Block) => {
    const stack: { block: Block; rest: Block[] }[] = [];
    const enter = (block: Block) => {
      path.add(block);
      stack.push({ block, rest: successors(block) });
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        path.delete(top.block);
        done.add(top.block);
        stack.pop();
      } else if (path.has(next)) headers.set(next, [...(headers.get(next) ?? []), top.block]);
      else if (!done.has(next)) enter(next);
    }
  };
  visit(func.blocks[0]!);
  return headers;
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

function joinInto(state: State, id: number, range: Range | undefined): void {
  if (range === undefined) return;
  const old = state.get(id);
  state.set(id, old === undefined ? range : join(old, range));
}

function restrictedTo(ids: ReadonlySet<number>, state: State): State {
  const kept: State = new Map();
  for (const id of ids) {
    const range = state.get(id);
    if (range !== undefined) kept.set(id, range);
  }
  return kept;
}

/** `old` with `next` joined in, and widened for the locals in `widening`, or null when that adds nothing. */
function joinStates(old: State, next: State, widening: ReadonlySet<number> | undefined): State | null {
  let grown: State | null = null;
  for (const [id, range] of next) {
    const before = old.get(id);
    const joined = before === undefined ? range : join(before, range);
    if (before !== undefined && same(before, joined)) continue;
    grown ??= new Map(old);
    grown.set(id, before !== undefined && widening?.has(id) ? widen(before, joined) : joined);
  }
  return grown;
}

/** What is known on the way from `block` to `to`; null when that way cannot be taken. */
function refine(block: Block, to: Block, state: State): State | null {
  const { term } = block;
  if (term.op !== "branch" || term.then === term.else) return state;
  const test = comparison(block, term.cond);
  if (test === null) return state;
  const holds = to === term.then;
  const a = operandRange(test.a, state);
  const b = operandRange(test.b, state);
  if (a === null || b === null) return state;
  // When a comparison with NaN fails, its opposite need not hold.
  if (!holds && test.how !== "eq" && test.how !== "ne" && (a.nan || b.nan)) return state;
  const how = holds ? test.how : OPPOSITE[test.how];
  const refined = new Map(state);
  for (const [o, own, other, relation] of [
    [test.a, a, b, how],
    [test.b, b, a, MIRROR[how]],
  ] as const) {
    const kept = restrict(relation, own, other);
    if (kept === null) return null;
    if (o.kind !== "local") continue;
    refined.set(o.local.id, kept);
    const source = copiedFrom(block, o.local);
    if (source !== null) refined.set(source.id, kept);
  }
  return refined;
}

/** The local that `local` is still a copy of, in number, at the end of the block; null for none. */
function copiedFrom(block: Block, local: Local): Local | null {
  const changed = new Set<Local>();
  for (let i = block.instrs.length - 1; i >= 0; i--) {
    const instr = block.instrs[i]!;
    const dst = definedBy(instr);
    if (dst === local) {
      const copies = instr.op === "copy" || (instr.op === "convert" && instr.how === "to_f64");
      if (!copies || instr.a.kind !== "local" || !isNumber(instr.a.local.type)) return null;
      return changed.has(instr.a.local) ? null : instr.a.local;
    }
    if (dst !== null) changed.add(dst);
  }
  return null;
}

type Relation = "lt" | "le" | "gt" | "ge" | "eq" | "ne";
const OPPOSITE = { lt: "ge", le: "gt", gt: "le", ge: "lt", eq: "ne", ne: "eq" } as const;
const MIRROR = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" } as const;

function restrict(relation: Relation, a: Range, b: Range): Range | null {
  switch (relation) {
    case "lt":
    case "le":
      return interval.below(a, b, relation === "lt");
    case "gt":
    case "ge":
      return interval.above(a, b, relation === "gt");
    case "eq":
      return interval.equal(a, b);
    case "ne": {
      // Only the end of a range can be cut off.
      if (!a.whole || b.low !== b.high) return a;
      const low = a.low === b.low ? a.low + 1 : a.low;
      const high = a.high === b.low ? a.high - 1 : a.high;
      return low > high && !a.nan ? null : { ...a, low: Math.min(low, high), high: Math.max(low, high) };
    }
  }
}

/** The comparison of numbers that made the condition, when its operands are still what they were. */
function comparison(block: Block, cond: Operand): (Instr & { op: "compare" }) | null {
  if (cond.kind !== "local") return null;
  const changed = new Set<Local>();
  for (let i = block.instrs.length - 1; i >= 0; i--) {
    const instr = block.instrs[i]!;
    const dst = definedBy(instr);
    if (dst === cond.local) {
      if (instr.op !== "compare") return null;
      const intact = [instr.a, instr.b].every((o) => o.kind !== "local" || !changed.has(o.local));
      const numbers = [instr.a, instr.b].every(
        (o) => o.kind === "number" || (o.kind === "local" && isNumber(o.local.type)),
      );
      return intact && numbers ? instr : null;
    }
    if (dst !== null) changed.add(dst);
  }
  return null;
}

/** What is known of the typed arrays of a module. Stays true while passes change what is done with their elements. */
export function typedArraysOf(module: Module): TypedArrays {
  return new TypedArrays(module, openFunctions(module));
}

/** Functions that something other than a direct call can enter, with arguments of its own. */
function openFunctions(module: Module): Set<Func> {
  const open = new Set<Func>([module.entry, ...module.hooks.values()]);
  for (const f of module.functions) {
    if (f.needsGenericEntry) open.add(f);
    if (f.generator !== null) open.add(f.generator.make);
    if (f.generator?.wait) open.add(f.generator.wait);
    for (const o of allOperands(f)) if (o.kind === "function") open.add(o.func);
    for (const b of f.blocks) for (const i of b.instrs) if (i.op === "new_closure") open.add(i.func);
  }
  for (const s of module.shapes) for (const f of [...s.methods.map((m) => m.func), ...s.vtable]) open.add(f);
  for (const b of module.builtins) open.add(b.func);
  for (const c of module.classes) {
    if (c.construct !== null) open.add(c.construct);
    for (const m of c.statics) open.add(m.func);
  }
  return open;
}
