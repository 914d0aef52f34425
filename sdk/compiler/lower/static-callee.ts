// Which function a callee names, where that is known at compile time: declarations and constant functions, through
// imports and namespaces, static methods, and what constant objects of the library bundle. Lowers nothing.

import ts from "typescript";
import { NOT_STATIC } from "./builtin-values.ts";
import { type ClassNode, privateKey } from "./class-nodes.ts";
import type { FunctionLowering } from "./function.ts";
import { functionDeclaration } from "./function-nodes.ts";
import { refuseUndefined } from "./javascript.ts";
import { refuseCodeFromText } from "./package-code.ts";
import { isAddedToFunction } from "./reps.ts";
import { type FunctionNode, skipOuter } from "./syntax.ts";

/** The class whose static member the callee names: by its name, or as `this` of its static code. */
export function staticReceiver(fx: FunctionLowering, callee: ts.Expression): ClassNode | null {
  if (!ts.isPropertyAccessExpression(callee)) return null;
  if (callee.expression.kind === ts.SyntaxKind.ThisKeyword) return fx.staticOwner;
  return fx.lowering.classes.classOfExpression(callee.expression);
}

/** A function declaration or static method that the callee names, through imports and namespaces. */
export function staticCallee(fx: FunctionLowering, callee: ts.Expression): FunctionNode | null {
  if (ts.isIdentifier(callee)) {
    const raw = fx.checker.getSymbolAtLocation(callee);
    if (raw === undefined) return null;
    const symbol = fx.lowering.unalias(raw);
    if (fx.bindings.has(symbol)) return null;
    return functionOfSymbol(fx, symbol, callee);
  }
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const left = fx.checker.getSymbolAtLocation(callee.expression);
  const member = fx.checker.getSymbolAtLocation(callee.name);
  const cls = staticReceiver(fx, callee);
  if (cls !== null) {
    const key = ts.isPrivateIdentifier(callee.name) ? privateKey(cls, callee.name.text) : callee.name.text;
    const found = fx.lowering.classes.staticMember(cls, key);
    if (found !== null && ts.isMethodDeclaration(found)) return found;
    if (found !== null) return null;
  }
  if (left === undefined) return null;
  const owner = fx.lowering.unalias(left);
  const bundled = constantMember(fx, owner, callee.name.text);
  if (bundled !== null) return bundled;
  if (owner.flags & ts.SymbolFlags.Module && member !== undefined && !isAddedToFunction(member)) {
    if (!(owner.flags & ts.SymbolFlags.Variable))
      return functionOfSymbol(fx, fx.lowering.unalias(member), callee);
  }
  if (
    fx.lowering.isLibrary(owner) &&
    owner.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.NamespaceModule) &&
    !NOT_STATIC.test(callee.name.text) &&
    !fx.lowering.replaced.has(owner.name, callee.name.text, callee)
  ) {
    const name = `${owner.name}_${callee.name.text}`;
    return (
      (isCallOfTwo(callee) ? fx.lowering.languageFunction(`${name}_2`) : null) ??
      fx.lowering.languageFunction(name)
    );
  }
  return null;
}

/** Functions that take any number of arguments may have a form for two, which are then not put into an array. */
function isCallOfTwo(callee: ts.Expression): boolean {
  const { parent } = callee;
  return (
    ts.isCallExpression(parent) &&
    parent.expression === callee &&
    parent.arguments.length === 2 &&
    !parent.arguments.some(ts.isSpreadElement)
  );
}

/**
 * A function that a constant object of the library bundles under `name`, as in `const board = { led }`:
 * called without making the object, so that what it also bundles stays out of the program.
 */
function constantMember(fx: FunctionLowering, owner: ts.Symbol, name: string): FunctionNode | null {
  const initializer = libraryConstant(fx, owner);
  const property = initializer?.properties.find(
    (p) => p.name !== undefined && ts.isIdentifier(p.name) && p.name.text === name,
  );
  if (property === undefined) return null;
  let symbol: ts.Symbol | undefined;
  if (ts.isShorthandPropertyAssignment(property))
    symbol = fx.checker.getShorthandAssignmentValueSymbol(property);
  else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer))
    symbol = fx.checker.getSymbolAtLocation(property.initializer);
  return symbol === undefined ? null : functionOfSymbol(fx, fx.lowering.unalias(symbol), property);
}

/** The literal behind a constant of a library module, or null. */
export function libraryConstant(fx: FunctionLowering, symbol: ts.Symbol): ts.ObjectLiteralExpression | null {
  const d = symbol.valueDeclaration;
  if (d === undefined || !ts.isVariableDeclaration(d) || d.initializer === undefined) return null;
  // Module-level tables only, which library sources never change; a local object is mutable.
  if (!fx.lowering.variables.has(symbol)) return null;
  if (
    !(ts.getCombinedNodeFlags(d) & ts.NodeFlags.Const) ||
    !fx.lowering.input.isLibraryFile(d.getSourceFile().fileName)
  )
    return null;
  const value = skipOuter(d.initializer);
  return ts.isObjectLiteralExpression(value) ? value : null;
}

function functionOfSymbol(fx: FunctionLowering, symbol: ts.Symbol, node: ts.Node): FunctionNode | null {
  if (fx.lowering.isLibrary(symbol)) {
    if (symbol.name === "eval" || symbol.name === "Function") refuseCodeFromText(node, `\`${symbol.name}\``);
    return fx.lowering.languageFunction(symbol.name) ?? fx.lowering.languageFunction(`${symbol.name}_call`);
  }
  if (symbol.flags & ts.SymbolFlags.Function) refuseUndefined(symbol, node);
  const declaration = functionDeclaration(symbol);
  if (declaration !== null) {
    const { captures } = fx.lowering;
    return captures.isStatic(declaration) && !captures.isAssignedFunction(symbol) ? declaration : null;
  }
  return constantFunction(fx, symbol);
}

/** The function that a module-level constant holds: `export const twice = (n: number) => 2 * n`. */
function constantFunction(fx: FunctionLowering, symbol: ts.Symbol): FunctionNode | null {
  const d = symbol.valueDeclaration;
  if (
    d === undefined ||
    !fx.lowering.variables.has(symbol) ||
    !ts.isVariableDeclaration(d) ||
    d.initializer === undefined
  )
    return null;
  if (!(ts.getCombinedNodeFlags(d) & ts.NodeFlags.Const) || fx.lowering.variables.late.has(symbol))
    return null;
  const node = skipOuter(d.initializer);
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return null;
  return fx.lowering.captures.isStatic(node) ? node : null;
}
