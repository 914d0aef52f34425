// Questions about the syntax of classes: names and keys of members, modifiers, uses of `this`.

import ts from "typescript";
import { propertyText } from "./declared-names.ts";
import { computedSymbolKey } from "./symbols.ts";

export type ClassNode = ts.ClassLikeDeclaration;

/** Marked `@phantom`: one instantiation serves whatever the type arguments are. */
export function isPhantom(node: ClassNode): boolean {
  return ts.getJSDocTags(node).some((t) => t.tagName.text === "phantom");
}

/** Marked `@bigint`: instances are the values of type bigint. */
export function isBigintClass(node: ClassNode): boolean {
  return ts.getJSDocTags(node).some((t) => t.tagName.text === "bigint");
}

type ClassMethod = ts.MethodDeclaration | ts.AccessorDeclaration;

/** What the method `m` is as a value: where it is marked `@same NAME`, the method of that name, else itself. */
export function methodAsValue(m: ClassMethod): ClassMethod {
  const tag = ts.getJSDocTags(m).find((t) => t.tagName.text === "same");
  if (tag === undefined) return m;
  const name = ts.getTextOfJSDocComment(tag.comment) ?? "";
  const methods = (m.parent as ClassNode).members.filter(ts.isMethodDeclaration);
  return methods.find((other) => hasName(other, name)) ?? m;
}

/** The `name` of a class; that of a computed property is given at run time. */
export function className(node: ClassNode): string {
  if (node.name !== undefined) return node.name.text;
  let parent: ts.Node = node.parent;
  while (ts.isParenthesizedExpression(parent)) parent = parent.parent;
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent))
    return ts.isIdentifier(parent.name) ? parent.name.text : "";
  if (ts.isPropertyAssignment(parent))
    return ts.isComputedPropertyName(parent.name) ? "" : propertyText(parent.name);
  return ts.isExportAssignment(parent) || ts.isClassDeclaration(node) ? "default" : "";
}

export function parameterProperties(node: ClassNode): ts.ParameterDeclaration[] {
  const own = node.members.find(
    (m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && m.body !== undefined,
  );
  return own?.parameters.filter((p) => ts.isParameterPropertyDeclaration(p, own)) ?? [];
}

export function isStatic(m: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(m as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
}

/** A static member or a static block: what runs with the class as `this`. */
export function isStaticElement(m: ts.ClassElement): boolean {
  return isStatic(m) || ts.isClassStaticBlockDeclaration(m);
}

export function isAbstract(m: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(m as ts.Declaration) & ts.ModifierFlags.Abstract) !== 0;
}

export function isAmbient(m: ts.Node): boolean {
  return (
    (ts.getCombinedModifierFlags(m as ts.Declaration) &
      (ts.ModifierFlags.Ambient | ts.ModifierFlags.Abstract)) !==
    0
  );
}

export function memberText(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) && !isWellKnown(name) ? "[computed]" : propertyText(name);
}

export function isWellKnown(name: ts.ComputedPropertyName): boolean {
  const e = name.expression;
  return ts.isStringLiteral(e) || computedSymbolKey(name) !== null;
}

/** Private names are distinct per class; the key says which. */
export function privateKey(node: ClassNode, name: string): string {
  return `${name}@${className(node)}`;
}

/** The lookup key of a member declared in `node`. */
export function memberKey(node: ClassNode, name: ts.PropertyName): string {
  return ts.isPrivateIdentifier(name) ? privateKey(node, name.text) : memberText(name);
}

export function hasName(m: ts.ClassElement, key: string): boolean {
  if (m.name === undefined || ts.isClassStaticBlockDeclaration(m)) return false;
  return memberKey(m.parent as ClassNode, m.name) === key;
}

export function isCallee(node: ts.Node): boolean {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) && at.parent.expression === at;
}

/** The receiver that `x.method.call(to)`, `apply` or `bind` gives a method; null for none. */
export function boundTo(method: ts.PropertyAccessExpression): ts.Expression | null {
  const { parent } = method;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== method || !isCallee(parent))
    return null;
  if (!/^(call|apply|bind)$/.test(parent.name.text)) return null;
  return (parent.parent as ts.CallExpression).arguments?.[0] ?? null;
}

export function isArgument(node: ts.Node): boolean {
  const parent = node.parent;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node;
}

export function mentionsThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  return ts.forEachChild(node, (c) => mentionsThis(c) || undefined) ?? false;
}
