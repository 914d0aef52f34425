// Functions as constructors, objects with properties, arguments, and methods of built-in prototypes as values.
const Foo: any = function (this: any, x: number) {
  this.x = x;
};
Foo.prototype.bar = function (this: any) {
  return this.x * 2;
};
const f = new Foo(4);
console.log(f.bar(), f instanceof Foo, f, f.constructor === Foo, Foo.name, Foo.length);
function Base(this: any, n: string) {
  this.n = n;
}
Base.prototype.hello = function () {
  return "hello " + this.n;
};
function Derived(this: any, n: string) {
  (Base as any).call(this, n);
  this.d = true;
}
Derived.prototype = Object.create(Base.prototype);
Derived.prototype.constructor = Derived;
const d = new (Derived as any)("dd");
console.log(d.hello(), d, d instanceof (Derived as any), d instanceof (Base as any));
const slice = Array.prototype.slice;
console.log(slice.call([1, 2, 3], 1), Array.prototype.map.call("abc", (c: any) => c + c));
const { push } = Array.prototype;
const arr: any[] = [];
push.call(arr, 1, 2);
console.log(arr);
const fn: any = () => 1;
fn.extra = { a: 1 };
console.log(fn, fn.extra, Object.keys(fn));
function counter() {
  return ++counter.count;
}
counter.count = 0;
counter();
console.log(counter(), counter.count);
function sum(): number {
  let total = 0;
  for (let i = 0; i < arguments.length; i++) total += arguments[i];
  return total;
}
console.log((sum as any)(1, 2, 3), sum(), sum.length);
function two(a: number, b = 5) {
  return [a, b, arguments.length, ...Array.prototype.slice.call(arguments, 1)];
}
console.log(two(1), two(1, 2), (two as any)(1, 2, 3), two.length);
function pass(this: any) {
  return Math.max.apply(null, arguments as any);
}
console.log((pass as any)(3, 9, 2));
class K {
  v: unknown;
  constructor() {
    this.v = arguments.length;
  }
  m(a?: string) {
    return `${a} of ${arguments.length}`;
  }
}
console.log(new (K as any)(1, 2).v, (new K() as any).m("x", "y"));
console.log(("a" as string) == ({ toString: () => "a" } as any as string), ("1" as string) == (1 as any as string));
console.log([1, 2].map(String), ["1", "2"].map(Number), [0, 1].map(Boolean), Object("x" as any) === ("x" as any));
function both(this: any, first: unknown, ...rest: number[]): string {
  return `${first} ${rest.length} ${arguments.length} ${rest}`;
}
console.log((both as any)("f", 1, 2), (both as any)(), both.length);
