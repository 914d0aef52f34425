// Every operation rounds to double once: no fused multiply-add, no extended precision, order matters.
const a = 0.1;
const b = 10;
console.log(a * b - 1, a + a + a - 0.3, 1e16 + 1 - 1e16, 1e16 + (1 - 1e16), 0.1 * 3, 0.7 + 0.1, 0.2 + 0.7);
const x = 1 + 2 ** -27;
console.log(x * x - (1 + 2 ** -26), x * x + -1);
function fused(p: number, q: number, r: number): number {
  return p * q + r;
}
console.log(fused(x, x, -(1 + 2 ** -26)), fused(1 + 2 ** -30, 1 - 2 ** -30, -1), fused(1e200, 1e200, -Infinity));
let sum = 0;
for (let i = 1; i <= 1000; i += 1) sum += 1 / i;
let down = 0;
for (let i = 1000; i >= 1; i -= 1) down += 1 / i;
console.log(sum, down, sum === down);
let dot = 0;
for (let i = 0; i < 100; i += 1) dot += (i + 0.1) * (100 - i + 0.7);
console.log(dot);
console.log(5e-324 / 2, 5e-324 * 0.6, 2.2250738585072014e-308 / 3, 1e308 * 10 - 1e308 * 10);
let tiny = 1;
let steps = 0;
while (tiny > 0) {
  tiny /= 2;
  steps += 1;
}
console.log(steps);
