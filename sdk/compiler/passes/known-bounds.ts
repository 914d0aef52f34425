// Which accesses of a loop without calls are in bounds: because the same index has just been used, or because a test
// before the loop covers every turn.
//
//   for (let i = 0; i < n; i++) s += a[i]     =>   0 <= i and n <= a.length, tested once where the loop is entered
//
// A forward analysis over the blocks of the fast version, where an access that has been passed was in bounds. Only
// accesses that every turn makes are worth a test: for the others a turn could do without what the test asks for.
// Valid only where no array changes its length (loop-effects.ts); version-loops.ts writes the tests.

import { operandType } from "../ir/build.ts";
import type { Block, Instr, Local, Operand } from "../ir/types.ts";
import { definedBy, targetsOf } from "../ir/walk.ts";
import { type Counter, countersOf, type Step, stepAt } from "./counters.ts";
import { type Access, arrayOf, isAccess } from "./loop-effects.ts";
import type { Loop } from "./loops.ts";

/** A test where a loop is entered: `low` <= `high`. Lengths are those of views of the array. */
export interface BoundsTest {
  readonly low: Term;
  readonly high: Term;
}

/** A constant, a local or the length of an array, plus a constant. */
export interface Term {
  readonly of: number | Local | { readonly lengthOf: Local };
  readonly plus: number;
}

export interface KnownBounds {
  readonly inBounds: ReadonlySet<Instr>;
  readonly tests: ReadonlyMap<Loop, readonly BoundsTest[]>;
}

/** A counter's present value plus a constant. */
interface Place {
  readonly counter: Local;
  readonly plus: number;
}

/** What a test in `loop` has found: the counter is at most, or for one that counts down at least, `bound`. */
interface Limit {
  readonly loop: Loop;
  readonly bound: Term;
}

interface State {
  /** A local that holds the same as another one: lowering copies variables before it uses them. */
  readonly copies: Map<Local, Local>;
  readonly places: Map<Local, Place>;
  readonly limits: Map<Local, Limit>;
  /** The array, of which a view is open, whose length a local holds. */
  readonly lengths: Map<Local, Local>;
  /** Accesses that have been passed, by keyOf. */
  readonly passed: Map<string, Passed>;
}

interface Passed {
  readonly array: Local;
  readonly kind: string;
  readonly index: Local | number | Place;
}

/** What the pass knows of the arrays of a nest of loops. */
export interface Arrays {
  readonly loops: readonly Loop[];
  readonly once: ReadonlySet<Local>;
  /** Whether `loop` leaves the local alone. */
  isFixed(loop: Loop, local: Local): boolean;
  /** The array behind `local` and the loop that opened a view of it, of which `block` is part. */
  viewed(block: Block, local: Local): { readonly array: Local; readonly loop: Loop } | null;
}

export function knownBounds(arrays: Arrays): KnownBounds {
  return new Bounds(arrays).find();
}

class Bounds {
  private readonly counters = new Map<Loop, Map<Local, Counter>>();
  private readonly isCounter = new Set<Local>();
  private readonly inBounds = new Set<Instr>();
  private readonly tests = new Map<Loop, Map<string, BoundsTest>>();
  private readonly always = new Map<string, boolean>();
  private readonly arrays: Arrays;

  constructor(arrays: Arrays) {
    this.arrays = arrays;
    for (const loop of arrays.loops) {
      const found = countersOf(loop, arrays.once, (local) => arrays.isFixed(loop, local));
      this.counters.set(loop, found);
      for (const counter of found.keys()) this.isCounter.add(counter);
    }
  }

  find(): KnownBounds {
    for (const [block, state] of this.states()) {
      for (let i = 0; i < block.instrs.length; i++) {
        const instr = block.instrs[i]!;
        if (isAccess(instr) && instr.op !== "length" && this.isIn(block, instr, state))
          this.inBounds.add(instr);
        this.step(block, i, state);
      }
    }
    const tests = new Map([...this.tests].map(([loop, found]) => [loop, [...found.values()]]));
    return { inBounds: this.inBounds, tests };
  }

  /** What is known at the start of each block. */
  private states(): Map<Block, State> {
    const loop = this.arrays.loops[0]!;
    const known = new Map<Block, State>([[loop.header, nothing()]]);
    const work = [loop.header];
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      const now = copyOf(known.get(block)!);
      for (let i = 0; i < block.instrs.length; i++) this.step(block, i, now);
      for (const to of new Set(targetsOf(block.term))) {
        if (!loop.blocks.has(to)) continue;
        const next = this.along(block, to, now);
        const before = known.get(to);
        const joined = before === undefined ? next : meet(before, next);
        if (before !== undefined && sizeOf(joined) === sizeOf(before)) continue;
        known.set(to, joined);
        work.push(to);
      }
    }
    return known;
  }

  /** The state where control goes from one block to another: with what the branch tells. */
  private along(from: Block, to: Block, now: State): State {
    const next = copyOf(now);
    for (const [counter, limit] of next.limits)
      if (limit.loop.blocks.has(from) !== limit.loop.blocks.has(to)) next.limits.delete(counter);
    const { term } = from;
    if (term.op !== "branch" || term.then === term.else || term.cond.kind !== "local") return next;
    const { local } = term.cond;
    const test = from.instrs.findLast((i) => definedBy(i) === local);
    if (test?.op !== "compare" || (test.a.kind === "local" && test.a.local.type !== "i32")) return next;
    const holds = term.then === to;
    const how = holds ? test.how : OPPOSITE[test.how];
    if (how === "lt" || how === "le") this.learnLimit(from, to, next, test.a, test.b, how === "lt");
    if (how === "gt" || how === "ge") this.learnLimit(from, to, next, test.b, test.a, how === "gt");
    return next;
  }

  /** Takes in that `low` < `high`, or <= unless `strict`. */
  private learnLimit(
    from: Block,
    to: Block,
    state: State,
    low: Operand,
    high: Operand,
    strict: boolean,
  ): void {
    for (const [side, other, up] of [
      [low, high, true],
      [high, low, false],
    ] as const) {
      const place = side.kind === "local" ? this.placeOf(side.local, state) : null;
      if (place === null) continue;
      const loop = this.loopOf(place.counter, from, to, up);
      const bound = loop === null ? null : this.termOf(loop, other, state);
      if (loop === null || bound === null) continue;
      const plus = bound.plus - place.plus + (strict ? (up ? -1 : 1) : 0);
      state.limits.set(place.counter, { loop, bound: { of: bound.of, plus } });
    }
  }

  /** The innermost loop around both blocks that counts in this direction. */
  private loopOf(counter: Local, from: Block, to: Block, up: boolean): Loop | null {
    const around = this.arrays.loops.filter((l) => l.blocks.has(from) && l.blocks.has(to));
    return around.findLast((l) => this.counters.get(l)!.get(counter)?.up === up) ?? null;
  }

  private termOf(loop: Loop, operand: Operand, state: State): Term | null {
    if (operand.kind === "number" && Number.isInteger(operand.value)) return { of: operand.value, plus: 0 };
    if (operand.kind !== "local" || operand.local.type !== "i32") return null;
    const array = state.lengths.get(operand.local);
    if (array !== undefined && this.arrays.isFixed(loop, array)) return { of: { lengthOf: array }, plus: 0 };
    const root = rootOf(operand.local, state);
    return this.arrays.isFixed(loop, root) ? { of: root, plus: 0 } : null;
  }

  private placeOf(local: Local, state: State): Place | null {
    return this.isCounter.has(local) ? { counter: local, plus: 0 } : (state.places.get(local) ?? null);
  }

  // ---- Instructions --------------------------------------------------------------------------------------

  private step(block: Block, at: number, state: State): void {
    const instr = block.instrs[at]!;
    if (isAccess(instr) && instr.op !== "length") this.pass(instr, state);
    const dst = definedBy(instr);
    if (dst === null) return;
    const before = this.valueOf(block, instr, state);
    const step = this.isCounter.has(dst) ? stepAt(block, at, this.arrays.once) : null;
    forget(state, dst);
    if (this.isCounter.has(dst)) move(state, dst, step);
    else if (before.place !== null) state.places.set(dst, before.place);
    if (before.root !== null && before.root !== dst) state.copies.set(dst, before.root);
    if (before.length !== null) state.lengths.set(dst, before.length);
  }

  /** What the value that `instr` defines is, if that is known. */
  private valueOf(
    block: Block,
    instr: Instr,
    state: State,
  ): { place: Place | null; root: Local | null; length: Local | null } {
    const none = { place: null, root: null, length: null };
    if (instr.op === "copy" && instr.a.kind === "local") {
      const { local } = instr.a;
      const root = rootOf(local, state);
      return { place: this.placeOf(local, state), root, length: state.lengths.get(local) ?? null };
    }
    if (instr.op === "arith" && instr.dst.type === "i32" && instr.b.kind === "number") {
      const place = instr.a.kind === "local" ? this.placeOf(instr.a.local, state) : null;
      const by = instr.how === "add" ? instr.b.value : instr.how === "sub" ? -instr.b.value : null;
      if (place !== null && by !== null) return { ...none, place: { ...place, plus: place.plus + by } };
    }
    if (instr.op === "length" && instr.of !== "string" && instr.obj.kind === "local")
      return { ...none, length: this.arrays.viewed(block, instr.obj.local)?.array ?? null };
    return none;
  }

  private pass(instr: Access, state: State): void {
    const passed = this.passing(instr, state);
    // A boxed value that is not of the kind goes through the path for arrays of values.
    const boxed = instr.op === "array_set" && instr.kind !== "value" && operandType(instr.value) === "value";
    if (passed !== null && !boxed) state.passed.set(keyOf(passed), passed);
  }

  private passing(instr: Access, state: State): Passed | null {
    if (instr.op === "length" || instr.array.kind !== "local") return null;
    const of = instr.op === "array_get" || instr.op === "array_set" ? "array" : "typed";
    const index = this.indexOf(instr.index, state);
    return index === null
      ? null
      : { array: rootOf(instr.array.local, state), kind: `${of}.${instr.kind}`, index };
  }

  private indexOf(operand: Operand, state: State): Local | number | Place | null {
    if (operand.kind === "number") return operand.value;
    if (operand.kind !== "local") return null;
    return this.placeOf(operand.local, state) ?? rootOf(operand.local, state);
  }

  // ---- Answers -------------------------------------------------------------------------------------------

  private isIn(block: Block, instr: Access, state: State): boolean {
    const passed = this.passing(instr, state);
    if (passed === null) return false;
    if (state.passed.has(keyOf(passed))) return true;
    if (typeof passed.index !== "object" || !("counter" in passed.index)) return false;
    return this.isCovered(block, arrayOf(instr), passed.index, state);
  }

  /** Notes the tests that make the access certain, if there are such. */
  private isCovered(block: Block, array: Operand, { counter, plus }: Place, state: State): boolean {
    const limit = state.limits.get(counter);
    const view = array.kind === "local" ? this.arrays.viewed(block, array.local) : null;
    if (limit === undefined || view === null) return false;
    const { loop, bound } = limit;
    if (!view.loop.blocks.has(loop.header) || !this.isInEveryTurn(loop, block)) return false;
    const { up, steps } = this.counters.get(loop)!.get(counter)!;
    const length: Term = { of: { lengthOf: view.array }, plus: 0 };
    const far: Term = { of: bound.of, plus: bound.plus + plus };
    const start: Term = { of: counter, plus };
    const zero: Term = { of: 0, plus: 0 };
    const tests: BoundsTest[] = up
      ? [{ low: zero, high: start }, below(far, length)]
      : [{ low: zero, high: far }, below(start, length)];
    for (const local of steps) tests.push({ low: zero, high: { of: local, plus: 0 } });
    if (tests.some((t) => verdict(t) === false)) return false;
    if (tests.some((t) => !this.canBeTested(loop, t))) return false;
    for (const t of tests) if (verdict(t) === null) this.note(loop, t);
    return true;
  }

  /** Lengths in a test are read from views that are open where the loop is entered. */
  private canBeTested(loop: Loop, { low, high }: BoundsTest): boolean {
    if (Math.abs(low.plus) + Math.abs(high.plus) > LARGEST) return false;
    return [low, high].every(({ of }) => {
      if (typeof of === "number") return Math.abs(of) <= LARGEST;
      if (!isLength(of)) return true;
      return this.arrays.viewed(loop.header, of.lengthOf)?.loop.blocks.has(loop.header) ?? false;
    });
  }

  private note(loop: Loop, test: BoundsTest): void {
    const found = this.tests.get(loop) ?? new Map<string, BoundsTest>();
    this.tests.set(loop, found);
    found.set(`${termKey(test.low)} ${termKey(test.high)}`, test);
  }

  /** Whether control cannot come back to the header without passing `block`. */
  private isInEveryTurn(loop: Loop, block: Block): boolean {
    const key = `${loop.header.id} ${block.id}`;
    const known = this.always.get(key);
    if (known !== undefined) return known;
    const seen = new Set([block]);
    const work = block === loop.header ? [] : [loop.header];
    let isAround = false;
    for (let b = work.pop(); b !== undefined; b = work.pop()) {
      if (seen.has(b)) continue;
      seen.add(b);
      for (const to of targetsOf(b.term)) {
        if (to === loop.header) isAround = true;
        else if (loop.blocks.has(to)) work.push(to);
      }
    }
    this.always.set(key, !isAround);
    return !isAround;
  }
}

/** Constants in tests stay far from where 32 bits end. */
const LARGEST = 2 ** 30;

const OPPOSITE = { lt: "ge", le: "gt", gt: "le", ge: "lt", eq: "ne", ne: "eq" } as const;

/** `low` < `high`. */
function below(low: Term, high: Term): BoundsTest {
  return { low: { of: low.of, plus: low.plus + 1 }, high };
}

/** Whether the test holds, where that is plain; null where it has to be made. */
function verdict({ low, high }: BoundsTest): boolean | null {
  if (typeof low.of === "number" && typeof high.of === "number")
    return low.of + low.plus <= high.of + high.plus;
  if (isLength(low.of) && isLength(high.of) && low.of.lengthOf === high.of.lengthOf && low.plus <= high.plus)
    return true;
  return null;
}

function isLength(of: Term["of"]): of is { readonly lengthOf: Local } {
  return typeof of === "object" && "lengthOf" in of;
}

function termKey({ of, plus }: Term): string {
  if (typeof of === "number") return `${of + plus}`;
  return isLength(of) ? `#${of.lengthOf.id}+${plus}` : `%${of.id}+${plus}`;
}

// ---- States ----------------------------------------------------------------------------------------------

function nothing(): State {
  return { copies: new Map(), places: new Map(), limits: new Map(), lengths: new Map(), passed: new Map() };
}

function copyOf(s: State): State {
  return {
    copies: new Map(s.copies),
    places: new Map(s.places),
    limits: new Map(s.limits),
    lengths: new Map(s.lengths),
    passed: new Map(s.passed),
  };
}

function sizeOf(s: State): number {
  return s.copies.size + s.places.size + s.limits.size + s.lengths.size + s.passed.size;
}

function rootOf(local: Local, state: State): Local {
  return state.copies.get(local) ?? local;
}

/** `local` gets another value: whatever was known through it is not known any more, save what `move` keeps. */
function forget(state: State, local: Local): void {
  state.copies.delete(local);
  state.places.delete(local);
  state.lengths.delete(local);
  for (const [copy, of] of state.copies) if (of === local) state.copies.delete(copy);
  for (const [length, of] of state.lengths) if (of === local) state.lengths.delete(length);
  for (const [key, p] of state.passed) if (p.array === local || p.index === local) state.passed.delete(key);
}

/** The counter takes a step: what is known relative to it shifts with a constant one, and is lost with any other. */
function move(state: State, counter: Local, step: Step | null): void {
  const by = typeof step === "number" ? step : null;
  for (const [local, place] of state.places) {
    if (place.counter !== counter) continue;
    if (by === null) state.places.delete(local);
    else state.places.set(local, { counter, plus: place.plus - by });
  }
  const limit = state.limits.get(counter);
  if (limit !== undefined) {
    const { of, plus } = limit.bound;
    if (by === null) state.limits.delete(counter);
    else state.limits.set(counter, { loop: limit.loop, bound: { of, plus: plus + by } });
  }
  for (const [key, p] of [...state.passed]) {
    if (typeof p.index !== "object" || !("counter" in p.index) || p.index.counter !== counter) continue;
    state.passed.delete(key);
    if (by === null) continue;
    const moved = { ...p, index: { counter, plus: p.index.plus - by } };
    state.passed.set(keyOf(moved), moved);
  }
}

function keyOf({ array, kind, index }: Passed): string {
  const place =
    typeof index === "number"
      ? `${index}`
      : "counter" in index
        ? `@${index.counter.id}+${index.plus}`
        : `%${index.id}`;
  return `${array.id} ${kind} ${place}`;
}

/** What both know. Facts only get lost, so that the analysis ends. */
function meet(a: State, b: State): State {
  const both = <K, V>(x: ReadonlyMap<K, V>, y: ReadonlyMap<K, V>, same: (v: V, w: V) => boolean) =>
    new Map([...x].filter(([k, v]) => y.has(k) && same(v, y.get(k)!)));
  return {
    copies: both(a.copies, b.copies, Object.is),
    places: both(a.places, b.places, (v, w) => v.counter === w.counter && v.plus === w.plus),
    limits: both(a.limits, b.limits, (v, w) => v.loop === w.loop && termKey(v.bound) === termKey(w.bound)),
    lengths: both(a.lengths, b.lengths, Object.is),
    passed: both(a.passed, b.passed, () => true),
  };
}
