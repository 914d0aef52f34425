// Symbols as primitive values: identity, description, registry, conversions that throw.
const a = Symbol("a");
const b = Symbol("a");
const none = Symbol();
console.log((a as symbol) === b, a === a, typeof a, typeof none);
console.log(a.toString(), none.toString(), String(b));
console.log(a.description, none.description, Symbol("").description);
console.log(a, none, [a], { s: a }, Symbol.iterator);
console.log(Symbol.for("k") === Symbol.for("k"), Symbol.for("k").description);
console.log(Symbol.keyFor(Symbol.for("k")), Symbol.keyFor(a), Symbol.keyFor(Symbol.iterator));
function make(text?: string): symbol {
  return Symbol(text);
}
console.log(make("x") === make("x"), make("x").toString(), make().description);
const key = ["dyn", "amic"].join("");
console.log(Symbol.for(key) === Symbol.for("dynamic"), Symbol.for(`${key}!`) === Symbol.for(`${key}!`));
console.log(Symbol.keyFor(Symbol.for(`${key}!`)));
console.log(Object.is(a, a), [a, b].indexOf(b), [a, b].includes(Symbol("a")));
const seen = new Map<symbol, number>([[a, 1], [b, 2]]);
console.log(seen.get(a), seen.get(b), seen.get(Symbol("a")), new Set([a, a, b]).size);
for (const convert of [
  (s: any) => `${s}`,
  (s: any) => s + "",
  (s: any) => +s,
  (s: any) => s * 2,
  (s: any) => s < 1,
  (s: any) => Math.max(s, 1),
  (s: any) => [s].join(),
  (s: any) => Symbol.keyFor("text" as any),
]) {
  try {
    console.log(convert(a));
  } catch (e) {
    console.log((e as Error).name, (e as Error).message);
  }
}
console.log(!a, !!a, a ? "yes" : "no", a == a, (a as any) == "a", (a as any) == null);
console.log(JSON.stringify({ a, b: 1 }), JSON.stringify([a]), JSON.stringify(a));
console.log("%s %o %d", a, a, a);
const box: { readonly [k: string]: unknown } = { tag: Symbol.toStringTag };
console.log(box);
switch (a as symbol) {
  case b:
    console.log("b");
    break;
  case a:
    console.log("a");
}
