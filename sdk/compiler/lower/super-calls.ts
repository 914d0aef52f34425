// Lowering of super(...) and super.name(...).
//
// In classes that the compiler knows both are direct calls; in those made at run time see class-objects.ts, super.ts.

import ts from "typescript";
import { undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { superProperty } from "./access.ts";
import { directArguments } from "./arguments.ts";
import { argumentList, callFunction, callWith, emitCall, inferEnv } from "./calls.ts";
import type { ClassNode } from "./class-nodes.ts";
import { superConstructCall } from "./class-objects.ts";
import { optionalLink } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import type { FunctionInstance } from "./lowering.ts";
import { notYet } from "./refuse.ts";
import { superThis } from "./super.ts";
import type { FunctionNode } from "./syntax.ts";

/** super(...): the parent constructor, on the same object. */
export function superCall(fx: FunctionLowering, node: ts.CallExpression): Operand {
  if (fx.member?.construction !== undefined) return superConstructCall(fx, node);
  const base = fx.owner?.base ?? null;
  if (base === null || fx.thisOperand === null) return notYet(node, "`super()` here");
  const init = fx.lowering.classes.initOf(base);
  const params = fx.lowering.classes.constructorParameters(base);
  const declared = fx.lowering.classes.constructorOf(base.node);
  const pseudo: FunctionInstance = {
    ...fx.instance,
    node: (declared ?? base.node) as FunctionNode,
    func: init,
    params,
    returns: "void",
  };
  const args = directArguments(
    fx,
    pseudo,
    argumentList(node),
    base.node.getSourceFile().fileName.includes("/runtime/lang/"),
  );
  if (args === null) return notYet(node, "spread arguments of `super()`");
  fx.fb.emit({ op: "call", dst: null, func: init, env: null, args: [fx.thisOperand, ...args] });
  fx.initialiseFields();
  return undef("ref");
}

/** super.name(...) */
export function superMethod(
  fx: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
): Operand {
  if (fx.member?.home !== undefined) {
    const method = superProperty(fx, callee);
    optionalLink(fx, node, method);
    return callWith(fx, node, method, superThis(fx, node));
  }
  if (fx.staticOwner !== null) return superStatic(fx, node, callee, fx.staticOwner);
  const base = fx.owner?.base ?? null;
  if (base === null || fx.thisOperand === null) return notYet(node, "`super` here");
  const member = fx.lowering.classes.member(base, callee.name.text);
  if (member === null || member.kind !== "method") return notYet(node, `\`super.${callee.name.text}()\``);
  const own = inferEnv(fx, member.node, argumentList(node), node);
  const instance = fx.lowering.classes.methodInstance(member.owner, member.node, own);
  const args = directArguments(fx, instance, argumentList(node));
  if (args === null) return notYet(node, "spread arguments of a `super` call");
  return emitCall(fx, instance, null, [fx.thisOperand, ...args]);
}

/** super.m() in static code: the ancestor's member, with the same `this`. */
function superStatic(
  fx: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: ClassNode,
): Operand {
  let home: ts.Node = node;
  while (!ts.isClassLike(home)) home = home.parent;
  const base = fx.lowering.classes.baseNode(home);
  const member = base === null ? null : fx.lowering.classes.staticMember(base, callee.name.text);
  if (member === null || !ts.isMethodDeclaration(member))
    return notYet(node, `\`super.${callee.name.text}()\` here`, "name the class");
  return callFunction(fx, member, node, null, [], receiver);
}
