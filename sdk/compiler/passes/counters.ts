// The counters of a loop: integer variables that every turn changes in one direction only.
//
//   %t = copy %i;  %u = arith.add %t, i32 1;  %i = copy %u        is how lowering steps %i
//
// What a counter is compared with and what it indexes is the business of known-bounds.ts.

import { use } from "../ir/build.ts";
import type { Block, Instr, Local, Operand } from "../ir/types.ts";
import { definedBy } from "../ir/walk.ts";
import type { Loop } from "./loops.ts";

/** How a counter moves: by a constant, or up by a local that the loop does not assign and that is not negative. */
export interface Counter {
  readonly up: boolean;
  /** The locals that counters of the loop step by: to be tested before it. */
  readonly steps: ReadonlySet<Local>;
}

/** By how much one instruction `%i = copy ..` changes %i: a constant, or a local to be added. */
export type Step = number | Local;

/** The step that `block.instrs[at]` takes, or null when it is no step of the local that it assigns. */
export function stepAt(block: Block, at: number, once: ReadonlySet<Local>): Step | null {
  const instr = block.instrs[at]!;
  const counter = definedBy(instr);
  if (counter?.type !== "i32") return null;
  const stepping =
    instr.op === "arith"
      ? ([instr, at] as const)
      : instr.op === "copy"
        ? sourceOf(block, at, instr.a, once)
        : null;
  if (stepping === null) return null;
  const [by, index] = stepping;
  if (by.op !== "arith" || (by.how !== "add" && by.how !== "sub") || by.a.kind !== "local") return null;
  if (!isCounterThen(block, index, by.a.local, counter, at, once)) return null;
  if (by.b.kind === "number") return by.how === "add" ? by.b.value : -by.b.value;
  return by.how === "add" && by.b.kind === "local" && by.b.local.type === "i32" ? by.b.local : null;
}

/** The instruction before `at` that gives the operand, a local, its only value, and where it stands. */
function sourceOf(
  block: Block,
  at: number,
  operand: Operand,
  once: ReadonlySet<Local>,
): readonly [instr: Instr, index: number] | null {
  if (operand.kind !== "local" || !once.has(operand.local)) return null;
  for (let i = at - 1; i >= 0; i--)
    if (definedBy(block.instrs[i]!) === operand.local) return [block.instrs[i]!, i];
  return null;
}

/** Whether `local`, read at `index`, is what `counter` still holds at `until`. */
function isCounterThen(
  block: Block,
  index: number,
  local: Local,
  counter: Local,
  until: number,
  once: ReadonlySet<Local>,
): boolean {
  let from = index;
  if (local !== counter) {
    const copy = sourceOf(block, index, use(local), once);
    if (copy?.[0].op !== "copy" || copy[0].a.kind !== "local" || copy[0].a.local !== counter) return false;
    from = copy[1];
  }
  return !block.instrs.slice(from, until).some((i) => definedBy(i) === counter);
}

/** The counters of `loop`. `fixed` tells whether the loop leaves a local alone. */
export function countersOf(
  loop: Loop,
  once: ReadonlySet<Local>,
  fixed: (local: Local) => boolean,
): Map<Local, Counter> {
  const found = new Map<Local, { up: boolean; steps: Set<Local> } | null>();
  for (const block of loop.blocks) {
    for (const [at, instr] of block.instrs.entries()) {
      const dst = definedBy(instr);
      if (dst === null || dst.type !== "i32" || found.get(dst) === null) continue;
      const step = stepAt(block, at, once);
      const counter = found.get(dst) ?? {
        up: step !== null && (typeof step !== "number" || step > 0),
        steps: new Set(),
      };
      const fits =
        typeof step === "number"
          ? step !== 0 && step > 0 === counter.up
          : step !== null && counter.up && fixed(step);
      if (fits && typeof step === "object" && step !== null) counter.steps.add(step);
      found.set(dst, fits ? counter : null);
    }
  }
  return new Map(
    [...found].filter((entry): entry is [Local, { up: boolean; steps: Set<Local> }] => entry[1] !== null),
  );
}
