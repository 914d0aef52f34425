// Functions that no source text has: wrappers that call a method found by name, and adapters between signatures.
//
// They convert arguments and result, and call. What is called is lowered elsewhere.

import type ts from "typescript";
import { type FuncBuilder, str, undef, use } from "../ir/build.ts";
import type { Func, Local, Operand } from "../ir/types.ts";
import { KIND_TYPED, libraryArgument } from "./builtin-calls.ts";
import type { FunctionNode } from "./captures.ts";
import { FunctionLowering } from "./function.ts";
import type { FunctionInstance, Lowering } from "./lowering.ts";

/** Body of a method wrapper: converts boxed parameters and calls `instance`. */
export function forwardCall(
  lowering: Lowering,
  fb: FuncBuilder,
  instance: FunctionInstance,
  args: readonly Local[],
  method?: { readonly prefix: string; readonly key: string },
): void {
  const fx = new FunctionLowering(lowering, { ...instance, func: fb.func, builder: fb });
  const target = instance.func;
  const generic = method?.prefix === "Array" ? lowering.languageFunction(`ArrayLike_${method.key}`) : null;
  if (generic !== null) {
    forwardByKind(fx, target, generic, args);
    return;
  }
  const self = method === undefined ? null : builtinReceiver(fx, use(args[0]!), method.prefix, method.key);
  const { parameters } = instance.node;
  const converted = target.params.map((p, i) => {
    if (i === 0 && self !== null) return fx.argument(self, p.type);
    const declared = parameters?.[i];
    const value = use(args[i]!);
    return fx.argument(declared === undefined ? value : libraryArgument(fx, declared, value, null), p.type);
  });
  callAndReturn(fx, target, converted);
}

/** A method of arrays that has a second form for everything else. */
function forwardByKind(
  fx: FunctionLowering,
  target: Func,
  generic: ts.FunctionDeclaration,
  args: readonly Local[],
): void {
  const array = fx.fb.newBlock();
  const other = fx.fb.newBlock();
  fx.branch(fx.runtime("is_array", [use(args[0]!)], "bool"), array, other);
  fx.fb.startBlock(array);
  callAndReturn(
    fx,
    target,
    target.params.map((p, i) => fx.argument(use(args[i]!), p.type)),
  );
  fx.fb.startBlock(other);
  const { func } = fx.lowering.functionInstance(generic, new Map());
  callAndReturn(
    fx,
    func,
    func.params.map((p, i) => fx.argument(use(args[i]!), p.type)),
  );
}

/** The receiver of a built-in method found by name: `call` may have given it anything. */
function builtinReceiver(fx: FunctionLowering, self: Operand, prefix: string, key: string): Operand {
  const test = (
    { String: "is_string", Array: "is_array", Number: "is_number", Boolean: "is_boolean" } as const
  )[prefix as "String"] as string | undefined;
  const check = fx.lowering.languageFunction("builtinReceiver");
  if ((test === undefined && prefix !== "TypedArray") || check === null) return self;
  const { func } = fx.lowering.functionInstance(check, new Map());
  const result = fx.fb.local("", "value");
  const other = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  fx.fb.emit({ op: "copy", dst: result, a: self });
  const fits =
    test === undefined
      ? fx.compare("eq", fx.runtime("object_kind", [self], "i32"), {
          kind: "number",
          type: "i32",
          value: KIND_TYPED,
        })
      : fx.runtime(test, [self], "bool");
  fx.branch(fits, join, other);
  fx.fb.startBlock(other);
  const made = fx.fb.temp("value");
  fx.fb.emit({
    op: "call",
    dst: made.local,
    func,
    env: null,
    args: [str(prefix), self, str(key === "@@iterator" ? "[Symbol.iterator]" : key)],
  });
  fx.fb.emit({ op: "copy", dst: result, a: made });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(join);
  return use(result);
}

export function adaptCall(lowering: Lowering, fb: FuncBuilder, func: Func, params: readonly Local[]): void {
  const node = lowering.builder.module.entry; // only the signature of `func` matters here
  const pseudo = {
    node: node as unknown as FunctionNode,
    env: new Map(),
    func: fb.func,
    builder: fb,
    params: [],
    returns: fb.func.result,
  };
  const fx = new FunctionLowering(lowering, pseudo);
  const args = func.params.map((p, i) => {
    const given = params[i];
    if (given === undefined) return fx.zero(p.type);
    return p.takesMissing && given.type === "value" ? fx.numeric(use(given)) : fx.convert(use(given), p.type);
  });
  callAndReturn(fx, func, args);
}

function callAndReturn(fx: FunctionLowering, func: Func, args: Operand[]): void {
  const wanted = fx.fb.func.result;
  if (func.result === "void") {
    fx.fb.emit({ op: "call", dst: null, func, env: null, args });
    fx.fb.terminate({
      op: "return",
      value: wanted === "void" ? null : fx.convert(undef("value"), wanted),
    });
    return;
  }
  const result = fx.fb.temp(func.result);
  fx.fb.emit({ op: "call", dst: result.local, func, env: null, args });
  fx.fb.terminate({ op: "return", value: wanted === "void" ? null : fx.convert(result, wanted) });
}
