// Global names of Node.js and the web platform that compiled programs may use. Implemented in runtime/lang.

interface Console {
  log(...data: unknown[]): void;
  info(...data: unknown[]): void;
  debug(...data: unknown[]): void;
  error(...data: unknown[]): void;
  warn(...data: unknown[]): void;
  assert(condition?: unknown, ...data: unknown[]): void;
  group(...data: unknown[]): void;
  groupEnd(): void;
}
declare var console: Console;

interface Timeout {
  hasRef(): boolean;
  ref(): this;
  unref(): this;
}
declare function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): Timeout;
declare function clearTimeout(timeout: Timeout | number | string | undefined): void;
declare function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): Timeout;
declare function clearInterval(timeout: Timeout | number | string | undefined): void;
interface Immediate {
  readonly isWaiting: boolean;
}
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): Immediate;
declare function clearImmediate(immediate: Immediate | undefined): void;
declare function queueMicrotask(callback: () => void): void;
interface ErrorConstructor {
  captureStackTrace(target: object, constructor?: Function): void;
}

interface Process {
  /** Ends the program at once with `code`, or with `exitCode` when `code` is absent. */
  exit(code?: number): never;
  /** The code with which the program ends once nothing is left to do. */
  exitCode: number | undefined;
}
declare var process: Process;

interface Performance {
  /** Milliseconds, with fractions, since the program began. Never goes back. */
  now(): number;
}
declare var performance: Performance;

interface TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare var TextEncoder: { new (): TextEncoder };
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};
