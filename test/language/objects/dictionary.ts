// Record<string, number> as a dictionary: computed reads and writes, delete, in, order of keys.
const counts: Record<string, number> = {};
for (const word of "the cat and the dog and the end".split(" ")) counts[word] = (counts[word] ?? 0) + 1;
console.log(Object.keys(counts).map((k) => `${k}=${counts[k]}`).join(" "));
delete counts.and;
delete counts["nothing"];
console.log("the" in counts, "and" in counts, counts.and, Object.keys(counts).length);
counts.and = 100;
console.log(Object.keys(counts).join());
const order: Record<string, string> = { b: "b", 2: "two", a: "a", 1: "one", "01": "x", "-1": "m", "4294967295": "big" };
order["0"] = "zero";
order.c = "c";
console.log(Object.keys(order).join());
const big: Record<string, number> = {};
for (let i = 0; i < 2000; i += 1) big[`key${i % 700}`] = (big[`key${i % 700}`] ?? 0) + i;
for (let i = 0; i < 700; i += 2) delete big[`key${i}`];
console.log(Object.keys(big).length, big.key1, big.key2, big.key699, Object.values(big).reduce((a, b) => a + b));
console.log(Object.hasOwn(counts, "toString"), "x" in {}, Object.keys({}).length);
