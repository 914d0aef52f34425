// What a class may not have: decorators, and static members that use variables of a function around it.

import ts from "typescript";
import { type ClassNode, isStatic } from "./class-nodes.ts";
import type { Lowering } from "./lowering.ts";
import { notYet, refuse } from "./refuse.ts";

/** Refuses the class with a diagnostic at the member that cannot be compiled. */
export function checkSupported(lowering: Lowering, node: ClassNode): void {
  if (ts.getDecorators(node as ts.ClassDeclaration)?.length)
    refuse(node, "E2011", "decorators cannot be compiled", "call the function yourself");
  for (const m of node.members) {
    if (!isStatic(m) || !(ts.isMethodDeclaration(m) || ts.isAccessor(m))) continue;
    const captured = lowering.captures.captures(m).symbols;
    if (captured.length > 0) {
      notYet(
        m.name,
        `a static member that uses the local variable \`${captured[0]!.name}\` of the function around its class`,
        "pass the value as an argument",
      );
    }
  }
}
