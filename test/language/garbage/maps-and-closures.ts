// Maps grow and shrink, closures hold their variables, entries under object keys survive as long as the Map.
const map = new Map<number, { id: number; payload: number[] }>();
for (let i = 0; i < 100000; i += 1) {
  map.set(i, { id: i, payload: [i, i + 1] });
  if (i >= 1000) map.delete(i - 1000);
}
let sum = 0;
for (const [key, value] of map) sum += key - value.id + value.payload[1];
console.log(map.size, sum);
const adders: ((n: number) => number)[] = [];
for (let i = 0; i < 50000; i += 1) {
  const state = { base: i };
  const add = (n: number): number => (state.base += n);
  add(1);
  if (i % 5000 === 0) adders.push(add);
}
console.log(adders.map((add) => add(1)).join());
const objects = Array.from({ length: 500 }, (_, i) => ({ i }));
const byObject = new Map(objects.map((o) => [o, `v${o.i}`]));
for (let i = 0; i < 20000; i += 1) new Map([[{ i }, "x"]]);
console.log(objects.every((o) => byObject.get(o) === `v${o.i}`), byObject.size);
const dictionary: Record<string, number[]> = {};
for (let i = 0; i < 30000; i += 1) {
  const key = `k${i % 100}`;
  (dictionary[key] ??= []).push(i);
  if (dictionary[key].length > 50) delete dictionary[key];
}
console.log(Object.keys(dictionary).length, Object.values(dictionary).reduce((n, list) => n + list.length, 0));
