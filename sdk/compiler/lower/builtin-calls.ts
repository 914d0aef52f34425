// Methods of built-in values: which function of runtime/lang stands behind one, and what is refused.

import ts from "typescript";
import { operandType, undef, use } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { push } from "./arguments.ts";
import { hasName } from "./class-nodes.ts";
import { arrayKind } from "./elements.ts";
import { expression, number, textOf } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { isJavaScript } from "./javascript.ts";
import { membersOf } from "./kinds.ts";
import { LOCALE } from "./locale-options.ts";
import { mayAssign } from "./operators.ts";
import { isPackageCode } from "./package-code.ts";
import { notYet } from "./refuse.ts";
import { BIGINT_ARRAY, BIGINT_ARRAYS, BUFFER, indexedKind, isStringType, TYPED_ARRAYS } from "./reps.ts";
import { type FunctionNode, skipOuter } from "./syntax.ts";

/**
 * The library reads strings, arrays and typed arrays by their layout, so what they work on must be what its type says:
 * undefined throws as reading `method` from it would, anything else a TypeError that names both.
 */
export function requireKind(
  fx: FunctionLowering,
  node: ts.Expression,
  given: Operand,
  method?: string,
): void {
  if (node.getSourceFile().fileName.includes("/runtime/lang/")) return;
  const prefix = builtinPrefix(fx, fx.checker.getNonNullableType(fx.typeOf(node)));
  const what = RECEIVERS.get(prefix ?? "");
  if (what === undefined || isKnown(fx, skipParentheses(node))) return;
  const value = fx.convert(given, "value");
  const bad = fx.fb.newBlock();
  const good = fx.fb.newBlock();
  fx.branch(isOfKind(fx, value, prefix!), good, bad);
  fx.fb.startBlock(bad);
  // Throws for undefined and null.
  if (method !== undefined)
    fx.fb.emit({ op: "get_prop", dst: fx.fb.temp("value").local, obj: value, key: method });
  fx.convert(value, "f64", `${textOf(node)} to be ${what}`);
  fx.fb.terminate({ op: "unreachable" });
  fx.fb.startBlock(good);
}

const RECEIVERS: ReadonlyMap<string, string> = new Map([
  ["String", "a string"],
  ["Array", "an array"],
  ["TypedArray", "a typed array"],
  [BIGINT_ARRAY, "a typed array of bigints"],
  [BUFFER, "a Buffer"],
]);

/** K_TYPED of ingot.h. */
export const KIND_TYPED = 13;

/** The runtime's tests of receivers, by prefix. */
export const KIND_TESTS: ReadonlyMap<string, string> = new Map([
  ["String", "is_string"],
  ["Array", "is_array"],
  ["Number", "is_number"],
  ["Boolean", "is_boolean"],
  ["TypedArray", "is_typed_numbers"],
  [BUFFER, "is_typed_numbers"],
  [BIGINT_ARRAY, "is_typed_bigints"],
]);

function isOfKind(fx: FunctionLowering, value: Operand, prefix: string): Operand {
  return fx.runtime(KIND_TESTS.get(prefix)!, [value], "bool");
}

/** Expressions that cannot be anything but what their type says. */
function isKnown(fx: FunctionLowering, node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isArrayLiteralExpression(node))
    return true;
  if (ts.isNewExpression(node)) return true;
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  const called = ts.isCallExpression(node) ? node.expression : null;
  if (called === null || !ts.isPropertyAccessExpression(called) || !isStringType(fx.typeOf(node)))
    return false;
  const owner = fx.typeOf(called.expression);
  return isStringType(owner) || fx.rep(owner) === "f64";
}

/**
 * An argument of a library function, converted as the function would do first: ToString where the parameter is a
 * string, ToNumber where it is an optional number (of any other number the caller takes care). `given` is its type
 * where it was written.
 */
export function libraryArgument(
  fx: FunctionLowering,
  parameter: ts.ParameterDeclaration,
  value: Operand,
  given: ts.Type | null,
): Operand {
  const type = fx.typeOf(parameter);
  if (value.kind === "undefined") return value;
  if (parameter.dotDotDotToken !== undefined) return given === null ? restArguments(fx, type, value) : value;
  if (isStringType(type)) return fx.toStringRef(value, false);
  const members = type.flags & ts.TypeFlags.Union ? (type as ts.UnionType).types : [];
  if (members.length !== 2 || !members.some((t) => t.flags & ts.TypeFlags.Undefined)) return value;
  const isNumber = members.some((t) => t.flags & ts.TypeFlags.Number);
  if (!isNumber && !members.some(isStringType)) return value;
  if (isNumber && (operandType(value) === "f64" || (given !== null && isOptionalNumber(given)))) return value;
  const result = fx.fb.local("", isNumber ? "value" : "ref");
  const present = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  const absent = fx.fb.newBlock();
  fx.branch(fx.isUndefined(value), absent, present);
  fx.fb.startBlock(present);
  const converted = isNumber ? fx.convert(fx.toNumber(value), "value") : fx.toStringRef(value, false);
  fx.fb.emit({ op: "copy", dst: result, a: converted });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(absent);
  fx.fb.emit({ op: "copy", dst: result, a: undef(isNumber ? "value" : "ref") });
  fx.fb.startBlock(join);
  return use(result);
}

function isOptionalNumber(type: ts.Type): boolean {
  const members = membersOf(type);
  return members.every((t) => t.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Undefined));
}

/** The array of a rest parameter of numbers or strings, whose elements may be anything. */
function restArguments(fx: FunctionLowering, type: ts.Type, list: Operand): Operand {
  const element = fx.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (element === undefined) return list;
  if (element.flags & ts.TypeFlags.Number) return callLanguage(fx, "numbersOf", [list]);
  return isStringType(element) ? callLanguage(fx, "stringsOf", [list]) : list;
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
  if (prefix === null || (LOCALE.test(name) && !hasLocale(prefix, name))) return null;
  // Behind an interface there may be anything with a method of its own: an array behind RegExpMatchArray or Object.
  if (prefix === "Object") return null;
  const own = fx.lowering.languageFunction(`${prefix}_prototype_${name}`);
  if (own !== null) return own;
  const shared =
    prefix === BUFFER || prefix === BIGINT_ARRAY
      ? fx.lowering.languageFunction(`TypedArray_prototype_${name}`)
      : null;
  if (shared !== null) return shared;
  return KINDS.test(prefix) ? fx.lowering.languageFunction(`Object_prototype_${name}`) : null;
}

/** Prefixes of values that have no methods but the library's. */
const KINDS = /^(String|Symbol|Number|Boolean|BigInt|TypedArray|Array|Function)$/;

/** What stands before `_prototype_` in the names of the library's functions for methods of `type`. */
export function builtinPrefix(fx: FunctionLowering, type: ts.Type): string | null {
  if (isStringType(type)) return "String";
  if (type.flags & ts.TypeFlags.ESSymbolLike) return "Symbol";
  const rep = fx.rep(type);
  if (rep === "f64") return "Number";
  if (rep === "bool") return "Boolean";
  if (type.flags & ts.TypeFlags.BigIntLike) return "BigInt";
  const indexed = indexedKind(fx.checker, type);
  if (indexed !== null && type.symbol?.name === BUFFER) return BUFFER;
  if (indexed !== null)
    return indexed.kind === "typed" ? "TypedArray" : indexed.kind === "string" ? "String" : "Array";
  if (type.getCallSignatures().length > 0) return "Function";
  const symbol = type.symbol as ts.Symbol | undefined;
  // Of the interface String are objects around strings: their methods are found by name.
  const wrapper = symbol !== undefined && /^(String|Number|Boolean|Symbol|BigInt)$/.test(symbol.name);
  if (symbol === undefined || wrapper || !fx.lowering.isLibrary(symbol)) return null;
  if ((symbol.flags & ts.SymbolFlags.Interface) === 0) return null;
  return BIGINT_ARRAYS.includes(symbol.name) ? BIGINT_ARRAY : symbol.name;
}

/** Methods that the library has for English as spoken in the United States, the locale of every program. */
function hasLocale(kind: string, name: string): boolean {
  return name.startsWith("toLocale") && /^(BigInt|Number|Date)$/.test(kind);
}

/** Interfaces that user code implements, too, and those of global objects in a variable: their methods are found by name. */
const OPEN_INTERFACES = /Iterator|Iterable|PromiseLike|ArrayLike|Thenable|^Process|^(Console|JSON|Math)$/;

/** A method that TypeScript's library declares and runtime/lang does not have. */
export function refuseMissing(fx: FunctionLowering, callee: ts.PropertyAccessExpression): void {
  if (isJavaScript(callee)) return;
  const symbol = fx.checker.getSymbolAtLocation(callee.name);
  const owner = symbol?.declarations?.[0]?.parent;
  if (symbol === undefined || owner === undefined || !fx.lowering.isLibrary(symbol)) return;
  if (!ts.isInterfaceDeclaration(owner) || OPEN_INTERFACES.test(owner.name.text)) return;
  // Of a type that is only known per call, such as T[K]: the method is found by name.
  const kind = owner.name.text.replace(/^(Readonly|Callable(?=Function)|Newable(?=Function))/, "");
  const isTyped = kind in TYPED_ARRAYS || BIGINT_ARRAYS.includes(kind);
  const prefix = isTyped ? "TypedArray" : kind;
  if (
    fx.lowering.languageFunction(`${prefix}_prototype_${callee.name.text}`) !== null &&
    (!LOCALE.test(callee.name.text) || hasLocale(kind, callee.name.text))
  )
    return;
  // Of a class of the library: under a type made from it, as Readonly<Map<K, V>>, or of a class made at run time.
  const cls = fx.lowering.languageSymbol(kind)?.declarations?.find(ts.isClassLike);
  if (cls?.members.some((m) => hasName(m, callee.name.text))) return;
  // `process` and `process.stdout` are objects of the library, whose classes have the methods.
  const { expression } = callee;
  const receiver = fx.checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(expression) ? expression.expression : expression,
  );
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
  // What every function has is found on the constructor as a value: Array.apply(null, list).
  if (!fx.lowering.isLibrary(owner) || callee.name.text in Function.prototype || isPackageCode(callee))
    return;
  if (fx.lowering.replaced.has(owner.name, callee.name.text, callee)) return;
  const known = fx.lowering.languageSymbol(owner.name);
  if (owner.flags & ts.SymbolFlags.Variable && known === null && /^[A-Z]/.test(owner.name)) {
    notYet(callee, `the built-in \`${owner.name}.${callee.name.text}\``);
  }
}

/** `new Uint8Array(n)` where n is a number: allocated at once, so that later passes see kind and length. */
export function typedArrayOfLength(
  fx: FunctionLowering,
  node: ts.NewExpression,
  name: string,
): Operand | null {
  const kind = Object.keys(TYPED_ARRAYS).indexOf(name);
  const [length, ...more] = node.arguments ?? [];
  if (kind < 0 || length === undefined || more.length > 0) return null;
  if (ts.isSpreadElement(length) || fx.rep(fx.typeOf(length)) !== "f64") return null;
  const code: Operand = { kind: "number", type: "i32", value: kind };
  return fx.runtime("typed_new", [code, number(fx, length)], "ref");
}
