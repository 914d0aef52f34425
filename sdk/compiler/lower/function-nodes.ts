// What the declaration of a function says, without types.

import ts from "typescript";
import { type FunctionNode, isNewTarget, parametersOf } from "./syntax.ts";

/** A function with a `prototype`: neither arrow nor method, async function or generator. */
export function isPlainFunction(node: FunctionNode): boolean {
  return (
    (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) &&
    node.asteriskToken === undefined &&
    !(ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async) &&
    // Functions of the library are no constructors, unless they ask whether they are called as one.
    (!node.getSourceFile().fileName.includes("/runtime/lang/") || mentionsNewTarget(node))
  );
}

export function mentionsNewTarget(node: ts.Node): boolean {
  if (isNewTarget(node)) return true;
  return (
    ts.forEachChild(node, (c) =>
      ts.isArrowFunction(c) || !(isOwnThis(c) || ts.isFunctionLike(c))
        ? mentionsNewTarget(c) || undefined
        : undefined,
    ) ?? false
  );
}

/** The declaration with the body, or else the first. */
export function functionDeclaration(symbol: ts.Symbol): ts.FunctionDeclaration | null {
  const all = symbol.declarations ?? [];
  const found = all.find(
    (d): d is ts.FunctionDeclaration => ts.isFunctionDeclaration(d) && d.body !== undefined,
  );
  return found ?? all.find((d): d is ts.FunctionDeclaration => ts.isFunctionDeclaration(d)) ?? null;
}

/** Type parameters that a node introduces. */
export function typeParametersOf(node: ts.Node): readonly ts.TypeParameterDeclaration[] {
  const own = (node as { typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> }).typeParameters;
  return own ?? [];
}

/** True when the function's parameters or body say `this` or `super` of its own. */
export function saysThis(node: FunctionNode): boolean {
  let found = false;
  const visit = (n: ts.Node): void => {
    if (n.kind === ts.SyntaxKind.ThisKeyword || n.kind === ts.SyntaxKind.SuperKeyword) found = true;
    else if (!found && (ts.isArrowFunction(n) || !isOwnThis(n))) ts.forEachChild(n, visit);
  };
  for (const p of node.parameters) ts.forEachChild(p, visit);
  if (node.body !== undefined) ts.forEachChild(node.body, visit);
  return found;
}

/** Nodes inside which `this` means something else. */
function isOwnThis(node: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isClassLike(node)
  );
}

/** Number of parameters before the first optional one (ExpectedArgumentCount). */
export function arity(node: FunctionNode): number {
  const params = parametersOf(node);
  const end = params.findIndex((p) => p.initializer !== undefined || p.dotDotDotToken !== undefined);
  return end < 0 ? params.length : end;
}
