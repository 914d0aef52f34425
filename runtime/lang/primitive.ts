// ToPrimitive of objects: @@toPrimitive, else valueOf and toString in the order that the hint asks for.

import { describe } from "./describe.ts";
import { callWithArray, getElem, isFunction, isObject } from "./native.ts";

const HINTS: readonly string[] = ["default", "number", "string"];

interface Exotic {
  readonly [Symbol.toPrimitive]?: unknown;
}

/** ToPrimitive (ECMA-262) for an object; hint 0 default, 1 number, 2 string. TypeError if nothing primitive comes. */
export function ordinaryToPrimitive(object: object, hint: number): unknown {
  const exotic = (object as Exotic)[Symbol.toPrimitive];
  if (exotic !== undefined && exotic !== null) {
    if (!isFunction(exotic)) throw new TypeError(`${typeof exotic} ${describe(exotic)} is not a function`);
    const result = callWithArray(exotic, object, [HINTS[hint]]);
    if (!isObject(result)) return result;
    throw new TypeError("Cannot convert object to primitive value");
  }
  const method = hint === 2 ? getElem(object, "toString") : getElem(object, "valueOf");
  if (isFunction(method)) {
    const result = callWithArray(method, object, []);
    if (!isObject(result)) return result;
  }
  const other = hint === 2 ? getElem(object, "valueOf") : getElem(object, "toString");
  if (isFunction(other)) {
    const result = callWithArray(other, object, []);
    if (!isObject(result)) return result;
  }
  throw new TypeError("Cannot convert object to primitive value");
}
