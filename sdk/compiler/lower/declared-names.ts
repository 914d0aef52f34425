// Names of properties and functions as their declarations write them.

import ts from "typescript";
import { keyAsName } from "../ir/symbols.ts";
import { at, Refused } from "./refuse.ts";
import { computedSymbolKey } from "./symbols.ts";
import { type FunctionNode, isAssignmentOperator, skipOuter } from "./syntax.ts";

/** `__proto__: value`, which sets the prototype; shorthand and computed ones are properties. */
export function setsPrototype(p: ts.Node): p is ts.PropertyAssignment {
  return (
    ts.isPropertyAssignment(p) && !ts.isComputedPropertyName(p.name) && propertyText(p.name) === "__proto__"
  );
}

/** The text of a property name; "@@iterator" for [Symbol.iterator]; private names keep their #. */
export function propertyText(name: ts.PropertyName | ts.PrivateIdentifier): string {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteral(name) || ts.isNoSubstitutionTemplateLiteral(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (ts.isComputedPropertyName(name)) {
    const e = name.expression;
    const symbol = computedSymbolKey(name);
    if (symbol !== null) return symbol;
    if (ts.isStringLiteral(e)) return e.text;
  }
  throw new Refused(
    at(name, "E2001", "a computed member name cannot be compiled here", "write the name out"),
  );
}

/** What `name` of the function object is (SetFunctionName). */
export function functionName(node: FunctionNode): string {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text ?? "";
  if (node.name !== undefined) {
    const role = ts.isGetAccessor(node) ? "get " : ts.isSetAccessor(node) ? "set " : "";
    return role + nameText(node.name);
  }
  let parent: ts.Node = node.parent;
  while (skipOuter(parent) !== parent) parent = parent.parent;
  // `export default` of a function without a name.
  if (ts.isExportAssignment(parent) || ts.isFunctionDeclaration(node)) return "default";
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (setsPrototype(parent)) return "";
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return nameText(parent.name);
  if (ts.isBindingElement(parent) || ts.isParameter(parent))
    return ts.isIdentifier(parent.name) ? parent.name.text : "";
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name.text;
  if (!ts.isBinaryExpression(parent) || !isAssignmentOperator(parent.operatorToken.kind)) return "";
  return ts.isIdentifier(parent.left) ? parent.left.text : "";
}

/** A name for the `name` property of functions; "" where it is computed. */
function nameText(name: ts.PropertyName): string {
  if (!ts.isComputedPropertyName(name) || ts.isStringLiteral(name.expression)) return propertyText(name);
  return keyAsName(computedSymbolKey(name) ?? "");
}

/** `Class.method`: the names of all functions and classes around a function, and its own. */
export function qualifiedName(node: FunctionNode): string {
  const parts: string[] = [];
  for (let n: ts.Node | undefined = node; n !== undefined && !ts.isSourceFile(n); n = n.parent) {
    if (ts.isConstructorDeclaration(n)) parts.unshift("constructor");
    else if (ts.isFunctionLike(n) || ts.isClassLike(n) || ts.isModuleDeclaration(n)) {
      const name = n.name;
      parts.unshift(
        name !== undefined &&
          (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name))
          ? name.text
          : nameFromParent(n),
      );
    }
  }
  return parts.join(".");
}

function nameFromParent(node: ts.Node): string {
  const parent = node.parent;
  if (
    (ts.isVariableDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent)) &&
    ts.isIdentifier(parent.name)
  ) {
    return parent.name.text;
  }
  const file = node.getSourceFile();
  return `fn${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}
