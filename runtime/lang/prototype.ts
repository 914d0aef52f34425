// OrdinarySetPrototypeOf (ECMA-262): which prototypes may be set, for Object.setPrototypeOf and `__proto__ =`.
//
// Where prototypes are kept is native.

import {
  frozenLevel,
  functionName,
  getProto,
  isFunction,
  isObject,
  shapeName,
  storeProto,
} from "./native.ts";

/** Sets the prototype of an object. TypeError where that is not allowed, or the object's kind has only one. */
export function assignPrototype(object: object, prototype: object | null): void {
  if (!isObject(object) || getProto(object) === prototype) return;
  if (frozenLevel(object) > 0) throw new TypeError(`#<${shapeName(object)}> is not extensible`);
  for (let at: unknown = prototype; isObject(at); at = getProto(at))
    if (at === object) throw new TypeError("Cyclic __proto__ value");
  if (storeProto(object, prototype)) return;
  const what = isFunction(object) ? `class ${functionName(object)}` : `${shapeName(object)} object`;
  throw new TypeError(
    `Cannot change the prototype of ${what}: only plain objects and functions can have another`,
  );
}
