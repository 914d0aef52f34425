// The passes of a build, in order, and the verifier before and after them.
//
// Each pass changes the module in place. A problem that the verifier finds is a bug of the stage before it, and
// is reported as such: E9001, with function, block and instruction.

import { problem } from "../../diagnostics/diagnostic.ts";
import type { Func, Module } from "../ir/types.ts";
import { verifyModule } from "../ir/verify.ts";
import { formSwitches } from "./form-switches.ts";
import { findMayThrow } from "./may-throw.ts";
import { typedArraysOf } from "./ranges/analyse.ts";
import type { TypedArrays } from "./ranges/typed-arrays.ts";
import { type DoubleReport, narrowRanges } from "./ranges.ts";
import { trustKnownReceivers } from "./receivers.ts";
import { type ReachOptions, type Reason, removeUnreachable } from "./remove-unreachable.ts";
import { splitSuspendable } from "./suspend.ts";
import { unboxNumbers } from "./unbox-numbers.ts";
import { versionLoops } from "./version-loops.ts";

export interface PassOptions extends ReachOptions {
  /** Receives the named numbers that stayed doubles, with reasons. */
  readonly onDoubles?: (report: readonly DoubleReport[]) => void;
  /** Receives why each function that is left is in the program. */
  readonly onReach?: (reasons: ReadonlyMap<Func, Reason>) => void;
  /** Verifies after each pass, which names the one at fault but takes as long as the passes. Default: after the last. */
  readonly verifyEach?: boolean;
  /** Called with the name of each pass after it has run, for dumps of the IR between passes. */
  readonly onPass?: (name: string, module: Module) => void;
}

export function runPasses(module: Module, options: PassOptions = {}): void {
  requireCorrect(module, "lowering");
  let typedArrays: TypedArrays | undefined;
  const passes: [string, (m: Module) => void][] = [
    // First, so that nothing is spent on the library that the program leaves unused.
    [
      "remove-unreachable",
      (m) => {
        const reasons = removeUnreachable(m, options);
        options.onReach?.(reasons);
      },
    ],
    ["receivers", trustKnownReceivers],
    [
      "unbox-numbers",
      (m) => {
        typedArrays = typedArraysOf(m);
        unboxNumbers(m, typedArrays);
      },
    ],
    // Before functions are split, while loops and branches are still whole.
    [
      "ranges",
      (m) => {
        const doubles = narrowRanges(m, typedArrays);
        options.onDoubles?.(doubles);
      },
    ],
    ["suspend", splitSuspendable],
    ["may-throw", findMayThrow],
    ["form-switches", formSwitches],
    // Last: only the back end needs to know of views.
    ["version-loops", versionLoops],
  ];
  for (const [name, run] of passes) {
    run(module);
    if (options.verifyEach === true) requireCorrect(module, `the pass ${name}`);
    options.onPass?.(name, module);
  }
  if (options.verifyEach !== true) requireCorrect(module, "a pass (with INGOT_VERIFY=each: which)");
}

/** Throws E9001 with everything that is wrong with the module. `stage` is who made it so. */
export function requireCorrect(module: Module, stage: string): void {
  const problems = verifyModule(module);
  if (problems.length === 0) return;
  throw problem(
    "E9001",
    `${stage} made incorrect intermediate code: ${problems[0]}`,
    "this is a bug in Ingot: please report it with the program that shows it",
    { exitCode: 3, notes: problems.slice(1, 20) },
  );
}
