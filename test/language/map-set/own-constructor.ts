// A collection may have a property `constructor` of its own: nothing in the language asks a Map or Set for it.
const items = new Map([["a", 1]]);
class Holder {}
Object.defineProperty(items, "constructor", { value: Holder, enumerable: false });
items.set("b", 2);
console.log(items.constructor === Holder, [...items], items.size, items instanceof Map);
const seen = new Set([1]);
Object.defineProperty(seen, "constructor", { value: Holder });
console.log(Object.keys(seen), seen.has(1), seen.constructor.name);
