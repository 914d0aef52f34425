import { late as own } from "./functions.js";

change();
console.log(typeof own, own());

export function change() {
  counted = ((before) => () => before() + 1)(counted);
}
export function counted() {
  return 1;
}
export function late() {
  return "late";
}
late = function () {
  return "later";
};

function first() {
  return "first";
}
console.log(first.name, first());
first = () => "second";
console.log(first.name, first(), new (function () { this.x = first(); })().x);

function outer(n) {
  const read = () => inner(n);
  const before = read();
  function inner(x) {
    return x + 1;
  }
  const middle = inner(n);
  inner = (x) => x * 10;
  return [before, middle, read(), inner(n)];
}
console.log(outer(4), outer(5));

function block() {
  const seen = [];
  {
    seen.push(typeof local);
    local = 7;
    function local() {}
    seen.push(typeof local, local);
  }
  return seen;
}
console.log(block());

function Shape(size) {
  this.size = size;
}
Shape.prototype.area = function () {
  return this.size ** 2;
};
const Plain = Shape;
Shape = function (size) {
  return new Plain(size + 1);
};
console.log(new Shape(2).area(), new Shape(2) instanceof Plain);
