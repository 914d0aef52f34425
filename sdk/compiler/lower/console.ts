// console.log and its siblings as no more of the library than their arguments need.
//
// Where the first argument cannot have directives (%s), a call becomes one line of text: the format loop, and with it
// JSON and the reading of numbers, stay out of the program. Where the types say that only primitive values are printed,
// the inspector does, which prints objects and is larger than most programs. All other calls are ordinary.

import ts from "typescript";
import type { Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { membersOf } from "./kinds.ts";
import { skipOuter } from "./syntax.ts";
import { unclaimed } from "./tested.ts";

/** Stream of each method of console that writes a line: 1 standard output, 2 standard error. */
const STREAMS: ReadonlyMap<string, number> = new Map([
  ["log", 1],
  ["info", 1],
  ["debug", 1],
  ["error", 2],
  ["warn", 2],
]);

const PRIMITIVE =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.TemplateLiteral |
  ts.TypeFlags.StringMapping;

/** Types whose values say nothing with a percent sign in a template. */
const PLAIN = ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined | ts.TypeFlags.Null;

/** Lowers console.log(...) where something can be left out; false for all other calls. */
export function consoleLine(fx: FunctionLowering, node: ts.CallExpression, callee: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  const stream = callee.expression.text === "console" ? STREAMS.get(callee.name.text) : undefined;
  if (stream === undefined || node.arguments.length === 0) return false;
  const owner = fx.checker.getSymbolAtLocation(callee.expression);
  if (owner === undefined || !fx.lowering.isLibrary(fx.lowering.unalias(owner))) return false;
  if (fx.lowering.replaced.has("console", callee.name.text, node)) return false;
  if (node.arguments.some(ts.isSpreadElement)) return false;
  const to: Operand = { kind: "number", type: "f64", value: stream };
  const [first, ...rest] = node.arguments;
  if (rest.length > 0 && !isWithoutDirectives(fx, first!)) {
    if (!node.arguments.every((a) => isPrimitive(fx, a))) return false;
    const values = node.arguments.map((a) => fx.hold(fx.convert(unclaimed(fx, a), "value")));
    const array = fx.fb.temp("ref");
    const length: Operand = { kind: "number", type: "i32", value: values.length };
    fx.fb.emit({ op: "new_array", dst: array.local, kind: "value", length });
    values.forEach((value, i) => {
      const index: Operand = { kind: "number", type: "i32", value: i };
      fx.fb.emit({ op: "array_set", kind: "value", array, index, value });
    });
    callLanguage(fx, "consolePlain", [to, array]);
    return true;
  }
  // All arguments are evaluated before the text of any is made.
  const values = node.arguments.map((a) => unclaimed(fx, a));
  const held = values.length > 1 ? values.map((v) => fx.hold(v)) : values;
  let text: Operand | null = null;
  node.arguments.forEach((argument, i) => {
    const part = textOfArgument(fx, argument, held[i]!, rest.length > 0 && i === 0);
    text =
      text === null ? part : concat(fx, concat(fx, text, { kind: "string", type: "ref", text: " " }), part);
  });
  callLanguage(fx, "consoleLine", [to, text!]);
  return true;
}

function isPrimitive(fx: FunctionLowering, node: ts.Expression): boolean {
  return membersOf(fx.typeOf(node)).every((t) => (t.flags & PRIMITIVE) !== 0);
}

/** A first argument that cannot have %s and the like. */
function isWithoutDirectives(fx: FunctionLowering, node: ts.Expression): boolean {
  const inner = skipOuter(node);
  if (ts.isStringLiteralLike(inner)) return !inner.text.includes("%");
  if (ts.isTemplateExpression(inner)) return isTemplateWithoutPercent(fx, inner);
  const { checker } = fx;
  return !membersOf(fx.typeOf(node)).some(
    (t) => checker.isTypeAssignableTo(checker.getStringType(), t) || isPartOfString(t),
  );
}

function isTemplateWithoutPercent(
  fx: FunctionLowering,
  { head, templateSpans }: ts.TemplateExpression,
): boolean {
  const isWithout = ({ expression, literal }: ts.TemplateSpan): boolean =>
    !literal.text.includes("%") && membersOf(fx.typeOf(expression)).every((t) => (t.flags & PLAIN) !== 0);
  return !head.text.includes("%") && templateSpans.every(isWithout);
}

/** Types of which a text may be a value, though not every text: "a" | "b", T, `${number}`. */
function isPartOfString(type: ts.Type): boolean {
  const open = ts.TypeFlags.StringLike | ts.TypeFlags.Instantiable | ts.TypeFlags.Intersection;
  return (type.flags & open) !== 0;
}

/** Literals, templates and sums of strings are strings; a value that only its type calls a string is asked. */
function textOfArgument(
  fx: FunctionLowering,
  node: ts.Expression,
  value: Operand,
  isFirstOfSeveral: boolean,
): Operand {
  const inner = skipOuter(node);
  if (value.kind === "string") return fx.convert(value, "ref");
  if (ts.isTemplateExpression(inner)) return fx.convert(value, "ref");
  const inspected = isFirstOfSeveral ? "consoleObject" : "consoleValue";
  return callLanguage(fx, isPrimitive(fx, node) ? "consoleText" : inspected, [fx.convert(value, "value")]);
}

function concat(fx: FunctionLowering, a: Operand, b: Operand): Operand {
  return fx.runtime("str_concat", [a, b], "ref");
}
