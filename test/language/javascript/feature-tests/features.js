// Members of Reflect and prototypes as values, and constructor functions as zod 4 makes them.
export function kinds() {
  const { getPrototypeOf, apply } = Reflect;
  const get = typeof Reflect === "object" && Reflect.getPrototypeOf;
  return [
    get([]) === Array.prototype,
    getPrototypeOf === get,
    apply(Math.max, null, [1, 3]),
    get.name,
    typeof BigInt.prototype.valueOf,
    BigInt.prototype.toString.call(5n),
    !ArrayBuffer.prototype.slice,
  ];
}
export function constructorOf(name, parent) {
  function make(fields) {
    const it = { ...fields, traits: new Set([name]) };
    if (parent) for (const t of parent(fields).traits) it.traits.add(t);
    return it;
  }
  Object.defineProperty(make, Symbol.hasInstance, { value: (it) => it?.traits?.has(name) ?? false });
  Object.defineProperty(make, "name", { value: name });
  return make;
}
