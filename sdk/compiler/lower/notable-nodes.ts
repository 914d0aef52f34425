// The few nodes of a file that analyses of whole programs ask for: found in one walk, and kept with the file.
//
// The library is most of a small program, and its files are shared by all programs of a process (library-files.ts), or
// come with it from a snapshot (prepare.ts).

import ts from "typescript";

export type NotableNode =
  | ts.ClassLikeDeclaration
  | ts.ObjectLiteralExpression
  | ts.ComputedPropertyName
  | ts.PropertyAccessExpression;

/** Not a weak map: a snapshot's file brings its list along, whichever copy of this module made it. */
const KEPT = Symbol.for("ingot.notable-nodes");

/** Classes, object literals, computed names and accesses to a property `hasInstance`, in the order of the text. */
export function notableNodes(file: ts.SourceFile): readonly NotableNode[] {
  const keeper = file as { [KEPT]?: readonly NotableNode[] };
  keeper[KEPT] ??= find(file);
  return keeper[KEPT];
}

function find(file: ts.SourceFile): NotableNode[] {
  const found: NotableNode[] = [];
  const visit = (node: ts.Node): void => {
    if (isNotable(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isNotable(node: ts.Node): node is NotableNode {
  switch (node.kind) {
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.ClassExpression:
    case ts.SyntaxKind.ObjectLiteralExpression:
    case ts.SyntaxKind.ComputedPropertyName:
      return true;
    case ts.SyntaxKind.PropertyAccessExpression:
      return (node as ts.PropertyAccessExpression).name.text === "hasInstance";
    default:
      return false;
  }
}
