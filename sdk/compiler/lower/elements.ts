// Lowering of element access: arrays, typed arrays, strings, and lookups by computed names.

import ts from "typescript";
import { operandType } from "../ir/build.ts";
import type { ArrayKind, Operand, TypedArrayKind } from "../ir/types.ts";
import { byName } from "./access.ts";
import { noteAskedName } from "./asked-names.ts";
import { enumConstant } from "./enums.ts";
import { expression, number, optionalLink } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import type { Reference, Want } from "./references.ts";
import { refuseAbsentSymbol } from "./replaced-members.ts";
import { indexedKind } from "./reps.ts";
import { superElement } from "./super.ts";

/** obj[index] */
export function elementRead(fx: FunctionLowering, node: ts.ElementAccessExpression, want: Want): Operand {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superElement(fx, node);
  const constant = enumConstant(fx, node);
  if (constant !== null) return constant;
  const symbol = fx.lowering.symbols.keyOf(node.argumentExpression);
  if (symbol !== null) {
    refuseAbsentSymbol(fx, node.expression, node.argumentExpression);
    const object = expression(fx, node.expression);
    optionalLink(fx, node, object);
    if (symbol === "@@toStringTag" && !fx.lowering.input.isLibraryFile(node.getSourceFile().fileName)) {
      fx.lowering.lookedUp.note(symbol);
      return callLanguage(fx, "toStringTag", [fx.convert(object, "value")]);
    }
    return byName(fx, object, symbol, fx.typeOf(node));
  }
  const array = expression(fx, node.expression);
  optionalLink(fx, node, array);
  const held = fx.hold(array);
  return elementOf(fx, node, held, indexOperand(fx, node), want);
}

function indexOperand(fx: FunctionLowering, node: ts.ElementAccessExpression): Operand {
  return isNumberIndex(fx, node)
    ? number(fx, node.argumentExpression)
    : expression(fx, node.argumentExpression);
}

function isNumberIndex(fx: FunctionLowering, node: ts.ElementAccessExpression): boolean {
  return fx.rep(fx.typeOf(node.argumentExpression)) === "f64";
}

/** The element kind of arrays with this static element type. */
export function arrayKind(fx: FunctionLowering, element: ts.Type): ArrayKind {
  const rep = fx.rep(element);
  return rep === "bool" ? "value" : rep;
}

function elementOf(
  fx: FunctionLowering,
  node: ts.ElementAccessExpression,
  array: Operand,
  index: Operand,
  want: Want,
): Operand {
  const type = fx.checker.getNonNullableType(fx.typeOf(node.expression));
  const indexed = indexedKind(fx.checker, type);
  if (indexed !== null && isNumberIndex(fx, node) && operandType(index) === "f64") {
    const ref = fx.convert(array, "ref", "an array");
    if (indexed.kind === "typed") return typedRead(fx, ref, index, indexed.typed as TypedArrayKind, want);
    if (indexed.kind === "string") return stringElement(fx, ref, index);
    const kind = arrayKind(fx, indexed.element);
    const result = kind === "ref" ? "ref" : kind === "f64" && want !== "value" ? "number" : "value";
    const dst = fx.fb.temp(result === "number" ? "f64" : result);
    fx.fb.emit({ op: "array_get", dst: dst.local, kind, array: ref, index, result });
    return dst;
  }
  const key = fx.convert(index, "value");
  if (!isNumberIndex(fx, node)) noteAskedName(fx, node.expression, node.argumentExpression);
  const result = fx.runtime("get_elem", [fx.convert(array, "value"), key], "value");
  const rep = fx.rep(fx.typeOf(node));
  // A dictionary entry may be absent whatever its type says.
  return rep === "ref" ? fx.convert(result, "ref", "an object or string") : result;
}

function typedRead(
  fx: FunctionLowering,
  array: Operand,
  index: Operand,
  kind: TypedArrayKind,
  want: Want,
): Operand {
  const result = want === "int" ? "int" : want === "number" ? "number" : "value";
  const dst = fx.fb.temp(result === "int" ? "i32" : result === "number" ? "f64" : "value");
  fx.fb.emit({ op: "typed_get", dst: dst.local, kind, array, index, result });
  return dst;
}

/** s[i]: a one-unit string, or undefined out of range and for indices that are no integers. */
function stringElement(fx: FunctionLowering, text: Operand, index: Operand): Operand {
  const result = fx.runtime("get_elem", [fx.convert(text, "value"), fx.convert(index, "value")], "value");
  return fx.convert(result, "ref", "a string");
}

export function elementReference(
  fx: FunctionLowering,
  node: ts.ElementAccessExpression,
  hold: boolean,
): Reference {
  const evaluated = expression(fx, node.expression);
  const array = hold ? fx.hold(evaluated) : evaluated;
  const symbol = fx.lowering.symbols.keyOf(node.argumentExpression);
  if (symbol !== null) {
    fx.lowering.lookedUp.note(symbol);
    return {
      get: () => byName(fx, array, symbol, fx.typeOf(node)),
      set: (value) =>
        fx.fb.emit({
          op: "set_prop",
          obj: fx.convert(array, "value"),
          key: symbol,
          value: fx.convert(value, "value"),
        }),
    };
  }
  if (!isNumberIndex(fx, node) && !fx.lowering.input.isLibraryFile(node.getSourceFile().fileName))
    fx.lowering.addsByName = true;
  const position = indexOperand(fx, node);
  const index = hold ? fx.hold(position) : position;
  return {
    get: (want) => elementOf(fx, node, array, index, want),
    set: (value) => writeElement(fx, node, array, index, value),
  };
}

function writeElement(
  fx: FunctionLowering,
  node: ts.ElementAccessExpression,
  array: Operand,
  index: Operand,
  value: Operand,
): void {
  const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(fx.typeOf(node.expression)));
  if (
    indexed !== null &&
    indexed.kind !== "string" &&
    isNumberIndex(fx, node) &&
    operandType(index) === "f64"
  ) {
    const ref = fx.convert(array, "ref", "an array");
    if (indexed.kind === "typed") {
      const kind = indexed.typed as TypedArrayKind;
      fx.fb.emit({ op: "typed_set", kind, array: ref, index, value: fx.toNumber(value) });
      return;
    }
    storeElement(fx, ref, index, value, arrayKind(fx, indexed.element));
    return;
  }
  fx.fb.emit({
    op: "runtime",
    dst: null,
    name: "set_elem",
    args: [fx.convert(array, "value"), fx.convert(index, "value"), fx.convert(value, "value")],
  });
}

/** array[index] = value. A boxed value goes in boxed: the array widens if it does not fit the kind after all. */
function storeElement(
  fx: FunctionLowering,
  array: Operand,
  index: Operand,
  value: Operand,
  kind: ArrayKind,
): void {
  const element = operandType(value) === "value" ? value : fx.convert(value, kind);
  fx.fb.emit({ op: "array_set", kind, array, index, value: element });
}
