// All constructors of typed arrays inherit from one function, which is found by Object.getPrototypeOf only.

const any = (value: unknown): any => value;
const t = (f: () => unknown) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(String(e));
  }
};
const TypedArray = any(Object.getPrototypeOf(Int8Array));
console.log(typeof TypedArray, TypedArray.name, TypedArray.length, TypedArray);
console.log(TypedArray === Object.getPrototypeOf(BigInt64Array), TypedArray === Reflect.getPrototypeOf(Uint8Array));
console.log(Object.getPrototypeOf(Int8Array.prototype) === TypedArray.prototype, TypedArray.prototype.constructor === TypedArray);
console.log(new Uint8Array(1) instanceof TypedArray, any([]) instanceof TypedArray, Object.getPrototypeOf(Map) === Function.prototype);
t(() => new TypedArray(1));
t(() => TypedArray());
t(() => TypedArray.from([1]));
t(() => TypedArray.from.call({}, []));
t(() => TypedArray.prototype.map.call([1], (x: number) => x));
t(() => TypedArray.prototype.length);
t(() => Float32Array.prototype.byteLength);
console.log(TypedArray.prototype.join.call(new Uint8Array([1, 2]), "+"), TypedArray.prototype.map.length);

// By which packages know what kind of typed array a value is, and whether it is one.
const tag = Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag)!.get!;
console.log(tag.call(new Float32Array(1)), tag.call(new BigInt64Array(1)), tag.call([]), tag.call(null), tag.name);

// Their own properties, and what is no element.
const list = any(new Uint8Array([1, 2, 42]));
list.note = "n";
console.log(list, delete list.note, list, list.indexOf("42"), list.includes(), list.lastIndexOf("2"), list.indexOf(42));
t(() => delete list[0]);
console.log(Uint16Array.name, Uint16Array.length, BigInt.name, any(Uint16Array.prototype).BYTES_PER_ELEMENT);
