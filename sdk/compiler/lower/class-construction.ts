// What can be seen of an object while it is being constructed: which fields code may read before they are assigned.
//
// Looks at syntax only. A wrong "yes" costs a wider slot, a wrong "no" would show 0 where Node shows undefined.

import ts from "typescript";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import { type ClassNode, isArgument, isCallee, isStatic, memberText, mentionsThis } from "./class-nodes.ts";

/** A number or boolean field that code could read before it is assigned must be able to be undefined. */
export function mayBeReadEarly(
  hierarchy: ClassHierarchy,
  node: ClassNode,
  field: ts.PropertyDeclaration | ts.ParameterDeclaration,
): boolean {
  if (ts.isPropertyDeclaration(field) && field.exclamationToken !== undefined) return true;
  for (let base = hierarchy.baseNode(node); base !== null; base = hierarchy.baseNode(base)) {
    if (!base.getSourceFile().fileName.includes("/runtime/lang/") && constructionLeaks(base, true))
      return true;
  }
  const initialised = ts.isPropertyDeclaration(field) && field.initializer !== undefined;
  return constructionLeaks(node, !initialised);
}

/** True when initialisers (and, if asked, the constructor body) may run code that reads fields of `this`. */
export function constructionLeaks(node: ClassNode, withBody: boolean): boolean {
  const methods = new Set(
    node.members
      .filter((m) => !ts.isPropertyDeclaration(m))
      .map((m) => (m.name === undefined ? "" : memberText(m.name))),
  );
  const leaks = (n: ts.Node, inCall: boolean): boolean => {
    if (n.kind === ts.SyntaxKind.ThisKeyword) {
      const parent = n.parent;
      if (!ts.isPropertyAccessExpression(parent) || parent.expression !== n) return true;
      return inCall === false ? methods.has(parent.name.text) || isCallee(parent) : true;
    }
    if (ts.isArrowFunction(n)) {
      const called = isArgument(n) || isCallee(n);
      return called && mentionsThis(n);
    }
    if (ts.isFunctionLike(n) || ts.isClassLike(n)) return false;
    return ts.forEachChild(n, (c) => leaks(c, false) || undefined) ?? false;
  };
  for (const m of node.members) {
    if (
      ts.isPropertyDeclaration(m) &&
      !isStatic(m) &&
      m.initializer !== undefined &&
      leaks(m.initializer, false)
    )
      return true;
    if (
      withBody &&
      ts.isConstructorDeclaration(m) &&
      m.body !== undefined &&
      ts.forEachChild(m.body, (c) => leaks(c, false) || undefined)
    )
      return true;
  }
  return false;
}
