// What built-in iterators and generators give as their constructor.
const all: Record<string, any> = {
  array: [1][Symbol.iterator](),
  keys: [1].keys(),
  map: new Map().entries(),
  set: new Set([1]).values(),
  string: "abc"[Symbol.iterator](),
  match: "abc".matchAll(/a/g),
  typed: new Uint8Array(1).entries(),
};
for (const [name, it] of Object.entries(all)) {
  console.log(name, it.constructor.name, it.constructor === Object, Object.keys(it), "constructor" in it);
  console.log(it, Object.prototype.toString.call(it), Object.prototype.hasOwnProperty.call(it, "constructor"));
}
function* count() {
  yield 1;
}
const generator: any = count();
console.log("generator", generator.constructor.name === "", generator.constructor === Object);
console.log(generator);
