// Objects around primitive values: Object("text"), new String("text") and their like.
//
// An ordinary object whose prototype is that of the primitive and which holds it under a symbol. What asks for the
// primitive does so by `unwrapped`, which does nothing in programs that make no wrapper.

import type { Inspector } from "./inspect/inspect.ts";
import { registerText } from "./inspect/special.ts";
import {
  builtinProto,
  defineProp,
  getElem,
  isObject,
  isSymbol,
  newDict,
  ownFlags,
  setProto,
  symbolNew,
} from "./native.ts";
import { Boolean_call, Number_call } from "./number/number.ts";
import { useWrappers } from "./wrapped.ts";

/** P_* of the native core. */
const ENUMERABLE = 1;
const FIXED = 6;

/** BuiltinOf of ingot.h. */
const B_STRING = 0;
const B_NUMBER = 1;
const B_BOOLEAN = 2;
const B_SYMBOL = 7;
const B_BIGINT = 8;

/** Private, as names with # are: no list of keys has it. */
const PRIMITIVE = symbolNew("primitive", 2);

/** ToObject of a primitive that is neither undefined nor null. */
export function wrap(value: unknown): object {
  useWrappers(primitiveOf, wrap);
  registerText(textOf);
  const object = newDict();
  setProto(object, builtinProto(groupOf(value)));
  defineProp(object, PRIMITIVE as unknown as string, value, FIXED);
  if (typeof value === "string") {
    for (let i = 0; i < value.length; i++) defineProp(object, `${i}`, value[i], ENUMERABLE + FIXED);
    defineProp(object, "length", value.length, FIXED);
  }
  return object;
}

function groupOf(value: unknown): number {
  if (typeof value === "string") return B_STRING;
  if (typeof value === "number") return B_NUMBER;
  if (typeof value === "boolean") return B_BOOLEAN;
  return isSymbol(value) ? B_SYMBOL : B_BIGINT;
}

/** What a wrapper holds; any other value as it is. */
function primitiveOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  return ownFlags(value, PRIMITIVE as unknown as string) < 0 ? value : getElem(value, PRIMITIVE);
}

/** By the inspector that asks: a program that has none for another reason does not get it through this. */
function textOf(object: object, inspector: Inspector): string | null {
  const value = primitiveOf(object);
  if (isObject(value)) return null;
  const kind = typeof value;
  return `[${kind === "bigint" ? "BigInt" : kind[0]!.toUpperCase() + kind.substring(1)}: ${inspector.inspect(value, 0)}]`;
}

/** new String(value). */
export function String_construct(...values: unknown[]): object {
  return wrap(values.length === 0 ? "" : `${values[0]}`);
}

/** new Number(value). */
export function Number_construct(...values: unknown[]): object {
  return wrap(values.length === 0 ? 0 : Number_call(values[0]));
}

/** new Boolean(value). */
export function Boolean_construct(value?: unknown): object {
  return wrap(Boolean_call(value));
}
