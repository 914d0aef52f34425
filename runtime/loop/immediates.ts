// setImmediate and clearImmediate: callbacks for the end of the current turn of the loop.

import { callWithArray } from "../lang/native.ts";
import { requireCallback } from "./microtasks.ts";

/** What setImmediate returns. */
export class Immediate {
  #callback: unknown;
  #args: readonly unknown[];

  constructor(callback: unknown, args: readonly unknown[]) {
    this.#callback = callback;
    this.#args = args;
  }

  run(): void {
    const callback = this.#callback;
    this.#callback = null;
    if (callback !== null) callWithArray(callback, this, this.#args);
  }

  cancel(): void {
    this.#callback = null;
  }

  get isWaiting(): boolean {
    return this.#callback !== null;
  }
}

let waiting: Immediate[] = [];

/** Calls `callback` once, after the timers that are due and the devices had their turn. */
export function setImmediate(callback: unknown, ...args: unknown[]): Immediate {
  requireCallback(callback);
  const immediate = new Immediate(callback, args);
  waiting.push(immediate);
  return immediate;
}

/** Cancels what setImmediate returned; anything else is ignored. */
export function clearImmediate(immediate?: unknown): void {
  if (immediate instanceof Immediate) immediate.cancel();
}

/** Runs those that wait now; the ones they add wait for the next turn. `between` is called after each. */
export function runImmediates(between: () => void): void {
  // Asked in this way so that programs without immediates are compiled without what follows.
  if (!(waiting[0] instanceof Immediate)) return;
  const due = waiting;
  waiting = [];
  for (let i = 0; i < due.length; i++) {
    due[i]!.run();
    between();
  }
}

/** Whether any immediate waits. */
export function immediatesWaiting(): boolean {
  if (!(waiting[0] instanceof Immediate)) return false;
  for (let i = 0; i < waiting.length; i++) {
    if (waiting[i]!.isWaiting) return true;
  }
  return false;
}
