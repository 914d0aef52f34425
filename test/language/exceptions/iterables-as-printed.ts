// What cannot be iterated over or taken apart is named as V8 prints the tree, or described where V8 does not find it.
const u: any = undefined;
const x: any = { a: { b: 1 }, q: null };
const s: any = "k";
const y: any = [1, 2];
let z: any = 3;
const n: any = null;
function g(..._: any[]): any {
  return 1;
}
function w(..._: any[]): any {
  return undefined;
}
function t(action: () => unknown): void {
  try {
    console.log(action());
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
}
t(() => { const [q] = z && x; });
t(() => { const [q] = z || x; });
t(() => { const [q] = n ?? z; });
t(() => { const [q] = x[s + 1]; });
t(() => { const [q] = (new Date() as any); });
t(() => { const [q] = x.a.q; });
t(() => { const [q] = x?.q; });
t(() => { const [q] = z ? g() : n; });
t(() => { const [q] = y.at(0); });
t(() => { const [q] = y[0]; });
t(() => { let [q] = z, [r] = z; });
t(() => { for (const q of (new Date() as any)); });
t(() => { for (const q of z && x); });
t(() => { for (const q of x[s + 1]); });
t(() => { for (const q of x[y[0]]); });
t(() => { for (const q of y.at(0)); });
t(() => { for (const q of x?.q); });
t(() => { for (const q of y.at(0).q); });
t(() => [...(new Date() as any)]);
t(() => [...(z && x)]);
t(() => [...(z + 1)]);
t(() => [...x[s + 1]]);
t(() => [...y?.at(0)]);
t(() => [...x?.q]);
t(() => [...y.at(0)]);
t(() => [...y.at(0).q]);
t(() => g(...u));
t(() => g(...w()));
t(() => g(...x.q));
t(() => g(...x?.zz));
t(() => g(...(z ? n : u)));
t(() => g(...(n && u)));
t(() => g(...w().f));
t(() => g(...w(1).f));
t(() => g(...g(1).f));
t(() => { for (const q of z); });
t(() => { for (const q of x.a); });
t(() => { for (const q of x["a"]); });
t(() => { for (const q of x.a?.b); });
t(() => { for (const q of g()); });
t(() => { for (const q of g(1).f); });
t(() => { for (const q of z ? x : n); });
t(() => { for (const q of z + 1); });
t(() => { for (const q of x.q ?? z); });
t(() => { for (const q of x.q); });
t(() => { for (const q of x.zz); });
t(() => { const [q] = z; });
t(() => { const [q] = x.a; });
t(() => { const [q] = x["a"]; });
t(() => { const [q] = g(); });
t(() => { const [q] = x.g?.(); });
t(() => { const [q] = z ? x : n; });
t(() => { const [q] = z + 1; });
t(() => { const [q] = u; });
t(() => { const [q] = w(); });
t(() => { let q; [q] = z; });
t(() => { let q; [q] = x.a; });
t(() => { let q; [q] = g(); });
t(() => { let q; [q] = u; });
t(() => { (([q]) => q)(z); });
t(() => { (([q]) => q)(u); });
t(() => [...z]);
t(() => [...x.a]);
t(() => [...x["a"]]);
t(() => [1, ...g()]);
t(() => [...u]);
t(() => [...n]);
t(() => [...(z ? x : n)]);
t(() => [...x.a?.b]);
t(() => g(...z));
t(() => g(...x.a));
t(() => g(...n));
t(() => g(...g()));
t(() => g(1, ...z));
t(() => new Set(...z));
t(() => x.a.f(...u));
t(() => { const { a } = u; });
t(() => { const { a } = n; });
t(() => { const { a } = x.zz; });
t(() => { const { a } = x["zz"]; });
t(() => { const { a } = x.a?.c; });
t(() => { const { a } = w(); });
t(() => { const { a } = w(1).f; });
t(() => { const { a } = z ? u : n; });
t(() => { const { a } = u ?? n; });
t(() => { const { a } = u || n; });
t(() => { const {} = u; });
t(() => { const {} = x.zz; });
t(() => { const { ...r } = u; });
t(() => { const { ["k" + s]: r } = u; });
t(() => { const { [s]: r } = u; });
t(() => { const { "a-b": r } = u; });
t(() => { const { 0: r } = u; });
t(() => { let a; ({ a } = x.zz); });
t(() => { let a; ({ a } = w()); });
t(() => { const { a } = y[5]; });
t(() => { const { a } = y[z]; });
t(() => { const { a } = y[z + 1].q; });
t(() => { const { a } = x.q; });
t(() => { const { a, b } = x.q; });
t(() => [...(x.a as any)]);
t(() => [...((z as any) && (x as any))]);
t(() => {
  for (const q of x.a as any) return q;
});
t(() => {
  for (const q of (g as any)() as any) return q;
});
t(() => {
  const [q] = z as any;
  return q;
});
t(() => {
  const [q] = (w as any)() as any;
  return q;
});
t(() => {
  const { a } = x.zz as any;
  return a;
});
t(() => {
  const { a } = (x as any).zz!;
  return a;
});
t(() => {
  const { a } = (w as () => any)();
  return a;
});
t(() => g(...(u as any)));
t(() => g(...((x as any).q as any)));
t(() => {
  for (const [q] of [z]) return q;
});
