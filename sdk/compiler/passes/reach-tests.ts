// Tests of what an object is that no run can pass: of a class that nothing constructs, of a kind that nothing makes.
//
//   %1 = has_shape %o, Map        false everywhere in a program that never makes a Map
//   branch %1, b1, b2             => b1 is not reached by this branch
//
// Says what a branch waits for; which shapes are made is remove-unreachable.ts's business.

import type { Block, ClassInfo, Instr, Local, Shape } from "../ir/types.ts";
import { definedBy } from "../ir/walk.ts";

/** What must have been made for a test to succeed: an object of a shape (or one that extends it), or of a native kind. */
export type Wanted =
  | { readonly shape: Shape; readonly subclasses: boolean }
  | { readonly cls: ClassInfo }
  | { readonly kind: "typed" | "buffer" };

/** Runtime calls that test for native kinds. */
const KIND_TESTS: ReadonlyMap<string, "typed" | "buffer"> = new Map([
  ["is_typed", "typed"],
  ["is_typed_numbers", "typed"],
  ["is_typed_bigints", "typed"],
  ["is_buffer", "buffer"],
]);

/** Runtime calls that make typed arrays, which make their buffers too. */
export const TYPED_MAKERS: ReadonlySet<string> = new Set([
  "typed_new",
  "typed_from_buffer",
  "str_to_utf8",
  "program_argument",
]);
export const BUFFER_MAKERS: ReadonlySet<string> = new Set([...TYPED_MAKERS, "buffer_new", "typed_buffer"]);

export interface BranchTest {
  readonly wanted: Wanted;
  /** Taken only when something of what is wanted exists. */
  readonly taken: Block;
  readonly otherwise: Block;
}

/** The test that decides the branch at the end of `block`, when it is one of these. */
export function branchTest(block: Block): BranchTest | null {
  const { term } = block;
  if (term.op !== "branch" || term.cond.kind !== "local" || term.then === term.else) return null;
  let local: Local = term.cond.local;
  let [taken, otherwise] = [term.then, term.else];
  for (let i = block.instrs.length - 1; i >= 0; i--) {
    const instr = block.instrs[i]!;
    if (definedBy(instr) !== local) continue;
    const wanted = wantedBy(instr);
    if (wanted !== null) return { wanted, taken, otherwise };
    if (instr.op === "unary" && instr.how === "not") [taken, otherwise] = [otherwise, taken];
    else if (instr.op !== "copy") return null;
    if (instr.a.kind !== "local") return null;
    local = instr.a.local;
  }
  return null;
}

function wantedBy(instr: Instr): Wanted | null {
  if (instr.op === "has_shape") return { shape: instr.shape, subclasses: instr.subclasses };
  if (instr.op !== "runtime") return null;
  const cls = testedClass(instr);
  if (cls !== null) return { cls };
  const kind = KIND_TESTS.get(instr.name);
  return kind === undefined ? null : { kind };
}

/** The class that `instanceof` of a class known by name asks for, which does not make it a value. */
export function testedClass(instr: Instr): ClassInfo | null {
  if (instr.op !== "runtime" || instr.name !== "instance_of_class") return null;
  const operand = instr.args[1]!;
  return operand.kind === "class" ? operand.cls : null;
}
