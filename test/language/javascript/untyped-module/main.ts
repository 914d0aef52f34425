// A typed program that uses an untyped module.
import { add, change, extend, memo, Shape, Square, Stack } from "./shapes.js";

const s: any = new (Square as any)(3);
console.log(s.describe(), s instanceof (Shape as any), s.constructor.name, s);
console.log((Square as any).unit.describe());
const stack = (Stack as any).of(1, "two", { three: 3 });
console.log(stack.size, stack, stack.push(4).size);
console.log(change(), extend({ a: 1 }, { b: 2 }, { a: 3, c: [4] }));
let calls = 0;
const slow = memo((n: number) => {
  calls++;
  return n * n;
});
console.log(slow(4), slow(4), slow(5), calls);
console.log(add(1, 2), add("a", 1), add([], {}), add(null, undefined));
