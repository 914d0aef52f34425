// Prototypes of ordinary objects: Object.create, getPrototypeOf, setPrototypeOf, __proto__, for-in.
const parent: any = { greet() { return `hi ${this.name}`; }, kind: "parent", name: "p" };
const child = Object.create(parent, { name: { value: "c", enumerable: true, writable: true } });
console.log(child.greet(), child.kind, Object.keys(child), child, parent.isPrototypeOf(child));
console.log(Object.getPrototypeOf(child) === parent, "kind" in child, child.hasOwnProperty("kind"));
child.kind = "own";
console.log(child.kind, parent.kind, Object.keys(child));
delete child.kind;
console.log(child.kind);
for (const k in child) console.log(k);
const hidden = Object.create({ a: 1, b: 2 }, { a: { value: 0, enumerable: false } });
for (const k in hidden) console.log("hidden", k);

const bare = Object.create(null);
bare.x = 1;
console.log(bare, bare.x, bare.toString, "toString" in bare, Object.getPrototypeOf(bare));
for (const k in bare) console.log(k);
try {
  console.log(`${bare}`);
} catch (e) {
  console.log((e as Error).message);
}
const a: any = { a: 1 };
const b: any = { b: 2 };
Object.setPrototypeOf(a, b);
console.log(a.b, a, Object.keys(a), a.__proto__ === b, b.__proto__ === Object.prototype);
a.__proto__ = { c: 3 };
console.log(a.b, a.c);
const lit: any = { __proto__: parent, own: 1 };
console.log(lit.kind, lit, lit.greet());
try {
  Object.setPrototypeOf(b, Object.create(b));
} catch (e) {
  console.log((e as Error).message);
}
try {
  Object.create(1 as any);
} catch (e) {
  console.log((e as Error).message);
}
const withAccessors: any = Object.create({
  get full(): string {
    return `${(this as any).first}!`;
  },
  set full(v: string) {
    (this as any).first = v;
  },
});
withAccessors.full = "set";
console.log(withAccessors.full, Object.keys(withAccessors), withAccessors);
const readonlyParent = Object.create(Object.freeze({ x: 1 }));
try {
  readonlyParent.x = 2;
} catch (e) {
  console.log((e as Error).message);
}
console.log(Object.getPrototypeOf(Object.prototype), Object.getPrototypeOf({}) === Object.prototype);
console.log(Object.getPrototypeOf([]) === Array.prototype, Object.getPrototypeOf("") === String.prototype);
console.log(Object.getPrototypeOf(() => 1) === Function.prototype, Object.prototype.isPrototypeOf([]));
console.log(Object.prototype.hasOwnProperty.call({ k: 1 }, "k"), Object.prototype.toString.call([]), Object.prototype.toString.call(null));
class A {
  x = 1;
  m() {
    return "A.m";
  }
}
class B extends A {}
const inst: any = new B();
console.log(Object.getPrototypeOf(inst) === B.prototype, Object.getPrototypeOf(B.prototype) === A.prototype);
console.log(A.prototype.isPrototypeOf(inst), B.prototype.constructor === B, inst.constructor === B, Object.getPrototypeOf(B) === A);
console.log(A.prototype.m.call(inst), inst.hasOwnProperty("m"), A.prototype.hasOwnProperty("m"), B.prototype.hasOwnProperty("m"));
const viaClass = Object.create(A.prototype);
console.log(viaClass instanceof A, typeof viaClass.m, viaClass.constructor.name);
const deep = Object.create(Object.create(Object.create(parent)));
console.log(deep.greet(), deep);
console.log({}.constructor === Object, ([] as any).constructor.name, ("" as any).constructor === String);
