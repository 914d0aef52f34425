// Symbols are keys of weak collections, but for those that Symbol.for can make again.
const key = Symbol("key");
const map = new WeakMap<WeakKey, string>([[key, "first"]]);
console.log(map.get(key), map.has(key), map.get(Symbol("key")), map.has(Symbol.iterator));
map.set(Symbol.iterator, "well-known");
console.log(map.get(Symbol.iterator), map.delete(key), map.has(key));
const set = new WeakSet<WeakKey>([key]);
console.log(set.has(key), set.delete(key), set.has(key));
try {
  map.set(Symbol.for("shared"), "no");
} catch (error) {
  console.log(String(error));
}
console.log(map.has(Symbol.for("shared")));
