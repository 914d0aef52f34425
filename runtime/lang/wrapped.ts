// What wrapper objects, arguments objects and module namespaces are, for code that must not link wrapper.ts,
// arguments.ts and module-namespace.ts themselves.

let primitiveOf: ((value: unknown) => unknown) | null = null;
let wrapperOf: ((primitive: unknown) => object) | null = null;

/** From now on there are wrappers. */
export function useWrappers(of: (value: unknown) => unknown, wrap: (primitive: unknown) => object): void {
  primitiveOf = of;
  wrapperOf = wrap;
}

/** Another wrapper of what `value` holds; null for other values. */
export function wrappedAgain(value: unknown): object | null {
  const inner = unwrapped(value);
  return wrapperOf === null || inner === value ? null : wrapperOf(inner);
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

let readExport: ((object: unknown, key: string) => void) | null = null;

/** From now on there are module namespace objects (module-namespace.ts). */
export function useNamespaces(read: (object: unknown, key: string) => void): void {
  readExport = read;
}

/** Whoever asks for the attributes of an export that is not initialised yet gets its ReferenceError. */
export function touchExport(object: unknown, key: string): void {
  readExport?.(object, key);
}

/** The same for a list of keys. */
export function touchExports(object: unknown, keys: readonly string[]): void {
  if (readExport !== null) for (const key of keys) readExport(object, key);
}
