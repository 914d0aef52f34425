// Symbols that Symbol.for cannot make again are weak references' targets and tokens.
const attempt = (what: string, f: () => unknown): void => {
  try {
    console.log(what, f());
  } catch (error) {
    console.log(what, String(error));
  }
};
const local: any = Symbol("local");
const shared: any = Symbol.for("shared");
const registry = new FinalizationRegistry((held: unknown) => console.log("died", held));
attempt("ref", () => new WeakRef(local).deref() === local);
attempt("made", () => typeof new WeakRef(Symbol() as any).deref());
attempt("shared", () => new WeakRef(shared).deref());
attempt("number", () => new WeakRef(1 as any).deref());
attempt("register", () => registry.register(local, 1, Symbol() as any));
attempt("token", () => registry.register({}, 1, local));
attempt("unregister", () => [registry.unregister(local), registry.unregister(local)]);
attempt("shared", () => registry.register(shared, 1));
attempt("shared token", () => registry.unregister(shared));
attempt("same", () => registry.register(local, local));
const ids = new WeakMap<any, string>();
for (const key of [local, Symbol("local"), {}]) {
  try {
    new WeakRef(key);
    ids.set(key, "kept");
  } catch {
    console.log("not held", typeof key);
  }
}
console.log(ids.get(local), ids.has(shared));
