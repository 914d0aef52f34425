// The operators on integers and fractions, including signs of zero, infinities and NaN.
const values = [0, -0, 1, -1, 2, 0.5, -7, 3, Infinity, -Infinity, NaN];
for (const a of values) {
  const row: number[] = [];
  for (const b of [2, -3, 0, 0.5, Infinity]) row.push(a + b, a - b, a * b, a / b, a % b);
  console.log(a, ":", row.map((n) => (Object.is(n, -0) ? "-0" : String(n))).join(" "));
}
let n = 5;
n += 2;
n -= 1;
n *= 3;
n /= 4;
n %= 3;
n **= 3;
console.log(n, n++, ++n, n--, --n, -n, +n, - -n);
