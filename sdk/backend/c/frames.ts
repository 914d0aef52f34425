// How suspended functions end, wait and fail in files compiled for size: calls of functions that all frames share.
//
//   b12: %c = catch; %p = frame_promise %frame; call rejectPromise(%p, %c); return     =>   fail_frame(frame);
//   set_state 2; call awaitValue(%frame, %v); suspend                                  =>   wait_frame(frame, v, 2); return;
//
// Such a function leaves nothing to be looked at behind it. Where a block that fails stands inside a `try`, it is written
// as everywhere else (closures.ts, function.ts).

import { operandType } from "../../compiler/ir/build.ts";
import type { Block, Func, Instr, Operand } from "../../compiler/ir/types.ts";
import { box, type FunctionWriter, zero } from "./function.ts";
import { type Argument, defineOutlined, outlinedCall } from "./outlined.ts";
import type { Unit } from "./unit.ts";

type Call = Instr & { op: "call" };

/** The function that rejects a frame's promise, when `block` does nothing but that with what it catches. */
function rejectionOf(block: Block | null): Func | null {
  if (block === null || block.handler !== null || block.instrs.length !== 3) return null;
  const [caught, promise, call] = block.instrs as [Instr, Instr, Instr];
  if (caught.op !== "catch" || promise.op !== "runtime" || promise.name !== "frame_promise") return null;
  if (call.op !== "call" || !settles(call, promise) || !isLocal(call.args[1]!, caught.dst)) return null;
  return block.term.op === "return" && block.term.value === null ? call.func : null;
}

function isLocal(operand: Operand, local: unknown): boolean {
  return operand.kind === "local" && operand.local === local;
}

/** Whether the call takes the promise and a value. */
function settles(call: Call, promise: Instr & { op: "runtime" }): boolean {
  const [first, second] = call.args;
  if (call.env !== null || call.args.length !== 2 || promise.dst === null) return false;
  return isLocal(first!, promise.dst) && operandType(second!) === "value";
}

/** The shared function that rejects the frame's promise with what is thrown, or with the value when nothing is yet. */
function failure(unit: Unit, reject: Func): string {
  defineOutlined(unit, "fail_frame", "void fail_frame(Obj *frame, Value v)", () => [
    "if (rt_throwing) v = rt_catch();",
    `${unit.code(reject)}(inline_frame_promise(frame), v);`,
  ]);
  return "fail_frame";
}

function fail(w: FunctionWriter, reject: Func, value: string, isRef = false): void {
  const args: Argument[] = [
    ["Obj *", w.local(w.func.params[0]!)],
    [isRef ? "Obj *" : "Value", value],
  ];
  const name = isRef ? "fail_frame_by" : "fail_frame_with";
  w.line(
    `${outlinedCall(w, "void", name, args, (unit) => [`${failure(unit, reject)}(p0, ${isRef ? "value_ref(p1)" : "p1"});`])};`,
    "return;",
  );
}

/** Writes the end of a frame that begins at `at`, and returns how many instructions it has; 0 when there is none. */
export function writeFrameEnd(w: FunctionWriter, block: Block, at: number): number {
  const instr = block.instrs[at]!;
  if (w.func.frame === undefined || w.func.frame.isGenerator) return 0;
  if (instr.op === "catch") {
    const reject = rejectionOf(block);
    if (reject === null) return 0;
    const frame: Argument = ["Obj *", w.local(w.func.params[0]!)];
    const name = "fail_frame_with_thrown";
    w.line(
      `${outlinedCall(w, "void", name, [frame], (unit) => [`${failure(unit, reject)}(p0, VALUE_UNDEFINED);`])};`,
    );
    return 3;
  }
  const call = block.instrs[at + 1];
  if (call?.op !== "call" || at + 2 !== block.instrs.length) return 0;
  if (instr.op === "set_state") {
    if (!isWholeWait(w, block, at)) return 0;
    wait(w, block, instr, call);
    return 2;
  }
  const isEnd = block.handler === null && block.term.op === "return" && block.term.value === null;
  if (!isEnd || instr.op !== "runtime" || instr.name !== "frame_promise" || !settles(call, instr)) return 0;
  const { text, isRef } = referenceBehind(w, block, at, call.args[1]!);
  const args: Argument[] = [
    ["Obj *", w.operand(instr.args[0]!)],
    [isRef ? "Obj *" : "Value", text],
  ];
  const name = `${isRef ? "settle_ref" : "settle"}_by_${w.unit.program.functions.of(call.func)}`;
  const settle = outlinedCall(w, "void", name, args, (unit) => [
    `${unit.code(call.func)}(inline_frame_promise(p0), ${isRef ? "value_ref(p1)" : "p1"});`,
  ]);
  w.line(`${settle};`);
  return 2;
}

/** Whether the instructions from `at` on are written as one call that fails itself when something was thrown before. */
export function isWholeWait(w: FunctionWriter, block: Block, at: number): boolean {
  const [state, call] = [block.instrs[at]!, block.instrs[at + 1]];
  if (!w.unit.isForSize || state.op !== "set_state" || state.delegated || call?.op !== "call") return false;
  if (block.term.op !== "suspend" || at + 2 !== block.instrs.length || w.func.frame?.isGenerator !== false)
    return false;
  const [frame, value] = call.args;
  return (
    rejectionOf(block.handler) !== null &&
    call.env === null &&
    call.args.length === 2 &&
    isLocal(frame!, w.func.params[0]) &&
    operandType(value!) === "value"
  );
}

/** The frame waits for a value; when that throws, or something has, it fails as the block would. */
function wait(w: FunctionWriter, block: Block, state: Instr & { op: "set_state" }, call: Call): void {
  const reject = rejectionOf(block.handler)!;
  const [frame, value] = call.args;
  const { text, isRef } = referenceBehind(w, block, block.instrs.length - 2, value!);
  const args: Argument[] = [
    ["Obj *", w.operand(frame!)],
    [isRef ? "Obj *" : "Value", text],
    ["int32_t", `${2 * state.state}`],
  ];
  const name = isRef ? "wait_frame_ref" : "wait_frame";
  const suspend = outlinedCall(w, "void", name, args, (unit) => [
    "if (!rt_throwing) {",
    "  ((Frame *)p0)->state = p2;",
    `  ${unit.code(call.func)}(p0, ${isRef ? "value_ref(p1)" : "p1"});`,
    "}",
    `if (rt_throwing) ${failure(unit, reject)}(p0, VALUE_UNDEFINED);`,
  ]);
  w.line(`${suspend};`);
}

/** The reference that the instruction before the one at `at` boxes into the operand, else the operand. */
function referenceBehind(
  w: FunctionWriter,
  block: Block,
  at: number,
  operand: Operand,
): { text: string; isRef: boolean } {
  const before = block.instrs[at - 1];
  if (before?.op === "convert" && before.how === "box" && isLocal(operand, before.dst))
    if (operandType(before.a) === "ref") return { text: w.operand(before.a), isRef: true };
  return { text: w.operand(operand), isRef: false };
}

/** Before the jump to where the function goes on: true when what is thrown there only ever rejects its promise. */
export function writeCommonRejection(w: FunctionWriter): boolean {
  const { func } = w;
  if (!w.unit.isForSize || func.frame === undefined || func.frame.isGenerator) return false;
  let reject: Func | null = null;
  for (const block of func.blocks)
    for (const instr of block.instrs) {
      if (instr.op !== "resume") continue;
      const found = instr.catches ? null : rejectionOf(block.handler);
      if (found === null) return false;
      reject = found;
    }
  if (reject === null) return false;
  const [, sent, mode] = func.params;
  w.line(`if (${w.local(mode!)} == 1) {`);
  fail(w, reject, w.local(sent!));
  w.line("}");
  return true;
}

/**
 * A throw in a file compiled for size. What the block threw before goes first, so that nothing looked for it. False where
 * the exception has a handler in the function.
 */
export function writeThrow(w: FunctionWriter, block: Block, thrown: Operand): boolean {
  if (!w.unit.isForSize) return false;
  const { text, isRef } = referenceBehind(w, block, block.instrs.length, thrown);
  if (w.func.frame !== undefined && block.handler !== null) {
    const reject = rejectionOf(block.handler);
    if (reject === null) return false;
    fail(w, reject, text, isRef);
    return true;
  }
  if (block.handler !== null || w.func.frame !== undefined) return false;
  const { result } = w.func;
  const name = `throw_${isRef ? "ref" : "value"}_for_${result}`;
  const call = outlinedCall(w, result, name, [[isRef ? "Obj *" : "Value", text]], (unit) => {
    const raise = "void raise(Value v)";
    defineOutlined(unit, "raise", `__attribute__((noinline)) ${raise}`, () => [
      "if (!rt_throwing) rt_throw(v);",
    ]);
    return [
      `raise(${box(isRef ? "ref" : "value", "p0")});`,
      ...(result === "void" ? [] : [`return ${zero(result)};`]),
    ];
  });
  w.line(result === "void" ? `${call};` : `return ${call};`);
  if (result === "void") w.line("return;");
  return true;
}
