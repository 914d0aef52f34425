// Set: add, has, delete, order, union, intersection and difference by hand, deduplication.
const s = new Set(["b", "a", "b", "c"]);
console.log(s.size, [...s].join(), s.add("d") === s, s.add("a").size, s.delete("b"), s.delete("b"));
s.add("b");
console.log([...s.values()].join(), [...s.keys()].length, [...s.entries()].map(([x, y]) => x + y).join());
const a = new Set([1, 2, 3, 4]);
const b = new Set([3, 4, 5]);
console.log([...new Set([...a, ...b])].join(), [...a].filter((n) => b.has(n)).join(), [...a].filter((n) => !b.has(n)).join());
console.log([...new Set("mississippi")].join(""), new Set([[1], [1]]).size, new Set().size, new Set(a).size);
let order = "";
for (const item of s) order += item;
s.forEach((value, again, whole) => {
  order += value === again && whole.has(value) ? "." : "!";
});
console.log(order);
s.clear();
console.log(s.size, s.has("a"), [...s].length);
