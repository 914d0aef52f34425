// yield*: forwards next, throw and return to an inner iterator (ECMA-262 YieldExpression), one call at a time.
//
// The loop around it, and in async generators the awaits, are code that the compiler writes. The verdicts say
// how that loop goes on.

import { notAResult, requireMethod } from "./iterate.ts";
import { callWithArray, getElem, isObject } from "./native.ts";

/** Resumption modes, as in generator.ts. */
const NEXT = 0;
const THROW = 1;

/** The inner iterator goes on: hand its result out. */
const CONTINUES = 0;
/** The inner iterator is done: yield* has a value. */
const COMPLETES = 1;
/** The inner iterator is done after return(): so is the generator, with that value. */
const RETURNS = 2;

export class Delegation {
  readonly iterator: object;
  readonly next: unknown;
  /** What `resume` or `judge` found: a result object while it CONTINUES, else the value. */
  value: unknown = undefined;
  /** How the inner iterator was called: NEXT, THROW or RETURN; or that it lacked the method. */
  mode = NEXT;
  isMissing = false;

  constructor(iterator: object) {
    this.iterator = iterator;
    this.next = getElem(iterator, "next");
  }

  /** Calls the inner iterator's method for `mode`; its result, or what to await in its place. */
  call(mode: number, sent: unknown): unknown {
    this.mode = mode;
    this.isMissing = false;
    if (mode === NEXT) return callWithArray(requireMethod(this.next, "next"), this.iterator, [sent]);
    const method = getElem(this.iterator, mode === THROW ? "throw" : "return");
    if (method !== undefined && method !== null)
      return callWithArray(requireMethod(method, "throw"), this.iterator, [sent]);
    this.isMissing = true;
    if (mode !== THROW) return sent;
    const close = getElem(this.iterator, "return");
    if (close === undefined || close === null) throw missingThrow();
    return callWithArray(requireMethod(close, "return"), this.iterator, []);
  }

  /** What the (awaited) result of `call` means. TypeError when it is no object. */
  judge(result: unknown): number {
    if (this.isMissing && this.mode !== THROW) {
      this.value = result;
      return RETURNS;
    }
    if (!isObject(result)) throw notAResult(result);
    if (this.isMissing) throw missingThrow();
    if (!getElem(result, "done")) {
      this.value = result;
      return CONTINUES;
    }
    this.value = getElem(result, "value");
    return this.mode === NEXT || this.mode === THROW ? COMPLETES : RETURNS;
  }
}

function missingThrow(): TypeError {
  return new TypeError("The iterator does not provide a 'throw' method.");
}

/** For the compiler: begins a yield* over what an @@iterator method gave. */
export function delegateTo(iterator: unknown): Delegation {
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  return new Delegation(iterator);
}

/** For the compiler: forwards a resumption; CONTINUES, COMPLETES or RETURNS. */
export function forward(delegation: Delegation, mode: number, sent: unknown): number {
  return delegation.judge(delegation.call(mode, sent));
}

/** For the compiler: forwards a resumption of an async generator; what to await. */
export function forwardAsync(delegation: Delegation, mode: number, sent: unknown): unknown {
  return delegation.call(mode, sent);
}

/** For the compiler: what the awaited result means; `delegated` then has the value itself. */
export function judgeAsync(delegation: Delegation, result: unknown): number {
  const verdict = delegation.judge(result);
  if (verdict === CONTINUES) delegation.value = getElem(delegation.value, "value");
  return verdict;
}

/** For the compiler: what the last forwarding gave. */
export function delegated(delegation: Delegation): unknown {
  return delegation.value;
}
