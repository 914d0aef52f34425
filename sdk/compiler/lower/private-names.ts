// Private names: of classes that are made at run time, properties under keys that no program can name.
//
// Classes that the compiler knows keep theirs in hidden slots (classes.ts). One key serves all evaluations of a class.

import ts from "typescript";
import { str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { type ClassNode, className, isStatic } from "./class-nodes.ts";
import { expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { notYet } from "./refuse.ts";
import { symbolOperand } from "./symbols.ts";

/** The key of the private name `name` (with its #) that `node` declares. */
export function privateNameKey(fx: FunctionLowering, node: ClassNode, name: string): string {
  return `@@${fx.lowering.nodeId(node)}${name}`;
}

/** The class around a private name in use that declares it. */
function declaringClass(name: ts.PrivateIdentifier): { node: ClassNode; member: ts.ClassElement } | null {
  for (let at: ts.Node = name; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isClassLike(at)) continue;
    const member = at.members.find(
      (m) => m.name !== undefined && ts.isPrivateIdentifier(m.name) && m.name.text === name.text,
    );
    if (member !== undefined) return { node: at, member };
  }
  return null;
}

/** The key of a private name in use, or null when the class is one that the compiler knows. */
export function privateKeyOf(fx: FunctionLowering, name: ts.PrivateIdentifier): Operand | null {
  const found = declaringClass(name);
  if (found === null || !fx.lowering.classValues.has(found.node)) return null;
  return symbolOperand(fx, privateNameKey(fx, found.node, name.text));
}

/** `this.#name` in a static member that is called on a subclass, which has no such name: only the class itself does. */
export function isForeignPrivate(fx: FunctionLowering, node: ts.PropertyAccessExpression): boolean {
  if (fx.staticOwner === null || node.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
  if (!ts.isPrivateIdentifier(node.name)) return false;
  const found = declaringClass(node.name);
  return found !== null && found.node !== fx.staticOwner && !fx.lowering.classValues.has(found.node);
}

/** What PrivateGet and PrivateSet throw there; the operand stands for a value that never comes. */
export function throwForeignPrivate(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  verb: "read" | "write",
): Operand {
  const { node: declaring, member } = declaringClass(node.name as ts.PrivateIdentifier)!;
  const place = verb === "read" ? "from" : "to";
  const text = ts.isPropertyDeclaration(member)
    ? `Cannot ${verb} private member ${node.name.text} ${place} an object whose class did not declare it`
    : `Receiver must be class ${className(declaring)}`;
  fx.fb.emit({ op: "runtime", dst: null, name: "throw_type_error", args: [str(text)] });
  return undef("value");
}

/** PrivateGet. */
export function privateRead(fx: FunctionLowering, object: Operand, key: Operand): Operand {
  return callLanguage(fx, "privateGet", [object, key]);
}

/** PrivateSet. */
export function privateWrite(fx: FunctionLowering, object: Operand, key: Operand, value: Operand): void {
  callLanguage(fx, "privateSet", [object, key, value]);
}

/** #name in object: the object is an instance of the class that declares the name. */
export function hasPrivate(
  fx: FunctionLowering,
  node: ts.BinaryExpression,
  name: ts.PrivateIdentifier,
): Operand {
  const key = privateKeyOf(fx, name);
  if (key !== null)
    return callLanguage(fx, "privateIn", [fx.convert(expression(fx, node.right), "value"), key]);
  const found = declaringClass(name);
  if (found === null) return notYet(node, "`#name in object` here");
  const { node: declaring, member } = found;
  const target: Operand = { kind: "class", type: "ref", cls: fx.lowering.classes.classValue(declaring) };
  // A static name is that of the class itself.
  if (isStatic(member)) {
    const operands = [expression(fx, node.right), target].map((o) => fx.convert(o, "value"));
    return fx.runtime("strict_equals", operands, "bool");
  }
  return fx.runtime("instance_of_class", [fx.convert(expression(fx, node.right), "value"), target], "bool");
}
