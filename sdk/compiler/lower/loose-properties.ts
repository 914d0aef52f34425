// Names of properties that a program assigns values of type any to: what stands there may be of another type than declared.
//
//   state.result = type.construct(state.result);      result: string | null, construct: (data: any) => any
//
// An object literal keeps such a property boxed, so that it takes what Node would keep; reading it claims nothing, nor
// does a variable that it initialises. Fields of classes keep to their
// declarations (docs/language.md, D5), as do numbers and booleans (D1). Goes by names: literals of other types with a
// property of that name only lose a little speed.

import ts from "typescript";
import { isJavaScript } from "./javascript.ts";
import { skipOuter } from "./syntax.ts";

export class LooseProperties {
  private readonly checker: ts.TypeChecker;
  private readonly names = new Set<string>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.checker = checker;
    for (const file of files) if (!file.isDeclarationFile && !isJavaScript(file)) this.visit(file);
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  /** True for a variable that is initialised with such a property. */
  initialises(variable: ts.VariableDeclaration): boolean {
    const given = variable.initializer === undefined ? undefined : skipOuter(variable.initializer);
    return given !== undefined && ts.isPropertyAccessExpression(given) && this.has(given.name.text);
  }

  private visit(node: ts.Node): void {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      this.isAny(node.right) &&
      !this.isAny(node.left)
    )
      this.names.add(node.left.name.text);
    ts.forEachChild(node, (c) => this.visit(c));
  }

  private isAny(node: ts.Expression): boolean {
    return (this.checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0;
  }
}
