// The object `arguments`, for functions that do more with it than read its elements: pass it on, return it, print it.
//
// An ordinary object with the elements, a length and an iterator, as ECMA-262's CreateUnmappedArgumentsObject makes it.
// `callee` is an accessor that throws, as in strict code.

import { ArrayIterator } from "./array/iterator.ts";
import { inspect } from "./inspect/inspect.ts";
import { registerText } from "./inspect/special.ts";
import { VALUES } from "./iterator.ts";
import { copyProperties } from "./keys.ts";
import { defineAccessor, defineProp, getElem, newDict, ownFlags } from "./native.ts";
import { useArguments } from "./wrapped.ts";

/** P_* of the native core. */
const ENUMERABLE = 1;
const FIXED = 6;

const P_FIXED = 4;

/** Only arguments objects have it. */
const MARK = Symbol("arguments");

let isKnown = false;

/** The arguments object of a call with these arguments. */
export function argumentsObject(list: readonly unknown[]): object {
  if (!isKnown) {
    isKnown = true;
    useArguments(isArgumentsObject);
    registerText(textOf);
  }
  const object = newDict();
  for (let i = 0; i < list.length; i++) defineProp(object, `${i}`, list[i], ENUMERABLE);
  defineProp(object, "length", list.length, 0);
  defineProp(object, Symbol.iterator as unknown as string, iterate, 0);
  defineAccessor(object, "callee", throwTypeError, throwTypeError, P_FIXED);
  defineProp(object, MARK as unknown as string, true, FIXED);
  return object;
}

/** %ThrowTypeError%, in the words of V8. */
function throwTypeError(): never {
  throw new TypeError(
    "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them",
  );
}

/** Its iterator, which works on any array-like object. */
function iterate(this: unknown): ArrayIterator<unknown> {
  return new ArrayIterator<unknown>(elementsOf(this as object), VALUES);
}

function elementsOf(object: object): unknown[] {
  const elements: unknown[] = [];
  const length = +(getElem(object, "length") as string);
  for (let i = 0; i < length; i++) elements.push(getElem(object, i));
  return elements;
}

function isArgumentsObject(object: object): boolean {
  return ownFlags(object, MARK as unknown as string) >= 0;
}

function textOf(object: object): string | null {
  if (!isArgumentsObject(object)) return null;
  const plain = newDict();
  copyProperties(plain, object);
  return `[Arguments] ${inspect(plain)}`;
}
