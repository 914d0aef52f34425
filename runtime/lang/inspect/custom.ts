// Objects that say themselves how they are shown: a method under Symbol.for("nodejs.util.inspect.custom").
//
// It is called as under Node 20, with the levels that are left, the options and a function that shows other values. Of
// the options there are depth and stylize, which colours nothing.

import { callWithArray } from "../native.ts";
import { type Inspector, inspectWith } from "./inspect.ts";

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

interface MaybeCustom {
  readonly [CUSTOM]?: unknown;
  readonly constructor?: unknown;
}

/** What the method of `object` gives; `object` itself where it has none, or is the prototype that others have it from. */
export function customValue(inspector: Inspector, object: object, level: number): unknown {
  const method = (object as MaybeCustom)[CUSTOM];
  if (typeof method !== "function" || isPrototype(object as MaybeCustom)) return object;
  const options = { stylize: (text: unknown) => `${text}`, depth: inspector.depth };
  return callWithArray(method, object, [inspector.depth - level, options, inspectWith]);
}

function isPrototype(object: MaybeCustom): boolean {
  const made: unknown = object.constructor;
  return typeof made === "function" && (made as { prototype?: unknown }).prototype === object;
}
