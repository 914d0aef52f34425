// The iterators of arrays, strings, typed arrays, Map and Set: used by hand, exhausted, printed.

const list = ["a", "b"];
const values = list.values();
console.log(values, String(values), values.next(), values.next(), values.next(), values.next());
list.push("c");
console.log(values.next(), [...list.keys()], [...list.entries()]);
const holes = [1, , 3];
console.log([...holes.values()], [...holes.entries()]);

function* iteratorOf(of: string): Generator<string> {
  yield* of;
}
const text = "a\u{1f600}\ud800b";
const chars = iteratorOf(text);
console.log(chars, String(chars));
for (let step = chars.next(); !step.done; step = chars.next()) console.log(step.value.length);
console.log(chars.next());

const bytes = new Uint8Array([7, 8]);
const byteEntries = bytes.entries();
console.log(byteEntries, byteEntries.next(), [...byteEntries], byteEntries.next());

const map = new Map<string, number>([["x", 1], ["y", 2], ["z", 3]]);
const entries = map.entries();
console.log(entries, String(entries));
console.log(entries.next(), entries);
map.delete("y");
map.set("w", 4);
console.log([...entries], entries.next(), entries);
map.set("v", 5);
console.log(entries.next(), map.keys(), map.values());
const [first, ...others] = map.values();
console.log(first, others);

const set = new Set([1, 2]);
const members = set.values();
console.log(members, set.entries(), String(members), members.next(), members);
for (const x of members) console.log("left", x);
console.log(members.next());
for (const m of set) {
  if (m < 5) set.add(m + 2);
  console.log(m);
}

// An iterator is itself iterable and keeps its place.
const shared = [1, 2, 3, 4, 5].values();
for (const x of shared) {
  if (x === 2) break;
}
console.log([...shared]);
const pairs = [10, 20, 30].entries();
const [, [i, v]] = pairs;
console.log(i, v, [...pairs]);
console.log(Array.from(new Map([[1, 2]]).keys()), new Set(map.keys()), new Map(map.entries()).size);
console.log(Object.fromEntries(map), Math.max(...set.values()));
Promise.all(new Set([1, Promise.resolve(2)])).then((r) => console.log("all", r));
Promise.race(
  (function* (): Generator<Promise<string>> {
    yield new Promise((done) => setTimeout(() => done("slow"), 2));
    yield Promise.resolve("fast");
  })(),
).then((r) => console.log("race", r));
