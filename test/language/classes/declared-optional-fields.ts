// A field that is only declared, optional or again in a class derived from it, is no property until it is assigned.
class M<K, V> {
  declare anchor?: string;
  items: [K, V][] = [];
}
class S<T> extends M<T, T> {
  declare anchor?: string;
  declare items: [T, T][];
}
const a = new S<number>();
console.log(a, "anchor" in a, a.anchor);
a.anchor = "q";
console.log(a, Object.keys(a));
