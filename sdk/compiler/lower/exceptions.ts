// Lowering of try, catch and finally.
//
// A `finally` block is written once. Whoever leaves through it notes in a local where to go on: 0 after the
// statement, 1 rethrow, 2 and up the return, break or continue that came by (ECMA-262 completion records).

import type ts from "typescript";
import { i32, use } from "../ir/build.ts";
import type { Block } from "../ir/types.ts";
import type { FinallyScope, FunctionLowering } from "./function.ts";
import { bindPattern } from "./patterns.ts";

export function lowerTry(fx: FunctionLowering, node: ts.TryStatement): void {
  const { fb } = fx;
  const outer = fb.handler;
  const done = fb.newBlock();
  const scope: FinallyScope | null =
    node.finallyBlock === undefined
      ? null
      : {
          entry: fb.newBlock(),
          exit: fb.local("", "i32"),
          value: fb.local("", "value"),
          continuations: [],
          outerHandler: outer,
        };
  const thrown = scope === null ? null : fb.newBlock();
  if (scope !== null) fx.finallies.push(scope);
  const leave = (): void => {
    if (fb.isClosed) return;
    if (scope === null) fb.terminate({ op: "jump", to: done });
    else {
      fb.emit({ op: "copy", dst: scope.exit, a: i32(0) });
      fb.terminate({ op: "jump", to: scope.entry });
    }
  };

  const handler = node.catchClause === undefined ? null : fb.newBlock();
  fb.handler = handler ?? thrown;
  fx.block(node.tryBlock.statements);
  leave();
  fb.handler = thrown ?? outer;
  if (node.catchClause !== undefined && isHandler(fx, handler!)) {
    fb.startBlock(handler!);
    lowerCatch(fx, node.catchClause);
    leave();
  }
  fb.handler = outer;
  if (scope !== null) {
    fx.finallies.pop();
    if (isHandler(fx, thrown!)) {
      fb.startBlock(thrown!);
      fb.emit({ op: "catch", dst: scope.value });
      fb.emit({ op: "copy", dst: scope.exit, a: i32(1) });
    }
    fb.startBlock(scope.entry);
    fx.block(node.finallyBlock!.statements);
    finish(fx, scope, done);
  }
  fb.startBlock(done);
}

/** False where the protected block is empty and cannot be reached: nothing is left to protect. */
function isHandler(fx: FunctionLowering, handler: Block): boolean {
  return fx.fb.func.blocks.some((b) => b.handler === handler);
}

function lowerCatch(fx: FunctionLowering, clause: ts.CatchClause): void {
  const value = fx.fb.temp("value");
  fx.fb.emit({ op: "catch", dst: value.local });
  const name = clause.variableDeclaration?.name;
  if (name !== undefined) bindPattern(fx, name, value, fx.typeOf(name), "declare");
  fx.block(clause.block.statements);
}

/** After the finally block: where the exit that came through goes on. */
function finish(fx: FunctionLowering, scope: FinallyScope, done: Block): void {
  const { fb } = fx;
  if (fb.isClosed) return;
  const rethrow = fb.newBlock();
  const cases = [{ value: 1, to: rethrow }];
  const blocks = scope.continuations.map((c) => {
    const block = fb.newBlock();
    cases.push({ value: c.code, to: block });
    return block;
  });
  fb.terminate({ op: "switch", on: use(scope.exit), cases, default: done });
  fb.startBlock(rethrow);
  fb.terminate({ op: "throw", a: use(scope.value) });
  scope.continuations.forEach((c, i) => {
    fb.startBlock(blocks[i]!);
    c.emit();
  });
}

/**
 * Runs `body` with `cleanup` on every way out but its end: before an exception goes on (`isThrow`), and before a
 * return, break or continue that leaves does.
 */
export function protect(fx: FunctionLowering, body: () => void, cleanup: (isThrow: boolean) => void): void {
  const { fb } = fx;
  const outer = fb.handler;
  const scope: FinallyScope = {
    entry: fb.newBlock(),
    exit: fb.local("", "i32"),
    value: fb.local("", "value"),
    continuations: [],
    outerHandler: outer,
  };
  const done = fb.newBlock();
  const thrown = fb.newBlock();
  fx.finallies.push(scope);
  fb.handler = thrown;
  body();
  fb.handler = outer;
  fx.finallies.pop();
  fb.terminate({ op: "jump", to: done });
  if (isHandler(fx, thrown)) {
    fb.startBlock(thrown);
    fb.emit({ op: "catch", dst: scope.value });
    cleanup(true);
    fb.terminate({ op: "throw", a: use(scope.value) });
  }
  if (scope.continuations.length > 0) {
    fb.startBlock(scope.entry);
    cleanup(false);
    finish(fx, scope, done);
  }
  fb.startBlock(done);
}

/** Leaves to a place with `depth` finally blocks around it, running those in between. */
export function exitTo(fx: FunctionLowering, depth: number, emit: () => void): void {
  const scope = fx.finallies.at(-1);
  if (scope === undefined || fx.finallies.length <= depth) {
    emit();
    return;
  }
  if (fx.fb.isClosed) return;
  const code = 2 + scope.continuations.length;
  scope.continuations.push({ code, emit: () => exitTo(fx, depth, emit) });
  fx.fb.emit({ op: "copy", dst: scope.exit, a: i32(code) });
  fx.fb.terminate({ op: "jump", to: scope.entry });
}
