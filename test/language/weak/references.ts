// WeakRef keeps its target for the turn; FinalizationRegistry takes and forgets registrations.
const target = { n: 1 };
const ref = new WeakRef(target);
console.log(ref.deref() === target, ref.deref()?.n);
const registry = new FinalizationRegistry<string>((held) => console.log("died", held));
const token = {};
registry.register(target, "t", token);
console.log(registry.unregister(token), registry.unregister(token));
try {
  registry.register(target as any, target as any);
} catch (e) {
  console.log(String(e));
}
function temporary(): WeakRef<{ big: number[] }> {
  return new WeakRef({ big: [1, 2, 3] });
}
const t = temporary();
console.log(t.deref()?.big.length);
setTimeout(() => console.log("end", target.n), 1);
