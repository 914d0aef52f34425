// Private names of classes that are made at run time: properties under keys that no program can name.
//
// Classes that the compiler knows keep theirs in hidden slots (classes.ts). One key serves all evaluations of a class.

import ts from "typescript";
import type { Operand } from "../ir/types.ts";
import type { ClassNode } from "./class-nodes.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { symbolOperand } from "./symbols.ts";

/** The key of the private name `name` (with its #) that `node` declares. */
export function privateNameKey(fx: FunctionLowering, node: ClassNode, name: string): string {
  return `@@${fx.lowering.nodeId(node)}${name}`;
}

/** The key of a private name in use, or null when the class is one that the compiler knows. */
export function privateKeyOf(fx: FunctionLowering, name: ts.PrivateIdentifier): Operand | null {
  for (let at: ts.Node = name; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isClassLike(at)) continue;
    const declares = at.members.some(
      (m) => m.name !== undefined && ts.isPrivateIdentifier(m.name) && m.name.text === name.text,
    );
    if (!declares) continue;
    return fx.lowering.classValues.has(at) ? symbolOperand(fx, privateNameKey(fx, at, name.text)) : null;
  }
  return null;
}

/** PrivateGet. */
export function privateRead(fx: FunctionLowering, object: Operand, key: Operand): Operand {
  return callLanguage(fx, "privateGet", [object, key]);
}

/** PrivateSet. */
export function privateWrite(fx: FunctionLowering, object: Operand, key: Operand, value: Operand): void {
  callLanguage(fx, "privateSet", [object, key, value]);
}
