// An object around a symbol has the description of its symbol, and no key shows what a wrapper holds.
const wrapped = Object(Symbol("x"));
console.log(wrapped.description, wrapped.toString(), typeof wrapped.valueOf());
console.log(Object(Symbol()).description, "description" in wrapped, Object.getOwnPropertyNames(wrapped));
console.log(Reflect.ownKeys(Object(1)), Object.getOwnPropertySymbols(Object(true)), { ...Object(5) });
const read = (what: string, f: () => unknown): void => {
  try {
    console.log(what, f());
  } catch (error) {
    console.log(what, String(error));
  }
};
read("prototype", () => (Symbol.prototype as unknown as { description: string }).description);
read("heir", () => Object.create(Symbol.prototype).description);
read("buffer", () => (ArrayBuffer.prototype as unknown as { byteLength: number }).byteLength);
read("heir of buffer", () => Object.create(ArrayBuffer.prototype).byteLength);
read("in", () => "byteLength" in ArrayBuffer.prototype);
