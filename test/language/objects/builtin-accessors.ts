// Accessors of built-in prototypes have descriptors, whose getters can be called on anything.
const typedArrays = Object.getPrototypeOf(Uint8Array.prototype) as object;

function show(owner: object, key: string): PropertyDescriptor {
  const found = Object.getOwnPropertyDescriptor(owner, key)!;
  console.log(key, found.enumerable, found.configurable, typeof found.get, typeof found.set, found.get!.name);
  console.log(found.get === Object.getOwnPropertyDescriptor(owner, key)!.get, found.get!.length);
  return found;
}

function on(found: PropertyDescriptor, values: readonly unknown[]): void {
  for (const value of values) {
    try {
      console.log(found.get!.call(value));
    } catch (error) {
      console.log(String(error));
    }
  }
}

const bytes = new Uint8Array([1, 2, 3]);
on(show(typedArrays, "length"), [bytes, new Float64Array(2), [1], { length: 3 }, undefined]);
on(show(typedArrays, "byteLength"), [bytes.subarray(1), bytes.buffer, "text"]);
on(show(typedArrays, "byteOffset"), [bytes.subarray(1), null]);
on(show(typedArrays, "buffer"), [bytes.subarray(1), 5]);
on(show(ArrayBuffer.prototype, "byteLength"), [bytes.buffer, bytes, {}, new Map()]);
on(show(Symbol.prototype, "description"), [Symbol("a"), Symbol(), Symbol.iterator, "a", {}]);

const proto = show(Object.prototype, "__proto__");
class Lamp {}
console.log(proto.get!.call(new Lamp()) === Lamp.prototype, proto.get!.call("a") === String.prototype);
console.log(proto.get!.call(Object.create(null)));
on(proto, [undefined, null]);
const heir: Record<string, unknown> = {};
console.log(proto.set!.call(heir, { inherited: 1 }), heir["inherited"], proto.set!.call(heir, 5), heir["inherited"]);
try {
  proto.set!.call(null, {});
} catch (error) {
  console.log(String(error));
}
