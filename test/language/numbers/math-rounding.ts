// floor, ceil, round, trunc, sign and abs at the edges, keeping -0.
const values = [0, -0, 0.5, -0.5, 1.5, 2.5, -1.5, -2.5, 0.49999999999999994, -0.2, 4503599627370495.5, 4503599627370497, 2147483647.5, -2147483648.5, 1e300, NaN, Infinity, -Infinity];
const text = (n: number): string => (Object.is(n, -0) ? "-0" : String(n));
for (const v of values) {
  console.log(text(v), ":", [Math.floor(v), Math.ceil(v), Math.round(v), Math.trunc(v), Math.sign(v), Math.abs(v)].map(text).join(" "));
}
console.log(Math.floor(-7 / 2), (-7 / 2) | 0, Math.floor(7 / 2), Math.ceil(7 / 2), Math.round(-3.5), Math.round(2.4999));
function ceilOf(n: number): number {
  return Math.ceil(n);
}
console.log(ceilOf(0.1), ceilOf(3), ceilOf(-0.9) === 0, ceilOf(2147483647.1));
