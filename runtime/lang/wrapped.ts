// What wrapper objects and arguments objects are, for code that must not link wrapper.ts and arguments.ts themselves.

let primitiveOf: ((value: unknown) => unknown) | null = null;

/** From now on there are wrappers. */
export function useWrappers(of: (value: unknown) => unknown): void {
  primitiveOf = of;
}

/** The primitive that a wrapper holds; any other value as it is. */
export function unwrapped(value: unknown): unknown {
  return primitiveOf === null ? value : primitiveOf(value);
}

/** Whether `value` is an object around a primitive whose typeof is `kind`: what `instanceof String` asks. */
export function isWrapper(value: unknown, kind: string): boolean {
  const inner = unwrapped(value);
  return inner !== value && typeof inner === kind;
}

let isArgumentsObject: ((object: object) => boolean) | null = null;

/** From now on there are arguments objects (arguments.ts). */
export function useArguments(test: (object: object) => boolean): void {
  isArgumentsObject = test;
}

/** Whether Object.prototype.toString calls `object` Arguments. */
export function isArguments(object: object): boolean {
  return isArgumentsObject?.(object) === true;
}
