// Global names of Node.js and the web platform that compiled programs may use. Implemented in runtime/lang.

interface Console {
  log(...data: unknown[]): void;
  info(...data: unknown[]): void;
  debug(...data: unknown[]): void;
  error(...data: unknown[]): void;
  warn(...data: unknown[]): void;
  assert(condition?: unknown, ...data: unknown[]): void;
  group(...data: unknown[]): void;
  groupCollapsed(...data: unknown[]): void;
  groupEnd(): void;
  clear(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  dir(item?: unknown, options?: { depth?: number | null }): void;
  dirxml(...data: unknown[]): void;
  table(tabularData?: unknown, properties?: readonly string[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: unknown[]): void;
  trace(...data: unknown[]): void;
}
declare var console: Console;

interface Timeout {
  close(): this;
  hasRef(): boolean;
  ref(): this;
  refresh(): this;
  unref(): this;
  [Symbol.toPrimitive](): number;
}
declare function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): Timeout;
// biome-ignore lint/suspicious/noConfusingVoidType: takes the resolve function of a promise of anything
declare function setTimeout(callback: (args: void) => void, milliseconds?: number): Timeout;
declare function clearTimeout(timeout: Timeout | number | string | undefined): void;
declare function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): Timeout;
// biome-ignore lint/suspicious/noConfusingVoidType: takes the resolve function of a promise of anything
declare function setInterval(callback: (args: void) => void, milliseconds?: number): Timeout;
declare function clearInterval(timeout: Timeout | number | string | undefined): void;
interface Immediate {
  readonly isWaiting: boolean;
}
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): Immediate;
// biome-ignore lint/suspicious/noConfusingVoidType: takes the resolve function of a promise of anything
declare function setImmediate(callback: (args: void) => void): Immediate;
declare function clearImmediate(immediate: Immediate | undefined): void;
declare function queueMicrotask(callback: () => void): void;
interface ErrorConstructor {
  captureStackTrace(target: object, constructor?: Function): void;
}

type NodeTimeout = Timeout;
type NodeImmediate = Immediate;
/** Types under the names that the declarations of Node.js give them. */
declare namespace NodeJS {
  type Timeout = NodeTimeout;
  type Timer = NodeTimeout;
  type Immediate = NodeImmediate;
  type Platform =
    | "aix"
    | "android"
    | "darwin"
    | "freebsd"
    | "haiku"
    | "linux"
    | "openbsd"
    | "sunos"
    | "win32"
    | "cygwin"
    | "netbsd";
  type ProcessEnv = Record<string, string | undefined>;
  type ReadableStream = ProcessInput;
  type ReadStream = ProcessInput;
  type WritableStream = ProcessOutput;
  type WriteStream = ProcessOutput;
  interface ErrnoException extends Error {
    errno?: number | undefined;
    code?: string | undefined;
    path?: string | undefined;
    syscall?: string | undefined;
  }
}

interface Process {
  /** The platform whose conventions paths and ends of lines follow: "linux", on boards as well. */
  readonly platform: NodeJS.Platform;
  /** Ends the program at once with `code`, or with `exitCode` when `code` is absent. */
  exit(code?: number): never;
  /** The code with which the program ends once nothing is left to do. */
  exitCode: number | undefined;
  memoryUsage(): {
    readonly rss: number;
    readonly heapTotal: number;
    readonly heapUsed: number;
    readonly external: number;
    readonly arrayBuffers: number;
  };
  /** Two words that stand for Node and the script, then the words given to the program. */
  readonly argv: string[];
  /** Empty: programs see no environment. */
  readonly env: Record<string, string | undefined>;
  readonly stdin: ProcessInput;
  readonly stdout: ProcessOutput;
  readonly stderr: ProcessOutput;
  readonly hrtime: ProcessClock;
  /** The working folder; "/" on a board. */
  cwd(): string;
  /** Writes `(node:1) type: warning` to standard error, after what runs now. `type` is "Warning" if absent. */
  emitWarning(
    warning: string | Error,
    options?: string | { readonly type?: string; readonly code?: string; readonly detail?: string },
    code?: string,
  ): void;
  /** Seconds since the program began. */
  uptime(): number;
  /** Calls `callback` with `args` after what runs now, before the microtasks of the next turn. */
  nextTick<A extends unknown[]>(callback: (...args: A) => void, ...args: A): void;
}
/** Standard input; at its end from the start on a board. */
interface ProcessInput {
  readonly fd: number;
  readonly isTTY?: boolean;
  setEncoding(encoding: "utf8" | "utf-8" | "UTF-8" | "ascii" | "latin1"): this;
  on(event: "end" | "close" | "readable", listener: () => void): this;
  // biome-ignore lint/suspicious/noExplicitAny: a text, or bytes without an encoding
  on(event: "data", listener: (chunk: any) => void): this;
  on(event: string, listener: (...args: unknown[]) => void): this;
  once(event: string, listener: (...args: unknown[]) => void): this;
  resume(): this;
  pause(): this;
  unref(): this;
  // biome-ignore lint/suspicious/noExplicitAny: a text, or bytes without an encoding
  [Symbol.asyncIterator](): AsyncIterableIterator<any>;
}
interface ProcessOutput {
  /** Writes `text` as it is, as UTF-8. */
  write(text: string): boolean;
  readonly isTTY?: boolean;
  readonly columns?: number;
}
interface ProcessClock {
  /** Seconds and nanoseconds of a clock that never goes back, since `previous` if that is given. */
  (previous?: [number, number]): [number, number];
  /** The same in nanoseconds. */
  bigint(): bigint;
}
declare var process: Process;
/** As Node has them before ECMA-262 does; there is no `using`. */
interface SymbolConstructor {
  readonly dispose: unique symbol;
  readonly asyncDispose: unique symbol;
}
interface Disposable {
  [Symbol.dispose](): void;
}
interface AsyncDisposable {
  [Symbol.asyncDispose](): PromiseLike<void>;
}
/** Folder and path of the module's file, as on the machine that compiled it. */
declare var __dirname: string;
declare var __filename: string;
interface ImportMeta {
  readonly dirname: string;
  readonly filename: string;
  readonly url: string;
}

interface Performance {
  /** Milliseconds, with fractions, since the program began. Never goes back. */
  now(): number;
}
declare var performance: Performance;

interface Crypto {
  /** Fills an array of integers, of at most 65,536 bytes, with random bits, and returns it. */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  /** A random UUID, version 4. */
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
}
declare var crypto: Crypto;

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

declare function structuredClone<T>(value: T): T;
/** The bytes of a base64 text, one character each. */
declare function atob(data: string): string;
declare function btoa(data: string): string;

interface DOMException extends Error {
  readonly code: number;
}
declare var DOMException: {
  readonly prototype: DOMException;
  new (message?: string, name?: string): DOMException;
};

interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
}
interface Event {
  readonly type: string;
  readonly target: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  readonly srcElement: EventTarget | null;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly defaultPrevented: boolean;
  readonly returnValue: boolean;
  cancelBubble: boolean;
  readonly eventPhase: number;
  readonly isTrusted: boolean;
  readonly timeStamp: number;
  composedPath(): EventTarget[];
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
declare var Event: { readonly prototype: Event; new (type: string, options?: EventInit): Event };
interface CustomEventInit<T = unknown> extends EventInit {
  detail?: T;
}
// biome-ignore lint/suspicious/noExplicitAny: as the DOM library declares it
interface CustomEvent<T = any> extends Event {
  readonly detail: T;
}
declare var CustomEvent: {
  readonly prototype: CustomEvent;
  new <T>(type: string, options?: CustomEventInit<T>): CustomEvent<T>;
};
type EventListener = (event: Event) => void;
interface EventListenerObject {
  handleEvent(event: Event): void;
}
type EventListenerOrEventListenerObject = EventListener | EventListenerObject;
interface EventListenerOptions {
  capture?: boolean;
}
interface AddEventListenerOptions extends EventListenerOptions {
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}
interface EventTarget {
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: EventListenerOptions | boolean,
  ): void;
  dispatchEvent(event: Event): boolean;
}
declare var EventTarget: { readonly prototype: EventTarget; new (): EventTarget };

interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as the DOM library declares it
  readonly reason: any;
  onabort: ((this: AbortSignal, event: Event) => void) | null;
  throwIfAborted(): void;
}
declare var AbortSignal: {
  readonly prototype: AbortSignal;
  abort(reason?: unknown): AbortSignal;
  any(signals: readonly AbortSignal[]): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
};
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare var AbortController: { readonly prototype: AbortController; new (): AbortController };

/** Bytes, as interfaces of the web take them. */
type BufferSource = ArrayBufferView | ArrayBuffer;
type BlobPart = string | ArrayBuffer | ArrayBufferView | Blob;
interface BlobPropertyBag {
  type?: string;
  endings?: "transparent" | "native";
}
interface Blob {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  slice(start?: number, end?: number, contentType?: string): Blob;
  text(): Promise<string>;
}
declare var Blob: {
  readonly prototype: Blob;
  new (parts?: Iterable<BlobPart>, options?: BlobPropertyBag): Blob;
};
interface FilePropertyBag extends BlobPropertyBag {
  lastModified?: number;
}
interface File extends Blob {
  readonly lastModified: number;
  readonly name: string;
}
declare var File: {
  readonly prototype: File;
  new (parts: Iterable<BlobPart>, name: string, options?: FilePropertyBag): File;
};

interface URLSearchParams {
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}
declare var URLSearchParams: {
  readonly prototype: URLSearchParams;
  new (
    init?:
      | string
      | URLSearchParams
      | Iterable<readonly [string, string]>
      | Record<string, string | readonly string[]>,
  ): URLSearchParams;
};
interface URL {
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}
declare var URL: {
  readonly prototype: URL;
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string | URL, base?: string | URL): boolean;
};

declare var Buffer: import("./buffer-types.d.ts").BufferConstructor;
type Buffer = import("./buffer-types.d.ts").Buffer;
type BufferEncoding = import("./buffer-types.d.ts").BufferEncoding;
