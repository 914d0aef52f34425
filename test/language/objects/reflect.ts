// Reflect: what its functions answer, with receivers, accessors, frozen objects and prototypes.
export {};
const show = (f: () => unknown): void => { try { console.log(f()); } catch (e) { console.log("ERR " + String(e)); } };
class A { x = 1; m(n: number): number { return this.x + n; } }
class B extends A { y = 2; }
show(() => Reflect.apply(Math.max, undefined, [1, 3, 2]));
show(() => Reflect.apply(A.prototype.m, new A(), [4]));
show(() => Reflect.construct(A, []).x);
show(() => Reflect.construct(Array, [3]).length);
show(() => Reflect.construct(Date, [2020, 1, 1]) instanceof Date);
show(() => { const o: { p?: number } = {}; return [Reflect.defineProperty(o, "p", { value: 7 }), o.p, Reflect.defineProperty(o, "p", { value: 8 }), Reflect.deleteProperty(o, "p"), Reflect.deleteProperty(o, "q")]; });
show(() => { const o = { get v() { return (this as unknown as { k: number }).k; }, k: 1 }; return [Reflect.get(o, "v"), Reflect.get(o, "v", { k: 5 }), Reflect.get(o, "none")]; });
show(() => { let got: unknown; const o = { set v(n: number) { got = [this === o, n]; } }; return [Reflect.set(o, "v", 3), got, Reflect.set(Object.freeze({ a: 1 }), "a", 2), Reflect.set({}, "z", 1)]; });
show(() => [Reflect.has({ a: 1 }, "a"), Reflect.has(new B(), "m"), Reflect.has([], "length"), Reflect.has({}, "q")]);
show(() => Reflect.ownKeys({ b: 1, 2: 1, a: 1, [Symbol.iterator]: 1 }));
show(() => [Reflect.getPrototypeOf(new B()) === B.prototype, Reflect.getPrototypeOf({}) === Object.prototype, Reflect.getPrototypeOf(Object.create(null))]);
show(() => { const p = { q: 1 }; const o = {}; return [Reflect.setPrototypeOf(o, p), (o as typeof p).q, Reflect.setPrototypeOf(p, o), Reflect.setPrototypeOf(Object.freeze({}), p)]; });
show(() => { const o = { a: 1 }; return [Reflect.isExtensible(o), Reflect.preventExtensions(o), Reflect.isExtensible(o), Reflect.set(o, "b", 1), Reflect.getOwnPropertyDescriptor(o, "a")]; });
show(() => Reflect.get(5 as unknown as object, "x"));
show(() => Reflect.apply(5 as unknown as () => void, undefined, []));
show(() => { const R: Record<string, unknown> = Reflect as unknown as Record<string, unknown>; return (R["has"] as (o: object, k: string) => boolean)({ z: 1 }, "z"); });
class Holder { #callback: ((n: number) => number) | null = null; set(f: (n: number) => number): this { this.#callback = f; return this; } run(n: number): number { return this.#callback === null ? -1 : this.#callback(n); } }
show(() => [new Holder().run(1), new Holder().set((n) => n * 2).run(4)]);
