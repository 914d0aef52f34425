// Function.prototype.bind: length and name, `new`, `instanceof`, binding again; what objects and functions are called.

interface Pair {
  x: number;
  y: number;
}
const P = function (this: Pair, x: number, y: number): void {
  this.x = x;
  this.y = y;
} as unknown as { new (x: number, y: number): Pair; bind(self: unknown, x: number): new (y: number) => Pair };
const B = P.bind({ no: 1 }, 10);
const b = new B(5);
console.log(b.x + b.y, b instanceof P, b instanceof B, B.length, B.name, B);

const arrow = ((x: number, y: number, z: number) => [x, y, z]).bind(null, 1);
try {
  new (arrow as unknown as new () => object)();
} catch (e) {
  console.log((e as Error).constructor.name);
}
console.log(arrow(2, 3), arrow.length, arrow.name, arrow);
const atLeast: (n: number) => number = Math.max.bind(null, 2);
console.log([1, 2].map((n) => atLeast(n)), console.log.bind(console).name);

const o = {
  v: 4,
  m(): number {
    return this.v;
  },
};
const m = o.m.bind(o);
const again = m.bind(null);
console.log(m(), again(), again.name, Object.getOwnPropertyNames(m));

console.log(Object.prototype.toString.call(new Date(0)), Object.prototype.toString.call(/x/));
try {
  Object.prototype.isPrototypeOf.call(undefined, {});
} catch (e) {
  console.log((e as Error).message);
}
try {
  Function.prototype.toString.call(null);
} catch (e) {
  console.log((e as Error).message);
}
console.log(Object.getOwnPropertyDescriptor(Boolean, "prototype")?.writable);
