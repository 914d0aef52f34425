// What a program may leave uncaught: whether printing it takes the inspector, which is larger than most programs.
//
// Errors and primitive values are printed without. Only code of the program itself is asked: the library throws
// errors.

import ts from "typescript";
import type { FunctionLowering } from "./function.ts";
import { skipOuter } from "./syntax.ts";

const PRIMITIVE =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.Never;

/** Notes what `throw node` may throw. */
export function noteThrown(fx: FunctionLowering, node: ts.Expression): void {
  const inner = skipOuter(node) as ts.Expression;
  if (fx.lowering.input.isLibraryFile(inner.getSourceFile().fileName)) return;
  // Thrown again: it was noted where it was thrown first.
  if (ts.isIdentifier(inner) && isCaught(fx, inner)) return;
  if (!isPlain(fx, fx.typeOf(inner))) fx.lowering.keepInspector();
}

/** Notes the reason of a rejection: the first argument of Promise.reject and of an executor's `reject`. */
export function noteThrownArgument(fx: FunctionLowering, node: ts.CallExpression): void {
  const argument = node.arguments[0];
  if (argument === undefined || ts.isSpreadElement(argument)) return;
  const parameter = fx.checker.getResolvedSignature(node)?.parameters[0];
  if (parameter?.name === "reason" && fx.lowering.isLibrary(parameter)) noteThrown(fx, argument);
}

function isCaught(fx: FunctionLowering, node: ts.Identifier): boolean {
  const declaration = fx.checker.getSymbolAtLocation(node)?.valueDeclaration;
  return (
    declaration !== undefined && ts.isVariableDeclaration(declaration) && ts.isCatchClause(declaration.parent)
  );
}

function isPlain(fx: FunctionLowering, type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.every((t) => isPlain(fx, t));
  if (type.flags & PRIMITIVE) return true;
  // An error has these two; what else has them is printed by name if it is none.
  return type.getProperty("stack") !== undefined && type.getProperty("message") !== undefined;
}
