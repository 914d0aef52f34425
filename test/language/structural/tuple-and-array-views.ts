// Tuples are arrays: they pass as arrays, keep mixed kinds, and writes through either view are shared.
type Pair = [string, number];
const pair: Pair = ["one", 1];
const view: (string | number)[] = pair;
view[1] = 11;
console.log(pair[0], pair[1], pair.length, Array.isArray(pair));
const pairs: Pair[] = [pair, ["two", 2]];
const flat: (string | number)[] = [];
for (const [name, value] of pairs) flat.push(name, value * 2);
console.log(flat.join());
function swap<A, B>([a, b]: [A, B]): [B, A] {
  return [b, a];
}
const [n, s] = swap(pair);
console.log(n + 1, s + "!");
const readonlyView: readonly unknown[] = pairs;
console.log(readonlyView.length, readonlyView[0] === pair);
