// Property attributes: defineProperty, descriptors, getters and setters in literals, integrity levels.
function attempt(label: string, action: () => unknown): void {
  try {
    console.log(label, action());
  } catch (e) {
    console.log(label, (e as Error).name, (e as Error).message);
  }
}
const o: any = {
  base: 2,
  get double() {
    return this.base * 2;
  },
  set double(n: number) {
    this.base = n / 2;
  },
  get only() {
    return "read";
  },
  set write(x: unknown) {
    console.log("written", x);
  },
  last: 1,
};
console.log(o, o.double, o.only, o.write);
o.double = 10;
o.write = 4;
console.log(o.base, Object.keys(o), JSON.stringify(o));
attempt("getter only", () => {
  o.only = 1;
});
const typed = {
  n: 1,
  get next(): number {
    return ++this.n;
  },
};
console.log(typed.next, typed.next, typed.n, { ...typed });

Object.defineProperty(o, "hidden", { value: 1 });
console.log(o.hidden, Object.keys(o).includes("hidden"), "hidden" in o);
console.log(Object.getOwnPropertyDescriptor(o, "hidden"), Object.getOwnPropertyDescriptor(o, "base"));
console.log(Object.getOwnPropertyDescriptor(o, "double"), Object.getOwnPropertyDescriptor(o, "none"));
attempt("read-only", () => (o.hidden = 2));
attempt("delete", () => delete o.hidden);
attempt("redefine", () => Object.defineProperty(o, "hidden", { value: 2 }));
attempt("same", () => Object.defineProperty(o, "hidden", { value: 1 }).hidden);
attempt("configurable", () => Object.defineProperty(o, "hidden", { configurable: true }));
attempt("not an object", () => Object.defineProperty(1 as any, "x", {}));
attempt("bad descriptor", () => Object.defineProperty({}, "x", 1 as any));
attempt("bad getter", () => Object.defineProperty({}, "x", { get: 1 } as any));
attempt("both", () => Object.defineProperty({}, "x", { get: () => 1, value: 2 }));

const lit = { a: 1, b: "two", c: true };
Object.defineProperty(lit, "b", { enumerable: false });
console.log(lit, Object.keys(lit), Object.getOwnPropertyNames(lit), lit.b);
lit.b = "changed";
console.log(lit.b, lit);
Object.defineProperty(lit, "a", { get: () => 42, configurable: true });
console.log(lit.a, lit, Object.getOwnPropertyNames(lit));
attempt("lit.a", () => {
  lit.a = 3;
});
Object.defineProperty(lit, "a", { value: 7, writable: true, enumerable: true });
lit.a++;
console.log(lit.a, lit, Object.getOwnPropertyDescriptors(lit));

const many: any = Object.defineProperties({}, {
  x: { value: 1, enumerable: true },
  y: { get: () => "y", enumerable: true, configurable: true },
  [Symbol.for("z")]: { value: "sym", enumerable: true },
});
console.log(many, many.x, many.y);
attempt("x", () => {
  many.x = 5;
});
attempt("y", () => delete many.y);
console.log(many);

const frozen: any = Object.freeze({ a: 1, nested: { b: 2 } });
attempt("frozen set", () => {
  frozen.a = 2;
});
attempt("frozen add", () => {
  frozen.z = 2;
});
attempt("frozen delete", () => delete frozen.a);
attempt("frozen define", () => Object.defineProperty(frozen, "a", { value: 3 }));
attempt("frozen new", () => Object.defineProperty(frozen, "q", { value: 3 }));
frozen.nested.b = 3;
console.log(frozen, Object.isFrozen(frozen), Object.isSealed(frozen), Object.isExtensible(frozen));
console.log(Object.getOwnPropertyDescriptor(frozen, "a"));
const sealed: any = Object.seal({ a: 1 });
sealed.a = 2;
attempt("sealed delete", () => delete sealed.a);
attempt("sealed add", () => {
  sealed.b = 1;
});
console.log(sealed, Object.isFrozen(sealed), Object.isSealed(sealed));
const closed: any = Object.preventExtensions({ a: 1 });
attempt("closed add", () => {
  closed.b = 1;
});
delete closed.a;
console.log(closed, Object.isFrozen(closed), Object.isSealed(closed), Object.isFrozen({}), Object.isFrozen(1));
Object.defineProperty(sealed, "a", { writable: false });
console.log(Object.isFrozen(sealed));
const order: any = { z: 1, 2: "two", a: 3, 1: "one" };
order["01"] = "text";
order[0] = "zero";
Object.defineProperty(order, "m", { get: () => 1, enumerable: true });
console.log(Object.keys(order), order);
delete order.z;
order.z = 9;
console.log(Object.keys(order));
const list = [1, 2, 3];
console.log(Object.getOwnPropertyDescriptor(list, 0), Object.getOwnPropertyDescriptor(list, "length"));
console.log(Object.getOwnPropertyDescriptor("ab", 1), Object.getOwnPropertyNames("ab"));
const computed = "dyn";
const acc = {
  get [computed + "1"]() {
    return 1;
  },
  set [`${computed}2`](v: number) {
    console.log("set", v);
  },
} as any;
console.log(acc, acc.dyn1);
acc.dyn2 = 5;
let log = "";
const counter = {
  get value() {
    log += "g";
    return 1;
  },
  set value(v) {
    log += `s${v}`;
  },
};
counter.value += 2;
counter.value++;
console.log(log);
