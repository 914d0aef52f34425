// Objects of different layouts in a Map, an array of arrays and a Record come back with their fields intact.
interface Entry {
  count: number;
}
const map = new Map<string, Entry>();
map.set("a", { count: 1 });
const extra = { label: "x", count: 2 };
map.set("b", extra);
class Counter {
  step = 5;
  count = 3;
}
map.set("c", new Counter());
for (const [key, entry] of map) {
  entry.count *= 10;
  console.log(key, entry.count);
}
console.log(extra.count, extra.label);
const record: Record<string, Entry> = { p: { count: 7 }, q: extra };
record.r = new Counter();
console.log(Object.keys(record).map((key) => `${key}${record[key].count}`).join(" "));
const grid: Entry[][] = [[{ count: 1 }], [extra, new Counter()]];
console.log(grid.map((row) => row.map((entry) => entry.count).join("/")).join(";"));
