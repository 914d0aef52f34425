// What a language program may use beyond ECMAScript itself: the console, timers and the process's exit code.
// It deliberately leaves out everything else of Node and the browser, so that a program that type-checks here
// asks nothing of the runtime that the runtime does not offer.
declare const console: {
  /** Writes the arguments, separated by spaces and formatted as Node formats them, and a newline to stdout. */
  log(...values: unknown[]): void;
};

/** Handle of a timer; programs pass it to `clearTimeout` or `clearInterval` and never look inside. */
interface TimerHandle {
  readonly timerHandle: unique symbol;
}

/** Calls `callback` once, no sooner than `delayMs` milliseconds from now. */
declare function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  delayMs?: number,
  ...args: A
): TimerHandle;
/** Calls `callback` every `delayMs` milliseconds until cleared. */
declare function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  delayMs?: number,
  ...args: A
): TimerHandle;
declare function clearTimeout(timer: TimerHandle | undefined): void;
declare function clearInterval(timer: TimerHandle | undefined): void;
/** Runs `callback` as a microtask: after the current job, before any timer. */
declare function queueMicrotask(callback: () => void): void;

declare const process: {
  /** Ends the program at once with `code`, or with `exitCode` when `code` is absent. */
  exit(code?: number): never;
  /** The code with which the program ends once nothing is left to do; 0 when never set. */
  exitCode?: number;
};

declare const performance: {
  /** Milliseconds, with fractions, since the program began. Never goes back. */
  now(): number;
};

interface TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare const TextEncoder: { new (): TextEncoder };
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare const TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};
