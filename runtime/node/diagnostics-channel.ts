// Node's module `diagnostics_channel`: named channels on which packages say what they do, to whom it may concern.
//
// Written from Node's documentation. `bindStore` and `runStores` are not here: there is no AsyncLocalStorage.

type Listener = (message: unknown, name: string) => void;

export class Channel {
  readonly name: string;
  private listeners: Listener[] = [];

  constructor(name: string) {
    this.name = name;
  }

  get hasSubscribers(): boolean {
    return this.listeners.length > 0;
  }

  subscribe(listener: Listener): void {
    this.listeners = [...this.listeners, listener];
  }

  /** Whether the listener was there. */
  unsubscribe(listener: Listener): boolean {
    const at = this.listeners.indexOf(listener);
    if (at < 0) return false;
    this.listeners = this.listeners.filter((_, i) => i !== at);
    return true;
  }

  /** Tells all listeners; what one throws is uncaught, after all have been told. */
  publish(message: unknown): void {
    for (const listener of this.listeners) {
      try {
        listener(message, this.name);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

const channels = new Map<string, Channel>();

/** The channel of that name: the same for all who ask. */
export function channel(name: string): Channel {
  let found = channels.get(name);
  if (found === undefined) {
    found = new Channel(name);
    channels.set(name, found);
  }
  return found;
}

export function hasSubscribers(name: string): boolean {
  return channels.get(name)?.hasSubscribers ?? false;
}

export function subscribe(name: string, listener: Listener): void {
  channel(name).subscribe(listener);
}

export function unsubscribe(name: string, listener: Listener): boolean {
  return channel(name).unsubscribe(listener);
}

/** Listeners of the five moments of something that is traced. */
export interface TracingListeners {
  start?: Listener;
  end?: Listener;
  asyncStart?: Listener;
  asyncEnd?: Listener;
  error?: Listener;
}

/** What listeners are told of one call: what its caller says, and `result` or `error`. */
type Context = Record<string, unknown>;

export class TracingChannel {
  readonly start: Channel;
  readonly end: Channel;
  readonly asyncStart: Channel;
  readonly asyncEnd: Channel;
  readonly error: Channel;

  constructor(name: string) {
    this.start = channel(`tracing:${name}:start`);
    this.end = channel(`tracing:${name}:end`);
    this.asyncStart = channel(`tracing:${name}:asyncStart`);
    this.asyncEnd = channel(`tracing:${name}:asyncEnd`);
    this.error = channel(`tracing:${name}:error`);
  }

  get hasSubscribers(): boolean {
    return [this.start, this.end, this.asyncStart, this.asyncEnd, this.error].some((c) => c.hasSubscribers);
  }

  subscribe(listeners: TracingListeners): void {
    if (listeners.start !== undefined) this.start.subscribe(listeners.start);
    if (listeners.end !== undefined) this.end.subscribe(listeners.end);
    if (listeners.asyncStart !== undefined) this.asyncStart.subscribe(listeners.asyncStart);
    if (listeners.asyncEnd !== undefined) this.asyncEnd.subscribe(listeners.asyncEnd);
    if (listeners.error !== undefined) this.error.subscribe(listeners.error);
  }

  /** Whether all of them were there. */
  unsubscribe(listeners: TracingListeners): boolean {
    let all = true;
    if (listeners.start !== undefined && !this.start.unsubscribe(listeners.start)) all = false;
    if (listeners.end !== undefined && !this.end.unsubscribe(listeners.end)) all = false;
    if (listeners.asyncStart !== undefined && !this.asyncStart.unsubscribe(listeners.asyncStart)) all = false;
    if (listeners.asyncEnd !== undefined && !this.asyncEnd.unsubscribe(listeners.asyncEnd)) all = false;
    if (listeners.error !== undefined && !this.error.unsubscribe(listeners.error)) all = false;
    return all;
  }

  /** Calls `fn`, with `start` before and `end` after it, and `error` in between where it throws. */
  traceSync(
    fn: (...args: unknown[]) => unknown,
    context: Context = {},
    self?: unknown,
    ...args: unknown[]
  ): unknown {
    this.start.publish(context);
    try {
      const result = fn.apply(self, args);
      context.result = result;
      return result;
    } catch (error) {
      context.error = error;
      this.error.publish(context);
      throw error;
    } finally {
      this.end.publish(context);
    }
  }

  /** The same for what `fn` promises, with `asyncStart` and `asyncEnd` once the promise is settled. */
  tracePromise(
    fn: (...args: unknown[]) => unknown,
    context: Context = {},
    self?: unknown,
    ...args: unknown[]
  ): Promise<unknown> {
    this.start.publish(context);
    try {
      return Promise.resolve(fn.apply(self, args)).then(
        (result) => {
          context.result = result;
          this.asyncStart.publish(context);
          this.asyncEnd.publish(context);
          return result;
        },
        (error: unknown) => {
          context.error = error;
          this.error.publish(context);
          this.asyncStart.publish(context);
          this.asyncEnd.publish(context);
          throw error;
        },
      );
    } catch (error) {
      context.error = error;
      this.error.publish(context);
      throw error;
    } finally {
      this.end.publish(context);
    }
  }
}

export function tracingChannel(name: string): TracingChannel {
  return new TracingChannel(name);
}

const all = {
  Channel,
  TracingChannel,
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel,
  unsubscribe,
};

export { all as default };
