// Lowering of expressions: dispatch, names, literals, short circuits.
//
// `expression` yields a value in whatever representation comes naturally; `number`, `int32` and `condition`
// ask for a form and can be cheaper. Each case names the ECMA-262 evaluation it follows where that is not
// plain from the syntax.

import ts from "typescript";
import { bool, nul, num, operandType, str, undef, use } from "../ir/build.ts";
import type { Block, Local, Operand, Type } from "../ir/types.ts";
import { property, superProperty } from "./access.ts";
import { argumentsValue } from "./arguments-object.ts";
import { pushOne } from "./builtin-calls.ts";
import { call, construct } from "./calls.ts";
import { classObject, newTarget } from "./class-objects.ts";
import { elementRead } from "./elements.ts";
import { enumObject } from "./enums.ts";
import type { FunctionLowering } from "./function.ts";
import { functionDeclaration } from "./function-nodes.ts";
import { awaitValue, yieldExpression } from "./generators.ts";
import { intrinsicName, intrinsicWrapper } from "./intrinsics.ts";
import { callLanguage } from "./iteration.ts";
import {
  globalObject,
  isGlobalObject,
  knownCondition,
  refuseUndefined,
  typeOfForeign,
  undeclared,
} from "./javascript.ts";
import { arrayLiteral, objectLiteral } from "./literals.ts";
import { madeOnce } from "./made-once.ts";
import { importMeta, moduleLocation } from "./module-location.ts";
import { requireFitNamesake } from "./namesakes.ts";
import { namespaceObject } from "./namespaces.ts";
import { binary, postfix, prefix } from "./operators.ts";
import { isNodeGlobal } from "./other-environments.ts";
import { refuseCodeFromText } from "./package-code.ts";
import { notYet, refuse } from "./refuse.ts";
import { isStringType, type Rep } from "./reps.ts";
import { classStatics } from "./statements.ts";
import { skipOuter } from "./syntax.ts";
import { taggedTemplate } from "./templates.ts";
import { unclaimed, withoutClaim } from "./tested.ts";

export function expression(fx: FunctionLowering, node: ts.Expression): Operand {
  switch (node.kind) {
    case ts.SyntaxKind.NumericLiteral:
      return num(Number((node as ts.NumericLiteral).text.replaceAll("_", "")));
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return str((node as ts.StringLiteral).text);
    case ts.SyntaxKind.TrueKeyword:
      return bool(true);
    case ts.SyntaxKind.FalseKeyword:
      return bool(false);
    case ts.SyntaxKind.NullKeyword:
      return nul("ref");
    case ts.SyntaxKind.Identifier:
      return identifier(fx, node as ts.Identifier);
    case ts.SyntaxKind.ThisKeyword:
      return fx.thisValue(node);
    case ts.SyntaxKind.ParenthesizedExpression:
      return expression(fx, (node as ts.ParenthesizedExpression).expression);
    case ts.SyntaxKind.SatisfiesExpression:
      return expression(fx, (node as ts.SatisfiesExpression).expression);
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      return expression(fx, (node as ts.ExpressionWithTypeArguments).expression);
    case ts.SyntaxKind.NonNullExpression:
      return expression(fx, (node as ts.NonNullExpression).expression);
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
      return expression(fx, (node as ts.AsExpression).expression);
    case ts.SyntaxKind.TemplateExpression:
      return template(fx, node as ts.TemplateExpression);
    case ts.SyntaxKind.TaggedTemplateExpression:
      return taggedTemplate(fx, node as ts.TaggedTemplateExpression);
    case ts.SyntaxKind.BinaryExpression:
      return binary(fx, node as ts.BinaryExpression);
    case ts.SyntaxKind.PrefixUnaryExpression:
      return prefix(fx, node as ts.PrefixUnaryExpression);
    case ts.SyntaxKind.PostfixUnaryExpression:
      return postfix(fx, node as ts.PostfixUnaryExpression);
    case ts.SyntaxKind.ConditionalExpression:
      return conditional(fx, node as ts.ConditionalExpression);
    case ts.SyntaxKind.TypeOfExpression:
      return typeOf(fx, node as ts.TypeOfExpression);
    case ts.SyntaxKind.VoidExpression:
      expression(fx, (node as ts.VoidExpression).expression);
      return undef("ref");
    case ts.SyntaxKind.DeleteExpression:
      return deleteProperty(fx, node as ts.DeleteExpression);
    case ts.SyntaxKind.PropertyAccessExpression: {
      const access = node as ts.PropertyAccessExpression;
      if (access.expression.kind === ts.SyntaxKind.SuperKeyword) return superProperty(fx, access);
      const known = importMeta(fx.lowering, access);
      if (known !== null) return known;
      return optionalChain(fx, access, () => property(fx, access));
    }
    case ts.SyntaxKind.ElementAccessExpression: {
      const access = node as ts.ElementAccessExpression;
      return optionalChain(fx, access, () => elementRead(fx, access, "value"));
    }
    case ts.SyntaxKind.CallExpression:
      return optionalChain(fx, node as ts.CallExpression, () => call(fx, node as ts.CallExpression));
    case ts.SyntaxKind.NewExpression:
      return construct(fx, node as ts.NewExpression);
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.FunctionExpression: {
      const { value, instance } = fx.closure(node as ts.ArrowFunction | ts.FunctionExpression);
      instance.func.needsGenericEntry = true;
      return value;
    }
    case ts.SyntaxKind.ArrayLiteralExpression:
      return arrayLiteral(fx, node as ts.ArrayLiteralExpression);
    case ts.SyntaxKind.ObjectLiteralExpression:
      return objectLiteral(fx, node as ts.ObjectLiteralExpression);
    case ts.SyntaxKind.AwaitExpression:
      return awaitExpression(fx, node as ts.AwaitExpression);
    case ts.SyntaxKind.ClassExpression:
      if (fx.lowering.classValues.has(node)) return classObject(fx, node as ts.ClassExpression);
      classStatics(fx, node as ts.ClassExpression);
      return { kind: "class", type: "ref", cls: fx.lowering.classes.classValue(node as ts.ClassExpression) };
    case ts.SyntaxKind.RegularExpressionLiteral:
      return regexpLiteral(fx, node as ts.RegularExpressionLiteral);
    case ts.SyntaxKind.BigIntLiteral:
      return bigintLiteral(fx, (node as ts.BigIntLiteral).text);
    case ts.SyntaxKind.YieldExpression:
      return yieldExpression(fx, node as ts.YieldExpression);
    case ts.SyntaxKind.MetaProperty:
      return newTarget(fx, node as ts.MetaProperty);
    default:
      return notYet(node, `this expression (${ts.SyntaxKind[node.kind]})`);
  }
}

/** A regular expression: a new object each time, of a pattern that has been read here once to find its errors. */
function regexpLiteral(fx: FunctionLowering, node: ts.RegularExpressionLiteral): Operand {
  const slash = node.text.lastIndexOf("/");
  const pattern = node.text.slice(1, slash);
  const flags = node.text.slice(slash + 1);
  if (flags.includes("v")) return notYet(node, "the flag `v` of a regular expression", "use the flag u");
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    const problem = (error as Error).message.replace(/^Invalid regular expression: /, "");
    return refuse(
      node,
      "E2004",
      `invalid regular expression: ${problem}`,
      "correct the pattern or its flags",
    );
  }
  // The pattern is read when it is first needed; later evaluations copy the object that nothing else has seen.
  const line = fx.lowering.location(node).line;
  const global = fx.lowering.builder.newGlobal(`regexp.${line}.${fx.lowering.nodeId(node)}`, "ref");
  const kept = madeOnce(fx, global, () => callLanguage(fx, "RegExp_literal", [str(pattern), str(flags)]));
  return callLanguage(fx, "RegExp_again", [kept]);
}

/** A bigint is made where it is first needed, and kept. */
function bigintLiteral(fx: FunctionLowering, source: string): Operand {
  const text = source.replaceAll("_", "").slice(0, -1);
  fx.lowering.noteBigint();
  return madeOnce(fx, fx.lowering.bigintLiteral(text), () => callLanguage(fx, "bigintLiteral", [str(text)]));
}

/** ToNumber(node), read as a number from the start where that avoids boxing. */
export function number(fx: FunctionLowering, node: ts.Expression): Operand {
  const inner = skipOuter(node);
  const declared = fx.rep(fx.typeOf(node)) === "f64";
  const value =
    ts.isElementAccessExpression(inner) && !ts.isOptionalChain(inner)
      ? elementRead(fx, inner, declared ? "number" : "value")
      : expression(fx, node);
  return declared ? fx.numeric(value, `${textOf(inner)} to be a number`) : fx.toNumber(value);
}

/** ToInt32(node). */
export function int32(fx: FunctionLowering, node: ts.Expression): Operand {
  const inner = skipOuter(node);
  const declared = fx.rep(fx.typeOf(node)) === "f64";
  if (ts.isElementAccessExpression(inner) && !ts.isOptionalChain(inner) && declared) {
    const element = elementRead(fx, inner, "int");
    return fx.toInt32(operandType(element) === "value" ? fx.numeric(element) : element);
  }
  return fx.toInt32(number(fx, node));
}

/** The source text of an expression in messages, as Node shows it: without TypeScript's assertions. */
export function textOf(node: ts.Node): string {
  return node.getText().replace(/!(?=[.[(]|$)/g, "");
}

/** Evaluates `node` for its effects. */
export function effect(fx: FunctionLowering, node: ts.Expression): void {
  const inner = skipOuter(node) as ts.Expression;
  if (ts.isPostfixUnaryExpression(inner)) {
    // The old value is not wanted: i++ is ++i.
    prefix(fx, inner);
    return;
  }
  if (ts.isCallExpression(inner) && pushOne(fx, inner)) return;
  expression(fx, inner);
}

/** Branches on ToBoolean(node), without making a boolean for && || !. */
export function condition(fx: FunctionLowering, node: ts.Expression, then: Block, otherwise: Block): void {
  const inner = skipOuter(node);
  const known = knownCondition(fx, node);
  if (known !== null) {
    fx.fb.terminate({ op: "jump", to: known ? then : otherwise });
    return;
  }
  if (ts.isBinaryExpression(inner)) {
    const kind = inner.operatorToken.kind;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
      const second = fx.fb.newBlock();
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) condition(fx, inner.left, second, otherwise);
      else condition(fx, inner.left, then, second);
      fx.fb.startBlock(second);
      condition(fx, inner.right, then, otherwise);
      return;
    }
  }
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    condition(fx, inner.operand, otherwise, then);
    return;
  }
  fx.branch(fx.toBoolean(unclaimed(fx, node)), then, otherwise);
}

function identifier(fx: FunctionLowering, node: ts.Identifier): Operand {
  const raw =
    ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
      ? fx.checker.getShorthandAssignmentValueSymbol(node.parent)
      : fx.checker.getSymbolAtLocation(node);
  if (node.text === "undefined" && (raw === undefined || (raw.declarations ?? []).length === 0))
    return undef("ref");
  if (raw === undefined) return isNodeGlobal(fx.checker, node) ? globalObject(fx) : undeclared(fx, node);
  if (node.text === "arguments" && (raw.declarations ?? []).length === 0) return argumentsValue(fx, node);
  return symbolValue(fx, fx.lowering.unalias(raw), node);
}

/** The value of what `symbol` names. */
export function symbolValue(fx: FunctionLowering, symbol: ts.Symbol, node: ts.Node): Operand {
  if (fx.bindings.has(symbol)) return fx.readBinding(symbol, node);
  requireFitNamesake(fx, symbol, node);
  const named = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable);
  const cls = named ? fx.lowering.classes.classOfSymbol(symbol) : null;
  if (cls !== null) return { kind: "class", type: "ref", cls: fx.lowering.classes.classValue(cls) };
  if (fx.lowering.isLibrary(symbol)) return libraryValue(fx, symbol, node);
  if (isGlobalObject(symbol)) return globalObject(fx);
  refuseUndefined(symbol, node);
  if (fx.lowering.variables.has(symbol)) return fx.readBinding(symbol, node);
  if (symbol.flags & ts.SymbolFlags.Function) {
    const declaration = functionDeclaration(symbol);
    if (declaration !== null && fx.lowering.captures.isStatic(declaration)) {
      const intrinsic = intrinsicName(fx.lowering, declaration);
      if (intrinsic !== null) return fx.functionValue(intrinsicWrapper(fx.lowering, intrinsic, declaration));
      return fx.functionValue(fx.lowering.namedInstance(declaration, fx.env).func);
    }
  }
  if (symbol.flags & ts.SymbolFlags.ValueModule && symbol.declarations?.some(ts.isSourceFile))
    return namespaceObject(fx, symbol);
  if (symbol.flags & ts.SymbolFlags.Enum) return enumObject(fx, symbol, node);
  if (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Class)) return fx.readBinding(symbol, node);
  return notYet(node, `\`${node.getText()}\` as a value`);
}

function libraryValue(fx: FunctionLowering, symbol: ts.Symbol, node: ts.Node): Operand {
  if (symbol.name === "NaN") return num(Number.NaN);
  if (symbol.name === "Infinity") return num(Number.POSITIVE_INFINITY);
  if (symbol.name === "undefined") return undef("ref");
  if (symbol.name === "__dirname" || symbol.name === "__filename")
    return moduleLocation(fx.lowering, node, symbol.name);
  // Not where the global object is given its properties: there the place is the declaration.
  if (symbol.name === "eval" && !ts.isFunctionDeclaration(node)) refuseCodeFromText(node, "`eval`");
  const bundle = fx.lowering.builtins.namespaceValue(fx, symbol.name);
  if (bundle !== null) return bundle;
  const exported = fx.lowering.languageSymbol(symbol.name);
  const declaration = exported === null ? null : functionDeclaration(exported);
  if (declaration !== null && intrinsicName(fx.lowering, declaration) === null)
    return fx.functionValue(fx.lowering.builtins.staticWrapper(declaration, symbol.name));
  if (exported !== null && !fx.lowering.isLibrary(exported)) return symbolValue(fx, exported, node);
  const made = fx.lowering.builtins.constructorValue(symbol.name);
  if (made !== null) return fx.functionValue(made);
  return notYet(node, `the built-in \`${symbol.name}\``);
}

/** TemplateLiteral evaluation: each part ToString, concatenated. */
function template(fx: FunctionLowering, node: ts.TemplateExpression): Operand {
  let result: Operand | null = node.head.text === "" ? null : str(node.head.text);
  const append = (part: Operand): void => {
    result = result === null ? part : fx.runtime("str_concat", [result, part], "ref");
  };
  for (const span of node.templateSpans) {
    const value = unclaimed(fx, span.expression);
    append(fx.toStringRef(value, isStringType(fx.typeOf(span.expression)) && !elementLike(span.expression)));
    if (span.literal.text !== "") append(str(span.literal.text));
  }
  return result ?? str("");
}

/** A string-typed element read may yield undefined; its ToString must be asked for. */
export function elementLike(node: ts.Expression): boolean {
  const inner = skipOuter(node);
  return (
    ts.isElementAccessExpression(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isIdentifier(inner) ||
    ts.isCallExpression(inner)
  );
}

function conditional(fx: FunctionLowering, node: ts.ConditionalExpression): Operand {
  const known = knownCondition(fx, node.condition);
  if (known !== null) return expression(fx, known ? node.whenTrue : node.whenFalse);
  const then = fx.fb.newBlock();
  const otherwise = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  condition(fx, node.condition, then, otherwise);
  const merge = new Merge(fx, join, fx.rep(fx.typeOf(node)));
  fx.fb.startBlock(then);
  merge.add(expression(fx, node.whenTrue));
  fx.fb.startBlock(otherwise);
  merge.add(expression(fx, node.whenFalse));
  return merge.finish();
}

/** Joins values from several blocks in one local. Operands that may be missing elements make it a value. */
export class Merge {
  private readonly fx: FunctionLowering;
  private readonly join: Block;
  private readonly rep: Rep;
  private readonly arms: { block: Block; value: Operand }[] = [];

  constructor(fx: FunctionLowering, join: Block, rep: Rep) {
    this.fx = fx;
    this.join = join;
    this.rep = rep;
  }

  /** Ends the current block with `value` as its contribution. */
  add(value: Operand): void {
    const { fb } = this.fx;
    if (fb.isClosed) return;
    // The conversion is written when the common type is known, in a block of its own.
    const conversion = fb.newBlock();
    fb.terminate({ op: "jump", to: conversion });
    this.arms.push({ block: conversion, value });
  }

  finish(): Operand {
    const { fb } = this.fx;
    // Arms of different representations meet boxed: the static type may know less than they do (`s[i] ?? 1`).
    const types = new Set(this.arms.map((a) => operandType(a.value)));
    const type: Type = types.size === 1 ? [...types][0]! : types.size === 0 ? this.rep : "value";
    const result: Local = fb.local("", type === "void" ? "ref" : type);
    for (const arm of this.arms) {
      fb.startBlock(arm.block);
      fb.emit({ op: "copy", dst: result, a: this.fx.convert(arm.value, result.type) });
      fb.terminate({ op: "jump", to: this.join });
    }
    fb.startBlock(this.join);
    return use(result);
  }
}

function typeOf(fx: FunctionLowering, node: ts.TypeOfExpression): Operand {
  const named = ts.isIdentifier(node.expression)
    ? fx.checker.getSymbolAtLocation(node.expression)
    : undefined;
  if (named !== undefined && named.flags & ts.SymbolFlags.Variable && fx.lowering.isLibrary(named)) {
    const type = fx.checker.getTypeOfSymbol(named);
    if (type.getConstructSignatures().length + type.getCallSignatures().length > 0) return str("function");
    if (type.flags & ts.TypeFlags.Object) return str("object");
  }
  const foreign = ts.isIdentifier(node.expression) ? typeOfForeign(fx, node.expression) : null;
  if (foreign !== null) return str(foreign);
  if (ts.isIdentifier(node.expression) && node.expression.text === "globalThis") return str("object");
  const value = unclaimed(fx, node.expression);
  const type = operandType(value);
  if (type === "f64" || type === "i32" || type === "u32") return str("number");
  if (type === "bool") return str("boolean");
  return fx.runtime("typeof", [fx.convert(value, "value")], "ref");
}

function deleteProperty(fx: FunctionLowering, node: ts.DeleteExpression): Operand {
  const target = skipOuter(node.expression);
  if (ts.isOptionalChain(target) && fx.chainExit === null) return deleteOptional(fx, node);
  if (ts.isPropertyAccessExpression(target)) {
    const receiver = expression(fx, target.expression);
    optionalLink(fx, target, receiver);
    const object = fx.convert(receiver, "value");
    return fx.runtime("delete_elem", [object, str(target.name.text, "value")], "bool");
  }
  if (ts.isElementAccessExpression(target)) {
    const object = fx.convert(expression(fx, target.expression), "value");
    const key = fx.convert(expression(fx, target.argumentExpression), "value");
    return fx.runtime("delete_elem", [object, key], "bool");
  }
  return notYet(node, "`delete` of anything but a property");
}

/** delete a?.b: true when the chain ends early. */
function deleteOptional(fx: FunctionLowering, node: ts.DeleteExpression): Operand {
  const exit = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  const result = fx.fb.local("", "bool");
  fx.chainExit = exit;
  const deleted = deleteProperty(fx, node);
  fx.chainExit = null;
  fx.fb.emit({ op: "copy", dst: result, a: deleted });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(exit);
  fx.fb.emit({ op: "copy", dst: result, a: bool(true) });
  fx.fb.startBlock(join);
  return use(result);
}

/** Await (ECMA-262 27.7.5.3): the value of the settled promise, or its reason thrown. */
function awaitExpression(fx: FunctionLowering, node: ts.AwaitExpression): Operand {
  if (!fx.instance.func.isAsync) return notYet(node, "`await` outside an async function");
  const result = awaitValue(fx, expression(fx, node.expression));
  const type = fx.typeOf(node);
  if (type.flags & ts.TypeFlags.Void) return result;
  const rep = fx.rep(type);
  return rep === "value" ? result : fx.convert(result, rep, "an awaited value of its declared type");
}

/** Lowers a whole optional chain: a nullish link makes it undefined (ECMA-262 OptionalChain). */
function optionalChain(fx: FunctionLowering, node: ts.Expression, lower: () => Operand): Operand {
  if (!ts.isOptionalChain(node) || (fx.chainExit !== null && isInnerLink(node))) return lower();
  const before = fx.chainExit;
  const exit = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  fx.chainExit = exit;
  const linked = lower();
  const value = fx.openRead === node ? withoutClaim(fx, linked) : linked;
  fx.chainExit = before;
  const rep = fx.rep(fx.typeOf(node));
  // A link that claims nothing leaves the chain as it is.
  const isOpen = rep !== "ref" || operandType(value) === "value";
  const result = fx.fb.local("", isOpen ? "value" : "ref");
  fx.fb.emit({
    op: "copy",
    dst: result,
    a: fx.convert(operandType(value) === "void" ? undef("ref") : value, result.type),
  });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(exit);
  fx.fb.emit({ op: "copy", dst: result, a: undef(result.type === "ref" ? "ref" : "value") });
  fx.fb.startBlock(join);
  return use(result);
}

/** Part of a longer chain, whose outermost link owns the exit. */
function isInnerLink(node: ts.Node): boolean {
  const parent = node.parent;
  return ts.isOptionalChain(parent) && (parent as ts.PropertyAccessExpression).expression === node;
}

/** At a `?.`: leaves the chain when `value` is nullish. */
export function optionalLink(
  fx: FunctionLowering,
  node: { questionDotToken?: ts.QuestionDotToken | undefined },
  value: Operand,
): void {
  if (node.questionDotToken === undefined || fx.chainExit === null) return;
  const next = fx.fb.newBlock();
  fx.branch(fx.isNullish(value), fx.chainExit, next);
  fx.fb.startBlock(next);
}
