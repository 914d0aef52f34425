// Functions that no source text has: wrappers that call a method found by name, and adapters between signatures.
//
// They convert arguments and result, and call. What is called is lowered elsewhere.

import type ts from "typescript";
import { type FuncBuilder, num, str, undef, use } from "../ir/build.ts";
import type { Func, Local, Operand } from "../ir/types.ts";
import { arrayOf, eachElement, push } from "./arguments.ts";
import { usesArguments } from "./arguments-object.ts";
import { KIND_TESTS, libraryArgument } from "./builtin-calls.ts";
import { FunctionLowering } from "./function.ts";
import type { FunctionInstance, Lowering } from "./lowering.ts";
import type { FunctionNode } from "./syntax.ts";

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

/** True when calls of `wanted` can call `func` as it is. */
export function hasSignatureOf(func: Func, wanted: Func): boolean {
  return (
    func.result === wanted.result &&
    func.hasRest === wanted.hasRest &&
    func.params.length === wanted.params.length &&
    func.params.every((p, i) => p.type === wanted.params[i]!.type)
  );
}

/** True when every argument of a call by the signature of `own` reaches `above`, too. */
export function takesArgumentsOf(above: FunctionNode, own: FunctionNode): boolean {
  const isRest = (node: FunctionNode) =>
    usesArguments(node) || node.parameters.at(-1)?.dotDotDotToken !== undefined;
  return isRest(above) || (!isRest(own) && above.parameters.length >= own.parameters.length);
}

/** A new function with the signature of `wanted` that calls `func`. */
export function adapter(lowering: Lowering, func: Func, wanted: Func): Func {
  const fb = lowering.builder.newFunc(`${func.name}.adapter`, func.displayName);
  fb.func.thisShape = wanted.thisShape;
  if (func.ignoresThis === true) fb.func.ignoresThis = true;
  fb.func.hasThis = true;
  fb.func.result = wanted.result;
  fb.func.hasRest = wanted.hasRest;
  const params = wanted.params.map((p) => fb.param(p.name, p.type));
  adaptCall(lowering, fb, func, params);
  return fb.func;
}

/** The receiver of a built-in method found by name: `call` may have given it anything. */
function builtinReceiver(fx: FunctionLowering, self: Operand, prefix: string, key: string): Operand {
  const test = KIND_TESTS.get(prefix);
  const check = fx.lowering.languageFunction("builtinReceiver");
  if (test === undefined || check === null) return self;
  const { func } = fx.lowering.functionInstance(check, new Map());
  const result = fx.fb.local("", "value");
  const other = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  fx.fb.emit({ op: "copy", dst: result, a: self });
  fx.branch(fx.runtime(test, [self], "bool"), join, other);
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

function adaptCall(lowering: Lowering, fb: FuncBuilder, func: Func, params: readonly Local[]): void {
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
    if (func.hasRest && i === func.params.length - 1) return restOf(fx, params, i);
    const given = givenArgument(fx, params, i);
    if (given === null) return fx.zero(p.type);
    return p.takesMissing && given.type === "value" ? fx.numeric(use(given)) : fx.convert(use(given), p.type);
  });
  callAndReturn(fx, func, args);
}

/** What the adapter was given at this position, be it in the array of its rest parameter; null when it takes less. */
function givenArgument(fx: FunctionLowering, params: readonly Local[], index: number): Local | null {
  const last = params.length - 1;
  if (!fx.fb.func.hasRest || index < last) return params[index] ?? null;
  const element = fx.fb.local("", "value");
  const array = use(params[last]!);
  const at = num(index - last);
  fx.fb.emit({ op: "array_get", dst: element, kind: "value", array, index: at, result: "value" });
  return element;
}

/** The array of a rest parameter at `index` from what the adapter was given. */
function restOf(fx: FunctionLowering, params: readonly Local[], index: number): Operand {
  const last = params.length - 1;
  const { hasRest } = fx.fb.func;
  if (hasRest && index === last) return use(params[last]!);
  const single = params.slice(index, hasRest ? last : undefined).map(use);
  const array = fx.hold(arrayOf(fx, "value", single));
  if (!hasRest) return array;
  // More may come first here than there, or less: what is left of the array goes on.
  const skipped = fx.fb.local("", "f64");
  fx.fb.emit({ op: "copy", dst: skipped, a: num(Math.max(0, index - last)) });
  eachElement(fx, use(params[last]!), "value", (value) => {
    const keep = fx.fb.newBlock();
    const drop = fx.fb.newBlock();
    const next = fx.fb.newBlock();
    const held = fx.hold(value);
    fx.branch(fx.compare("gt", use(skipped), num(0)), drop, keep);
    fx.fb.startBlock(drop);
    fx.fb.emit({ op: "arith", dst: skipped, how: "sub", a: use(skipped), b: num(1) });
    fx.fb.terminate({ op: "jump", to: next });
    fx.fb.startBlock(keep);
    push(fx, array, "value", held);
    fx.fb.terminate({ op: "jump", to: next });
    fx.fb.startBlock(next);
  });
  return array;
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
