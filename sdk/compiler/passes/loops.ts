// The natural loops of a function: which blocks a back edge encloses, and how loops nest.
//
// Dominators by the iterative algorithm over reverse postorder (Cooper, Harvey, Kennedy). Loops with more than one
// entry are no natural loops and are left out. Changes nothing.

import type { Block, Func } from "../ir/types.ts";
import { targetsOf } from "../ir/walk.ts";

export interface Loop {
  /** The only block of the loop that control enters from outside. */
  readonly header: Block;
  readonly blocks: Set<Block>;
}

/** The loops of `func`, outer ones before those inside them. */
export function naturalLoops(func: Func): Loop[] {
  const order = reversePostorder(func);
  const number = new Map(order.map((b, i) => [b, i]));
  const predecessors = new Map<Block, Block[]>(order.map((b) => [b, []]));
  for (const b of order) for (const to of successorsOf(b)) predecessors.get(to)!.push(b);
  const dominator = immediateDominators(order, number, predecessors);
  const dominates = (a: Block, b: Block): boolean => {
    let at = number.get(b)!;
    const wanted = number.get(a)!;
    while (at > wanted) at = dominator[at]!;
    return at === wanted;
  };
  const loops = new Map<Block, Loop>();
  for (const end of order) {
    for (const header of targetsOf(end.term)) {
      if (!dominates(header, end)) continue;
      const loop = loops.get(header) ?? { header, blocks: new Set([header]) };
      loops.set(header, loop);
      enclose(loop.blocks, end, predecessors);
    }
  }
  return [...loops.values()].sort((a, b) => b.blocks.size - a.blocks.size);
}

/** Adds the blocks from which `end` is reached without passing the header. */
function enclose(blocks: Set<Block>, end: Block, predecessors: ReadonlyMap<Block, readonly Block[]>): void {
  const work = [end];
  for (let b = work.pop(); b !== undefined; b = work.pop()) {
    if (blocks.has(b)) continue;
    blocks.add(b);
    work.push(...predecessors.get(b)!);
  }
}

/** Where control can go from a block, exceptions included. */
function successorsOf(block: Block): Block[] {
  return block.handler === null ? targetsOf(block.term) : [...targetsOf(block.term), block.handler];
}

function reversePostorder(func: Func): Block[] {
  const seen = new Set<Block>();
  const order: Block[] = [];
  const stack: { block: Block; rest: Block[] }[] = [];
  const enter = (block: Block) => {
    if (seen.has(block)) return;
    seen.add(block);
    stack.push({ block, rest: successorsOf(block) });
  };
  enter(func.blocks[0]!);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.rest.pop();
    if (next !== undefined) enter(next);
    else {
      order.push(top.block);
      stack.pop();
    }
  }
  return order.reverse();
}

/** By number in reverse postorder; the entry is its own. */
function immediateDominators(
  order: readonly Block[],
  number: ReadonlyMap<Block, number>,
  predecessors: ReadonlyMap<Block, readonly Block[]>,
): number[] {
  const dominator: number[] = [0];
  const meet = (a: number, b: number): number => {
    while (a !== b) {
      while (a > b) a = dominator[a]!;
      while (b > a) b = dominator[b]!;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 1; i < order.length; i++) {
      let found = -1;
      for (const p of predecessors.get(order[i]!)!) {
        const from = number.get(p)!;
        if (dominator[from] !== undefined) found = found < 0 ? from : meet(found, from);
      }
      if (dominator[i] !== found) {
        dominator[i] = found;
        changed = true;
      }
    }
  }
  return dominator;
}
