// Event, CustomEvent and EventTarget (DOM Standard, "Events"), without the tree of a document: a target alone is
// asked, in one phase. An error that a listener throws ends the program as an uncaught one, after the other listeners.

import { describe } from "../describe.ts";
import { callWithArray, getElem, isFunction, isObject, nowMs } from "../native.ts";
import { CodedTypeError } from "./coded-error.ts";
import { DOMException } from "./dom-exception.ts";

interface EventInit {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}

export class Event {
  readonly #type: string;
  readonly #bubbles: boolean;
  readonly #cancelable: boolean;
  readonly #composed: boolean;
  readonly #timeStamp: number;
  #target: EventTarget | null = null;
  #dispatching = false;
  #canceled = false;
  #stopped = false;
  #propagationStopped = false;
  #passive = false;

  constructor(type: string, options?: EventInit) {
    this.#type = `${type}`;
    this.#bubbles = !!options?.bubbles;
    this.#cancelable = !!options?.cancelable;
    this.#composed = !!options?.composed;
    this.#timeStamp = nowMs();
  }

  get type(): string {
    return this.#type;
  }

  get target(): EventTarget | null {
    return this.#target;
  }

  get currentTarget(): EventTarget | null {
    return this.#dispatching ? this.#target : null;
  }

  get srcElement(): EventTarget | null {
    return this.#target;
  }

  get bubbles(): boolean {
    return this.#bubbles;
  }

  get cancelable(): boolean {
    return this.#cancelable;
  }

  get composed(): boolean {
    return this.#composed;
  }

  get defaultPrevented(): boolean {
    return this.#cancelable && this.#canceled;
  }

  get returnValue(): boolean {
    return !this.defaultPrevented;
  }

  get cancelBubble(): boolean {
    return this.#propagationStopped;
  }

  set cancelBubble(value: boolean) {
    if (value) this.#propagationStopped = true;
  }

  /** 2 (AT_TARGET) while listeners are called, else 0. */
  get eventPhase(): number {
    return this.#dispatching ? 2 : 0;
  }

  get isTrusted(): boolean {
    return false;
  }

  /** Milliseconds since the program began. */
  get timeStamp(): number {
    return this.#timeStamp;
  }

  composedPath(): EventTarget[] {
    return this.#dispatching && this.#target !== null ? [this.#target] : [];
  }

  preventDefault(): void {
    if (!this.#passive) this.#canceled = true;
  }

  stopPropagation(): void {
    this.#propagationStopped = true;
  }

  stopImmediatePropagation(): void {
    this.#propagationStopped = true;
    this.#stopped = true;
  }

  /** For EventTarget: calls `deliver` with the event in dispatch, and says whether its default may happen. */
  static dispatchTo(event: Event, target: EventTarget, deliver: () => void): boolean {
    if (event.#dispatching)
      throw new DOMException("The event is already being dispatched", "InvalidStateError");
    event.#target = target;
    event.#dispatching = true;
    event.#stopped = false;
    deliver();
    event.#dispatching = false;
    return !event.defaultPrevented;
  }

  /** For EventTarget: whether no further listener is to be called. */
  static isStopped(event: Event): boolean {
    return event.#stopped;
  }

  /** For EventTarget: whether the listener called now cannot prevent the default. */
  static setPassive(event: Event, passive: boolean): void {
    event.#passive = passive;
  }

  get [Symbol.toStringTag](): string {
    return "Event";
  }
}

export class CustomEvent extends Event {
  readonly #detail: unknown;

  constructor(type: string, options?: EventInit & { readonly detail?: unknown }) {
    super(type, options);
    const detail = isObject(options) ? getElem(options, "detail") : undefined;
    this.#detail = detail === undefined ? null : detail;
  }

  get detail(): unknown {
    return this.#detail;
  }

  override get [Symbol.toStringTag](): string {
    return "CustomEvent";
  }
}

class Listener {
  readonly type: string;
  readonly callback: object;
  readonly capture: boolean;
  readonly once: boolean;
  readonly passive: boolean;
  removed = false;

  constructor(type: string, callback: object, capture: boolean, once: boolean, passive: boolean) {
    this.type = type;
    this.callback = callback;
    this.capture = capture;
    this.once = once;
    this.passive = passive;
  }
}

export class EventTarget {
  #listeners: Listener[] = [];

  /** The same callback is added once for a type and `capture`. TypeError for what cannot be a listener. */
  addEventListener(type: string, callback: unknown, options?: unknown): void {
    if (callback === null || callback === undefined) return;
    if (!isObject(callback))
      throw new CodedTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "listener" argument must be an instance of EventListener. Received type ${typeof callback} (${describe(callback)})`,
      );
    const signal = optionOf(options, "signal");
    if (isObject(signal) && getElem(signal, "aborted")) return;
    const capture = captureOf(options);
    if (this.#find(`${type}`, callback, capture) >= 0) return;
    const listener = new Listener(
      `${type}`,
      callback,
      capture,
      !!optionOf(options, "once"),
      !!optionOf(options, "passive"),
    );
    this.#listeners.push(listener);
    if (signal instanceof EventTarget)
      signal.addEventListener("abort", () => this.#remove(listener), { once: true });
  }

  removeEventListener(type: string, callback: unknown, options?: unknown): void {
    if (!isObject(callback)) return;
    const at = this.#find(`${type}`, callback, captureOf(options));
    if (at >= 0) this.#remove(this.#listeners[at]!);
  }

  /** Calls the listeners at once, in the order in which they were added. False: one prevented the default. */
  dispatchEvent(event: unknown): boolean {
    if (!(event instanceof Event))
      throw new CodedTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "event" argument must be an instance of Event. Received ${isObject(event) ? "an instance of Object" : describe(event)}`,
      );
    return Event.dispatchTo(event, this, () => this.#deliver(event));
  }

  #deliver(event: Event): void {
    const listeners = this.#listeners.slice();
    for (let i = 0; i < listeners.length && !Event.isStopped(event); i++) {
      const listener = listeners[i]!;
      if (listener.removed || listener.type !== event.type) continue;
      if (listener.once) this.#remove(listener);
      Event.setPassive(event, listener.passive);
      try {
        call(listener.callback, this, event);
      } catch (error) {
        // Not now, for the other listeners are to be called; as an uncaught error all the same.
        queueMicrotask(() => {
          throw error;
        });
      }
      Event.setPassive(event, false);
    }
  }

  #find(type: string, callback: object, capture: boolean): number {
    return this.#listeners.findIndex(
      (l) => l.type === type && l.callback === callback && l.capture === capture,
    );
  }

  #remove(listener: Listener): void {
    listener.removed = true;
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  get [Symbol.toStringTag](): string {
    return "EventTarget";
  }
}

function call(callback: object, target: EventTarget, event: Event): void {
  if (isFunction(callback)) callWithArray(callback, target, [event]);
  else {
    const method = getElem(callback, "handleEvent");
    if (isFunction(method)) callWithArray(method, callback, [event]);
  }
}

function optionOf(options: unknown, name: string): unknown {
  return isObject(options) ? getElem(options, name) : undefined;
}

function captureOf(options: unknown): boolean {
  return isObject(options) ? !!getElem(options, "capture") : !!options;
}
