// Entries deleted before they are reached are skipped, added ones are visited, re-added ones come last.
const m = new Map([["a", 1], ["b", 2], ["c", 3], ["d", 4]]);
const seen: string[] = [];
for (const [k, v] of m) {
  seen.push(k + v);
  if (k === "a") {
    m.delete("b");
    m.set("e", 5);
  }
  if (k === "c") {
    m.delete("a");
    m.delete("c");
    m.set("a", 10);
  }
  if (v === 10) m.set("a", 11);
}
console.log(seen.join(), [...m].join("/"));
const s = new Set([1, 2, 3]);
const visited: number[] = [];
s.forEach((n) => {
  visited.push(n);
  s.delete(n);
  if (n < 10) s.add(n + 10);
});
console.log(visited.join(), s.size);
const cleared = new Map([[1, "x"], [2, "y"]]);
let turns = 0;
for (const [k] of cleared) {
  turns += 1;
  if (k === 1) {
    cleared.clear();
    cleared.set(3, "z");
  }
}
console.log(turns, [...cleared.keys()].join());
const queue = new Set<number>([27]);
for (const n of queue) if (n !== 1) queue.add(n % 2 ? 3 * n + 1 : n / 2);
console.log(queue.size, [...queue].slice(0, 8).join());
