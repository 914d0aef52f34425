// Methods of typed arrays taken from the prototype and called.
const b = new Uint8Array([5, 1, 4, 2, 3]);
const attempt = (name: string, f: () => unknown): void => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, String(e));
  }
};
attempt("slice", () => Uint8Array.prototype.slice.call(b, 1, 3));
attempt("subarray", () => Uint8Array.prototype.subarray.call(b, 1, 3));
attempt("join", () => Uint8Array.prototype.join.call(b, "-"));
attempt("map", () => Uint8Array.prototype.map.call(b, (x) => x * 2));
attempt("fill", () => Uint8Array.prototype.fill.call(b.slice(), 7, 1));
attempt("set", () => Uint8Array.prototype.set.call(b, [9], 1));
attempt("indexOf", () => Int16Array.prototype.indexOf.call(new Int16Array([1, 2]), 2));
attempt("apply", () => Uint8Array.prototype.slice.apply(b, [1, 3]));
const slice = Uint8Array.prototype.slice;
attempt("held", () => slice.call(b, 2));
const cut = b.slice.bind(b);
attempt("bound", () => cut(1, 2));
attempt("reduce", () => Float64Array.prototype.reduce.call(new Float64Array([1.5, 2]), (x: any, y: any) => x + y, 0));
attempt("foreign", () => Uint8Array.prototype.slice.call(new Float32Array([1.5, 2.5]) as any, 1));
console.log(typeof slice, slice.name, slice.length, Uint8Array.prototype.sort.call(new Uint8Array([3, 1])));
const proto: any = Float32Array.prototype;
console.log("slice" in proto, proto.hasOwnProperty("slice"), typeof proto.toString, proto.join.call(new Float32Array([0.5, 2]), "/"));
console.log(Object.getPrototypeOf(proto).slice === Uint8Array.prototype.slice, proto.nothing);
