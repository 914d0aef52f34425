// typeof compared with the names of types, which a compiler may answer without making the name.
const all: unknown[] = [1, NaN, "s", "a" + Math.random(), true, null, undefined, {}, [], () => 1, class {}, Symbol("x"), 10n, new Date(0), /x/, Math, new Map(), Uint8Array.of(1), Object.create(null), Math.max];
const names = ["number", "string", "boolean", "undefined", "object", "function", "symbol", "bigint", "nonsense"] as const;
for (const v of all) {
  const t: string = typeof v;
  const r = [typeof v === "number", typeof v === "string", typeof v === "boolean", typeof v === "undefined", typeof v === "object", typeof v === "function", typeof v === "symbol", typeof v === "bigint", "string" === typeof v, typeof v != "function", typeof v == "undefined"];
  console.log(t, r.map(Number).join(""));
}
function f(x?: number | string | (() => void)): string {
  if (typeof x === "undefined") return "none";
  if (typeof x === "function") return "fn";
  return typeof x === "string" ? `s${x.length}` : x.toFixed(1);
}
console.log(f(), f(1), f("abc"), f(() => {}));
function sparse(a: number[]): boolean { return typeof a[9] === "undefined"; }
console.log(sparse([1]), typeof [, 1][0] === "undefined");
