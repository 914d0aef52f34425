// structuredClone copies data with cycles and refuses what holds code or resources; atob and btoa.
export {};
const show = (f: () => unknown): void => { try { console.log(f()); } catch (e) { console.log("ERR " + String(e)); } };
show(() => structuredClone({ a: [1, , 3], d: new Date(5), m: new Map([[1, { x: 1 }]]), s: new Set([1]), r: /a/g, u: new Uint8Array([1, 2]), n: null, un: undefined, b: 5n }));
const cyc: any = { n: 1 }; cyc.self = cyc; const c2: any = structuredClone(cyc);
show(() => [c2.self === c2, c2 !== cyc]);
class P { x = 1; get y() { return 2; } }
show(() => [structuredClone(new P()), structuredClone(new P()) instanceof P]);
for (const bad of [Symbol("q"), Promise.resolve(), new WeakMap()]) show(() => structuredClone(bad));
show(() => [btoa("hello"), btoa(""), btoa("a"), btoa("ab"), atob("aGVsbG8="), atob(" YQ = = "), atob("YWI")]);
show(() => btoa("\u0100"));
show(() => atob("a"));
show(() => { const e: any = structuredClone(new RangeError("q", { cause: 1 })); return [e instanceof RangeError, e.message, e.name, e.cause]; });
for (const text of ["a=", "ab=", "a===", "=", "ab=c", "*", "a*", "ab==", "ab===", "abcde"]) show(() => atob(text));

// Objects around primitives stay such objects; those around symbols cannot be copied.
const boxed = { n: new Number(3), s: new String("ab"), b: new Boolean(false), i: Object(5n) as object };
const unboxed = structuredClone(boxed);
console.log(unboxed, unboxed.n instanceof Number, unboxed.s.length, unboxed.b.valueOf(), unboxed.n !== boxed.n);
try {
  structuredClone(Object(Symbol("x")));
} catch (error) {
  console.log((error as Error).name);
}
