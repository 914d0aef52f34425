// Accessors of built-in prototypes as property descriptors have them: functions of their own.
//
// The native core finds such members on values without any function behind them; what looks for their descriptors
// (packages do, to read a length that nobody can have replaced) gets one made here, the same each time.

import { describe } from "./describe.ts";
import { K_BUFFER, K_TYPED, TYPED_NAMES } from "./kinds.ts";
import {
  builtinProto,
  defineProp,
  getElem,
  getProto,
  isObject,
  isSymbol,
  newDict,
  objectKind,
  setProto,
  strIndexOf,
  typedKind,
} from "./native.ts";

/** BuiltinOf of ingot.h. */
const B_TYPEDARRAY = 6;
const B_SYMBOL = 7;
const B_ARRAYBUFFER = 9;
/** P_* of the native core. */
const ENUMERABLE = 1;
const READONLY = 2;

type Getter = (this: unknown) => unknown;

/** Functions that have been made, and the names that they were made under. */
const names: string[] = [];
const made: object[] = [];

/** The function kept under `name`, which `make` makes the first time. */
function keptAs(name: string, shown: string, make: () => object): object {
  for (let i = 0; i < names.length; i++) if (names[i] === name) return made[i]!;
  const fn = make();
  defineProp(fn, "name", shown, READONLY);
  names.push(name);
  made.push(fn);
  return fn;
}

/** The getter of `owner`.prototype[key] for receivers that `fits` takes; others are refused in V8's words. */
function getter(owner: string, key: string, fits: (self: unknown) => boolean): object {
  const shown = `get ${key}`;
  return keptAs(`${owner}.${key}`, shown, (): Getter => {
    return function (this: unknown): unknown {
      if (fits(this)) return getElem(this, key);
      if (owner === "Symbol") throw new TypeError(`Symbol.prototype.${key} requires that 'this' be a Symbol`);
      const shownOwner = key === "buffer" ? "%TypedArray%" : owner;
      throw new TypeError(
        `Method get ${shownOwner}.prototype.${key} called on incompatible receiver ${describe(this)}`,
      );
    };
  });
}

/** get %TypedArray%.prototype[@@toStringTag] (ECMA-262 23.2.3.38), which takes any receiver. */
function tagGetter(): object {
  return keptAs("TypedArray.tag", "get [Symbol.toStringTag]", (): Getter => {
    return function (this: unknown): unknown {
      return isTyped(this) ? TYPED_NAMES[typedKind(this as object)] : undefined;
    };
  });
}

const isTyped = (self: unknown): boolean => isObject(self) && objectKind(self) === K_TYPED;
const isBuffer = (self: unknown): boolean => isObject(self) && objectKind(self) === K_BUFFER;

/** Object.prototype.__proto__ (ECMA-262 B.2.2.1). */
function protoGetter(): object {
  return keptAs("get __proto__", "get __proto__", (): Getter => {
    return function (this: unknown): unknown {
      if (this === undefined || this === null)
        throw new TypeError("Cannot convert undefined or null to object");
      return getProto(this);
    };
  });
}

function protoSetter(): object {
  return keptAs("set __proto__", "set __proto__", () => {
    return function (this: unknown, proto: unknown): void {
      if (this === undefined || this === null)
        throw new TypeError("set Object.prototype.__proto__ called on null or undefined");
      if (isObject(this) && (isObject(proto) || proto === null)) setProto(this, proto as object | null);
    };
  });
}

function isAmong(list: string, key: string): boolean {
  return strIndexOf(list, ` ${key} `, 0) >= 0;
}

/** The descriptor of an accessor that the core does not list; undefined where `object` has none of that name. */
export function builtinAccessor(object: unknown, key: string): object | undefined {
  let get: object | undefined;
  let set: object | undefined;
  if (isSymbol(key)) {
    if (object !== builtinProto(B_TYPEDARRAY) || (key as unknown) !== Symbol.toStringTag) return undefined;
    get = tagGetter();
  } else if (object === builtinProto(B_TYPEDARRAY)) {
    if (isAmong(" buffer byteLength byteOffset length ", key)) get = getter("TypedArray", key, isTyped);
  } else if (object === builtinProto(B_ARRAYBUFFER)) {
    if (isAmong(" maxByteLength resizable resize ", key))
      throw new Error(`the attributes of '${key}' were asked for, which is not supported`);
    if (key === "byteLength") get = getter("ArrayBuffer", key, isBuffer);
  } else if (object === builtinProto(B_SYMBOL)) {
    if (key === "description") get = getter("Symbol", key, isSymbol);
  } else if (key === "__proto__" && object === getProto({})) {
    get = protoGetter();
    set = protoSetter();
  }
  if (get === undefined) return undefined;
  const result = newDict();
  defineProp(result, "get", get, ENUMERABLE);
  defineProp(result, "set", set, ENUMERABLE);
  defineProp(result, "enumerable", false, ENUMERABLE);
  defineProp(result, "configurable", true, ENUMERABLE);
  return result;
}
