// Refusals of what would change a built-in object: its methods and accessors replaced on an instance or constructor,
// built-in methods of regular expressions called on something else, @@species, and what strict functions do not have.
//
// The library calls its own members directly, so a replaced one would be passed over without a word. Only what types
// and literal names show is found here; in JavaScript, what the checker infers.

import ts from "typescript";
import { str } from "../ir/build.ts";
import type { FunctionLowering } from "./function.ts";
import { inferredType } from "./javascript.ts";
import { isPackageCode } from "./package-code.ts";
import { notYet, refuse } from "./refuse.ts";
import { isGenerator, skipOuter } from "./syntax.ts";

/** Interfaces whose members the library itself relies on. */
const OWNERS =
  /^(Promise|RegExp|ArrayBuffer|DataView|Map|Set|WeakMap|WeakSet|WeakRef|Date|Array|(Big)?(Int|Uint|Float)\d+(Clamped)?Array)(Constructor)?$/;
/** Members that conversions look up on the object itself, and data that programs may write. */
const OPEN = /^(toString|toLocaleString|valueOf|toJSON|length|\d+)$/;

/** `object.key` gets another value or definition at `node`. */
export function refuseReplaced(
  fx: FunctionLowering,
  object: ts.Expression,
  key: string,
  node: ts.Node,
  defines: boolean,
): void {
  const type = fx.checker.getNonNullableType(inferredType(fx.checker, object));
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined || !OWNERS.test(symbol.name) || !fx.lowering.isLibrary(symbol)) return;
  const owner = symbol.name.replace(/Constructor$/, "");
  if (key === "constructor") {
    // Whoever makes another object of the same kind asks for it; these make none.
    if (defines && /^(Map|Set|Weak(Map|Set|Ref)|Date|DataView)$/.test(symbol.name)) return;
  } else {
    if (OPEN.test(key) && owner !== "Date") return;
    if (key === "lastIndex" && !defines) return;
    const member = fx.checker.getPropertyOfType(type, key);
    if (member === undefined || !fx.lowering.isLibrary(member)) return;
  }
  // What packages put in place for engines that lack it: nothing comes here.
  if (isPackageCode(node)) {
    const args = [str(`${key} of ${owner} cannot be replaced`)];
    fx.fb.emit({ op: "runtime", dst: null, name: "throw_type_error", args });
    return;
  }
  refuse(
    node,
    "E2003",
    `\`${key}\` of ${owner} cannot be replaced: the library uses its own`,
    "write a function, or a class that holds one",
  );
}

/** Calls that define or set properties, and built-in methods of regular expressions applied to other objects. */
export function refuseReplacingCall(fx: FunctionLowering, node: ts.CallExpression): void {
  if (fx.lowering.input.isLibraryFile(node.getSourceFile().fileName)) return;
  const callee = skipOuter(node.expression) as ts.Expression;
  if (ts.isElementAccessExpression(callee))
    refuseAbsentSymbol(fx, callee.expression, callee.argumentExpression);
  if (!ts.isPropertyAccessExpression(callee)) return;
  const [object, key] = node.arguments;
  const name = callee.name.text;
  if (/^(splice|toSpliced)$/.test(name) && object === undefined && isArrayMethod(fx, callee))
    notYet(callee.name, `\`${name}\` without arguments`, "write the start");
  if ((name === "call" || name === "apply") && object !== undefined) {
    refuseForeignRegExp(fx, callee.expression, object);
    refuseForeignConstructor(fx, callee.expression, object);
    refuseForeignDate(fx, callee.expression, object);
    return;
  }
  const owner = callee.expression;
  if (!ts.isIdentifier(owner) || !/^(Object|Reflect)$/.test(owner.text) || object === undefined) return;
  if (ts.isSpreadElement(object) || key === undefined) return;
  // A function may be given the property; nobody but `instanceof` asks for it.
  if (name !== "defineProperty" || fx.lowering.symbols.keyOf(key) !== "@@hasInstance")
    refuseAbsentSymbol(fx, object, key);
  if (/^(defineProperty|set)$/.test(name) && ts.isStringLiteralLike(key))
    refuseReplaced(fx, object, key.text, key, true);
  if (/^(defineProperties|assign)$/.test(name) && ts.isObjectLiteralExpression(key))
    for (const p of key.properties)
      if (p.name !== undefined && (ts.isIdentifier(p.name) || ts.isStringLiteralLike(p.name)))
        refuseReplaced(fx, object, p.name.text, p.name, true);
}

function isArrayMethod(fx: FunctionLowering, callee: ts.PropertyAccessExpression): boolean {
  const name = inferredType(fx.checker, callee.expression).symbol?.name;
  return name === "Array" || name === "ReadonlyArray";
}

/** C.prototype[symbol] of a built-in constructor, for the symbols that no prototype of the library has. */
export function refuseAbsentSymbol(fx: FunctionLowering, object: ts.Expression, key: ts.Expression): void {
  const symbol = fx.lowering.symbols.keyOf(key);
  if (symbol === null || !/^@@(toPrimitive|hasInstance|unscopables)$/.test(symbol)) return;
  const type = inferredType(fx.checker, object);
  const ofFunction = symbol === "@@hasInstance" && isFunctionType(fx, type);
  const owner =
    ts.isPropertyAccessExpression(object) && object.name.text === "prototype" ? object.expression : null;
  const ofPrototype = owner !== null && isLibraryName(fx, owner);
  if (ofFunction || ofPrototype) notYet(key, `\`Symbol.${symbol.slice(2)}\` of a built-in prototype`);
}

function isLibraryName(fx: FunctionLowering, node: ts.Expression): boolean {
  const symbol = ts.isIdentifier(node) ? fx.checker.getSymbolAtLocation(node) : undefined;
  return symbol !== undefined && fx.lowering.isLibrary(fx.lowering.unalias(symbol));
}

/** A plain function, which inherits from Function.prototype alone. */
function isFunctionType(fx: FunctionLowering, type: ts.Type): boolean {
  const declaration = type.symbol?.valueDeclaration;
  return (
    declaration !== undefined &&
    (ts.isFunctionDeclaration(declaration) ||
      ts.isFunctionExpression(declaration) ||
      ts.isArrowFunction(declaration)) &&
    !fx.lowering.isLibrary(type.symbol)
  );
}

/** RegExp.prototype[Symbol.replace].call(object): generic in ECMA-262, a method of RegExp here. */
function refuseForeignRegExp(fx: FunctionLowering, method: ts.Expression, self: ts.Expression): void {
  const target = skipOuter(method) as ts.Expression;
  const owner = ts.isElementAccessExpression(target)
    ? target.expression
    : ts.isPropertyAccessExpression(target) && /^(test|toString)$/.test(target.name.text)
      ? target.expression
      : null;
  if (owner === null || !ts.isPropertyAccessExpression(owner) || owner.name.text !== "prototype") return;
  if (!ts.isIdentifier(owner.expression) || owner.expression.text !== "RegExp") return;
  const type = inferredType(fx.checker, self);
  if (type.flags & ts.TypeFlags.Object && type.symbol?.name !== "RegExp")
    notYet(self, "a method of RegExp on an object that is none", "call it on a regular expression");
}

/** Date.prototype.toJSON.call(object): generic in ECMA-262, a method of Date here. */
function refuseForeignDate(fx: FunctionLowering, method: ts.Expression, self: ts.Expression): void {
  if (skipOuter(method).getText() !== "Date.prototype.toJSON") return;
  const type = inferredType(fx.checker, self);
  if (type.flags & ts.TypeFlags.Object && type.symbol?.name !== "Date")
    notYet(self, "`toJSON` of Date on an object that is none", "call it on a date");
}

/** Promise.all.call(C), Array.of.call(C): make what they give by C in ECMA-262, by their own constructor here. */
function refuseForeignConstructor(fx: FunctionLowering, method: ts.Expression, self: ts.Expression): void {
  const target = skipOuter(method) as ts.Expression;
  if (!ts.isPropertyAccessExpression(target) || !ts.isIdentifier(target.expression)) return;
  const { text } = target.expression;
  const makes = text === "Promise" || (text === "Array" && /^(of|from)$/.test(target.name.text));
  if (!makes || !isLibraryName(fx, target.expression)) return;
  const type = inferredType(fx.checker, self);
  const isOther = type.flags & ts.TypeFlags.Object && !(ts.isIdentifier(self) && self.text === text);
  // Promise's throw for what is no constructor, Array's give an array.
  if (isOther || (text === "Promise" && !ts.isIdentifier(self)))
    notYet(self, `\`${text}.${target.name.text}\` on another constructor`, `call it on ${text}`);
}

/** Reads of what the library does not have, though the checker knows it. */
export function refuseAbsentMember(fx: FunctionLowering, node: ts.PropertyAccessExpression): void {
  const key = node.name.text;
  if (!/^(species|unscopables|caller|arguments|prototype|resize|resizable|maxByteLength)$/.test(key)) return;
  if (fx.lowering.input.isLibraryFile(node.getSourceFile().fileName)) return;
  const type = fx.checker.getNonNullableType(inferredType(fx.checker, node.expression));
  if (key === "species") {
    if (type.symbol?.name === "SymbolConstructor" && fx.lowering.isLibrary(type.symbol))
      notYet(node, "`Symbol.species`", "methods of built-in objects give built-in objects");
    return;
  }
  if (key === "unscopables") {
    if (type.symbol?.name === "SymbolConstructor" && fx.lowering.isLibrary(type.symbol))
      notYet(node, "`Symbol.unscopables`", "it only serves `with`, which strict code does not have");
    return;
  }
  if (key.startsWith("resiz") || key === "maxByteLength") {
    // `if (buffer.resize)` asks whether buffers can be resized: they cannot.
    if (type.symbol?.name === "ArrayBuffer" && fx.lowering.isLibrary(type.symbol) && !isCondition(node))
      notYet(node, `\`${key}\` of an ArrayBuffer`, "copy to a buffer of the new length");
    return;
  }
  const member = fx.checker.getSymbolAtLocation(node.name);
  if (member !== undefined && !fx.lowering.isLibrary(member)) return;
  const constructs = type.getConstructSignatures().length > 0;
  if ((key === "caller" || key === "arguments") && (constructs || type.getCallSignatures().length > 0))
    notYet(node, `\`${key}\` of a function`);
  if (constructs || type.getCallSignatures().length === 0) return;
  const declaration = type.symbol?.valueDeclaration;
  if (declaration !== undefined && isGenerator(declaration))
    notYet(node, `\`${key}\` of a generator function`);
}

function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  return (ts.isIfStatement(parent) && parent.expression === node) || isPackageCode(node);
}
