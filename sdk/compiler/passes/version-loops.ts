// Gives loops over arrays a fast version in which nothing can change an array's layout.
//
//   loop { .. a[i] .. }   =>   if a has elements of that kind: v = view a, fast loop { .. v[i] .. }
//                              else loop { .. a[i] .. }
//
// In a loop without calls, an array that no instruction of the loop assigns keeps its kind, its length and the place of
// its elements, so the fast version asks for them once. Whatever does not fit there (an index out of bounds, another
// kind of element, an object of another shape) has done nothing yet: control goes on at the same instruction of the
// loop as it was, for good. Functions that the suspend pass has split keep their locals in a frame and are left alone,
// and so are most of Ingot's own modules, for size.

import { operandType, use } from "../ir/build.ts";
import {
  type ArrayKind,
  type Block,
  type Func,
  type Instr,
  isSuspendable,
  type Local,
  type Module,
  type Operand,
  type Terminator,
  type TypedArrayKind,
} from "../ir/types.ts";
import { definedBy, nextBlockId, nextLocalId } from "../ir/walk.ts";
import { type BoundsTest, type KnownBounds, knownBounds, type Term } from "./known-bounds.ts";
import { isKnown, type KnownShapes, knownShapes, learn, type ShapeGuard } from "./known-shapes.ts";
import { type Access, arrayOf, calmFunctions, canBeVersioned, isAccess, isGuarded } from "./loop-effects.ts";
import { type Loop, naturalLoops } from "./loops.ts";

/** What a view of an array must be of. */
interface Wanted {
  readonly array: Local;
  readonly of: "array" | "typed";
  readonly kind: ArrayKind | TypedArrayKind;
}

interface View extends Wanted {
  readonly local: Local;
}

/** Ingot's own modules, which are to be small, save what computes for its own sake. */
const SMALL = /^ingot\/(boards|hal|loader|runtime\/(?!crypto\/|net\/.*checksum))/;

export function versionLoops(module: Module): void {
  const calm = calmFunctions(module);
  for (const func of module.functions) {
    if (func.frame !== undefined || isSuspendable(func) || SMALL.test(func.name)) continue;
    const loops = naturalLoops(func);
    if (loops.length === 0) continue;
    const done = new Set<Block>();
    const once = assignedOnce(func);
    for (const loop of loops) {
      if (done.has(loop.header) || !canBeVersioned(loop, calm) || !viewable(loop, once)) continue;
      const inside = [loop, ...loops.filter((l) => l !== loop && loop.blocks.has(l.header))];
      for (const b of loop.blocks) done.add(b);
      new Versioning(func, loop, inside, once).run();
    }
  }
}

/** Locals that one instruction of the function assigns. */
function assignedOnce(func: Func): Set<Local> {
  const once = new Set<Local>();
  const more = new Set<Local>(func.params);
  for (const b of func.blocks) {
    for (const instr of b.instrs) {
      const dst = definedBy(instr);
      if (dst === null || more.has(dst)) continue;
      if (once.delete(dst)) more.add(dst);
      else once.add(dst);
    }
  }
  return once;
}

/** Some array is accessed that the loop does not assign. */
function viewable(loop: Loop, once: ReadonlySet<Local>): boolean {
  const fixed = fixedIn(loop, once);
  for (const b of loop.blocks) if (b.instrs.some((i) => wantedBy(i, fixed) !== null)) return true;
  return false;
}

/** For a local, the local that holds the same throughout the loop and is not assigned in it, or null. */
type Fixed = (local: Local) => Local | null;

/** Lowering copies variables before it uses them: such a copy, assigned nowhere else, stands for the variable. */
function fixedIn(loop: Loop, once: ReadonlySet<Local>): Fixed {
  const assigned = new Map<Local, Instr | null>();
  for (const b of loop.blocks) {
    for (const instr of b.instrs) {
      const dst = definedBy(instr);
      if (dst !== null) assigned.set(dst, once.has(dst) ? instr : null);
    }
  }
  return (local) => {
    let at = local;
    for (let by = assigned.get(at); by !== undefined; by = assigned.get(at)) {
      if (by?.op !== "copy" || by.a.kind !== "local") return null;
      at = by.a.local;
    }
    return at;
  };
}

/** The view that would serve an access to an array that the loop leaves alone. */
function wantedBy(instr: Instr, fixed: Fixed): Wanted | null {
  if (!isAccess(instr) || instr.op === "length" || instr.array.kind !== "local") return null;
  const array = fixed(instr.array.local);
  if (array === null) return null;
  const of = instr.op === "array_get" || instr.op === "array_set" ? "array" : "typed";
  return { array, of, kind: instr.kind };
}

class Versioning {
  private readonly func: Func;
  private readonly loop: Loop;
  /** Inner loops included, outer ones first. */
  private readonly loops: readonly Loop[];
  /** The fast block of each block of the loop. */
  private readonly fast = new Map<Block, Block>();
  /** Where the fast version enters each loop: opens its views. */
  private readonly entries = new Map<Loop, Block>();
  private readonly guards = new Map<Loop, ShapeGuard[]>();
  private readonly views = new Map<Loop, View[]>();
  private readonly once: ReadonlySet<Local>;
  private readonly fixedBy = new Map<Loop, Fixed>();
  private known: ReadonlyMap<Block, KnownShapes> = new Map();
  private bounds: KnownBounds = { inBounds: new Set(), tests: new Map() };
  private readonly added: Block[] = [];
  private nextBlock: number;
  private nextLocal: number;

  constructor(func: Func, loop: Loop, loops: readonly Loop[], once: ReadonlySet<Local>) {
    this.func = func;
    this.once = once;
    this.loop = loop;
    this.loops = loops;
    this.nextBlock = nextBlockId(func);
    this.nextLocal = nextLocalId(func);
  }

  run(): void {
    const { func, loop } = this;
    this.splitAtAccesses();
    const original = func.blocks.filter((b) => loop.blocks.has(b));
    for (const l of this.loops) this.views.set(l, this.chooseViews(l));
    for (const l of this.loops) this.guards.set(l, this.chooseGuards(l));
    this.known = knownShapes(this.loops, (l) => this.guards.get(l)!);
    this.bounds = knownBounds({
      loops: this.loops,
      once: this.once,
      isFixed: (l, local) => this.fixed(l)(local) === local,
      viewed: (block, local) => this.viewOf(block, local),
    });
    for (const b of original) this.fast.set(b, this.block(b));
    for (const l of this.loops) this.entries.set(l, this.openViews(l));
    for (const b of original) this.writeFast(b);
    const entry = this.entries.get(loop)!;
    for (const b of func.blocks) {
      if (!loop.blocks.has(b)) b.term = retarget(b.term, (to) => (to === loop.header ? entry : to));
    }
    // The loop as it was runs seldom: out of the way, behind everything.
    const at = func.blocks.indexOf(loop.header);
    const before = func.blocks.slice(0, at).filter((b) => !loop.blocks.has(b));
    const after = func.blocks.slice(at).filter((b) => !loop.blocks.has(b));
    func.blocks = [...before, ...this.inOrder(entry), ...after, ...original];
  }

  /** The added blocks, the entry first: it may be where the function begins. */
  private inOrder(entry: Block): Block[] {
    const at = this.added.indexOf(entry);
    return [...this.added.slice(at), ...this.added.slice(0, at)];
  }

  /** Every access and guarded field becomes the first instruction of a block, where the fast version can hand over. */
  private splitAtAccesses(): void {
    const { func } = this;
    const blocks: Block[] = [];
    for (const block of func.blocks) {
      blocks.push(block);
      if (!this.loop.blocks.has(block)) continue;
      let rest = block;
      for (let i = 1; i < rest.instrs.length; i++) {
        if (!isGuarded(rest.instrs[i]!)) continue;
        const next = this.bare(rest);
        next.instrs = rest.instrs.slice(i);
        next.term = rest.term;
        rest.instrs = rest.instrs.slice(0, i);
        rest.term = { op: "jump", to: next };
        for (const l of this.loops) if (l.blocks.has(block)) l.blocks.add(next);
        blocks.push(next);
        rest = next;
        i = 0;
      }
    }
    func.blocks = blocks;
  }

  /** Views that `loop` opens: of arrays it does not assign, unless a loop around it has them already. */
  private chooseViews(loop: Loop): View[] {
    const fixed = this.fixed(loop);
    const outer = this.loops.filter((l) => l !== loop && l.blocks.has(loop.header));
    const views: View[] = [];
    for (const b of loop.blocks) {
      for (const instr of b.instrs) {
        const wanted = wantedBy(instr, fixed);
        if (wanted === null) continue;
        const same = (v: View) => v.array === wanted.array;
        if (views.some(same) || outer.some((l) => this.views.get(l)?.some(same))) continue;
        views.push({ ...wanted, local: this.local(`${wanted.array.name}_view`, "ref") });
      }
    }
    return views;
  }

  /** Tests of objects that the loop does not assign and whose fields it uses, one shape each. */
  private chooseGuards(loop: Loop): ShapeGuard[] {
    const fixed = this.fixed(loop);
    const outer = this.loops.filter((l) => l !== loop && l.blocks.has(loop.header));
    const guards: ShapeGuard[] = [];
    for (const b of loop.blocks) {
      for (const instr of b.instrs) {
        if ((instr.op !== "get_field" && instr.op !== "set_field") || instr.obj.kind !== "local") continue;
        const local = fixed(instr.obj.local);
        const same = (g: ShapeGuard) => g.local === local;
        if (local === null || guards.some(same) || outer.some((l) => this.guards.get(l)?.some(same)))
          continue;
        guards.push({ local, shape: instr.shape });
      }
    }
    return guards;
  }

  private openViews(loop: Loop): Block {
    const header = this.fast.get(loop.header)!;
    const first = this.block(loop.header);
    let at = first;
    for (const view of this.views.get(loop)!) {
      const ok = this.local("", "bool");
      const array = use(view.array);
      at.instrs.push({ op: "has_elements", dst: ok, of: view.of, kind: view.kind, array });
      const next = this.block(loop.header);
      at.term = branch(ok, next, loop.header);
      next.instrs.push({ op: "view", dst: view.local, of: view.of, array });
      at = next;
    }
    for (const { local, shape } of this.guards.get(loop)!) {
      const ok = this.local("", "bool");
      at.instrs.push({ op: "has_shape", dst: ok, obj: use(local), shape, subclasses: true });
      const next = this.block(loop.header);
      at.term = branch(ok, next, loop.header);
      at = next;
    }
    for (const test of this.bounds.tests.get(loop) ?? []) {
      const next = this.block(loop.header);
      at.term = branch(this.testBounds(at, loop, test), next, loop.header);
      at = next;
    }
    at.term = { op: "jump", to: header };
    return first;
  }

  /** Writes `low` <= `high`. Only lengths are added to, at most their own value taken away: nothing overflows. */
  private testBounds(at: Block, loop: Loop, { low, high }: BoundsTest): Local {
    const ok = this.local("", "bool");
    const above = low.plus - high.plus;
    const a = this.term(at, loop, low.of, typeof low.of === "number" ? above : 0);
    const fromHigh =
      typeof low.of === "number" ? 0 : typeof high.of === "number" ? above : Math.max(above, 0);
    const b = this.term(at, loop, high.of, -fromHigh);
    at.instrs.push({ op: "compare", dst: ok, how: "le", a, b });
    return ok;
  }

  private term(at: Block, loop: Loop, of: Term["of"], plus: number): Operand {
    if (typeof of === "number") return { kind: "number", type: "i32", value: of + plus };
    if (!("lengthOf" in of)) return use(of);
    const length = this.local("", "i32");
    const view = this.viewOf(loop.header, of.lengthOf)!.view;
    at.instrs.push({ op: "length", dst: length, of: view.of, obj: use(view.local), known: "kind" });
    if (plus === 0) return use(length);
    const sum = this.local("", "i32");
    at.instrs.push({
      op: "arith",
      how: "add",
      dst: sum,
      a: use(length),
      b: { kind: "number", type: "i32", value: plus },
    });
    return use(sum);
  }

  private writeFast(block: Block): void {
    let at = this.fast.get(block)!;
    const known = new Map(this.known.get(block));
    for (const [i, instr] of block.instrs.entries()) {
      const certain = this.certain(instr, known);
      if (certain !== null) at.instrs.push(certain);
      else if (i > 0 || !isGuarded(instr)) at.instrs.push({ ...instr });
      else at = this.attempt(at, block, instr);
      learn(known, instr);
    }
    at.term = retarget(block.term, (to) => this.target(block, to));
  }

  /** Where the fast version of `from` goes instead of `to`. */
  private target(from: Block, to: Block): Block {
    const entered = this.loops.find((l) => l.header === to && !l.blocks.has(from));
    return (entered === undefined ? this.fast.get(to) : this.entries.get(entered)) ?? to;
  }

  /** A guarded field of an object whose shape is known: its slot, without the guard. */
  private certain(instr: Instr, known: KnownShapes): Instr | null {
    if (instr.op !== "get_field" && instr.op !== "set_field") return null;
    if (!isKnown(known, instr.obj, instr.shape)) return null;
    return slotAccess(instr);
  }

  /** Writes the fast path of `instr`, the first of `block`; whatever it does not cover goes on in `block`. */
  private attempt(at: Block, block: Block, instr: Instr): Block {
    const isField = instr.op === "get_field" || instr.op === "set_field";
    const access = isField ? null : this.inBounds(this.throughView(block, instr as Access), instr);
    if (access !== null && isCertain(access)) {
      at.instrs.push(access);
      return at;
    }
    const ok = this.local("", "bool");
    const next = this.block(block);
    at.term = branch(ok, next, block);
    if (access !== null) at.instrs.push({ ...access, ok: use(ok) });
    else if (isField) {
      at.instrs.push({ op: "has_shape", dst: ok, obj: instr.obj, shape: instr.shape, subclasses: true });
      next.instrs.push(slotAccess(instr));
    }
    return next;
  }

  /** The access, with the view of its array if some loop around `block` has opened one. */
  private throughView(block: Block, instr: Access): Access {
    const array = arrayOf(instr);
    const found = array.kind === "local" ? this.viewOf(block, array.local) : null;
    if (found === null) return { ...instr };
    const { view } = found;
    if (instr.op === "length")
      return view.of === instr.of ? { ...instr, obj: use(view.local), known: "kind" } : { ...instr };
    const of = instr.op === "array_get" || instr.op === "array_set" ? "array" : "typed";
    return view.of === of && view.kind === instr.kind ? { ...instr, array: use(view.local) } : { ...instr };
  }

  private inBounds(access: Access, original: Instr): Access {
    if (access.op === "length" || !this.bounds.inBounds.has(original)) return access;
    return { ...access, known: "element" };
  }

  /** The view of the array in `local` that the outermost loop around `block` to have one has opened. */
  private viewOf(block: Block, local: Local): { array: Local; loop: Loop; view: View } | null {
    for (const loop of this.loops) {
      if (!loop.blocks.has(block)) continue;
      const array = this.fixed(loop)(local);
      const view = array === null ? undefined : this.views.get(loop)!.find((v) => v.array === array);
      if (view !== undefined) return { array: view.array, loop, view };
    }
    return null;
  }

  private fixed(loop: Loop): Fixed {
    const known = this.fixedBy.get(loop) ?? fixedIn(loop, this.once);
    this.fixedBy.set(loop, known);
    return known;
  }

  private bare(like: Block): Block {
    return { id: this.nextBlock++, instrs: [], term: { op: "unreachable" }, handler: like.handler };
  }

  private block(like: Block): Block {
    const block = this.bare(like);
    this.added.push(block);
    return block;
  }

  private local(name: string, type: "ref" | "bool" | "i32"): Local {
    const local: Local = { id: this.nextLocal++, name, type };
    this.func.locals.push(local);
    return local;
  }
}

function branch(ok: Local, taken: Block, otherwise: Block): Terminator {
  // biome-ignore lint/suspicious/noThenProperty: the IR's own name for it; nothing awaits a terminator
  return { op: "branch", cond: use(ok), then: taken, else: otherwise };
}

function slotAccess(instr: Instr & { op: "get_field" | "set_field" }): Instr {
  const { obj, shape, slot } = instr;
  const loc = instr.loc === undefined ? {} : { loc: instr.loc };
  if (instr.op === "get_field") return { op: "get_slot", dst: instr.dst, obj, shape, slot, ...loc };
  return { op: "set_slot", obj, shape, slot, value: instr.value, ...loc };
}

/** Cannot miss. */
function isCertain(instr: Access): boolean {
  if (instr.op === "length") return instr.known !== undefined;
  if (instr.known !== "element") return false;
  if (instr.op === "array_set") return instr.kind === "value" || operandType(instr.value) !== "value";
  if (instr.op !== "array_get") return true;
  const { result, kind } = instr;
  return result === "value" || (result === "number" ? kind === "f64" : kind === "ref");
}

function retarget(term: Terminator, f: (to: Block) => Block): Terminator {
  switch (term.op) {
    case "jump":
      return { ...term, to: f(term.to) };
    case "branch":
      // biome-ignore lint/suspicious/noThenProperty: the IR's own name for it; nothing awaits a terminator
      return { ...term, then: f(term.then), else: f(term.else) };
    case "switch":
      return {
        ...term,
        cases: term.cases.map((c) => ({ value: c.value, to: f(c.to) })),
        default: f(term.default),
      };
    default:
      return term;
  }
}
