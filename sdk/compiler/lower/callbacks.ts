// Versions of library functions for one callback each, which they then call directly, with unboxed arguments.
//
//   numbers.map((x) => x * 2)    =>    a map whose loop calls that arrow function; the C compiler puts it in line
//
// Such a version belongs to the file of its caller, so that the C compiler sees both. Only where the program is
// compiled for speed, and only functions that do little besides calling back.

import ts from "typescript";
import type { Operand } from "../ir/types.ts";
import type { CallArgument } from "./arguments.ts";
import { FunctionLowering } from "./function.ts";
import type { FunctionInstance, Lowering } from "./lowering.ts";
import type { FunctionNode } from "./syntax.ts";

const SPECIALISED =
  /^(Array_prototype_(forEach|map|filter|some|every|find(Last)?(Index)?|reduce(Right)?)|reduceFrom)$/;

/** `reduce` with an initial value has no use for a list of those that may be there. */
export function withoutRest(
  lowering: Lowering,
  declaration: FunctionNode,
  args: readonly CallArgument[],
): FunctionNode {
  const isFixed = args.length === 3 && !args.some((a) => a.node !== undefined && ts.isSpreadElement(a.node));
  if (!isFixed || declaration !== lowering.languageFunction("Array_prototype_reduce")) return declaration;
  return lowering.languageFunction("reduceFrom") ?? declaration;
}

/** The version of `general` for the functions among `args`; null when there is none. */
export function forCallbacks(
  fx: FunctionLowering,
  general: FunctionInstance,
  args: readonly Operand[],
): FunctionInstance | null {
  const { lowering } = fx;
  const file = fx.instance.node.getSourceFile();
  if (lowering.input.isForSpeed !== true || lowering.input.isLibraryFile(file.fileName)) return null;
  if (!SPECIALISED.test(general.func.displayName)) return null;
  const targets = new Map<string, FunctionInstance>();
  general.params.forEach((p, i) => {
    const target = functionIn(fx, args[i]);
    if (target !== undefined) targets.set(p.name, target);
  });
  if (targets.size === 0) return null;
  const version = { ...lowering.newInstance(general.node, general.env, null, file), targets };
  lowering.body(version.func, general.node, () => new FunctionLowering(lowering, version).lowerBody());
  return version;
}

/** The function that `value` is certainly an object of. */
function functionIn(fx: FunctionLowering, value: Operand | undefined): FunctionInstance | undefined {
  if (value?.kind === "function") return fx.lowering.instanceOf(value.func);
  return value?.kind === "local" ? fx.closures.get(value.local) : undefined;
}
