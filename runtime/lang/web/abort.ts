// AbortController and AbortSignal (DOM Standard, "Aborting ongoing activities").

import { setTimeout } from "../../loop/timers.ts";
import { registerText } from "../inspect/special.ts";
import { isFunction } from "../native.ts";
import { DOMException } from "./dom-exception.ts";
import { Event, EventTarget } from "./event.ts";

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown = undefined;
  #handler: unknown = null;
  #dependents: AbortSignal[] = [];

  constructor() {
    super();
    registerSignal();
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get onabort(): unknown {
    return this.#handler;
  }

  /** One more listener for "abort", in the place of the one that was set before. */
  set onabort(handler: unknown) {
    if (this.#handler !== null) this.removeEventListener("abort", this.#handler);
    this.#handler = isFunction(handler) ? handler : null;
    if (this.#handler !== null) this.addEventListener("abort", this.#handler);
  }

  /** Throws the reason if the signal is aborted. */
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  /** A signal that is aborted already. */
  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    AbortSignal.trigger(signal, reason);
    return signal;
  }

  /** A signal that is aborted with a TimeoutError after that many milliseconds; it keeps no program alive. */
  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal();
    setTimeout(() => {
      AbortSignal.trigger(
        signal,
        new DOMException("The operation was aborted due to timeout", "TimeoutError"),
      );
    }, milliseconds).unref();
    return signal;
  }

  /** A signal that is aborted as soon as one of `signals` is, with its reason. */
  static any(signals: readonly AbortSignal[]): AbortSignal {
    const signal = new AbortSignal();
    for (const source of signals) {
      if (!source.#aborted) continue;
      AbortSignal.trigger(signal, source.#reason);
      return signal;
    }
    for (const source of signals) source.#dependents.push(signal);
    return signal;
  }

  /** For AbortController: SignalAbort. */
  static trigger(signal: AbortSignal, reason: unknown): void {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason =
      reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    const dependents = signal.#dependents.filter((d) => !d.#aborted);
    signal.#dependents = [];
    for (const dependent of dependents) {
      dependent.#aborted = true;
      dependent.#reason = signal.#reason;
    }
    signal.dispatchEvent(new Event("abort"));
    for (const dependent of dependents) dependent.dispatchEvent(new Event("abort"));
  }

  override get [Symbol.toStringTag](): string {
    return "AbortSignal";
  }
}

export class AbortController {
  readonly #signal = new AbortSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }

  abort(reason?: unknown): void {
    AbortSignal.trigger(this.#signal, reason);
  }

  get [Symbol.toStringTag](): string {
    return "AbortController";
  }
}

let registered = false;

function registerSignal(): void {
  if (registered) return;
  registered = true;
  registerText((object, _inspector, _name, isDeep) => {
    if (object instanceof AbortController)
      return isDeep ? "AbortController {}" : `AbortController { signal: ${signalText(object.signal)} }`;
    if (!(object instanceof AbortSignal)) return null;
    return isDeep ? "[AbortSignal]" : signalText(object);
  });
}

function signalText(signal: AbortSignal): string {
  return `AbortSignal { aborted: ${signal.aborted} }`;
}
