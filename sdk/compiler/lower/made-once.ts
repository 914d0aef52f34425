// What is made once: by the program, when an expression is first evaluated (literals of bigints, patterns, templates),
// and by the compiler, for each thing that a program names.
//
// Only the way in and out of the global is here; what is made stands with the expression.

import { undef, use } from "../ir/build.ts";
import type { Global, Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import type { Lowering } from "./lowering.ts";

/** What the lowering of a program makes for a key when it first needs it. */
export class PerLowering<Key, Made> {
  private readonly kept = new WeakMap<Lowering, Map<Key, Made>>();

  of(lowering: Lowering, key: Key, make: () => Made): Made {
    const known = this.kept.get(lowering) ?? new Map<Key, Made>();
    this.kept.set(lowering, known);
    if (!known.has(key)) known.set(key, make());
    return known.get(key)!;
  }
}

/** What `global` keeps; `make` writes the code that makes it, run where the global is still undefined. */
export function madeOnce(fx: FunctionLowering, global: Global, make: () => Operand): Operand {
  const kept = fx.fb.local("", "ref");
  const missing = fx.fb.newBlock();
  const done = fx.fb.newBlock();
  fx.fb.emit({ op: "get_global", dst: kept, global });
  fx.branch(fx.compare("eq", use(kept), undef("ref")), missing, done);
  fx.fb.startBlock(missing);
  const made = make();
  fx.fb.emit({ op: "set_global", global, value: made });
  fx.fb.emit({ op: "copy", dst: kept, a: made });
  fx.fb.startBlock(done);
  return use(kept);
}
