// Classes without types: own properties of classes and prototypes, attributes, names given by what stands around.
class A { constructor(x) { this.x = x; } m() { return this.x; } static s() { return new this(9); } get g() { return 1; } static f = 3; #p = 4; rp() { return this.#p; } }
class B extends A { m() { return super.m() + 1; } }
console.log(new B(2).m(), B.s().m(), new A(1).g, A.f, B.f, new B(1).rp(), new B(3), A, B, typeof A);
console.log(Object.getOwnPropertyNames(A), Object.getOwnPropertyNames(A.prototype), A.length, A.name);
const d = Object.getOwnPropertyDescriptor(A.prototype, "m"); console.log(d.writable, d.enumerable, d.configurable);
class E extends Error { constructor(m) { super(m); this.name = "E"; } }
try { throw new E("x"); } catch (e) { console.log(e instanceof E, e.message, String(e)); }
console.log(delete A.name, A.name, A.hasOwnProperty("name"));
function f(a, b) {} console.log(delete f.length, f.length, f.hasOwnProperty("length"), delete f.name, f.name === "");
let { x = class {}, y = () => {} } = {}; console.log(x.name, y.name);
let z; [z = class {}] = []; console.log(z.name); ({ z = function () {} } = {}); console.log(z.name);
let w = (class {}); console.log(w.name); w ??= 1; let v; v ??= () => {}; console.log(v.name);
const o = { ["a" + "b"]: () => {}, ["c"]: class {}, [Symbol("k")]() {} }; console.log(o.ab.name, o.c.name, o[Object.getOwnPropertySymbols(o)[0]].name);
class N { static name = "own"; } console.log(N.name); class F1 { f = () => {}; static g = function () {}; #h = class {}; hn() { return this.#h.name; } } console.log(new F1().f.name, F1.g.name, new F1().hn());
class G { static m() {} static *gen() { yield 1; } async am() { return 1; } } console.log([...G.gen()], G.m.hasOwnProperty("prototype")); new G().am().then(console.log);
