// WeakMap and WeakSet: what programs can see of them.
interface Node {
  name: string;
}
const a: Node = { name: "a" };
const b: Node = { name: "b" };
const map = new WeakMap<Node, number>([[a, 1]]);
console.log(map.get(a), map.get(b), map.has(a), map.has(b), map.set(b, 2) === map, map.get(b), map.delete(a), map.delete(a), map.has(a));
const functions = new WeakMap<object, string>();
const f = () => 1;
functions.set(f, "function").set([1], "array").set(a, "object");
console.log(functions.get(f), functions.get([1]), functions.get(a));
const set = new WeakSet<object>([a, f]);
console.log(set.has(a), set.has(b), set.add(b) === set, set.has(b), set.delete(b), set.has(b));
for (const bad of [1, "x", undefined, null, true] as any[]) {
  try {
    map.set(bad, 1);
  } catch (e) {
    console.log(String(e), map.has(bad), map.get(bad), map.delete(bad));
  }
  try {
    set.add(bad);
  } catch (e) {
    console.log(String(e), set.has(bad));
  }
}
console.log(map, set, [map], { set });
// Many keys, most of which die: what lives is found, and chains of ephemerons hold.
const live: Node[] = [];
const many = new WeakMap<Node, { next: Node }>();
let chain: Node = { name: "start" };
const start = chain;
for (let i = 0; i < 20000; i++) {
  const key = { name: `k${i}` };
  if (i % 100 === 0) live.push(key);
  many.set(key, { next: key });
  if (i % 500 === 0) {
    const next = { name: `c${i}` };
    many.set(chain, { next });
    chain = next;
  }
}
let found = 0;
for (const key of live) if (many.get(key)?.next === key) found++;
let length = 0;
for (let at: Node | undefined = start; at !== undefined; at = many.get(at)?.next) length++;
console.log(found, length, chain.name);
class Hidden {
  static readonly #secrets = new WeakMap<Hidden, string>();
  constructor(secret: string) {
    Hidden.#secrets.set(this, secret);
  }
  reveal(): string | undefined {
    return Hidden.#secrets.get(this);
  }
}
console.log(new Hidden("s").reveal());
