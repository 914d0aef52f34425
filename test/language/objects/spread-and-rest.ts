// Object spread: later wins, order of keys, own copy, undefined and null sources, with rest.
const base = { a: 1, b: { deep: 1 }, c: "c" };
const copy = { ...base };
copy.a = 2;
copy.b.deep = 9;
console.log(base.a, base.b.deep, copy.a, copy.b === base.b);
const early: { c: number | string } = { c: 0 };
const over = { ...early, ...base, a: "late", d: [1] };
console.log(Object.keys(over).join(), over.c, over.a, over.d.length);
const maybe: { x: number } | null = base.a > 5 ? { x: 1 } : null;
const merged = { ...maybe, ...(base.a > 0 ? { extra: true } : null), end: 1 };
console.log(Object.keys(merged).join());
const { a, ...rest } = base;
const { b: { deep }, ...others } = base;
console.log(a, Object.keys(rest).join(), deep, Object.keys(others).join(), rest.b === base.b);
class K {
  own = 1;
  method(): number {
    return 2;
  }
}
const flat = { ...new K() } as { own: number; method?: () => number };
console.log(flat.own, flat.method === undefined);
const states = [{ n: 0 }];
for (let i = 0; i < 4; i += 1) states.push({ ...states[i], n: states[i].n + i });
console.log(states.map((s) => s.n).join());
