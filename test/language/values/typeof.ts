// typeof of every kind, as text and as a narrowing test.
class C {}
const values: unknown[] = [1, NaN, "s", true, undefined, null, {}, [], () => 1, C, new C(), new Map(), Math.max, new Error("e")];
console.log(values.map((v) => typeof v).join(" "));
function describe(v: string | number | boolean | null | undefined | (() => string) | { s: string }): string {
  if (typeof v === "string") return v.toUpperCase();
  if (typeof v === "number") return v.toFixed(1);
  if (typeof v === "boolean") return v ? "yes" : "no";
  if (typeof v === "undefined") return "nothing";
  if (typeof v === "function") return v();
  if (v === null) return "null";
  return v.s;
}
console.log(describe("a"), describe(1), describe(false), describe(undefined), describe(() => "called"), describe(null), describe({ s: "obj" }));
console.log(typeof typeof 1, typeof (values.length > 1 ? "x" : 1), typeof [1][4]);
