// Elements that are not there, replaced by values of another type, and given on by functions written in place.
const REC: Record<string, number> = { a: 1, e: 2 };
console.log([..."hello a"].map((o) => REC[o] ?? o).join(""));
const x = REC["z"] ?? "none";
console.log(x);

const list: string[] = ["p"];
console.log(list[3] ?? 7, (list[3] || 8), list[0] ?? 9);
const y = list[5] || 12;
console.log(typeof y, y);
const t = list[5] ? 1 : 2;
console.log(t);
let total = 0;
for (const c of "abe") total += REC[c] ?? 0;
console.log(total);
const NAMES: Record<string, string> = { a: "A" };
const g = (k: string) => NAMES[k] ?? k.length;
console.log(g("a"), g("bcd"), typeof g("x"));
function h(k: string) {
  if (k === "") return "empty";
  return NAMES[k] || { k };
}
console.log(h("a"), h("q"), h(""));
let z = NAMES["nn"] ?? 4;
console.log(z, typeof z);
for (const k of ["a", "b"]) {
  const v = NAMES[k] ?? null;
  console.log(v === null ? "none" : v);
}
console.log(["a", "q"].map((o) => REC[o]));
const SIZES: Record<string, number> = { a: 1 };
console.log(["a", "b"].map((k) => SIZES[k] ?? k), ["x"].map((k) => SIZES[k] ?? k).join("|"));
console.log(["a", "b"].map((k) => SIZES[k]).filter((x) => x !== undefined));
const sums = [[1, 2], [3]].map((row) => row[1]);
console.log(sums, sums.map((s) => (s === undefined ? "-" : s + 1)));
console.log([1, 2].flatMap((i) => [i, [10, 20][i]]));
console.log([3, 1, 2].reduce((best, i) => [9, 8][i] ?? best, 0));
const rows = [[1, 2, 3], [4, 5, 6]];
console.log(rows[0].map((_, c) => rows.map((row) => row[c])));
