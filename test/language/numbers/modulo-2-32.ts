// Sums that only matter modulo 2^32, and numbers that look so and do not.
function mix(a: number, b: number, c: number): number {
  return (a + b * 3 - c) | 0;
}
console.log(mix(2147483647, 2147483647, -1), mix(-2147483648, -2147483648, 5), mix(0.5, 0.5, 0.25));
console.log(mix(NaN, 1, 2), mix(Infinity, 1, 2), mix(2 ** 53, 1, 0), mix(-0, -0, -0));

function rotate(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n));
}
console.log(rotate(-1, 7), rotate(4294967295, 7), rotate(2 ** 40 + 5, 3), rotate(1.9, 31), rotate(NaN, 4));

// A chain whose sum passes 2^53 rounds as doubles do.
function chain(n: number): number {
  let h = 0;
  for (let i = 0; i < n; i++) h = (h + 0x9e3779b9 + (i << 4)) | 0;
  return h;
}
console.log(chain(0), chain(1), chain(1000));
function unbounded(n: number): number {
  let h = 1;
  for (let i = 0; i < n; i++) h = h * 31 + i;
  return h | 0;
}
console.log(unbounded(5), unbounded(10), unbounded(40));
function product(a: number, b: number): number {
  return ((a & 0xffffffff) * (b & 0xffffffff)) | 0;
}
console.log(product(-1, -1), product(0x7fffffff, 0x7fffffff), product(65537, 65537), product(0x12345678, 0x9abcdef));

// Held as an integer for the mask, and wanted whole elsewhere.
function both(a: number, b: number): string {
  const sum = (a | 0) + (b | 0);
  return `${sum & 255} ${sum}`;
}
console.log(both(2147483647, 1), both(-2147483648, -1));
function onlyMask(a: number, b: number): string {
  const sum = (a | 0) + (b | 0);
  const twice = sum + sum;
  return `${twice & 255} ${sum >>> 1} ${~sum}`;
}
console.log(onlyMask(2147483647, 1), onlyMask(-2147483648, -1));
function negated(a: number): number {
  return (a | 0) & -(a | 0);
}
console.log(negated(12), negated(-2147483648), negated(0), negated(1 << 31));

// Counters of nested loops, and comparisons of signed with unsigned numbers.
let visits = 0;
for (let i = 0; i < 3; i++) for (let j = i; j < 5; j++) visits += i * j;
console.log(visits);
function compare(a: number, b: number): string {
  const signed = a | 0;
  const unsigned = b >>> 0;
  return `${signed < unsigned} ${signed === unsigned} ${signed >= unsigned}`;
}
console.log(compare(-1, -1), compare(-1, 5), compare(7, 7), compare(-2147483648, -2147483648));

// Shifts by a variable: small ones stay small, and the sign bit is one.
function small(n: number): number {
  return (1 << n) - 1;
}
console.log(small(0), small(13), small(30));
function large(n: number): number {
  return (1 << n) - 1;
}
console.log(large(0), large(31), large(32), large(-1));
