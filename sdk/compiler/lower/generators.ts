// Lowering of yield and yield*, and of where a generator waits before its body.
//
// `yield` is an instruction; what return() sent goes on from it as a return statement would, through the finally
// blocks around. yield* is a loop around calls of runtime/lang/delegation.ts, with awaits in async generators.

import ts from "typescript";
import { i32, undef, use } from "../ir/build.ts";
import type { Block, Func, GeneratorFunctions, Local, Operand } from "../ir/types.ts";
import { exitTo } from "./exceptions.ts";
import { expression, textOf } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage, iteratorOf } from "./iteration.ts";
import type { Lowering } from "./lowering.ts";
import { notYet } from "./refuse.ts";
import { EMPTY_ENV } from "./reps.ts";
import { isGenerator, skipOuter } from "./syntax.ts";

/** Resumption modes and verdicts, as in runtime/lang/generator.ts and delegation.ts. */
const THROW = 1;
const RETURN = 2;
const COMPLETES = 1;
const RETURNS = 2;

/** The library functions behind a generator function; null for other functions. */
export function generatorFunctions(
  lowering: Lowering,
  node: ts.Node,
  isAsync: boolean,
): GeneratorFunctions | null {
  if (!isGenerator(node)) return null;
  const find = (name: string): Func => {
    const declaration = lowering.languageFunction(name);
    if (declaration === null) throw new Error(`runtime/lang exports no ${name}`);
    return lowering.functionInstance(declaration, EMPTY_ENV).func;
  };
  if (isAsync) return { make: find("makeAsyncGenerator"), wait: find("waitForGenerator") };
  return { make: find("makeGenerator"), wait: null };
}

/** Behind the parameters: the generator waits for its first request. */
export function waitAtStart(fx: FunctionLowering): void {
  suspend(fx, undef("value"));
}

/** Await(value), a value. */
export function awaitValue(fx: FunctionLowering, value: Operand): Operand {
  const result = fx.fb.temp("value");
  fx.fb.emit({ op: "await", dst: result.local, a: fx.convert(value, "value") });
  return result;
}

/** yield, yield* */
export function yieldExpression(fx: FunctionLowering, node: ts.YieldExpression): Operand {
  const { func } = fx.instance;
  if (func.generator === null) return notYet(node, "`yield` outside a generator function");
  let result: Operand;
  if (node.asteriskToken !== undefined) {
    const source = fx.hold(expression(fx, node.expression!));
    result = func.isAsync ? delegateAsync(fx, source, node) : delegate(fx, source);
  } else {
    let value: Operand =
      node.expression === undefined ? undef("value") : fx.convert(expression(fx, node.expression), "value");
    if (func.isAsync) value = awaitValue(fx, value);
    result = suspend(fx, value);
  }
  const type = fx.typeOf(node);
  if (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) return result;
  const rep = fx.rep(type);
  return rep === "value" ? result : fx.convert(result, rep, "what next() sends to be of its declared type");
}

/** GeneratorYield, AsyncGeneratorYield: the value that next() sends. */
function suspend(fx: FunctionLowering, value: Operand): Operand {
  const { fb } = fx;
  const sent = fb.temp("value");
  fb.emit({ op: "yield", dst: sent.local, a: value, delegated: false, catches: false });
  const mode = fb.temp("i32");
  fb.emit({ op: "resume_mode", dst: mode.local });
  const returning = fb.newBlock();
  const next = fb.newBlock();
  fx.branch(fx.compare("eq", mode, i32(RETURN)), returning, next);
  fb.startBlock(returning);
  returnFrom(fx, fx.instance.func.isAsync ? awaitValue(fx, sent) : sent);
  fb.startBlock(next);
  return sent;
}

function returnFrom(fx: FunctionLowering, value: Operand): void {
  exitTo(fx, 0, () => fx.fb.terminate({ op: "return", value }));
}

/** The loop of a yield*: what it was resumed with, and the blocks that verdicts lead to. */
interface Loop {
  readonly sent: Local;
  readonly mode: Local;
  readonly start: Block;
  readonly delegation: Operand;
}

function startLoop(fx: FunctionLowering, iterator: Operand): Loop {
  const { fb } = fx;
  const delegation = fx.hold(callLanguage(fx, "delegateTo", [iterator]));
  const sent = fb.local("", "value");
  const mode = fb.local("", "i32");
  fb.emit({ op: "copy", dst: sent, a: undef("value") });
  fb.emit({ op: "copy", dst: mode, a: i32(0) });
  const start = fb.newBlock();
  fb.startBlock(start);
  return { sent, mode, start, delegation };
}

/** Hands `value` out; takes what the generator is resumed with, throw() included. */
function handOut(fx: FunctionLowering, loop: Loop, value: Operand, delegated: boolean): void {
  fx.fb.emit({ op: "yield", dst: loop.sent, a: value, delegated, catches: true });
  fx.fb.emit({ op: "resume_mode", dst: loop.mode });
}

/** Goes where the verdict says; the value of the yield*. `again` hands the inner iterator's result out. */
function decide(fx: FunctionLowering, loop: Loop, verdict: Operand, again: () => void): Operand {
  const { fb } = fx;
  const done = fb.newBlock();
  const returning = fb.newBlock();
  const more = fb.newBlock();
  const kind = fx.convert(verdict, "i32");
  fb.terminate({
    op: "switch",
    on: kind,
    cases: [
      { value: COMPLETES, to: done },
      { value: RETURNS, to: returning },
    ],
    default: more,
  });
  fb.startBlock(more);
  again();
  fb.terminate({ op: "jump", to: loop.start });
  fb.startBlock(returning);
  returnFrom(fx, fx.hold(callLanguage(fx, "delegated", [loop.delegation])));
  fb.startBlock(done);
  return callLanguage(fx, "delegated", [loop.delegation]);
}

function delegate(fx: FunctionLowering, source: Operand): Operand {
  const loop = startLoop(fx, iteratorOf(fx, source, ""));
  const mode = fx.convert(use(loop.mode), "f64");
  const verdict = callLanguage(fx, "forward", [loop.delegation, mode, use(loop.sent)]);
  return decide(fx, loop, verdict, () =>
    handOut(fx, loop, callLanguage(fx, "delegated", [loop.delegation]), true),
  );
}

function delegateAsync(fx: FunctionLowering, source: Operand, node: ts.YieldExpression): Operand {
  const { fb } = fx;
  const text: Operand = { kind: "string", type: "ref", text: textOf(skipOuter(node.expression!)) };
  const loop = startLoop(fx, callLanguage(fx, "asyncIteratorOf", [source, text]));
  const mode = fx.convert(use(loop.mode), "f64");
  const pending = callLanguage(fx, "forwardAsync", [loop.delegation, mode, use(loop.sent)]);
  const verdict = callLanguage(fx, "judgeAsync", [loop.delegation, awaitValue(fx, pending)]);
  return decide(fx, loop, verdict, () => {
    handOut(fx, loop, callLanguage(fx, "delegated", [loop.delegation]), false);
    // AsyncGeneratorYield awaits the operand of return(); a rejection goes to the inner iterator as a throw.
    const returning = fb.newBlock();
    fx.branch(fx.compare("eq", use(loop.mode), i32(RETURN)), returning, loop.start);
    const outer = fb.handler;
    const failed = fb.newBlock();
    fb.startBlock(returning);
    fb.handler = failed;
    const awaited = awaitValue(fx, use(loop.sent));
    fb.handler = outer;
    fb.emit({ op: "copy", dst: loop.sent, a: awaited });
    fb.terminate({ op: "jump", to: loop.start });
    fb.startBlock(failed);
    fb.emit({ op: "catch", dst: loop.sent });
    fb.emit({ op: "copy", dst: loop.mode, a: i32(THROW) });
  });
}
