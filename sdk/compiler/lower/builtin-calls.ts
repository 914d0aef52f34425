// Methods of built-in values: which function of runtime/lang stands behind one, and what is refused.

import ts from "typescript";
import { operandType } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { push } from "./arguments.ts";
import { type FunctionNode, skipOuter } from "./captures.ts";
import { arrayKind } from "./elements.ts";
import { expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { mayAssign } from "./operators.ts";
import { notYet } from "./refuse.ts";
import { indexedKind, isStringType } from "./reps.ts";

/** Where an assertion or element read may hide undefined: throws as reading the method from it would. */
export function requireReceiver(
  fx: FunctionLowering,
  callee: ts.PropertyAccessExpression,
  receiver: Operand,
): void {
  const written = callee.expression;
  if (
    !ts.isNonNullExpression(written) &&
    !ts.isElementAccessExpression(written) &&
    !ts.isAsExpression(skipParentheses(written))
  )
    return;
  if (operandType(receiver) !== "ref") return;
  const bad = fx.fb.newBlock();
  const good = fx.fb.newBlock();
  fx.branch(fx.isNullish(receiver), bad, good);
  fx.fb.startBlock(bad);
  const never = fx.fb.temp("value");
  fx.fb.emit({ op: "get_prop", dst: never.local, obj: fx.convert(receiver, "value"), key: callee.name.text });
  fx.fb.terminate({ op: "unreachable" });
  fx.fb.startBlock(good);
}

function skipParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? skipParentheses(node.expression) : node;
}

/** array.push(x) whose result is not wanted: one instruction. False when the call is something else. */
export function pushOne(fx: FunctionLowering, node: ts.CallExpression): boolean {
  const callee = skipOuter(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "push" || ts.isOptionalChain(node))
    return false;
  const argument = node.arguments[0];
  if (node.arguments.length !== 1 || argument === undefined || ts.isSpreadElement(argument)) return false;
  const indexed = indexedKind(fx.checker, fx.typeOf(callee.expression));
  if (indexed?.kind !== "array" && indexed?.kind !== "tuple") return false;
  let array = fx.convert(expression(fx, callee.expression), "ref", "an array");
  if (mayAssign(argument)) array = fx.hold(array);
  push(fx, array, arrayKind(fx, indexed.element), expression(fx, argument));
  return true;
}

/** The function of runtime/lang behind a method of a primitive, array or other built-in value. */
export function builtinMethod(fx: FunctionLowering, given: ts.Type, name: string): FunctionNode | null {
  const type = fx.checker.getNonNullableType(given);
  const prefix = builtinPrefix(fx, type);
  if (prefix === null || LOCALE.test(name)) return null;
  return (
    fx.lowering.languageFunction(`${prefix}_prototype_${name}`) ??
    (prefix === "Object" ? null : fx.lowering.languageFunction(`Object_prototype_${name}`))
  );
}

function builtinPrefix(fx: FunctionLowering, type: ts.Type): string | null {
  if (isStringType(type)) return "String";
  const rep = fx.rep(type);
  if (rep === "f64") return "Number";
  if (rep === "bool") return "Boolean";
  const indexed = indexedKind(fx.checker, type);
  if (indexed !== null)
    return indexed.kind === "typed" ? "TypedArray" : indexed.kind === "string" ? "String" : "Array";
  if (type.getCallSignatures().length > 0) return "Function";
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol !== undefined && fx.lowering.isLibrary(symbol) && symbol.flags & ts.SymbolFlags.Interface)
    return symbol.name;
  return null;
}

/** Methods whose results depend on locale or Unicode data that are not on board. */
const LOCALE = /^toLocale|^localeCompare$|^normalize$/;

/** Interfaces of the library that user code implements, too: their methods are found by name. */
const OPEN_INTERFACES = /Iterator|Iterable|PromiseLike|ArrayLike|Thenable|^Symbol$/;

/** A method that TypeScript's library declares and runtime/lang does not have. */
export function refuseMissing(fx: FunctionLowering, callee: ts.PropertyAccessExpression): void {
  const symbol = fx.checker.getSymbolAtLocation(callee.name);
  const owner = symbol?.declarations?.[0]?.parent;
  if (symbol === undefined || owner === undefined || !fx.lowering.isLibrary(symbol)) return;
  if (!ts.isInterfaceDeclaration(owner) || OPEN_INTERFACES.test(owner.name.text)) return;
  // Of a type that is only known per call, such as T[K]: the method is found by name.
  const kind = owner.name.text.replace(/^Readonly/, "");
  if (
    fx.lowering.languageFunction(`${kind}_prototype_${callee.name.text}`) !== null &&
    !LOCALE.test(callee.name.text)
  )
    return;
  // `process` and its like are objects of the library, whose classes have the methods.
  const receiver = fx.checker.getSymbolAtLocation(callee.expression);
  if (
    receiver !== undefined &&
    fx.lowering.isLibrary(receiver) &&
    fx.lowering.languageSymbol(receiver.name) !== null
  )
    return;
  // Methods that every object has are found by name on objects that declare them.
  if (
    owner.name.text === "Object" &&
    fx.lowering.languageFunction(`Object_prototype_${callee.name.text}`) !== null
  )
    return;
  notYet(callee.name, `the built-in method \`${owner.name.text}.${callee.name.text}\``);
}

export function refuseReflection(
  fx: FunctionLowering,
  owner: ts.Symbol,
  callee: ts.PropertyAccessExpression,
): void {
  if (!fx.lowering.isLibrary(owner)) return;
  const known = fx.lowering.languageSymbol(owner.name);
  if (owner.flags & ts.SymbolFlags.Variable && known === null && /^[A-Z]/.test(owner.name)) {
    notYet(callee, `the built-in \`${owner.name}.${callee.name.text}\``);
  }
}
