// Node's module `events`: the class EventEmitter and the function `once`.
//
// Written from Node's documentation. `on` (as an iterator), domains, capture of rejections and error monitors are not
// here, nor is the warning of too many listeners.

import { inspect } from "../lang/inspect/inspect.ts";
import { CodedError, wrongType } from "./errors.ts";

// biome-ignore lint/suspicious/noExplicitAny: listeners take what emit is given, as Node declares them
type Listener = (...args: any[]) => void;
type EventName = string | symbol;

/** A listener, and for `once` the one that it stands for. */
type Registered = Listener & { listener?: Listener };

const shapeMode = Symbol("shapeMode");
const kCapture = Symbol("kCapture");

/** A function for one listener, a list for more: programs see it when an emitter is printed. */
type Table = Record<EventName, Registered | Registered[] | undefined>;

function emptyTable(): Table {
  return Object.create(null) as Table;
}

function asList(of: Registered | Registered[] | undefined): Registered[] {
  if (of === undefined) return [];
  return typeof of === "function" ? [of] : of;
}

export class EventEmitter {
  static defaultMaxListeners = 10;
  /** What CommonJS modules take from `require("events")`. */
  static readonly EventEmitter = EventEmitter;
  static readonly once = once;
  private _events: Table = emptyTable();
  private _eventsCount = 0;
  private _maxListeners: number | undefined = undefined;

  constructor() {
    Object.assign(this, { [shapeMode]: false, [kCapture]: false });
  }

  on(event: EventName, listener: Listener): this {
    return this.#add(event, requireListener(listener), listener, false);
  }

  addListener(event: EventName, listener: Listener): this {
    return this.#add(event, requireListener(listener), listener, false);
  }

  once(event: EventName, listener: Listener): this {
    return this.#add(event, this.#onlyOnce(event, requireListener(listener)), listener, false);
  }

  prependListener(event: EventName, listener: Listener): this {
    return this.#add(event, requireListener(listener), listener, true);
  }

  prependOnceListener(event: EventName, listener: Listener): this {
    return this.#add(event, this.#onlyOnce(event, requireListener(listener)), listener, true);
  }

  #onlyOnce(event: EventName, listener: Listener): Registered {
    let fired = false;
    const wrapper: Registered = (...args: unknown[]) => {
      if (fired) return;
      this.removeListener(event, wrapper);
      fired = true;
      listener.apply(this, args);
    };
    Object.defineProperty(wrapper, "name", { value: "bound onceWrapper", configurable: true });
    wrapper.listener = listener;
    return wrapper;
  }

  #add(event: EventName, registered: Registered, listener: Listener, first: boolean): this {
    if (this._events.newListener !== undefined) this.emit("newListener", event, listener);
    const known = this._events[event];
    if (known === undefined) {
      this._events[event] = registered;
      this._eventsCount++;
    } else if (typeof known === "function") {
      this._events[event] = first ? [registered, known] : [known, registered];
    } else if (first) known.unshift(registered);
    else known.push(registered);
    return this;
  }

  off(event: EventName, listener: Listener): this {
    return this.removeListener(event, listener);
  }

  /** Takes off the listener that was added last. */
  removeListener(event: EventName, listener: Listener): this {
    requireListener(listener);
    const known = asList(this._events[event]);
    for (let i = known.length - 1; i >= 0; i--) {
      const found = known[i]!;
      if (found !== listener && found.listener !== listener) continue;
      if (known.length === 1) this.#forget(event);
      else {
        // The list itself: an emit that is under way has a copy.
        known.splice(i, 1);
        if (known.length === 1) this._events[event] = known[0]!;
      }
      if (this._events.removeListener !== undefined)
        this.emit("removeListener", event, found.listener ?? listener);
      return this;
    }
    return this;
  }

  #forget(event: EventName): void {
    this._eventsCount--;
    if (this._eventsCount === 0) this._events = emptyTable();
    else delete this._events[event];
  }

  removeAllListeners(event?: EventName): this {
    if (this._events.removeListener === undefined) {
      if (event !== undefined) {
        if (this._events[event] !== undefined) this.#forget(event);
      } else {
        this._events = emptyTable();
        this._eventsCount = 0;
      }
      return this;
    }
    if (event !== undefined) {
      const known = [...asList(this._events[event])];
      for (let i = known.length - 1; i >= 0; i--) this.removeListener(event, known[i]!);
      return this;
    }
    for (const name of this.eventNames()) if (name !== "removeListener") this.removeAllListeners(name);
    this.removeAllListeners("removeListener");
    this._events = emptyTable();
    this._eventsCount = 0;
    return this;
  }

  /** Calls the listeners of `event` in order; false if there are none. An error that nobody hears is thrown. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it
  emit(event: EventName, ...args: any[]): boolean {
    const known = this._events[event];
    if (known === undefined) {
      if (event === "error") throw unheard(args[0]);
      return false;
    }
    if (typeof known === "function") known.apply(this, args);
    else for (const each of [...known]) each.apply(this, args);
    return true;
  }

  listenerCount(event: EventName, listener?: Listener): number {
    const known = asList(this._events[event]);
    if (listener === undefined) return known.length;
    return known.filter((each) => each === listener || each.listener === listener).length;
  }

  listeners(event: EventName): Listener[] {
    return asList(this._events[event]).map((each) => each.listener ?? each);
  }

  rawListeners(event: EventName): Listener[] {
    return [...asList(this._events[event])];
  }

  /** Texts in order of their first listener, then symbols. */
  eventNames(): EventName[] {
    return Reflect.ownKeys(this._events);
  }

  setMaxListeners(limit: number): this {
    this._maxListeners = limit;
    return this;
  }

  getMaxListeners(): number {
    return this._maxListeners ?? EventEmitter.defaultMaxListeners;
  }
}

function requireListener(listener: Listener): Listener {
  if (typeof listener !== "function") throw wrongType("listener", "of type function", listener);
  return listener;
}

function unheard(error: unknown): unknown {
  if (error instanceof Error) return error;
  const text = typeof error === "string" ? `'${error}'` : inspect(error);
  const made = new CodedError("ERR_UNHANDLED_ERROR", `Unhandled error. (${text})`);
  return Object.assign(made, { context: error });
}

/** Settles with the arguments of the next `event`, or rejects with an error that comes before. */
export function once(emitter: EventEmitter, event: EventName): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      emitter.removeListener(event, done);
      reject(error);
    };
    const done = (...args: unknown[]): void => {
      emitter.removeListener("error", failed);
      resolve(args);
    };
    emitter.once(event, done);
    if (event !== "error") emitter.once("error", failed);
  });
}

export { EventEmitter as default };
