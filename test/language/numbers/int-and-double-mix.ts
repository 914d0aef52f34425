// Variables that are integers on one path and fractions, -0 or NaN on another keep the right value everywhere.
function step(i: number): number {
  if (i % 5 === 0) return i / 2;
  if (i % 7 === 0) return -0 * i;
  return i;
}
let acc = 0;
let zeros = 0;
for (let i = 0; i < 50; i += 1) {
  const s = step(i);
  if (Object.is(s, -0)) zeros += 1;
  acc += s;
}
console.log(acc, zeros);
let v = 10;
for (const d of [3, 2, -1, 0]) {
  v = v / d;
  console.log(v, v | 0);
}
const neg = (n: number): number => -n;
console.log(1 / neg(0), 1 / (0 * -1), 1 / (-5 % 5), 1 / Math.round(-0.3), 1 / (0 - 0), 1 / (-0 + 0), 1 / (-0 - 0));
let count = 0;
for (let f = 0; f < 1; f += 0.1) count += 1;
console.log(count);
const half = [1, 2, 3].map((n) => n / 2);
console.log(half.join(), half[0] + half[2], 7 / 2, (7 / 2) * 2, 6 / 2, 1 / 3 + 2 / 3, (1 << 30) * 4, (1 << 31) - 1);
let counter = 0;
while (counter < 4294967298) counter += 1073741823.5;
console.log(counter);
