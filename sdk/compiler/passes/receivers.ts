// Accesses to objects whose class is known already need no test.
//
//   %1 = get_field %p, Point, x others="refused"         after it, %p is a Point
//   %2 = get_field %p, Point, y others="refused"    =>   %2 = get_slot %p, Point, y
//
// A forward analysis over the blocks of each function, and over the program: parameters of functions that are only
// called directly, captured variables and results are known where all that flows into them is. What is read from slots,
// elements and variables is not. Objects of classes keep their shapes.

import type { Block, Func, Instr, Local, Module, Operand, Shape } from "../ir/types.ts";
import { isSuspendable } from "../ir/types.ts";
import { allOperands, definedBy, targetsOf } from "../ir/walk.ts";
import { isKnown, type KnownShapes } from "./known-shapes.ts";

/** Rounds of the program-wide analysis: each is correct by itself, and later ones find next to nothing. */
const ROUNDS = 4;

export function trustKnownReceivers(module: Module): void {
  const analysis = new Receivers(module);
  for (let i = 0; i < ROUNDS && analysis.round(); i++);
  for (const func of module.functions) analysis.rewrite(func);
}

/** What flows into a place: nothing so far, instances of one shape, or anything. */
type Flow = Shape | "any" | undefined;

class Receivers {
  private readonly module: Module;
  /** Parameters and captures with one shape of object in them. */
  private locals: ReadonlyMap<Local, Shape> = new Map();
  private results: ReadonlyMap<Func, Shape> = new Map();
  /** Functions that are entered by other ways than direct calls. */
  private readonly open: ReadonlySet<Func>;
  /** The instructions of each block that something is learnt from, or passed on by. */
  private readonly telling = new Map<Block, readonly Instr[]>();

  constructor(module: Module) {
    this.module = module;
    this.open = openFunctions(module);
    for (const func of module.functions)
      for (const block of func.blocks) this.telling.set(block, block.instrs.filter(tells));
  }

  /** True when something new is known. */
  round(): boolean {
    const into = new Map<Local, Flow>();
    const out = new Map<Func, Flow>();
    for (const func of this.module.functions) {
      if (isSuspendable(func)) out.set(func, "any");
      for (const [block, start] of this.settled(func)) {
        const known: KnownShapes = new Map(start);
        for (const instr of this.telling.get(block)!) {
          this.flows(known, instr, into);
          this.learn(known, instr);
        }
        if (block.term.op !== "return" || block.term.value === null) continue;
        out.set(func, join(out.get(func), shapeIn(known, block.term.value)));
      }
    }
    const before = this.locals.size + this.results.size;
    this.locals = onlyShapes(into);
    this.results = onlyShapes(out);
    return this.locals.size + this.results.size > before;
  }

  /** Takes in what an instruction passes on to parameters and captures. */
  private flows(known: KnownShapes, instr: Instr, into: Map<Local, Flow>): void {
    const pass = (locals: readonly Local[], operands: readonly Operand[]) => {
      for (const [i, local] of locals.entries())
        if (local.type === "ref") into.set(local, join(into.get(local), shapeIn(known, operands[i])));
    };
    if (instr.op === "new_closure") pass(instr.func.captures, instr.captures);
    else if (instr.op === "call" && !this.open.has(instr.func)) pass(instr.func.params, instr.args);
    else if (instr.op === "call_member" && !this.open.has(instr.func))
      pass(instr.func.params.slice(1), instr.args);
  }

  rewrite(func: Func): void {
    const written = new Map<Block, Instr[]>();
    for (const [block, start] of this.settled(func)) {
      const known: KnownShapes = new Map(start);
      const now: Instr[] = [];
      written.set(block, now);
      for (const [index, instr] of block.instrs.entries()) {
        const next = replacement(known, instr, block, index);
        if (next !== null) now.push(next);
        if (tells(instr)) this.learn(known, instr);
      }
    }
    for (const [block, instrs] of written) block.instrs = instrs;
  }

  /** What is known at the start of each block that can be reached. */
  private settled(func: Func): ReadonlyMap<Block, ReadonlyMap<Local, Shape>> {
    const known = new Map<Block, KnownShapes>([[func.blocks[0]!, this.atEntry(func)]]);
    const work = [func.blocks[0]!];
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      const start = known.get(block)!;
      const now: KnownShapes = new Map(start);
      for (const instr of this.telling.get(block)!) this.learn(now, instr);
      const to: [Block, KnownShapes][] = targetsOf(block.term).map((t) => [t, onEdge(now, block!, t)]);
      if (block.handler !== null) to.push([block.handler, without(start, block)]);
      for (const [next, state] of to) {
        const before = known.get(next);
        const joined = before === undefined ? state : meet(before, state);
        if (before !== undefined && joined.size === before.size) continue;
        known.set(next, joined);
        work.push(next);
      }
    }
    return known;
  }

  private atEntry(func: Func): KnownShapes {
    const known: KnownShapes = new Map();
    for (const local of [...func.params, ...func.captures]) {
      const shape = this.locals.get(local);
      if (shape !== undefined) known.set(local, shape);
    }
    const [self] = func.params;
    if (func.thisShape !== null && self?.type === "ref") known.set(self, func.thisShape);
    return known;
  }

  private learn(known: KnownShapes, instr: Instr): void {
    if (
      (instr.op === "get_field" || instr.op === "set_field" || instr.op === "call_member") &&
      instr.others !== undefined &&
      instr.obj.kind === "local" &&
      !isKnown(known, instr.obj, instr.shape)
    )
      known.set(instr.obj.local, instr.shape);
    const dst = definedBy(instr);
    if (dst === null) return;
    const made = this.shapeMade(known, instr);
    if (made === undefined) known.delete(dst);
    else known.set(dst, made);
  }

  private shapeMade(known: KnownShapes, instr: Instr): Shape | undefined {
    if (instr.op === "copy") return shapeIn(known, instr.a);
    if (instr.op === "new_object") return instr.shape.cls === null ? undefined : instr.shape;
    if (instr.op === "call") return this.results.get(instr.func);
    const isSure = instr.op === "call_member" && instr.slot === null && instr.others !== undefined;
    return isSure ? this.results.get(instr.func) : undefined;
  }
}

/** Only references have shapes: no other assignment teaches anything, or makes anything unknown. */
function tells(instr: Instr): boolean {
  switch (instr.op) {
    case "get_field":
    case "set_field":
    case "call_member":
    case "call":
    case "new_closure":
      return true;
    default:
      return definedBy(instr)?.type === "ref";
  }
}

function shapeIn(known: KnownShapes, operand: Operand | undefined): Shape | undefined {
  return operand?.kind === "local" ? known.get(operand.local) : undefined;
}

function join(a: Flow, b: Shape | undefined): Flow {
  if (b === undefined) return "any";
  if (a === undefined || a === "any") return a ?? b;
  for (let s: Shape | null = a; s !== null; s = s.parent) if (extendsShape(b, s)) return s;
  return "any";
}

function extendsShape(shape: Shape, of: Shape): boolean {
  for (let s: Shape | null = shape; s !== null; s = s.parent) if (s === of) return true;
  return false;
}

function onlyShapes<K>(flows: ReadonlyMap<K, Flow>): Map<K, Shape> {
  const known = new Map<K, Shape>();
  for (const [key, flow] of flows) if (typeof flow === "object") known.set(key, flow);
  return known;
}

/** What both know. Shapes only get lost, so that the analysis ends. */
function meet(a: KnownShapes, b: KnownShapes): KnownShapes {
  return new Map([...a].filter(([local, shape]) => b.get(local) === shape));
}

/** What is known wherever the block is left by an exception. */
function without(start: KnownShapes, block: Block): KnownShapes {
  const known: KnownShapes = new Map(start);
  for (const instr of block.instrs) {
    const dst = definedBy(instr);
    if (dst !== null) known.delete(dst);
  }
  return known;
}

/** What is known behind the branch at the end of `from` that leads to `to`: the last instruction may be its test. */
function onEdge(known: KnownShapes, from: Block, to: Block): KnownShapes {
  const { term } = from;
  const test = from.instrs.at(-1);
  if (term.op !== "branch" || term.then !== to || term.else === to || test?.op !== "has_shape") return known;
  if (term.cond.kind !== "local" || term.cond.local !== test.dst || test.obj.kind !== "local") return known;
  if (test.shape.cls === null || isKnown(known, test.obj, test.shape)) return known;
  return new Map([...known, [test.obj.local, test.shape]]);
}

/** What the instruction becomes; null when nothing is left to do. */
function replacement(known: KnownShapes, instr: Instr, block: Block, index: number): Instr | null {
  const loc = instr.loc === undefined ? {} : { loc: instr.loc };
  switch (instr.op) {
    case "get_field": {
      const { dst, obj, shape, slot } = instr;
      return isKnown(known, obj, shape) ? { op: "get_slot", dst, obj, shape, slot, ...loc } : instr;
    }
    case "set_field": {
      const { obj, shape, slot, value } = instr;
      return isKnown(known, obj, shape) ? { op: "set_slot", obj, shape, slot, value, ...loc } : instr;
    }
    case "call_member": {
      const { dst, obj, func, args } = instr;
      if (!isKnown(known, obj, instr.shape)) return instr;
      if (instr.slot === null) return { op: "call", dst, func, env: null, args: [obj, ...args], ...loc };
      return { op: "call_virtual", dst, shape: instr.shape, slot: instr.slot, obj, args, ...loc };
    }
    case "runtime":
      return instr.name === "require_object" && isRequired(known, block, index) ? null : instr;
    default:
      return instr;
  }
}

/** True when a pattern takes apart an object whose shape is known, or is tested next. */
function isRequired(known: KnownShapes, block: Block, index: number): boolean {
  const [box, , next] = block.instrs.slice(index - 1, index + 2);
  if (index === 0 || box?.op !== "convert" || box.how !== "box" || box.a.kind !== "local") return false;
  if (known.has(box.a.local)) return true;
  return (
    next?.op === "get_field" &&
    next.others !== undefined &&
    next.obj.kind === "local" &&
    next.obj.local === box.a.local
  );
}

/** Functions that something enters with arguments that no instruction shows. */
function openFunctions(module: Module): Set<Func> {
  const open = new Set<Func>([module.entry, ...module.hooks.values()]);
  for (const s of module.shapes) for (const f of [...s.vtable, ...s.methods.map((m) => m.func)]) open.add(f);
  for (const b of module.builtins) for (const f of [b.func, b.owner]) if (f) open.add(f);
  for (const c of module.classes)
    for (const f of [c.construct, c.call, ...c.statics.map((m) => m.func)]) if (f) open.add(f);
  for (const func of module.functions) {
    if (func.needsGenericEntry) open.add(func);
    if (func.generator !== null)
      for (const f of [func.generator.make, func.generator.wait]) if (f) open.add(f);
    for (const o of allOperands(func)) if (o.kind === "function") open.add(o.func);
    for (const b of func.blocks) for (const i of b.instrs) if (i.op === "new_closure") open.add(i.func);
  }
  return open;
}
