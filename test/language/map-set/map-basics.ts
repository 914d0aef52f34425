// Map: set, get, has, delete, size, clear, chaining, initial entries, insertion order kept by overwriting.
const m = new Map<string, number>([["b", 2], ["a", 1]]);
m.set("c", 3).set("b", 20).set("d", 4);
console.log(m.size, m.get("b"), m.get("zz"), m.has("a"), m.delete("a"), m.delete("a"), m.has("a"));
m.set("a", 100);
console.log([...m.keys()].join(), [...m.values()].join(), [...m].map(([k, v]) => k + v).join());
m.forEach((value, key, whole) => console.log(key, value, whole === m));
for (const [key, value] of m.entries()) if (value > 50) console.log("large", key);
m.clear();
console.log(m.size, m.get("b"), [...m].length);
const counts = new Map<number, number>();
for (let i = 0; i < 10000; i += 1) counts.set(i % 997, (counts.get(i % 997) ?? 0) + i);
let sum = 0;
for (const [k, v] of counts) sum += k * v;
console.log(counts.size, sum, counts.get(0), counts.get(996), counts.get(997));
const copy = new Map(counts);
copy.delete(0);
console.log(copy.size, counts.size, Object.fromEntries(new Map([["x", 1]])).x);
