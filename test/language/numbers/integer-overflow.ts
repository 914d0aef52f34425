// Integers grow past 2^31, 2^32 and 2^53 without wrapping; loops and fields notice at the right step.
let n = 2147483645;
for (let i = 0; i < 5; i += 1) console.log(n++, n);
let m = -2147483646;
for (let i = 0; i < 4; i += 1) console.log(--m);
let product = 1;
for (let i = 1; i <= 22; i += 1) product *= i;
console.log(product, 46341 * 46341, 65536 * 65536, -65536 * 32768, 2147483647 + 1, -2147483648 - 1, -(-2147483648));
let power = 1;
for (let i = 0; i < 60; i += 1) power += power;
console.log(power, 9007199254740992 + 1, 9007199254740991 + 1, 9007199254740993, 2 ** 53 === 2 ** 53 + 1);
class Sum {
  total = 0;
  count = 0;
  add(x: number): void {
    this.total += x;
    this.count += 1;
  }
}
const sum = new Sum();
for (let i = 0; i < 100000; i += 1) sum.add(i * 50000);
console.log(sum.total, sum.count, sum.total / sum.count, sum.total | 0);
const array = [2000000000, 2000000000];
console.log(array[0] + array[1], array.reduce((a, b) => a * b), (array[0] * 3) % 1000000007);
function mid(low: number, high: number): number {
  return Math.floor((low + high) / 2);
}
console.log(mid(2147483646, 2147483647), Math.abs(-2147483648), -2147483648 / -1, -2147483648 % -1);
