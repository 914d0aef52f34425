// Lowering of loops.
//
// `for` with let makes a fresh binding per iteration when a function captures it (CreatePerIterationEnvironment).
// for-of over arrays and strings reads them directly; other iterables follow the iterator protocol.

import ts from "typescript";
import { num, use } from "../ir/build.ts";
import type { Block, Operand } from "../ir/types.ts";
import { eachElement } from "./arguments.ts";
import { requireKind } from "./builtin-calls.ts";
import { arrayKind } from "./elements.ts";
import { protect } from "./exceptions.ts";
import { condition, effect, expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { awaitValue } from "./generators.ts";
import { callLanguage, closing, isEnd, openIterator, stepIterator } from "./iteration.ts";
import { assignPattern, bindPattern } from "./patterns.ts";
import { printed, printedIterable } from "./printed.ts";
import { reference } from "./references.ts";
import { notYet } from "./refuse.ts";
import { indexedKind } from "./reps.ts";
import { eachName, statement, variables } from "./statements.ts";
import { skipOuter } from "./syntax.ts";

function loopBody(
  fx: FunctionLowering,
  body: ts.Statement,
  breakTo: Block,
  continueTo: Block,
  labels: readonly string[],
): void {
  fx.jumps.push({ labels, breakTo, continueTo, finallyDepth: fx.finallies.length, isLoopOrSwitch: true });
  statement(fx, body);
  fx.jumps.pop();
}

function takeLabels(fx: FunctionLowering): string[] {
  const labels = fx.pendingLabels;
  fx.pendingLabels = [];
  return labels;
}

export function whileLoop(fx: FunctionLowering, node: ts.WhileStatement): void {
  const labels = takeLabels(fx);
  const test = fx.fb.newBlock();
  const body = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  fx.fb.startBlock(test);
  fx.at(node.expression);
  condition(fx, node.expression, body, end);
  fx.fb.startBlock(body);
  loopBody(fx, node.statement, end, test, labels);
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(end);
}

export function doWhile(fx: FunctionLowering, node: ts.DoStatement): void {
  const labels = takeLabels(fx);
  const body = fx.fb.newBlock();
  const test = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  fx.fb.startBlock(body);
  loopBody(fx, node.statement, end, test, labels);
  fx.fb.startBlock(test);
  fx.at(node.expression);
  condition(fx, node.expression, body, end);
  fx.fb.startBlock(end);
}

export function forLoop(fx: FunctionLowering, node: ts.ForStatement): void {
  const labels = takeLabels(fx);
  const fresh: ts.Symbol[] = [];
  if (node.initializer !== undefined) {
    if (ts.isVariableDeclarationList(node.initializer)) {
      for (const d of node.initializer.declarations) eachName(d.name, (n) => fx.declareEarly(n));
      variables(fx, node.initializer);
      if (node.initializer.flags & ts.NodeFlags.Let) {
        for (const d of node.initializer.declarations)
          eachName(d.name, (n) => fresh.push(fx.checker.getSymbolAtLocation(n)!));
      }
    } else effect(fx, node.initializer);
  }
  const test = fx.fb.newBlock();
  const body = fx.fb.newBlock();
  const step = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  fx.fb.startBlock(test);
  if (node.condition !== undefined) {
    fx.at(node.condition);
    condition(fx, node.condition, body, end);
  }
  fx.fb.startBlock(body);
  loopBody(fx, node.statement, end, step, labels);
  fx.fb.startBlock(step);
  for (const symbol of fresh) freshCell(fx, symbol);
  if (node.incrementor !== undefined) {
    fx.at(node.incrementor);
    effect(fx, node.incrementor);
  }
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(end);
}

/** The next iteration's own copy of a captured loop variable. */
function freshCell(fx: FunctionLowering, symbol: ts.Symbol): void {
  const binding = fx.bindings.get(symbol);
  if (binding?.kind !== "cell" || binding.cell.kind !== "local") return;
  const value = fx.fb.temp(binding.type);
  fx.fb.emit({ op: "get_cell", dst: value.local, type: binding.type, cell: binding.cell });
  fx.fb.emit({ op: "new_cell", dst: binding.cell.local, type: binding.type, init: value });
}

/** Gives the loop variable (declared or assigned) its value for this turn. */
function bindLoopVariable(
  fx: FunctionLowering,
  initializer: ts.ForInitializer,
  value: Operand,
  type: ts.Type,
): void {
  if (ts.isVariableDeclarationList(initializer))
    bindPattern(fx, initializer.declarations[0]!.name, value, type, "declare");
  else {
    const target = skipOuter(initializer) as ts.Expression;
    if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target))
      assignPattern(fx, target, fx.hold(value), type);
    else reference(fx, target).set(value);
  }
}

export function forOf(fx: FunctionLowering, node: ts.ForOfStatement): void {
  const labels = takeLabels(fx);
  if (node.awaitModifier !== undefined) {
    awaitLoop(fx, node, labels, fx.hold(expression(fx, node.expression)));
    return;
  }
  const type = fx.checker.getNonNullableType(fx.typeOf(node.expression));
  const indexed = indexedKind(fx.checker, type);
  const source = fx.hold(expression(fx, node.expression));
  if (indexed?.kind === "array" || indexed?.kind === "tuple") {
    const kind = arrayKind(fx, indexed.element);
    const variable = ts.isVariableDeclarationList(node.initializer)
      ? node.initializer.declarations[0]!
      : null;
    const asks = variable !== null && fx.lowering.tested.has(variable, fx.rep(indexed.element));
    const result = kind === "ref" && !asks ? "ref" : "value";
    indexLoop(
      fx,
      node,
      labels,
      fx.convert(source, "ref", "an array"),
      "array",
      indexed.element,
      (array, index) => {
        const element = fx.fb.temp(result);
        fx.fb.emit({ op: "array_get", dst: element.local, kind, array, index, result });
        return element;
      },
    );
  } else if (indexed?.kind === "typed") {
    const kind = indexed.typed as import("../ir/types.ts").TypedArrayKind;
    indexLoop(
      fx,
      node,
      labels,
      fx.convert(source, "ref", "a typed array"),
      "typed",
      fx.checker.getNumberType(),
      (array, index) => {
        const element = fx.fb.temp("f64");
        fx.fb.emit({ op: "typed_get", dst: element.local, kind, array, index, result: "number" });
        return element;
      },
    );
  } else if (indexed?.kind === "string") {
    const text = fx.convert(source, "ref", "a string");
    requireKind(fx, node.expression, text);
    stringLoop(fx, node, labels, text);
  } else protocolLoop(fx, node, labels, source);
}

function indexLoop(
  fx: FunctionLowering,
  node: ts.ForOfStatement,
  labels: readonly string[],
  array: Operand,
  of: "array" | "typed",
  elementType: ts.Type,
  read: (array: Operand, index: Operand) => Operand,
): void {
  const index = fx.fb.local("", "f64");
  const test = fx.fb.newBlock();
  const body = fx.fb.newBlock();
  const step = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  fx.fb.emit({ op: "copy", dst: index, a: num(0) });
  fx.fb.startBlock(test);
  const length = fx.fb.temp("i32");
  fx.fb.emit({ op: "length", dst: length.local, of, obj: array });
  fx.branch(fx.compare("lt", use(index), fx.convert(length, "f64")), body, end);
  fx.fb.startBlock(body);
  bindLoopVariable(fx, node.initializer, read(array, use(index)), elementType);
  loopBody(fx, node.statement, end, step, labels);
  fx.fb.startBlock(step);
  fx.fb.emit({ op: "arith", dst: index, how: "add", a: use(index), b: num(1) });
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(end);
}

/** Strings iterate by code point (%StringIteratorPrototype%.next). */
function stringLoop(
  fx: FunctionLowering,
  node: ts.ForOfStatement,
  labels: readonly string[],
  text: Operand,
): void {
  const index = fx.fb.local("", "i32");
  const size = fx.fb.local("", "i32");
  const test = fx.fb.newBlock();
  const body = fx.fb.newBlock();
  const step = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  const int = (value: number): Operand => ({ kind: "number", type: "i32", value });
  fx.fb.emit({ op: "copy", dst: index, a: int(0) });
  fx.fb.startBlock(test);
  const length = fx.fb.temp("i32");
  fx.fb.emit({ op: "length", dst: length.local, of: "string", obj: text });
  fx.branch(fx.compare("lt", use(index), length), body, end);
  fx.fb.startBlock(body);
  fx.fb.emit({ op: "copy", dst: size, a: int(1) });
  const high = fx.runtime("str_char_code_at", [text, use(index)], "i32");
  const isSurrogate = (code: Operand, base: number, yes: Block, no: Block): void => {
    const masked = fx.fb.temp("i32");
    fx.fb.emit({ op: "bits", dst: masked.local, how: "and", a: code, b: int(0xfc00) });
    fx.branch(fx.compare("eq", masked, int(base)), yes, no);
  };
  const maybe = fx.fb.newBlock();
  const pair = fx.fb.newBlock();
  const cut = fx.fb.newBlock();
  isSurrogate(high, 0xd800, maybe, cut);
  fx.fb.startBlock(maybe);
  const following = fx.fb.temp("i32");
  fx.fb.emit({ op: "arith", dst: following.local, how: "add", a: use(index), b: int(1) });
  isSurrogate(fx.runtime("str_char_code_at", [text, following], "i32"), 0xdc00, pair, cut);
  fx.fb.startBlock(pair);
  fx.fb.emit({ op: "copy", dst: size, a: int(2) });
  fx.fb.startBlock(cut);
  const to = fx.fb.temp("i32");
  fx.fb.emit({ op: "arith", dst: to.local, how: "add", a: use(index), b: use(size) });
  const piece = fx.runtime("str_substring", [text, use(index), to], "ref");
  bindLoopVariable(fx, node.initializer, piece, fx.checker.getStringType());
  loopBody(fx, node.statement, end, step, labels);
  fx.fb.startBlock(step);
  fx.fb.emit({ op: "arith", dst: index, how: "add", a: use(index), b: use(size) });
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(end);
}

/** GetIterator, then IteratorStepValue until done; closes the iterator when the body leaves the loop. */
function protocolLoop(
  fx: FunctionLowering,
  node: ts.ForOfStatement,
  labels: readonly string[],
  source: Operand,
): void {
  const iterator = openIterator(fx, source, printedIterable(node.expression, "for"));
  const test = fx.fb.newBlock();
  const body = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  fx.fb.startBlock(test);
  const value = stepIterator(fx, iterator);
  fx.branch(isEnd(fx, value), end, body);
  fx.fb.startBlock(body);
  closing(fx, iterator, () => protectedBody(fx, node, labels, value, end));
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(end);
}

/** Binds the variable and runs the body inside a protected stretch, which `continue` leaves at its end. */
function protectedBody(
  fx: FunctionLowering,
  node: ts.ForOfStatement,
  labels: readonly string[],
  value: Operand,
  breakTo: Block,
): void {
  const next = fx.fb.newBlock();
  const element = fx.checker.getTypeAtLocation(node.initializer);
  bindLoopVariable(fx, node.initializer, value, loopType(fx, node, element));
  const depth = fx.finallies.length;
  const target = { labels, isLoopOrSwitch: true };
  fx.jumps.push({ ...target, breakTo, continueTo: next, finallyDepth: depth - 1, continueDepth: depth });
  statement(fx, node.statement);
  fx.jumps.pop();
  fx.fb.startBlock(next);
}

/** for await: every result is awaited, and so is that of return() when the body leaves the loop. */
function awaitLoop(
  fx: FunctionLowering,
  node: ts.ForOfStatement,
  labels: readonly string[],
  source: Operand,
): void {
  if (!fx.instance.func.isAsync) notYet(node, "`for await` outside an async function");
  const text: Operand = { kind: "string", type: "ref", text: printed(node.expression) };
  const iteration = fx.hold(callLanguage(fx, "iterateAsync", [source, text]));
  const test = fx.fb.newBlock();
  const body = fx.fb.newBlock();
  const end = fx.fb.newBlock();
  fx.fb.startBlock(test);
  const result = awaitValue(fx, callLanguage(fx, "asyncNext", [iteration]));
  fx.branch(callLanguage(fx, "asyncDone", [result]), end, body);
  fx.fb.startBlock(body);
  const value = callLanguage(fx, "asyncValue", [result]);
  protect(
    fx,
    () => protectedBody(fx, node, labels, value, end),
    (isThrow) => closeAwaited(fx, iteration, isThrow),
  );
  fx.fb.terminate({ op: "jump", to: test });
  fx.fb.startBlock(end);
}

/** AsyncIteratorClose: after a throw, nothing that return() does is of interest. */
function closeAwaited(fx: FunctionLowering, iteration: Operand, isThrow: boolean): void {
  const { fb } = fx;
  const outer = fb.handler;
  const failed = fb.newBlock();
  const call = fb.newBlock();
  const join = fb.newBlock();
  if (isThrow) fb.handler = failed;
  const method = callLanguage(fx, "asyncCloser", [iteration]);
  fx.branch(fx.isUndefined(method), join, call);
  fb.startBlock(call);
  const result = awaitValue(fx, callLanguage(fx, "asyncClose", [iteration, method]));
  if (!isThrow) callLanguage(fx, "asyncClosed", [result]);
  fb.terminate({ op: "jump", to: join });
  fb.handler = outer;
  if (isThrow) {
    fb.startBlock(failed);
    const ignored = fb.temp("value");
    fb.emit({ op: "catch", dst: ignored.local });
  }
  fb.startBlock(join);
}

function loopType(fx: FunctionLowering, node: ts.ForOfStatement, fallback: ts.Type): ts.Type {
  return ts.isVariableDeclarationList(node.initializer)
    ? fx.typeOf(node.initializer.declarations[0]!.name)
    : fallback;
}

/** for-in: the enumerable string keys, as they were at the start, less those deleted meanwhile. */
export function forIn(fx: FunctionLowering, node: ts.ForInStatement): void {
  const labels = takeLabels(fx);
  const end = fx.fb.newBlock();
  const loop = fx.fb.newBlock();
  const source = fx.hold(fx.convert(expression(fx, node.expression), "value"));
  fx.branch(fx.isNullish(source), end, loop);
  fx.fb.startBlock(loop);
  const keys = callLanguage(fx, "forInKeys", [source]);
  eachElement(fx, keys, "ref", (key) => {
    const present = fx.fb.newBlock();
    const next = fx.fb.newBlock();
    fx.branch(callLanguage(fx, "isStillKey", [key, source]), present, next);
    fx.fb.startBlock(present);
    bindLoopVariable(fx, node.initializer, key, fx.checker.getStringType());
    loopBody(fx, node.statement, end, next, labels);
    fx.fb.startBlock(next);
  });
  fx.fb.startBlock(end);
}
