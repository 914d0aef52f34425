// Array patterns: skipping, defaults, rest, nesting, swapping, in parameters and loops, from strings and Maps.
const [a, , b = 20, c = 30, ...rest] = [1, 2, undefined, null, 5, 6];
console.log(a, b, c, rest.join());
let x = 1;
let y = 2;
let z = 3;
[x, y, z] = [z, x, y];
console.log(x, y, z);
const list = [10, 20, 30];
[list[0], list[2]] = [list[2], list[0]];
console.log(list.join());
const [[inner, [deep = "d"] = []], second = inner] = [[1, []]] as [[number, string[]?], number?];
console.log(inner, deep, second);
const [first, ...others] = "héllo";
console.log(first, others.length, others.join("."));
function area([w, h = w]: [number, number?]): number {
  return w * h;
}
console.log(area([3]), area([3, 4]));
for (const [key, [low, high]] of new Map([["r", [1, 2]], ["s", [3, 4]]])) console.log(key, low + high);
const [none] = [] as number[];
console.log(none);
let calls = 0;
const lazy = () => (calls += 1);
const [p = lazy(), q = lazy()] = [0, undefined];
console.log(p, q, calls);
