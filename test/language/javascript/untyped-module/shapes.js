// Untyped JavaScript, imported by typed and untyped programs.
export function Shape(name) {
  this.name = name;
}
Shape.prototype.describe = function () {
  return `${this.name} of area ${this.area()}`;
};
Shape.prototype.area = () => 0;
export function Square(side) {
  Shape.call(this, "square");
  this.side = side;
}
Square.prototype = Object.create(Shape.prototype);
Square.prototype.constructor = Square;
Square.prototype.area = function () {
  return this.side * this.side;
};
Square.unit = new Square(1);

export class Stack {
  constructor() {
    this.items = [];
  }
  push(x) {
    this.items.push(x);
    return this;
  }
  get size() {
    return this.items.length;
  }
  static of(...xs) {
    const s = new Stack();
    for (const x of xs) s.push(x);
    return s;
  }
}
export let mutable = 1;
export function change() {
  mutable = "now text";
  return mutable;
}
export function extend(target) {
  for (let i = 1; i < arguments.length; i++) {
    const source = arguments[i];
    for (const key in source) if (Object.hasOwn(source, key)) target[key] = source[key];
  }
  return target;
}
export const memo = (f) => {
  const cache = {};
  return (n) => {
    if (!(n in cache)) cache[n] = f(n);
    return cache[n];
  };
};
export function add(a, b) {
  return a + b;
}
