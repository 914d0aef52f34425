// Lowering of operators: arithmetic, comparison, logic, assignment, increment.
//
// Numbers known statically become IR arithmetic; anything else goes to the runtime operation of ECMA-262.

import ts from "typescript";
import { bool, nul, num, operandType, str, undef, use } from "../ir/build.ts";
import type { BitOp, NumberOp, Operand } from "../ir/types.ts";
import { byName } from "./access.ts";
import { noteAskedName } from "./asked-names.ts";
import { KIND_TYPED } from "./builtin-calls.ts";
import { expression, int32, Merge, number } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { knownCondition, typeOfForeign } from "./javascript.ts";
import { assignPattern } from "./patterns.ts";
import { hasPrivate } from "./private-names.ts";
import { type Reference, reference } from "./references.ts";
import { notYet, refuse } from "./refuse.ts";
import { BIGINT_ARRAYS, BUFFER, comparesByIdentity, EMPTY_ENV, isNullish, isStringType } from "./reps.ts";
import { isAssignmentOperator, isLogicalAssignment, isStrictEquality, skipOuter } from "./syntax.ts";
import { isNullishLiteral, unclaimed, unclaimedChoice } from "./tested.ts";

const K = ts.SyntaxKind;

const ARITH: Partial<Record<ts.SyntaxKind, NumberOp>> = {
  [K.MinusToken]: "sub",
  [K.AsteriskToken]: "mul",
  [K.SlashToken]: "div",
  [K.PercentToken]: "mod",
  [K.AsteriskAsteriskToken]: "pow",
};

const BITS: Partial<Record<ts.SyntaxKind, BitOp>> = {
  [K.AmpersandToken]: "and",
  [K.BarToken]: "or",
  [K.CaretToken]: "xor",
  [K.LessThanLessThanToken]: "shl",
  [K.GreaterThanGreaterThanToken]: "sar",
  [K.GreaterThanGreaterThanGreaterThanToken]: "shr",
};

const ORDER: Partial<Record<ts.SyntaxKind, { how: "lt" | "le" | "gt" | "ge"; code: number }>> = {
  [K.LessThanToken]: { how: "lt", code: 0 },
  [K.LessThanEqualsToken]: { how: "le", code: 1 },
  [K.GreaterThanToken]: { how: "gt", code: 2 },
  [K.GreaterThanEqualsToken]: { how: "ge", code: 3 },
};

/** The operator inside a compound assignment. */
const COMPOUND: Partial<Record<ts.SyntaxKind, ts.SyntaxKind>> = {
  [K.PlusEqualsToken]: K.PlusToken,
  [K.MinusEqualsToken]: K.MinusToken,
  [K.AsteriskEqualsToken]: K.AsteriskToken,
  [K.SlashEqualsToken]: K.SlashToken,
  [K.PercentEqualsToken]: K.PercentToken,
  [K.AsteriskAsteriskEqualsToken]: K.AsteriskAsteriskToken,
  [K.AmpersandEqualsToken]: K.AmpersandToken,
  [K.BarEqualsToken]: K.BarToken,
  [K.CaretEqualsToken]: K.CaretToken,
  [K.LessThanLessThanEqualsToken]: K.LessThanLessThanToken,
  [K.GreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanToken,
  [K.GreaterThanGreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanGreaterThanToken,
};

/** True when evaluating `node` may assign a variable of this function. */
export function mayAssign(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return true;
  if (ts.isPostfixUnaryExpression(node)) return true;
  if (
    ts.isPrefixUnaryExpression(node) &&
    (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken)
  )
    return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (c) => mayAssign(c) || undefined) ?? false;
}

export function binary(fx: FunctionLowering, node: ts.BinaryExpression): Operand {
  const kind = node.operatorToken.kind;
  if (kind === K.EqualsToken) return assignment(fx, node);
  if (isAssignmentOperator(kind)) return compound(fx, node, kind);
  switch (kind) {
    case K.CommaToken:
      expression(fx, node.left);
      return expression(fx, node.right);
    case K.AmpersandAmpersandToken:
    case K.BarBarToken:
    case K.QuestionQuestionToken:
      return logical(fx, node, kind);
    case K.EqualsEqualsEqualsToken:
    case K.ExclamationEqualsEqualsToken:
    case K.EqualsEqualsToken:
    case K.ExclamationEqualsToken:
      return equality(fx, node, kind);
    case K.InstanceOfKeyword:
      return instanceOf(fx, node);
    case K.InKeyword: {
      if (ts.isPrivateIdentifier(node.left)) return hasPrivate(fx, node, node.left);
      noteAskedName(fx, node.right, node.left);
      const key = fx.convert(expression(fx, node.left), "value");
      return callLanguage(fx, "isIn", [key, fx.convert(expression(fx, node.right), "value")]);
    }
  }
  const arithmetic = kind === K.PlusToken ? "add" : ARITH[kind];
  if ((arithmetic !== undefined || BITS[kind] !== undefined) && bothNumbers(fx, node)) {
    const want = BITS[kind] === undefined ? number : int32;
    let left = want(fx, node.left);
    if (mayAssign(node.right)) left = fx.hold(left);
    return operate(fx, kind, left, want(fx, node.right), node);
  }
  if (ORDER[kind] !== undefined && bothNumbers(fx, node)) {
    let left = number(fx, node.left);
    if (mayAssign(node.right)) left = fx.hold(left);
    return fx.compare(ORDER[kind].how, left, number(fx, node.right));
  }
  let left = expression(fx, node.left);
  if (mayAssign(node.right)) left = fx.hold(left);
  const right = expression(fx, node.right);
  return operate(fx, kind, left, right, node, { left: fx.typeOf(node.left), right: fx.typeOf(node.right) });
}

/** Static types say number on both sides; a missing element is then undefined, whose ToNumber is NaN. */
function bothNumbers(fx: FunctionLowering, node: ts.BinaryExpression): boolean {
  return isNumberType(fx, fx.typeOf(node.left)) && isNumberType(fx, fx.typeOf(node.right));
}

function isNumberType(fx: FunctionLowering, type: ts.Type): boolean {
  return fx.rep(type) === "f64";
}

interface StaticTypes {
  readonly left: ts.Type;
  readonly right: ts.Type;
}

/** left <kind> right on values already evaluated. */
export function operate(
  fx: FunctionLowering,
  kind: ts.SyntaxKind,
  left: Operand,
  right: Operand,
  node: ts.Node,
  types?: StaticTypes,
): Operand {
  const bits = BITS[kind];
  if (bits !== undefined) {
    if (types !== undefined && (maybeBigint(fx, types.left) || maybeBigint(fx, types.right)))
      return arithCall(fx, BIT_CODES[bits], left, right, types);
    const result = fx.fb.temp(bits === "shr" ? "u32" : "i32");
    fx.fb.emit({ op: "bits", dst: result.local, how: bits, a: fx.toInt32(left), b: fx.toInt32(right) });
    return fx.convert(result, "f64");
  }
  const a = operandType(left);
  const b = operandType(right);
  const numeric =
    (types === undefined || (isNumberType(fx, types.left) && isNumberType(fx, types.right))) &&
    kind !== K.PlusToken;
  const arithmetic = ARITH[kind];
  if (arithmetic !== undefined) {
    if (numeric || (a === "f64" && b === "f64"))
      return fx.arith(arithmetic, fx.numeric(left), fx.numeric(right));
    return arithCall(fx, ["sub", "mul", "div", "mod", "pow"].indexOf(arithmetic), left, right, types);
  }
  if (kind === K.PlusToken) return plus(fx, left, right, types);
  const order = ORDER[kind];
  if (order !== undefined) {
    if (a === "f64" && b === "f64") return fx.compare(order.how, left, right);
    return fx.runtime(
      "less_than",
      [
        { kind: "number", type: "i32", value: order.code },
        fx.convert(left, "value"),
        fx.convert(right, "value"),
      ],
      "bool",
    );
  }
  return notYet(node, `the operator \`${ts.tokenToString(kind) ?? "?"}\``);
}

/** Codes of `arith`: BigOp of bigint/operators.ts. */
const BIT_CODES: Record<BitOp, number> = { and: 5, or: 6, xor: 7, shl: 8, sar: 9, shr: 10 };
const NEGATE = 12;
const COMPLEMENT = 13;
const INCREMENT = 14;
const DECREMENT = 15;
const TO_NUMERIC = 16;

/** The operation of ECMA-262 on any two values; its result is a reference when the types say bigint. */
function arithCall(
  fx: FunctionLowering,
  code: number,
  left: Operand,
  right: Operand,
  types?: StaticTypes,
): Operand {
  const result = fx.runtime(
    "arith",
    [{ kind: "number", type: "i32", value: code }, fx.convert(left, "value"), fx.convert(right, "value")],
    "value",
  );
  const known = types !== undefined && isBigint(types.left) && isBigint(types.right);
  return known ? fx.convert(result, "ref", "a bigint") : result;
}

function isBigint(type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.every(isBigint);
  return (type.flags & ts.TypeFlags.BigIntLike) !== 0;
}

/** A value of the type can be a bigint, or an object that converts to one. */
function maybeBigint(fx: FunctionLowering, type: ts.Type): boolean {
  const rep = fx.rep(type);
  return rep !== "f64" && rep !== "bool" && !isStringType(type) && !isNullish(type);
}

/** ApplyStringOrNumericBinaryOperator for +. */
function plus(fx: FunctionLowering, left: Operand, right: Operand, types?: StaticTypes): Operand {
  const a = operandType(left);
  const b = operandType(right);
  const numberLeft = types === undefined ? a === "f64" : isNumberType(fx, types.left);
  const numberRight = types === undefined ? b === "f64" : isNumberType(fx, types.right);
  if (numberLeft && numberRight) return fx.arith("add", fx.numeric(left), fx.numeric(right));
  const stringLeft = types !== undefined && isStringType(types.left);
  const stringRight = types !== undefined && isStringType(types.right);
  if (stringLeft || stringRight) {
    // str_concat falls back to the general operation when a ref is no string after all.
    const simple = (o: Operand, type: ts.Type, isString: boolean): Operand | null => {
      if (isString && operandType(o) === "ref") return o;
      const t = operandType(o);
      if (t === "f64" || t === "bool") return fx.toStringRef(o, false);
      if (isNullish(type)) return fx.toStringRef(o, false);
      return null;
    };
    const l = simple(left, types!.left, stringLeft);
    const r = simple(right, types!.right, stringRight);
    if (l !== null && r !== null) return fx.runtime("str_concat", [l, r], "ref");
    const sum = fx.runtime("add", [fx.convert(left, "value"), fx.convert(right, "value")], "value");
    return fx.convert(sum, "ref", "a string");
  }
  const sum = fx.runtime("add", [fx.convert(left, "value"), fx.convert(right, "value")], "value");
  const known = types !== undefined && isBigint(types.left) && isBigint(types.right);
  return known ? fx.convert(sum, "ref", "a bigint") : sum;
}

/** `isOpen`: the operands, and so the result, may be anything. */
export function logical(
  fx: FunctionLowering,
  node: ts.BinaryExpression,
  kind: ts.SyntaxKind,
  isOpen = false,
): Operand {
  const known = kind === K.QuestionQuestionToken ? null : knownCondition(fx, node.left);
  if (known !== null)
    return known === (kind === K.AmpersandAmpersandToken) ? expression(fx, node.right) : bool(known);
  const operand = isOpen ? unclaimedChoice : expression;
  const left = operand(fx, node.left);
  const second = fx.fb.newBlock();
  const keep = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  const merge = new Merge(fx, join, isOpen ? "value" : fx.rep(fx.typeOf(node)));
  const held = fx.hold(left);
  if (kind === K.QuestionQuestionToken) fx.branch(fx.isNullish(held), second, keep);
  else if (kind === K.AmpersandAmpersandToken) fx.branch(fx.toBoolean(held), second, keep);
  else fx.branch(fx.toBoolean(held), keep, second);
  fx.fb.startBlock(keep);
  merge.add(held);
  fx.fb.startBlock(second);
  merge.add(operand(fx, node.right));
  return merge.finish();
}

function equality(fx: FunctionLowering, node: ts.BinaryExpression, kind: ts.SyntaxKind): Operand {
  const strict = isStrictEquality(kind);
  const negated = kind === K.ExclamationEqualsEqualsToken || kind === K.ExclamationEqualsToken;
  const isOpen = isNullishLiteral(node.left) || isNullishLiteral(node.right);
  const side = (e: ts.Expression): Operand =>
    isOpen || isStringType(fx.typeOf(e)) ? unclaimed(fx, e) : expression(fx, e);
  let left = side(node.left);
  if (mayAssign(node.right)) left = fx.hold(left);
  const right = side(node.right);
  const asked = typeTest(fx, left, right) ?? typeTest(fx, right, left);
  if (asked !== null) return negate(fx, asked, negated);
  return negate(
    fx,
    equals(fx, left, right, { left: fx.typeOf(node.left), right: fx.typeOf(node.right) }, strict),
    negated,
  );
}

/** What answers `typeof x === "..."` without making the name of the type. */
const TYPE_TESTS = new Map([
  ["number", "is_number"],
  ["boolean", "is_boolean"],
  ["string", "is_string"],
  ["symbol", "is_symbol"],
  ["undefined", "is_undefined"],
  ["function", "is_function"],
]);

/** The test of a type that a comparison of `typeof x`, just evaluated, with a name comes to; or null. */
function typeTest(fx: FunctionLowering, asked: Operand, name: Operand): Operand | null {
  const last = fx.fb.current.instrs.at(-1);
  if (name.kind !== "string" || last?.op !== "runtime" || last.name !== "typeof") return null;
  const test = TYPE_TESTS.get(name.text);
  if (test === undefined || asked.kind !== "local" || asked.local !== last.dst) return null;
  fx.fb.current.instrs.pop();
  return fx.runtime(test, last.args, "bool");
}

function negate(fx: FunctionLowering, value: Operand, negated: boolean): Operand {
  if (!negated) return value;
  if (value.kind === "bool") return bool(!value.value);
  const result = fx.fb.temp("bool");
  fx.fb.emit({ op: "unary", dst: result.local, how: "not", a: value });
  return result;
}

/** IsStrictlyEqual or IsLooselyEqual, with the cheap cases found statically. */
export function equals(
  fx: FunctionLowering,
  left: Operand,
  right: Operand,
  types: StaticTypes,
  strict: boolean,
): Operand {
  const a = operandType(left);
  const b = operandType(right);
  if (a === b && (a === "f64" || a === "bool")) return fx.compare("eq", left, right);
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.kind !== "undefined" && one.kind !== "null") continue;
    if (!strict) return fx.isNullish(other);
    if (one.kind === "undefined") return fx.isUndefined(other);
    const type = operandType(other);
    if (type === "f64" || type === "bool") return bool(false);
    if (type === "ref") return fx.compare("eq", other, nul("ref"));
  }
  if (a === "ref" && b === "ref") {
    if (strict && (comparesByIdentity(types.left) || comparesByIdentity(types.right)))
      return fx.compare("eq", left, right);
    // Loosely, what is declared a string may be an object with toString after all.
    if (strict) return fx.runtime("strict_equals_ref", [left, right], "bool");
  }
  const both = [fx.convert(left, "value"), fx.convert(right, "value")];
  return strict ? fx.runtime("strict_equals", both, "bool") : callLanguage(fx, "looseEquals", both);
}

function instanceOf(fx: FunctionLowering, node: ts.BinaryExpression): Operand {
  let value = expression(fx, node.left);
  if (fx.lowering.classes.asksHasInstance) {
    value = fx.hold(value);
    const custom = customInstanceOf(fx, node, value);
    if (custom !== null) return custom;
  }
  const cls = fx.lowering.classes.classOfExpression(node.right);
  if (cls !== null) {
    const target: Operand = { kind: "class", type: "ref", cls: fx.lowering.classes.classValue(cls) };
    return fx.runtime("instance_of_class", [fx.convert(value, "value"), target], "bool");
  }
  if (ts.isIdentifier(node.right)) {
    const symbol = fx.checker.getSymbolAtLocation(node.right);
    // Nothing can be an instance of a class of Node that is not there, or of one that cannot be made (below).
    if (symbol === undefined && typeOfForeign(fx, node.right) === "function") return bool(false);
    if (symbol !== undefined && fx.lowering.isLibrary(symbol)) {
      const test = (
        {
          Array: "is_array",
          ArrayBuffer: "is_buffer",
          Function: "is_function",
          Object: "is_object",
        } as Record<string, string>
      )[node.right.text];
      if (test !== undefined) return fx.runtime(test, [fx.convert(value, "value")], "bool");
      const kind = TYPED_KINDS.indexOf(node.right.text);
      if (kind >= 0) return isTypedArray(fx, value, kind);
      if (/^(String|Number|Boolean|Symbol|BigInt)$/.test(node.right.text)) {
        const { func } = fx.lowering.functionInstance(fx.lowering.languageFunction("isWrapper")!, EMPTY_ENV);
        const result = fx.fb.temp("bool");
        const args = [fx.convert(value, "value"), str(node.right.text.toLowerCase())];
        fx.fb.emit({ op: "call", dst: result.local, func, env: null, args });
        return result;
      }
      if (node.right.text === "SharedArrayBuffer") return bool(false);
      if (node.right.text !== BUFFER) return notYet(node, `\`instanceof ${node.right.text}\``);
    }
  }
  return callLanguage(fx, "instanceOf", [value, expression(fx, node.right)]);
}

/** InstanceofOperator in a program that has members named by Symbol.hasInstance: theirs is asked first. */
function customInstanceOf(fx: FunctionLowering, node: ts.BinaryExpression, value: Operand): Operand | null {
  const symbol = ts.isIdentifier(node.right) ? fx.checker.getSymbolAtLocation(node.right) : undefined;
  if (symbol !== undefined && fx.lowering.isLibrary(symbol)) return null;
  const target = fx.hold(fx.convert(expression(fx, node.right), "value"));
  const result = fx.fb.local("", "bool");
  const own = fx.fb.newBlock();
  const ordinary = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  const method = fx.hold(byName(fx, target, "@@hasInstance", fx.checker.getAnyType()));
  fx.branch(fx.isNullish(method), ordinary, own);
  fx.fb.startBlock(own);
  const said = fx.fb.temp("value");
  fx.fb.emit({
    op: "call_value",
    dst: said.local,
    callee: method,
    self: target,
    args: [fx.convert(value, "value")],
    text: `${node.right.getText()}[Symbol.hasInstance]`,
  });
  fx.fb.emit({ op: "copy", dst: result, a: fx.toBoolean(said) });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(ordinary);
  fx.fb.emit({
    op: "copy",
    dst: result,
    a: callLanguage(fx, "instanceOf", [value, target]),
  });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(join);
  return use(result);
}

/** TypedKind of ingot.h by position. */
const TYPED_KINDS = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  ...BIGINT_ARRAYS,
];

function isTypedArray(fx: FunctionLowering, value: Operand, kind: number): Operand {
  const int = (n: number): Operand => ({ kind: "number", type: "i32", value: n });
  const boxed = fx.convert(value, "value");
  const result = fx.fb.local("", "bool");
  const typed = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  fx.fb.emit({
    op: "compare",
    dst: result,
    how: "eq",
    a: fx.runtime("object_kind", [boxed], "i32"),
    b: int(KIND_TYPED),
  });
  fx.branch(use(result), typed, join);
  fx.fb.startBlock(typed);
  const found = fx.runtime("typed_kind", [fx.convert(boxed, "ref")], "i32");
  fx.fb.emit({ op: "compare", dst: result, how: "eq", a: found, b: int(kind) });
  fx.fb.startBlock(join);
  return use(result);
}

export function prefix(
  fx: FunctionLowering,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): Operand {
  switch (node.operator) {
    case K.PlusPlusToken:
    case K.MinusMinusToken:
      return step(fx, node.operand, node.operator, true);
    case K.MinusToken: {
      if (ts.isNumericLiteral(node.operand)) return num(-Number(node.operand.text.replaceAll("_", "")));
      if (maybeBigint(fx, fx.typeOf(node.operand))) return unaryCall(fx, NEGATE, node.operand);
      const a = number(fx, node.operand);
      if (a.kind === "number") return num(-a.value);
      const result = fx.fb.temp("f64");
      fx.fb.emit({ op: "unary", dst: result.local, how: "neg", a });
      return result;
    }
    case K.PlusToken:
      return number(fx, node.operand);
    case K.TildeToken: {
      if (maybeBigint(fx, fx.typeOf(node.operand))) return unaryCall(fx, COMPLEMENT, node.operand);
      const result = fx.fb.temp("i32");
      fx.fb.emit({ op: "unary", dst: result.local, how: "bitnot", a: int32(fx, node.operand) });
      return fx.convert(result, "f64");
    }
    case K.ExclamationToken:
      return negate(fx, fx.toBoolean(unclaimed(fx, node.operand)), true);
    default:
      return notYet(node, "this operator");
  }
}

function unaryCall(fx: FunctionLowering, code: number, operand: ts.Expression): Operand {
  const value = expression(fx, operand);
  const type = fx.typeOf(operand);
  return arithCall(fx, code, value, undef("value"), { left: type, right: type });
}

export function postfix(fx: FunctionLowering, node: ts.PostfixUnaryExpression): Operand {
  return step(fx, node.operand, node.operator, false);
}

/** ++ and --: ToNumeric of the old value, plus or minus one, stored; yields the new or the old number. */
function step(
  fx: FunctionLowering,
  operand: ts.Expression,
  operator: ts.SyntaxKind,
  wantNew: boolean,
): Operand {
  const type = fx.typeOf(operand);
  if (maybeBigint(fx, type)) {
    const any = reference(fx, skipOuter(operand) as ts.Expression);
    const types = { left: type, right: type };
    const value = fx.hold(arithCall(fx, TO_NUMERIC, any.get("value"), undef("value"), types));
    const code = operator === K.PlusPlusToken ? INCREMENT : DECREMENT;
    const next = fx.hold(arithCall(fx, code, value, undef("value"), types));
    any.set(next);
    return wantNew ? next : value;
  }
  const target = reference(fx, skipOuter(operand) as ts.Expression);
  const before = target.get("number");
  const old = fx.hold(isNumberType(fx, fx.typeOf(operand)) ? fx.numeric(before) : fx.toNumber(before));
  const now = fx.arith(operator === K.PlusPlusToken ? "add" : "sub", old, num(1));
  target.set(now);
  return wantNew ? now : old;
}

function assignment(fx: FunctionLowering, node: ts.BinaryExpression): Operand {
  const left = skipOuter(node.left) as ts.Expression;
  if (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left)) {
    const value = fx.hold(expression(fx, node.right));
    assignPattern(fx, left, value, fx.typeOf(node.right));
    return value;
  }
  if (ts.isIdentifier(left)) {
    const value = fx.hold(expression(fx, node.right));
    reference(fx, left).set(value);
    return value;
  }
  const target = reference(fx, left, mayAssign(node.right));
  const value = fx.hold(expression(fx, node.right));
  target.set(value);
  return value;
}

function compound(fx: FunctionLowering, node: ts.BinaryExpression, kind: ts.SyntaxKind): Operand {
  if (isLogicalAssignment(kind)) return logicalAssignment(fx, node, kind);
  const operator = COMPOUND[kind];
  if (operator === undefined) return refuse(node, "E2001", "this assignment operator cannot be compiled");
  const left = skipOuter(node.left) as ts.Expression;
  const target: Reference = reference(fx, left, mayAssign(node.right));
  const types = { left: fx.typeOf(left), right: fx.typeOf(node.right) };
  const isBits = BITS[operator] !== undefined;
  const numeric = isNumberType(fx, types.left) && isNumberType(fx, types.right);
  const old = target.get(isBits && numeric ? "int" : numeric ? "number" : "value");
  const held = mayAssign(node.right) ? fx.hold(old) : old;
  const right =
    isBits && numeric ? int32(fx, node.right) : numeric ? number(fx, node.right) : expression(fx, node.right);
  const result = operate(fx, operator, numeric && !isBits ? fx.numeric(held) : held, right, node, types);
  const kept = fx.hold(result);
  target.set(kept);
  return kept;
}

function logicalAssignment(fx: FunctionLowering, node: ts.BinaryExpression, kind: ts.SyntaxKind): Operand {
  const target = reference(fx, skipOuter(node.left) as ts.Expression, mayAssign(node.right));
  const old = fx.hold(target.get("value"));
  const assign = fx.fb.newBlock();
  const keep = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  if (kind === K.QuestionQuestionEqualsToken) fx.branch(fx.isNullish(old), assign, keep);
  else if (kind === K.AmpersandAmpersandEqualsToken) fx.branch(fx.toBoolean(old), assign, keep);
  else fx.branch(fx.toBoolean(old), keep, assign);
  const merge = new Merge(fx, join, fx.rep(fx.typeOf(node)));
  fx.fb.startBlock(keep);
  merge.add(old);
  fx.fb.startBlock(assign);
  const value = fx.hold(expression(fx, node.right));
  target.set(value);
  merge.add(value);
  return merge.finish();
}
