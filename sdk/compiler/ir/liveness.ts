// Liveness of locals: which may still be read at the start of each block.
//
// The classic backward fixpoint, with one addition: any instruction of a block can leave for its handler, so
// what the handler reads is live throughout the block. Conservative, never too small.

import type { Block, Func, Local } from "./types.ts";
import { definedBy, operandOfTerm, operandsOf, targetsOf } from "./walk.ts";

export interface Liveness {
  /** Ids of locals live on entry of the block. */
  in(block: Block): ReadonlySet<number>;
  /** Ids of locals live after each instruction of the block, index by index. */
  after(block: Block): ReadonlySet<number>[];
}

export function liveness(func: Func): Liveness {
  const live = new Map<Block, Set<number>>(func.blocks.map((b) => [b, new Set()]));
  const none: ReadonlySet<number> = new Set();
  const before = (block: Block | null) => (block === null ? none : (live.get(block) ?? none));

  const scan = (block: Block, each?: (index: number, now: ReadonlySet<number>) => void): Set<number> => {
    const held = before(block.handler);
    const now = new Set(held);
    for (const to of targetsOf(block.term)) for (const id of before(to)) now.add(id);
    const last = operandOfTerm(block.term);
    if (last?.kind === "local") now.add(last.local.id);
    for (let i = block.instrs.length - 1; i >= 0; i--) {
      const instr = block.instrs[i]!;
      each?.(i, now);
      const dst: Local | null = definedBy(instr);
      if (dst !== null && !held.has(dst.id)) now.delete(dst.id);
      for (const a of operandsOf(instr)) if (a.kind === "local") now.add(a.local.id);
    }
    return now;
  };

  for (let changed = true; changed; ) {
    changed = false;
    for (let i = func.blocks.length - 1; i >= 0; i--) {
      const block = func.blocks[i]!;
      const now = scan(block);
      if (now.size !== live.get(block)!.size) {
        live.set(block, now);
        changed = true;
      }
    }
  }
  return {
    in: (block) => before(block),
    after: (block) => {
      const result: Set<number>[] = [];
      scan(block, (index, now) => {
        result[index] = new Set(now);
      });
      return result;
    },
  };
}
