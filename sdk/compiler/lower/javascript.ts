// JavaScript sources: code without types, in which every value is boxed and every property is found by name.
//
// TypeScript infers types for JavaScript that the code need not keep (`let x = 1; x = "s"`), so none of them is
// believed.

import ts from "typescript";
import { str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { byName } from "./access.ts";
import { checkerOf } from "./checker.ts";
import { prefixLength, REQUIRE } from "./commonjs.ts";
import type { FunctionLowering } from "./function.ts";
import { memberBehindDeclarations } from "./namespaces.ts";
import { decided, isAbsentGlobal, typeQuestion } from "./other-environments.ts";
import { isPackageCode } from "./package-code.ts";
import { isForeignDeclaration } from "./packages.ts";
import { notYet, refuse } from "./refuse.ts";
import { isLibrarySymbol } from "./reps.ts";

/** True for code that stands in a JavaScript file. */
export function isJavaScript(node: ts.Node): boolean {
  return (node.getSourceFile().flags & ts.NodeFlags.JavaScriptFile) !== 0;
}

const checkersBehind = new WeakMap<ts.TypeChecker, ts.TypeChecker>();

/** The type of an expression as the checker infers it, also in JavaScript: good for refusals, never to rely on. */
export function inferredType(checker: ts.TypeChecker, node: ts.Node): ts.Type {
  return (checkersBehind.get(checker) ?? checker).getTypeAtLocation(node);
}

/** The program's checker, for which everything written in JavaScript is `any`. */
export function withoutTypesOfJavaScript(
  program: ts.Program,
  isAbsent: (symbol: ts.Symbol) => boolean,
): ts.TypeChecker {
  const checker = checkerOf(program);
  const some = program.getSourceFiles().some((f) => !f.isDeclarationFile && isJavaScript(f));
  if (!some) return checker;
  const packages = program.getSourceFiles().some(isForeignDeclaration);
  const any = checker.getAnyType();
  const untyped = Object.create(checker) as ts.TypeChecker;
  checkersBehind.set(untyped, checker);
  untyped.getTypeAtLocation = (node) => (isJavaScript(node) ? any : checker.getTypeAtLocation(node));
  untyped.getContextualType = (node) => (isJavaScript(node) ? any : checker.getContextualType(node));
  untyped.getSymbolAtLocation = (node) => {
    const behind = packages ? memberBehindDeclarations(checker, node) : null;
    if (behind !== null) return behind;
    if (isMemberOfUnknown(checker, node)) return undefined;
    const symbol = atRunTime(checker.getSymbolAtLocation(node));
    if (symbol === undefined || !isJavaScript(node)) return symbol;
    return isDeclaredGlobal(symbol, node) || (isPackageCode(node) && isAbsent(symbol)) ? undefined : symbol;
  };
  untyped.getResolvedSignature = (node, candidates, count) =>
    isJavaScript(node) ? undefined : checker.getResolvedSignature(node, candidates, count);
  return untyped;
}

/**
 * True for `name` of `value.name` in JavaScript, unless what stands before it names a module, a class, a function or a
 * built-in object. The checker would infer the types of whole packages to say what it is, without end for some.
 */
function isMemberOfUnknown(checker: ts.TypeChecker, node: ts.Node): boolean {
  if (ts.isSourceFile(node) || !isJavaScript(node)) return false;
  const access = ts.isPropertyAccessExpression(node) ? node : node.parent;
  if (!ts.isPropertyAccessExpression(access) || (access.name !== node && access !== node)) return false;
  return !isNamed(checker, access.expression);
}

function isNamed(checker: ts.TypeChecker, node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node) && !isNamed(checker, node.expression)) return false;
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const symbol = checker.getSymbolAtLocation(ts.isIdentifier(node) ? node : node.name);
  if (symbol === undefined) return true;
  return (
    isLibrarySymbol(symbol) || (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Property)) === 0
  );
}

/**
 * What a name of JavaScript means when it runs: not the `require` that the checker knows everywhere (CommonJS modules have
 * one of their own, commonjs.ts); and the own name of a function or class expression, to which the checker gives
 * another symbol once it has seen the variable that holds the function or class.
 */
function atRunTime(symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  if (symbol?.name === "require" && symbol.declarations === undefined) return undefined;
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined) return symbol;
  if (!ts.isFunctionExpression(declaration) && !ts.isClassExpression(declaration)) return symbol;
  return (declaration as unknown as { symbol: ts.Symbol }).symbol;
}

/** `globalThis.name` where declarations of packages have such a global: what it is shows when the program runs. */
function isDeclaredGlobal(symbol: ts.Symbol, node: ts.Node): boolean {
  const declared = symbol.declarations?.[0]?.getSourceFile();
  const access = node.parent;
  if (declared === undefined || !isForeignDeclaration(declared)) return false;
  return ts.isPropertyAccessExpression(access) && access.name === node;
}

/** `typeof` of a name that the language library does not declare (docs/language.md, D22); null for other names. */
export function typeOfForeign(fx: FunctionLowering, node: ts.Identifier): string | null {
  if (!isJavaScript(node)) return isAbsentGlobal(fx.checker, node) ? "undefined" : null;
  if (fx.checker.getSymbolAtLocation(node) !== undefined) return null;
  if (INHERITED.test(node.text)) return "function";
  return node.text === "global" ? "object" : "undefined";
}

/** Names that the global object has from `Object.prototype`. */
const INHERITED = /^(hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf)$/;

/** The value of a name that nothing declares: of the global object, or a ReferenceError in JavaScript. */
export function undeclared(fx: FunctionLowering, node: ts.Identifier): Operand {
  if (!isJavaScript(node)) return notYet(node, `the name \`${node.text}\``);
  if (node.text === "global") return globalObject(fx);
  if (INHERITED.test(node.text)) return byName(fx, globalObject(fx), node.text, fx.checker.getAnyType());
  const args = [str(`${node.text} is not defined`)];
  fx.fb.emit({ op: "runtime", dst: null, name: "throw_reference_error", args });
  return undef("value");
}

/** True for what `globalThis` names. */
export function isGlobalObject(symbol: ts.Symbol): boolean {
  // Assignments to its properties count as declarations of it in JavaScript.
  return symbol.name === "globalThis" && (symbol.declarations ?? []).every(ts.isExpression);
}

/** `Function("return this")`, by which old scripts find the global object. */
export function isGlobalFunction(fx: FunctionLowering, callee: ts.Expression): boolean {
  if (!ts.isCallExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  const [body] = callee.arguments;
  if (callee.arguments.length !== 1 || body === undefined || !ts.isStringLiteralLike(body)) return false;
  const symbol = fx.checker.getSymbolAtLocation(callee.expression);
  return symbol?.name === "Function" && fx.lowering.isLibrary(symbol) && /^return this;?$/.test(body.text);
}

/** The global object: it has those globals of the language that the program looks up by name. */
export function globalObject(fx: FunctionLowering): Operand {
  return fx.lowering.builtins.namespaceValue(fx, "globalThis")!;
}

/**
 * What a condition certainly is: modules ask where they run by `typeof exports`, `typeof define`, `typeof window`,
 * and what only runs elsewhere need not compile. Null where that is not known.
 */
export function knownCondition(fx: FunctionLowering, given: ts.Expression): boolean | null {
  return decided(given, (node) => {
    const question = typeQuestion(node);
    if (question === null) return null;
    const own = isJavaScript(node) ? typeOfOwn(fx, question.name) : null;
    const known = typeOfForeign(fx, question.name) ?? own;
    return known === null ? null : known === question.text;
  });
}

/** Constructors that old engines lacked: packages put something in their place where `typeof` finds none. */
const CONSTRUCTORS =
  /^(Array|ArrayBuffer|BigInt|DataView|Map|Promise|Set|Symbol|WeakMap|WeakSet|Uint8Array)$/;

/** `typeof` of what every CommonJS module has, of the global object and of constructors. */
function typeOfOwn(fx: FunctionLowering, node: ts.Identifier): string | null {
  const symbol = fx.checker.getSymbolAtLocation(node);
  if (symbol !== undefined && isGlobalObject(symbol)) return "object";
  if (symbol !== undefined && fx.lowering.isLibrary(symbol) && CONSTRUCTORS.test(node.text))
    return "function";
  const declared = symbol?.valueDeclaration;
  if (declared === undefined || declared.getStart() >= prefixLength(declared.getSourceFile())) return null;
  if (fx.lowering.captures.isReassigned(symbol!)) return null;
  return node.text === REQUIRE
    ? "function"
    : node.text === "exports" || node.text === "module"
      ? "object"
      : null;
}

/** Refuses names that a package declares, but that its JavaScript does not export. */
export function refuseUndefined(symbol: ts.Symbol, node: ts.Node): void {
  const declared = symbol.declarations?.[0]?.getSourceFile();
  if (declared === undefined || !isForeignDeclaration(declared)) return;
  if (!(symbol.flags & ts.SymbolFlags.Value)) return;
  refuse(
    node,
    "E2012",
    `nothing that runs defines \`${symbol.name}\`: it is only declared, in ${declared.fileName}`,
    "import the default export and read the property, or import another name",
  );
}
