// Names by which programs ask objects: `o[key]`, `key in o`, `Object.hasOwn(o, key)` and their like.
//
// What only a name finds (methods of classes, members of built-in objects) exists if reached code asks for it. This
// file says which names a question stands for; lowering.ts keeps them.

import ts from "typescript";
import type { FunctionLowering } from "./function.ts";
import { membersOf } from "./kinds.ts";
import type { Lowering } from "./lowering.ts";
import type { FunctionNode } from "./syntax.ts";

/** Functions of the library that answer whether and how an object has a property. */
const ASKING =
  /^(Object_(hasOwn|getOwnPropertyDescriptor|prototype_hasOwnProperty|prototype_propertyIsEnumerable)|Reflect_(get|has|getOwnPropertyDescriptor|deleteProperty))$/;

/** Names computed at run time reach every member; names of known literal types only those. */
export function noteAskedName(fx: FunctionLowering, object: ts.Expression, key: ts.Expression): void {
  const symbol = fx.lowering.symbols.keyOf(key);
  if (symbol !== null) {
    fx.lowering.lookedUp.note(symbol);
    return;
  }
  const type = fx.typeOf(key);
  if (type.flags & ts.TypeFlags.NumberLike) return;
  const literals = membersOf(type);
  if (literals.every((t) => t.isStringLiteral())) {
    for (const t of literals) fx.lowering.lookedUp.note((t as ts.StringLiteralType).value);
    return;
  }
  if (object.getSourceFile().fileName.includes("/runtime/lang/")) return;
  const asked = fx.checker.getNonNullableType(fx.typeOf(object));
  const dictionary = fx.checker.getIndexTypeOfType(asked, ts.IndexKind.String);
  if (dictionary === undefined || asked.flags & ts.TypeFlags.Any) fx.lowering.lookedUp.noteEvery();
  else if (!fx.lowering.input.isLibraryFile(object.getSourceFile().fileName))
    fx.lowering.lookedUp.noteDictionary();
}

/** A call of `target`, which may be a function of the library that asks its first argument or its `this`. */
export function noteQuestion(fx: FunctionLowering, node: ts.CallExpression, target: FunctionNode): void {
  if (!isAsking(fx.lowering, target)) return;
  const callee = node.expression;
  const isMethod = target.name!.text.includes("_prototype_");
  const object = isMethod && ts.isPropertyAccessExpression(callee) ? callee.expression : node.arguments[0];
  const key = node.arguments[isMethod ? 0 : 1];
  if (object !== undefined && key !== undefined) noteAskedName(fx, object, key);
}

/** A function of the library that is used as a value may ask anything. */
export function noteAskingValue(lowering: Lowering, target: FunctionNode): void {
  if (isAsking(lowering, target)) lowering.lookedUp.noteEvery();
}

function isAsking(lowering: Lowering, target: FunctionNode): target is ts.FunctionDeclaration {
  return (
    ts.isFunctionDeclaration(target) &&
    ASKING.test(target.name?.text ?? "") &&
    lowering.input.isLibraryFile(target.getSourceFile().fileName)
  );
}
