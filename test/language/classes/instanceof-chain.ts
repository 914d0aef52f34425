// instanceof along the chain, with null, with primitives held in unknown, and after narrowing.
class A {
  a = 1;
}
class B extends A {
  b = 2;
}
class C extends B {
  c = 3;
}
class Other {
  a = 1;
}
const values: unknown[] = [new A(), new B(), new C(), new Other(), null, undefined, 5, "A", {}, [], () => 0];
for (const value of values) {
  const row = [value instanceof A, value instanceof B, value instanceof C, value instanceof Object];
  console.log(row.map((yes) => (yes ? "1" : "0")).join(""));
}
function total(value: unknown): number {
  if (value instanceof C) return value.a + value.b + value.c;
  if (value instanceof B) return value.a + value.b;
  if (value instanceof A) return value.a;
  return -1;
}
console.log(values.map(total).join());
console.log(new B().constructor === B, new C().constructor.name, [] instanceof Array);
