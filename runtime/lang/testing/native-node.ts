// The native calls on Node, so that the language library's unit tests run its source as it is.
//
// Stands in for native.ts under vitest; see runtime/native for the real ones. It states what each call means
// in terms of Node's own operators; what JavaScript cannot tell (element kinds, addresses) it makes up.

import { inspect } from "node:util";

export const arith = (operation: number, a: unknown, _b: unknown): unknown => {
  if (operation === 26) return Number(BigInt.asIntN(32, a as bigint));
  if (operation === 16) return typeof a === "bigint" ? a : Number(a);
  if (operation === 27) return Number(a);
  throw new Error(`no operation ${operation} is asked for`);
};
export const hasProperty = (object: object, key: PropertyKey): boolean => key in object;
export const lessThan = (operation: number, a: number, b: number): boolean =>
  [a < b, a <= b, a > b, a >= b][operation]!;
export const strictEquals = (a: unknown, b: unknown): boolean => a === b;
const HOLE = Symbol("hole");
export const hole = (): unknown => HOLE;
export const isHole = (value: unknown): boolean => value === HOLE;
export const instanceOfClass = (value: unknown, constructor: object): boolean =>
  value instanceof (constructor as () => void);
export const isSymbol = (value: unknown): boolean => typeof value === "symbol";
export const isFunction = (value: unknown): boolean => typeof value === "function";
export const isObject = (value: unknown): boolean =>
  (typeof value === "object" && value !== null) || typeof value === "function";
export const isArray = (value: unknown): boolean => Array.isArray(value);
export const toPropertyKey = (value: unknown): string => `${value}`;

export const f64Mod = (a: number, b: number): number => a % b;
export const mathFloor = Math.floor;
export const mathTrunc = Math.trunc;
export const mathSqrt = Math.sqrt;
export const mathFround = Math.fround;
export const mathImul = Math.imul;
export const mathClz32 = Math.clz32;
export const mathAbs = Math.abs;
export const mathMin = (a: number, b: number): number => Math.min(a, b);
export const mathMax = (a: number, b: number): number => Math.max(a, b);

export const numberToString = (x: number): string => `${x}`;
export const stringToNumber = (text: string): number => Number(text);

const scratch = new DataView(new ArrayBuffer(8));
export function f64BitsHigh(x: number): number {
  scratch.setFloat64(0, x);
  return scratch.getUint32(0);
}
export function f64BitsLow(x: number): number {
  scratch.setFloat64(0, x);
  return scratch.getUint32(4);
}
export function f64FromBits(high: number, low: number): number {
  scratch.setUint32(0, high);
  scratch.setUint32(4, low);
  return scratch.getFloat64(0);
}

export function strCharCodeAt(text: string, index: number): number {
  const unit = text.charCodeAt(index | 0);
  return Number.isNaN(unit) ? -1 : unit;
}
export const strAt = (text: string, index: number): string | undefined => text[index | 0];
export const strSubstring = (text: string, from: number, to: number): string => {
  if (!(from >= 0 && from <= to && to <= text.length))
    throw new Error(`bad substring ${from} ${to} of ${text.length}`);
  return text.slice(from | 0, to | 0);
};
export const strFromCode = (code: number): string => String.fromCharCode(code | 0);
export const strIndexOf = (text: string, pattern: string, from: number): number =>
  text.indexOf(pattern, from | 0);
export const strCompare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export function strHash(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  return hash | 0;
}
export const strFromUnits = (units: Uint16Array, count: number): string =>
  String.fromCharCode(...units.subarray(0, count));
export const strToUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const strBuild = (parts: readonly string[]): string => parts.join("");

export function isTyped(value: unknown): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

export function isBuffer(value: unknown): boolean {
  return value instanceof ArrayBuffer;
}

type Bag = Record<PropertyKey, unknown>;
/** Property names that runtime/lang's own classes keep as fields which are not enumerable when compiled. */
export const getElem = (object: unknown, key: unknown): unknown => (object as Bag)[key as PropertyKey];
export const setElem = (object: unknown, key: unknown, value: unknown): void => {
  (object as Bag)[key as PropertyKey] = value;
};
export const deleteElem = (object: unknown, key: unknown): boolean =>
  delete (object as Bag)[key as PropertyKey];
/** By BuiltinOf of ingot.h, as far as tests ask. */
export const builtinProto = (of: number): object =>
  [String, Number, Boolean, Array, Function, Object][of]!.prototype;
export const hasOwn = (object: unknown, key: string): boolean => Object.hasOwn(object as object, key);
/** Mode: 1 enumerable only; 2 symbols instead of strings; 3 both. */
const hasElements = (object: unknown): boolean =>
  typeof object === "string" || Array.isArray(object) || ArrayBuffer.isView(object);
export const ownNames = (object: unknown, mode: number): string[] => {
  const keys =
    (mode & 2) === 0 ? Object.getOwnPropertyNames(object) : Object.getOwnPropertySymbols(object as object);
  const enumerable = (key: PropertyKey) => Object.prototype.propertyIsEnumerable.call(object, key);
  const made = keys.filter((key) => !hasElements(object) || !/^(length|\d+)$/.test(String(key)));
  return ((mode & 1) === 0 ? made : made.filter(enumerable)) as string[];
};
export const defineProp = (object: object, key: string, value: unknown, flags: number): void => {
  Object.defineProperty(object, key, { value, enumerable: flags === 1, writable: true, configurable: true });
};
export const newDict = (): object => ({});
export function shapeName(object: object): string {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    const constructor = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof constructor === "function" && constructor.name !== "") return constructor.name;
  }
  return "";
}
/** K_* of ingot.h, as far as the library asks. */
const KINDS = { undefined: 0, null: 1, string: 2, symbol: 5, bigint: 6, object: 7, function: 8, class: 9 };
export function objectKind(value: unknown): number {
  if (value === undefined) return KINDS.undefined;
  if (value === null) return KINDS.null;
  if (typeof value === "string") return KINDS.string;
  if (typeof value === "symbol") return KINDS.symbol;
  if (typeof value === "bigint") return KINDS.bigint;
  if (typeof value === "function") return /^class\b/.test(`${value}`) ? KINDS.class : KINDS.function;
  if (Array.isArray(value)) return 12;
  if (value instanceof DataView) return 15;
  if (ArrayBuffer.isView(value)) return 13;
  if (value instanceof ArrayBuffer) return 14;
  return KINDS.object;
}
const ids = new WeakMap<object, number>();
let nextId = 1;
export function objectId(object: object): number {
  if (typeof object === "symbol") return 12345;
  let id = ids.get(object);
  if (id === undefined) ids.set(object, (id = nextId++));
  return id;
}
export const freeze = (object: object, level: number): void => {
  if (level === 3) Object.freeze(object);
  else if (level === 2) Object.seal(object);
  else Object.preventExtensions(object);
};
export const frozenLevel = (object: object): number =>
  Object.isFrozen(object) ? 3 : Object.isSealed(object) ? 2 : Object.isExtensible(object) ? 0 : 1;
export function classOf(object: object): object | undefined {
  const constructor = object.constructor;
  return constructor === Object ? undefined : constructor;
}
export const constructAs = (constructor: unknown, args: readonly unknown[], target: unknown): unknown =>
  Reflect.construct(constructor as Function, args, target as Function);
export const construct = (constructor: unknown, args: readonly unknown[]): unknown =>
  Reflect.construct(constructor as Function, args);
export const callWithArray = (callee: unknown, self: unknown, args: readonly unknown[]): unknown =>
  Reflect.apply(callee as Function, self, args);
const isPrototype = (object: object): boolean =>
  Object.hasOwn(object, "constructor") && /^class\b/.test(String(object.constructor));
export const functionFlags = (callee: Function): number =>
  typeof callee !== "function"
    ? isPrototype(callee)
      ? 32
      : 0
    : ["Function", "GeneratorFunction", "AsyncFunction", "AsyncGeneratorFunction"].indexOf(
        callee.constructor.name,
      ) + (/^class\b/.test(String(callee)) ? 12 : "prototype" in callee ? 8 : 0);
export const classParentName = (callee: Function): string => (Object.getPrototypeOf(callee) as Function).name;
export const functionName = (callee: Function): string => callee.name;
export const functionLength = (callee: Function): number => callee.length;
/** Flags of an own property: 1 enumerable, 2 not writable, 4 not configurable, 8 accessor; -1 when there is none. */
export const ownFlags = (object: unknown, key: string): number => {
  const d = Object.getOwnPropertyDescriptor(object, key);
  if (d === undefined) return -1;
  const accessor = d.get !== undefined || d.set !== undefined;
  return (
    (d.enumerable ? 1 : 0) +
    (!accessor && !d.writable ? 2 : 0) +
    (d.configurable ? 0 : 4) +
    (accessor ? 8 : 0)
  );
};
export const symbolNew = (description: string | undefined): symbol => Symbol(description);
export const symbolDescription = (symbol: symbol): string | undefined => symbol.description;
export const symbolIsRegistered = (symbol: symbol): boolean => Symbol.keyFor(symbol) !== undefined;
export const symbolRegistered = (_key: string): symbol | undefined => undefined;
export const ownPart = (object: object, key: string, part: number): unknown =>
  part !== 1 ? undefined : Object.getOwnPropertyDescriptor(object, key)?.get;

export const arraySetLength = (array: unknown[], length: number): void => {
  array.length = length;
};
export const arrayPop = (array: unknown[]): unknown => array.pop();
export const arrayReserve = (_array: unknown[], _capacity: number): void => {};
export const arrayHas = (array: readonly unknown[], index: number): boolean => (index | 0) in array;
export const arrayGetValue = (array: readonly unknown[], index: number): unknown => {
  if (!(index >= 0 && index < array.length)) throw new Error(`array_get_value out of bounds: ${index}`);
  return array[index | 0];
};
export const arraySetValue = (array: unknown[], index: number, value: unknown): void => {
  if (!(index >= 0 && index <= array.length)) throw new Error(`array_set_value out of bounds: ${index}`);
  array[index | 0] = value;
};
/** 2 for arrays with holes; others count as packed, unless they are too long to look. */
export function arrayKind(array: readonly unknown[]): number {
  if (array.length > 500) return 2;
  for (let i = 0; i < array.length; i++) if (!(i in array)) return 2;
  return array.every((element) => typeof element === "number") ? 0 : 1;
}
export function arrayDropFirst(array: unknown[]): void {
  if (array.length === 0) throw new Error("array_drop_first of an empty array");
  array.shift();
}
export const arrayCopy = (
  target: unknown[],
  at: number,
  source: readonly unknown[],
  from: number,
  count: number,
): void => {
  if (at + count > target.length || from + count > source.length) throw new Error("array_copy out of bounds");
  const moved = source.slice();
  for (let i = 0; i < count; i++) {
    if (from + i in moved) target[at + i] = moved[from + i];
    else delete target[at + i];
  }
};
export const arrayNewLike = (_array: readonly unknown[], length: number): unknown[] => new Array(length);

const TYPED = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const;
export const typedNew = (kind: number, length: number): object => new TYPED[kind]!(length);
export const typedFromBuffer = (
  kind: number,
  buffer: ArrayBuffer,
  byteOffset: number,
  length: number,
): object => new TYPED[kind]!(buffer, byteOffset, length);
export const typedBuffer = (array: Uint8Array): ArrayBufferLike => array.buffer;
export const typedByteOffset = (array: Uint8Array): number => array.byteOffset;
export const typedKind = (array: object): number => TYPED.findIndex((type) => array instanceof type);
export const isNodeBuffer = (array: object): boolean => Buffer.isBuffer(array);
export const typedGetValue = (array: Uint8Array, index: number): number => array[index]!;
export const typedSetValue = (array: Uint8Array, index: number, value: number): void => {
  array[index] = value;
};
const bytesOf = (array: Uint8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
export const typedMove = (
  target: Uint8Array,
  at: number,
  source: Uint8Array,
  from: number,
  count: number,
): void => {
  bytesOf(target).set(bytesOf(source).slice(from, from + count), at);
};
export const bufferNew = (byteLength: number): ArrayBuffer => new ArrayBuffer(byteLength);
export const bufferLength = (buffer: ArrayBuffer): number => buffer.byteLength;
const GET = ["Int8", "Uint8", "Uint8", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"] as const;
export const bufferGet = (buffer: ArrayBuffer, kind: number, offset: number, little: boolean): number =>
  new DataView(buffer)[`get${GET[kind]!}`](offset, little);
export const bufferSet = (
  buffer: ArrayBuffer,
  kind: number,
  offset: number,
  value: number,
  little: boolean,
): void => new DataView(buffer)[`set${GET[kind]!}`](offset, value, little);

export const describeFrames = (_error: object, captured: string): string => captured;
export const captureStack = (_error: object): string => "\n    at somewhere (main.ts:1:1)";
export const panic = (message: string): never => {
  throw new Error(`panic: ${message}`);
};

/** What was resumed: [frame, value, is a rejection]. */
export const resumed: [object, unknown, boolean][] = [];
export const frameResume = (frame: object, value: unknown, isRejection: boolean): void => {
  resumed.push([frame, value, isRejection]);
  if (typeof frame === "function") frame(value, isRejection);
};
export const gcEndOfTurn = (): void => {};
export const gcCollect = (): void => {};
export const gcHeapBytes = (): number => 0;

/** What was written, per stream. */
export const written = { 1: "", 2: "" };
export const writeOut = (stream: 1 | 2, text: string): void => {
  written[stream] += text;
};
/** Thrown by `exit`. */
export class Exit {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}
export const exit = (code: number): never => {
  throw new Exit(code);
};

/** The clock that tests turn. */
export const clock = { now: 0, slept: [] as number[] };
export const nowMs = (): number => clock.now;
export const wallMs = (): number => clock.now;
export const sleepMs = (milliseconds: number): void => {
  if (!(milliseconds >= 0 && milliseconds < 1e9)) throw new Error(`sleep of ${inspect(milliseconds)} ms`);
  clock.slept.push(milliseconds);
  clock.now += milliseconds;
};
export const random = Math.random;
export const setProto = (object: object, prototype: object | null): void => {
  Object.setPrototypeOf(object, prototype);
};
export const getProto = (object: unknown): unknown => Object.getPrototypeOf(object);
