// What a loop without calls knows of the shapes of its objects: a local that has been tested once stays tested.
//
// A forward analysis over the blocks of one loop, meeting where paths join. Valid only where nothing can change the
// shape of an object (loop-effects.ts), and only on paths on which guarded accesses have found the shape they guard for.

import type { Block, Instr, Local, Operand, Shape } from "../ir/types.ts";
import { definedBy, targetsOf } from "../ir/walk.ts";
import type { Loop } from "./loops.ts";

/** The shape that an object in a local has, or that it extends. */
export type KnownShapes = Map<Local, Shape>;

/** A test before a loop, of a local that the loop does not assign. */
export interface ShapeGuard {
  readonly local: Local;
  readonly shape: Shape;
}

/**
 * What is known at the start of each block of `loop`, which is `loops[0]`; the others are inside it. `guards` are the
 * tests that control passes when it enters each of them from outside.
 */
export function knownShapes(
  loops: readonly Loop[],
  guards: (loop: Loop) => readonly ShapeGuard[],
): Map<Block, KnownShapes> {
  const loop = loops[0]!;
  const known = new Map<Block, KnownShapes>([
    [loop.header, new Map(guards(loop).map((g) => [g.local, g.shape]))],
  ]);
  const work = [loop.header];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    const block = at;
    const now: KnownShapes = new Map(known.get(block));
    for (const instr of block.instrs) learn(now, instr);
    for (const to of targetsOf(block.term)) {
      if (!loop.blocks.has(to)) continue;
      const before = known.get(to);
      const next = new Map(now);
      const entered = loops.find((l) => l.header === to && !l.blocks.has(block));
      if (entered !== undefined) for (const g of guards(entered)) next.set(g.local, g.shape);
      const joined = before === undefined ? next : meet(before, next);
      if (before !== undefined && joined.size === before.size) continue;
      known.set(to, joined);
      work.push(to);
    }
  }
  return known;
}

/** What both know. Shapes only get lost, so that the analysis ends. */
function meet(a: KnownShapes, b: KnownShapes): KnownShapes {
  return new Map([...a].filter(([local, shape]) => b.get(local) === shape));
}

/** Takes in what executing `instr` tells. */
export function learn(known: KnownShapes, instr: Instr): void {
  if (instr.op === "get_field" || instr.op === "set_field") {
    if (instr.obj.kind === "local" && !isKnown(known, instr.obj, instr.shape))
      known.set(instr.obj.local, instr.shape);
  }
  const dst = definedBy(instr);
  if (dst === null) return;
  const copied = instr.op === "copy" && instr.a.kind === "local" ? known.get(instr.a.local) : undefined;
  if (copied === undefined) known.delete(dst);
  else known.set(dst, copied);
}

/** True when the object is known to have `shape` or one that extends it. */
export function isKnown(known: ReadonlyMap<Local, Shape>, obj: Operand, shape: Shape): boolean {
  if (obj.kind !== "local") return false;
  for (let s: Shape | null = known.get(obj.local) ?? null; s !== null; s = s.parent)
    if (s === shape) return true;
  return false;
}
