// Lowering of argument lists: unboxed for known functions, boxed for unknown ones, arrays for spreads.

import ts from "typescript";
import { i32, num, operandType, str, undef, use } from "../ir/build.ts";
import type { ArrayKind, Operand, Type } from "../ir/types.ts";
import { usesArguments } from "./arguments-object.ts";
import { libraryArgument } from "./builtin-calls.ts";
import { boundCallback, takesThis } from "./builtin-values.ts";
import { expression, int32, number } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { isJavaScript } from "./javascript.ts";
import type { FunctionInstance } from "./lowering.ts";
import { mayAssign } from "./operators.ts";
import { printed, printedIterable } from "./printed.ts";
import { notYet } from "./refuse.ts";
import { indexedKind, type Rep } from "./reps.ts";
import { isThisParameter } from "./syntax.ts";
import { unclaimed } from "./tested.ts";

/** A written argument, or a receiver already evaluated. */
export interface CallArgument {
  readonly node?: ts.Expression;
  readonly value?: Operand;
  readonly type?: ts.Type;
}

/**
 * The arguments of a direct call, one operand per parameter; null when a spread covers fixed parameters.
 * `library`: number parameters convert by ToNumber, as built-in functions do.
 */
export function directArguments(
  fx: FunctionLowering,
  instance: FunctionInstance,
  args: readonly CallArgument[],
  library = false,
): Operand[] | null {
  const { params } = instance;
  const restIndex = params.findIndex((p) => p.rest);
  const spread = args.findIndex((a) => a.node !== undefined && ts.isSpreadElement(a.node));
  if (spread >= 0 && (restIndex < 0 || spread < restIndex)) return null;
  const declaredParameters = (instance.node.parameters ?? []).filter((p) => !isThisParameter(p));
  const inLibrary = fx.instance.node.getSourceFile().fileName.includes("/runtime/lang/");
  const result: Operand[] = [];
  const fixed = restIndex < 0 ? params.length : restIndex;
  for (let i = 0; i < fixed; i++) {
    const p = params[i]!;
    const a = args[i];
    if (a === undefined) {
      // A cast hides that the argument is missing: undefined, which a number parameter refuses to take.
      const missing = undef("value");
      const what = `argument ${p.name || i + 1} to be ${typeName(p.type)}`;
      if (p.takesMissing) result.push(num(Number.NaN));
      else result.push(library ? fx.argument(missing, p.type) : fx.convert(missing, p.type, what));
      continue;
    }
    let value = argumentValue(fx, a, library || p.type === "ref" ? p.type : "value");
    const declared = declaredParameters[i];
    if (library && a.node !== undefined && declared !== undefined && !inLibrary)
      value = libraryArgument(fx, declared, value, fx.typeOf(a.node));
    const what = `argument ${p.name || i + 1} to be ${typeName(p.type)}`;
    let converted = value;
    if (library) converted = fx.argument(value, p.type);
    else if (p.takesMissing && operandType(value) === "value") converted = fx.numeric(value, what);
    else converted = fx.convert(value, p.type, what);
    result.push(laterAssigns(args, i) ? fx.hold(converted) : converted);
  }
  if (restIndex >= 0) {
    const rest = restArray(fx, instance, args.slice(restIndex));
    const declared = declaredParameters[restIndex];
    const isForeign =
      library && !inLibrary && declared !== undefined && mayBeOther(fx, declared, args.slice(restIndex));
    result.push(isForeign ? libraryArgument(fx, declared, rest, null) : rest);
  } else {
    const extra = args[fixed];
    if (library && extra?.node !== undefined && takesThis(instance.func.displayName)) {
      const callback = fx.convert(result[fixed - 1]!, "value");
      const self = fx.convert(argumentValue(fx, extra, "value"), "value");
      result[fixed - 1] = fx.convert(
        boundCallback(fx.lowering, fx.fb, callback, self),
        params[fixed - 1]!.type,
      );
      return result;
    }
    // TypeScript has accepted the argument, so the library function lacks what it asks for.
    if (library && extra?.node !== undefined && !isTooMany(fx, extra.node))
      notYet(
        extra.node,
        `this argument of ${instance.func.displayName.replace("_prototype_", ".")}`,
        "bind it, or use an arrow function",
      );
    for (const a of args.slice(fixed)) argumentValue(fx, a, "value");
  }
  return result;
}

/** Whether an argument, in JavaScript, is one more than the function takes, which leaves it out. */
function isTooMany(fx: FunctionLowering, argument: ts.Expression): boolean {
  const call = argument.parent;
  if (!isJavaScript(argument.getSourceFile()) || !(ts.isCallExpression(call) || ts.isNewExpression(call)))
    return false;
  const callee = fx.checker.getTypeAtLocation(call.expression);
  const signatures = ts.isCallExpression(call) ? callee.getCallSignatures() : callee.getConstructSignatures();
  const index = call.arguments?.indexOf(argument) ?? -1;
  return signatures.every(({ parameters, declaration }) => {
    const last = declaration?.parameters.at(-1);
    return parameters.length <= index && !(last !== undefined && ts.isRestParameter(last));
  });
}

/** Whether an argument of a rest parameter may be none of its elements' type. */
function mayBeOther(
  fx: FunctionLowering,
  rest: ts.ParameterDeclaration,
  args: readonly CallArgument[],
): boolean {
  const element = fx.checker.getIndexTypeOfType(fx.typeOf(rest), ts.IndexKind.Number);
  return args.some((a) => {
    const node = a.node !== undefined && ts.isSpreadElement(a.node) ? a.node.expression : a.node;
    if (element === undefined || node === undefined) return false;
    const type = fx.typeOf(node);
    const given = node === a.node ? type : fx.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    return (
      given === undefined ||
      !fx.checker.isTypeAssignableTo(given, element) ||
      (given.flags & ts.TypeFlags.Any) !== 0
    );
  });
}

function typeName(type: Type): string {
  return type === "f64" ? "a number" : type === "bool" ? "a boolean" : "an object or string";
}

function laterAssigns(args: readonly CallArgument[], index: number): boolean {
  return args.slice(index + 1).some((a) => a.node !== undefined && mayAssign(a.node));
}

function argumentValue(fx: FunctionLowering, a: CallArgument, type: Type): Operand {
  if (a.value !== undefined) return a.value;
  if (type === "f64") return number(fx, a.node!);
  if (type === "i32") return int32(fx, a.node!);
  return type === "value" ? unclaimed(fx, a.node!) : expression(fx, a.node!);
}

/** The array of a rest parameter, of the element kind its declaration has. */
function restArray(fx: FunctionLowering, instance: FunctionInstance, args: readonly CallArgument[]): Operand {
  const parameter = instance.node.parameters?.at(-1);
  let kind: ArrayKind = "value";
  if (parameter !== undefined && !usesArguments(instance.node)) {
    const indexed = indexedKind(fx.checker, fx.typeOf(parameter));
    if (indexed !== null && (indexed.kind === "array" || indexed.kind === "tuple"))
      kind = kindOf(repIn(fx, indexed.element, instance));
  }
  return spreadArray(fx, args, kind);
}

function repIn(fx: FunctionLowering, type: ts.Type, instance: FunctionInstance): Rep {
  const symbol = type.symbol as ts.Symbol | undefined;
  if (type.flags & ts.TypeFlags.TypeParameter && symbol !== undefined)
    return instance.env.get(symbol) ?? "value";
  return fx.rep(type);
}

export function kindOf(rep: Rep): ArrayKind {
  return rep === "bool" ? "value" : rep;
}

/** Boxed arguments of a call by value; no spreads. */
export function valueArguments(fx: FunctionLowering, args: readonly CallArgument[]): Operand[] {
  return args.map((a, i) => {
    const value = fx.convert(argumentValue(fx, a, "value"), "value");
    return laterAssigns(args, i) ? fx.hold(value) : value;
  });
}

/** An array of the arguments, spreads expanded. */
export function spreadArray(fx: FunctionLowering, args: readonly CallArgument[], kind: ArrayKind): Operand {
  if (args.every((a) => a.node === undefined || !ts.isSpreadElement(a.node))) {
    const values = args.map((a, i) => {
      const value = argumentValue(fx, a, "value");
      return laterAssigns(args, i) ? fx.hold(value) : value;
    });
    return arrayOf(fx, kind, values);
  }
  const array = newArray(fx, kind, 0);
  for (const a of args) {
    if (a.node !== undefined && ts.isSpreadElement(a.node)) appendAll(fx, array, kind, a.node.expression);
    else push(fx, array, kind, argumentValue(fx, a, "value"));
  }
  return array;
}

export function newArray(fx: FunctionLowering, kind: ArrayKind, length: number): Operand {
  const array = fx.fb.temp("ref");
  fx.fb.emit({ op: "new_array", dst: array.local, kind, length: i32(length) });
  return array;
}

/** An array of values already evaluated. A value that does not fit the kind makes it a boxed array. */
export function arrayOf(fx: FunctionLowering, wanted: ArrayKind, values: readonly Operand[]): Operand {
  const fits = values.every((v) => wanted === "value" || operandType(v) === wanted);
  const kind = fits ? wanted : "value";
  const converted = values.map((v) => fx.convert(v, kind));
  const array = newArray(fx, kind, values.length);
  for (const [i, value] of converted.entries())
    fx.fb.emit({ op: "array_set", kind, array, index: i32(i), value });
  return array;
}

export function push(fx: FunctionLowering, array: Operand, kind: ArrayKind, value: Operand): void {
  const type = operandType(value);
  const actual: ArrayKind = kind !== "value" && type === kind ? kind : "value";
  fx.fb.emit({ op: "array_push", kind: actual, array, value: fx.convert(value, actual) });
}

/** Appends every value of an iterable (ArrayAccumulation of a SpreadElement). */
export function appendAll(
  fx: FunctionLowering,
  array: Operand,
  kind: ArrayKind,
  source: ts.Expression,
): void {
  const type = fx.checker.getNonNullableType(fx.typeOf(source));
  const indexed = indexedKind(fx.checker, type);
  let from = fx.hold(expression(fx, source));
  let fromKind: ArrayKind = "value";
  if (indexed !== null && (indexed.kind === "array" || indexed.kind === "tuple"))
    fromKind = kindOf(fx.rep(indexed.element));
  else {
    const place = spreadPlace(source.parent);
    if (place === "within arguments") from = callLanguage(fx, "iterateToArray", [from]);
    else if (place === "element")
      from = callLanguage(fx, "spreadElements", [from, str(printedIterable(source, "..."))]);
    else from = callLanguage(fx, "spreadArguments", [from, str(printed(source))]);
  }
  const list = fx.convert(from, "ref", "an iterable");
  eachElement(fx, list, fromKind, (value) => push(fx, array, kind, value));
}

/** V8 reports what cannot be spread in a way of its own for literals, a last argument, and other arguments. */
function spreadPlace(spread: ts.Node): "element" | "last argument" | "within arguments" {
  const around = spread.parent;
  if (!ts.isCallExpression(around) && !ts.isNewExpression(around)) return "element";
  const args = around.arguments ?? [];
  const first = args.findIndex(ts.isSpreadElement);
  return first === args.length - 1 ? "last argument" : "within arguments";
}

/** for (i = 0; i < array.length; i++) body(array[i]) */
export function eachElement(
  fx: FunctionLowering,
  array: Operand,
  kind: ArrayKind,
  body: (value: Operand) => void,
): void {
  const index = fx.fb.local("", "f64");
  const test = fx.fb.newBlock();
  const inside = fx.fb.newBlock();
  const done = fx.fb.newBlock();
  fx.fb.emit({ op: "copy", dst: index, a: num(0) });
  fx.fb.startBlock(test);
  const length = fx.fb.temp("i32");
  fx.fb.emit({ op: "length", dst: length.local, of: "array", obj: array });
  fx.branch(fx.compare("lt", use(index), fx.convert(length, "f64")), inside, done);
  fx.fb.startBlock(inside);
  const element = fx.fb.temp(kind === "ref" ? "ref" : "value");
  fx.fb.emit({
    op: "array_get",
    dst: element.local,
    kind,
    array,
    index: use(index),
    result: kind === "ref" ? "ref" : "value",
  });
  body(element);
  fx.fb.emit({ op: "arith", dst: index, how: "add", a: use(index), b: num(1) });
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(done);
}
