// Values that an expression makes when it is first evaluated, and keeps: literals of bigints, patterns, templates.
//
// Only the way in and out of the global is here; what is made stands with the expression.

import { undef, use } from "../ir/build.ts";
import type { Global, Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";

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
