// Finds the functions that can leave an exception pending, so that callers of the others need no test.
//
//   func @f() { call @g() }     throws exactly when @g does and no handler stands around the call
//
// A whole-program fixpoint over direct calls, from "nothing throws" upwards. Calls of unknown targets throw.

import type { Func, Module } from "../ir/types.ts";
import { instrMayThrow } from "../ir/walk.ts";

export function findMayThrow(module: Module): void {
  for (const func of module.functions) func.mayThrow = false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const func of module.functions) {
      if (func.mayThrow || !escapes(func)) continue;
      func.mayThrow = true;
      changed = true;
    }
  }
}

/** True when an exception can leave the function, given what is known of its callees so far. */
function escapes(func: Func): boolean {
  return func.blocks.some(
    (block) => block.handler === null && (block.term.op === "throw" || block.instrs.some(instrMayThrow)),
  );
}
