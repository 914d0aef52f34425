// super.name and super[key] where the home object is known at run time only: classes made at run time, object literals.
//
// In classes that the compiler knows, `super` names a member directly (calls.ts, access.ts).

import type ts from "typescript";
import type { Operand } from "../ir/types.ts";
import { expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import type { Reference } from "./references.ts";
import { notYet } from "./refuse.ts";

/** `this` of code that says `super`, boxed. */
export function superThis(fx: FunctionLowering, node: ts.Node): Operand {
  return fx.convert(fx.thisValue(node), "value");
}

function start(fx: FunctionLowering, node: ts.Node): Operand {
  const home = fx.member?.home;
  if (home === undefined) return notYet(node, "`super` here");
  return fx.runtime("get_proto", [fx.convert(home, "value")], "value");
}

/** GetSuperProperty's value: `key` is a property key. */
export function superRead(fx: FunctionLowering, node: ts.Node, key: Operand): Operand {
  const self = superThis(fx, node);
  return fx.hold(fx.runtime("get_super", [start(fx, node), key, self], "value"));
}

/** PutValue of a super reference. */
export function superWrite(fx: FunctionLowering, node: ts.Node, key: Operand, value: Operand): void {
  callLanguage(fx, "superSet", [start(fx, node), fx.convert(key, "ref"), value, superThis(fx, node)]);
}

function keyOf(fx: FunctionLowering, node: ts.ElementAccessExpression): Operand {
  fx.lowering.lookedUp.noteEvery();
  const key = fx.convert(expression(fx, node.argumentExpression), "value");
  return fx.hold(fx.runtime("to_property_key", [key], "ref"));
}

/** super[key] */
export function superElement(fx: FunctionLowering, node: ts.ElementAccessExpression): Operand {
  superThis(fx, node);
  return superRead(fx, node, keyOf(fx, node));
}

export function superElementReference(fx: FunctionLowering, node: ts.ElementAccessExpression): Reference {
  const key = keyOf(fx, node);
  return {
    get: () => superRead(fx, node, key),
    set: (value) => superWrite(fx, node, key, value),
  };
}
