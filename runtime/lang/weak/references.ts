// WeakRef and FinalizationRegistry (ECMA-262 26.1, 26.2).
//
// A target that was made or looked at in a turn of the event loop stays alive until the turn ends; what died is
// reported between turns. A registry does not keep the program running.

import { atEndOfTurn } from "../../loop/turns.ts";
import { isFunction, weakKey, weakNew, weakSet } from "../native.ts";
import { canBeHeldWeakly } from "./table.ts";

let kept: WeakKey[] = [];
let isWatching = false;

/** From the first weak reference or registry on, the ends of turns matter. */
function watchTurns(): void {
  if (isWatching) return;
  isWatching = true;
  atEndOfTurn(releaseKept, reportDead);
}

/** @phantom */
export class WeakRef<T extends WeakKey> {
  #store = weakNew(1);

  constructor(target: T) {
    if (!canBeHeldWeakly(target)) throw new TypeError("WeakRef: invalid target");
    watchTurns();
    weakSet(this.#store, 0, target, undefined);
    kept.push(target);
  }

  /** The target, or undefined once it was collected. */
  deref(): T | undefined {
    const target = weakKey(this.#store, 0);
    if (!canBeHeldWeakly(target)) return undefined;
    kept.push(target);
    return target as T;
  }

  get [Symbol.toStringTag](): string {
    return "WeakRef";
  }
}

function refuseToken(token: unknown): never {
  throw new TypeError(`Invalid unregisterToken ('${String(token)}')`);
}

/** What a registry tells when a target died. */
class Registration {
  readonly held: unknown;
  /** A weak pair of the target, and one of the token. */
  readonly target = weakNew(1);
  readonly token = weakNew(1);

  constructor(target: WeakKey, held: unknown, token: unknown) {
    this.held = held;
    weakSet(this.target, 0, target, undefined);
    if (token !== undefined) weakSet(this.token, 0, token, undefined);
  }
}

const registries: FinalizationRegistry<unknown>[] = [];

/** @phantom */
export class FinalizationRegistry<T> {
  readonly #cleanup: (held: T) => void;
  #registrations: Registration[] = [];

  constructor(cleanup: (held: T) => void) {
    if (!isFunction(cleanup)) throw new TypeError("FinalizationRegistry: cleanup must be callable");
    watchTurns();
    this.#cleanup = cleanup;
    registries.push(this as unknown as FinalizationRegistry<unknown>);
  }

  register(target: WeakKey, held: T, token?: WeakKey): void {
    if (!canBeHeldWeakly(target))
      throw new TypeError("FinalizationRegistry.prototype.register: invalid target");
    if ((target as unknown) === held)
      throw new TypeError("FinalizationRegistry.prototype.register: target and holdings must not be same");
    if (token !== undefined && !canBeHeldWeakly(token)) refuseToken(token);
    this.#registrations.push(new Registration(target, held, token));
  }

  /** Forgets everything registered with `token`; true if there was any. */
  unregister(token: WeakKey): boolean {
    if (!canBeHeldWeakly(token)) refuseToken(token);
    const before = this.#registrations;
    const left = before.filter((r) => weakKey(r.token, 0) !== token);
    this.#registrations = left;
    return left.length < before.length;
  }

  /** Calls back for every target that died since. */
  report(): void {
    const before = this.#registrations;
    let dead = 0;
    for (let i = 0; i < before.length; i++) if (weakKey(before[i]!.target, 0) === null) dead++;
    if (dead === 0) return;
    this.#registrations = before.filter((r) => weakKey(r.target, 0) !== null);
    const cleanup = this.#cleanup;
    for (let i = 0; i < before.length; i++) {
      const one = before[i]!;
      if (weakKey(one.target, 0) === null) cleanup(one.held as T);
    }
  }

  get [Symbol.toStringTag](): string {
    return "FinalizationRegistry";
  }
}

/** At the end of a turn: nothing is kept for its sake any longer. */
function releaseKept(): void {
  if (kept.length > 0) kept = [];
}

/** After a collection between turns. */
function reportDead(): void {
  for (let i = 0; i < registries.length; i++) registries[i]!.report();
}
