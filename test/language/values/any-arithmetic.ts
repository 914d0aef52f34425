// Operators on `any`: conversion of strings, booleans, null, undefined, arrays and objects.
const values: any[] = [1, 2.5, "3", "x", true, null, undefined, [], [4], {}];
for (const a of values) {
  console.log(values.map((b) => String(a + b)).join("|"));
}
for (const a of values) {
  console.log(`${-a} ${+a} ${a * 2} ${a - 1} ${a | 0} ${a < 2} ${a >= "1"} ${a > "0"}`);
}
let v: any = "5";
v++;
console.log(v, typeof v);
v += "1";
console.log(v, typeof v);
v -= 1;
console.log(v, typeof v);
v = { n: 1, nested: { list: [1, 2, { deep: "yes" }] }, f(x: number) { return this.n + x; } };
console.log(v.n + v.nested.list.length, v.nested.list[2].deep, v.missing, v.f(4), v["f"](5), v.nested?.none?.deeper);
v.added = [v.n];
v.n = "changed";
console.log(v.added[0], v.n, v.f(4), Object.keys(v).join());
