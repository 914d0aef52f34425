// Lowering of the iteration protocol: GetIterator, steps, and IteratorClose on every way out.
//
// Iterators are objects of runtime/lang (iterator.ts) whose step() gives the value or a hole at the end; what a
// program's own @@iterator method gives is wrapped there. Awaited iterators: runtime/lang/async-iterate.ts.

import { str, undef, use } from "../ir/build.ts";
import type { Local, Operand } from "../ir/types.ts";
import { protect } from "./exceptions.ts";
import type { FunctionLowering } from "./function.ts";
import { EMPTY_ENV } from "./reps.ts";

/** Calls an exported function of runtime/lang. */
export function callLanguage(fx: FunctionLowering, name: string, args: readonly Operand[]): Operand {
  const node = fx.lowering.languageFunction(name);
  if (node === null) throw new Error(`runtime/lang exports no ${name}`);
  const { func } = fx.lowering.functionInstance(node, EMPTY_ENV);
  const converted = args.map((a, i) => fx.convert(a, func.params[i]!.type));
  if (func.result === "void") {
    fx.fb.emit({ op: "call", dst: null, func, env: null, args: converted });
    return undef("ref");
  }
  const result = fx.fb.temp(func.result);
  fx.fb.emit({ op: "call", dst: result.local, func, env: null, args: converted });
  return result;
}

/** GetIterator(source, sync) as it is; "<text> is not iterable" when there is no method, "" to describe the value. */
export function iteratorOf(fx: FunctionLowering, source: Operand, text: string): Operand {
  return callLanguage(fx, "iteratorOf", [source, str(text)]);
}

/** GetIterator(source, sync) as a BuiltinIterator. `text` is null where Node describes the value instead. */
export function openIterator(fx: FunctionLowering, source: Operand, text: string | null): Operand {
  if (text === null) return fx.hold(callLanguage(fx, "iterate", [source]));
  return fx.hold(callLanguage(fx, "asIterator", [iteratorOf(fx, source, text)]));
}

/** A method of BuiltinIterator, through the virtual table. */
function callIterator(fx: FunctionLowering, iterator: Operand, key: "step" | "close" | "abandon"): Operand {
  const { classes } = fx.lowering;
  const symbol = fx.lowering.languageSymbol("BuiltinIterator");
  const node = symbol === null ? null : classes.classOfSymbol(symbol);
  const instance = node === null ? null : classes.instance(node, EMPTY_ENV);
  const member = instance === null ? null : classes.member(instance, key);
  if (instance === null || member?.kind !== "method") throw new Error(`BuiltinIterator has no ${key}()`);
  const { func, slot } = classes.dispatch(instance, member.owner, member.node, key, EMPTY_ENV);
  const dst = func.func.result === "void" ? null : fx.fb.temp(func.func.result).local;
  if (slot === null) fx.fb.emit({ op: "call", dst, func: func.func, env: null, args: [iterator] });
  else fx.fb.emit({ op: "call_virtual", dst, shape: instance.shape, slot, obj: iterator, args: [] });
  return dst === null ? undef("ref") : use(dst);
}

/** IteratorStepValue: a value, or a hole at the end. */
export function stepIterator(fx: FunctionLowering, iterator: Operand): Operand {
  return callIterator(fx, iterator, "step");
}

export function isEnd(fx: FunctionLowering, value: Operand): Operand {
  return fx.runtime("is_hole", [value], "bool");
}

/** Runs `body` so that leaving it in any way but at its end closes the iterator. */
export function closing(fx: FunctionLowering, iterator: Operand, body: () => void): void {
  protect(fx, body, (isThrow) => closeIterator(fx, iterator, isThrow));
}

/** IteratorClose. */
export function closeIterator(fx: FunctionLowering, iterator: Operand, isThrow: boolean): void {
  callIterator(fx, iterator, isThrow ? "abandon" : "close");
}

/** An array pattern's way through an iterator (IteratorBindingInitialization). */
export class IteratorSteps {
  private readonly fx: FunctionLowering;
  private readonly iterator: Operand;
  /** iteratorRecord.[[Done]]: at the end, or failed while stepping: nothing to close. */
  private readonly done: Local;

  constructor(fx: FunctionLowering, source: Operand, text: string | null) {
    this.fx = fx;
    this.iterator = openIterator(fx, source, text);
    this.done = fx.fb.local("", "bool");
    fx.fb.emit({ op: "copy", dst: this.done, a: { kind: "bool", value: false } });
  }

  /** Takes the parts by `body`, then closes the iterator unless it is at its end. */
  take(body: () => void): void {
    const { fx } = this;
    protect(fx, body, (isThrow) => this.close(isThrow));
    this.close(false);
  }

  private close(isThrow: boolean): void {
    const { fx } = this;
    if (fx.fb.isClosed) return;
    const open = fx.fb.newBlock();
    const join = fx.fb.newBlock();
    fx.branch(use(this.done), join, open);
    fx.fb.startBlock(open);
    closeIterator(fx, this.iterator, isThrow);
    fx.fb.startBlock(join);
  }

  /** The next value; undefined at the end. */
  next(): Operand {
    const { fx } = this;
    const { fb } = fx;
    const value = fb.local("", "value");
    const ask = fb.newBlock();
    const more = fb.newBlock();
    const join = fb.newBlock();
    fb.emit({ op: "copy", dst: value, a: undef("value") });
    fx.branch(use(this.done), join, ask);
    fb.startBlock(ask);
    fb.emit({ op: "copy", dst: this.done, a: { kind: "bool", value: true } });
    const step = stepIterator(fx, this.iterator);
    fx.branch(isEnd(fx, step), join, more);
    fb.startBlock(more);
    fb.emit({ op: "copy", dst: this.done, a: { kind: "bool", value: false } });
    fb.emit({ op: "copy", dst: value, a: fx.convert(step, "value") });
    fb.startBlock(join);
    return use(value);
  }

  /** All that is left, in a new array. */
  rest(): Operand {
    const { fx } = this;
    const { fb } = fx;
    const list = fb.local("", "ref");
    const ask = fb.newBlock();
    const join = fb.newBlock();
    fb.emit({ op: "new_array", dst: list, kind: "value", length: { kind: "number", type: "i32", value: 0 } });
    fx.branch(use(this.done), join, ask);
    fb.startBlock(ask);
    fb.emit({ op: "copy", dst: this.done, a: { kind: "bool", value: true } });
    const taken = callLanguage(fx, "stepsToArray", [this.iterator]);
    fb.emit({ op: "copy", dst: list, a: taken });
    fb.startBlock(join);
    return use(list);
  }
}
