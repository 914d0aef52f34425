// Generic functions with several parameters, defaults, inference from callbacks, and use at many types.
function zip<A, B>(as: A[], bs: B[]): [A, B][] {
  const out: [A, B][] = [];
  for (let i = 0; i < Math.min(as.length, bs.length); i += 1) out.push([as[i], bs[i]]);
  return out;
}
function groupBy<T, K>(items: T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return groups;
}
function identity<T>(value: T): T {
  return value;
}
console.log(zip([1, 2, 3], ["a", "b"]).map(([n, s]) => n + s).join());
console.log(zip([true, false], [0.5, 1.5]).map(([b, n]) => (b ? n : -n)).join());
for (const [k, v] of groupBy([1, 2, 3, 4, 5], (n) => n % 2 === 0)) console.log(k, v.join());
for (const [k, v] of groupBy(["apple", "bob", "cat", "alice"], (s) => s[0])) console.log(k, v.join());
console.log(identity(1) + identity(0.5), identity("s") + identity("t"), identity(null), identity([1])[0]);
const pick = <T, K extends keyof T>(value: T, key: K): T[K] => value[key];
const thing = { n: 1, s: "two", f: () => 3 };
console.log(pick(thing, "n") + 1, pick(thing, "s").length, pick(thing, "f")());
