// Liveness of locals: which may still be read at the start of each block.
//
// The classic backward fixpoint, with one addition: any instruction of a block can leave for its handler, so
// what the handler reads is live throughout the block. Conservative, never too small. Sets are bits while the fixpoint
// is sought, by the ids of locals.

import type { Block, Func } from "./types.ts";
import { definedBy, nextLocalId, operandOfTerm, operandsOf, targetsOf } from "./walk.ts";

export interface Liveness {
  /** Ids of locals live on entry of the block. */
  in(block: Block): ReadonlySet<number>;
  /** Ids of locals live after each instruction of the block, index by index. */
  after(block: Block): ReadonlySet<number>[];
}

/** What a block does to the set, without looking at its instructions again. */
interface Summary {
  readonly block: Block;
  /** Read before the block assigns them. */
  readonly reads: Uint32Array;
  readonly assigns: Uint32Array;
  /** Live on entry, as far as is known. */
  readonly live: Uint32Array;
}

const NONE: ReadonlySet<number> = new Set();

export function liveness(func: Func): Liveness {
  const words = (nextLocalId(func) + 31) >>> 5;
  const summaries = new Map(func.blocks.map((block) => [block, summarise(block, words)]));
  const backwards = [...summaries.values()].reverse();
  for (let changed = true; changed; ) {
    changed = false;
    for (const summary of backwards) if (grow(summary, summaries)) changed = true;
  }

  const sets = new Map<Block, ReadonlySet<number>>();
  const liveIn = (block: Block): ReadonlySet<number> => {
    const known = sets.get(block);
    if (known !== undefined) return known;
    const summary = summaries.get(block);
    const set = summary === undefined ? NONE : setOf(summary.live);
    sets.set(block, set);
    return set;
  };
  return { in: liveIn, after: (block) => liveAfter(block, liveIn) };
}

function summarise(block: Block, words: number): Summary {
  const reads = new Uint32Array(words);
  const assigns = new Uint32Array(words);
  const last = operandOfTerm(block.term);
  if (last?.kind === "local") add(reads, last.local.id);
  for (let i = block.instrs.length - 1; i >= 0; i--) {
    const instr = block.instrs[i]!;
    const dst = definedBy(instr);
    if (dst !== null) {
      add(assigns, dst.id);
      reads[dst.id >>> 5]! &= ~(1 << (dst.id & 31));
    }
    for (const o of operandsOf(instr)) if (o.kind === "local") add(reads, o.local.id);
  }
  return { block, reads, assigns, live: reads.slice() };
}

/** True when something has become live on entry of the block. */
function grow({ block, assigns, live }: Summary, all: ReadonlyMap<Block, Summary>): boolean {
  let changed = false;
  const targets = targetsOf(block.term).map((to) => all.get(to)?.live);
  const handler = block.handler === null ? undefined : all.get(block.handler)?.live;
  for (let w = 0; w < live.length; w++) {
    let behind = 0;
    for (const target of targets) if (target !== undefined) behind |= target[w]!;
    behind &= ~assigns[w]!;
    if (handler !== undefined) behind |= handler[w]!;
    const grown = (live[w]! | behind) >>> 0;
    if (grown === live[w]) continue;
    live[w] = grown;
    changed = true;
  }
  return changed;
}

function liveAfter(block: Block, liveIn: (block: Block) => ReadonlySet<number>): Set<number>[] {
  const held = block.handler === null ? NONE : liveIn(block.handler);
  const now = new Set(held);
  for (const to of targetsOf(block.term)) for (const id of liveIn(to)) now.add(id);
  const last = operandOfTerm(block.term);
  if (last?.kind === "local") now.add(last.local.id);
  const result: Set<number>[] = [];
  for (let i = block.instrs.length - 1; i >= 0; i--) {
    const instr = block.instrs[i]!;
    result[i] = new Set(now);
    const dst = definedBy(instr);
    if (dst !== null && !held.has(dst.id)) now.delete(dst.id);
    for (const o of operandsOf(instr)) if (o.kind === "local") now.add(o.local.id);
  }
  return result;
}

function add(bits: Uint32Array, id: number): void {
  bits[id >>> 5]! |= 1 << (id & 31);
}

function setOf(bits: Uint32Array): Set<number> {
  const set = new Set<number>();
  for (const [w, word] of bits.entries()) {
    for (let left = word; left !== 0; left &= left - 1) set.add(32 * w + 31 - Math.clz32(left & -left));
  }
  return set;
}
