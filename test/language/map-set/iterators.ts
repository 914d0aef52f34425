// keys(), values() and entries() as iterators: next by hand, partial consumption, rest in destructuring.
const m = new Map([["one", 1], ["two", 2], ["three", 3]]);
const it = m.values();
const first = it.next();
console.log(first.value, first.done);
let rest = 0;
for (const v of it) rest += v;
console.log(rest, it.next().done, it.next().value);
const [[k0, v0], ...others] = m;
console.log(k0, v0, others.map(([k]) => k).join());
const keys = m.keys();
keys.next();
m.set("four", 4);
console.log([...keys].join(), Array.from(m.values()).join(), Array.from(m, ([k, v]) => k[0] + v).join());
const [a, b] = new Set([9, 8, 7]);
console.log(a, b, Math.max(...new Set([1, 5, 3])), [..."ab"].entries().next().value?.join());
