// while, do/while, for without parts, for-of over arrays, strings and Maps, break and continue in each.
let n = 0;
do {
  n += 1;
  if (n === 2) continue;
  if (n > 4) break;
} while (n < 10);
console.log(n);
let once = 0;
do once += 1;
while (once < 0);
console.log(once);
let k = 0;
for (;;) {
  k += 1;
  if (k % 2) continue;
  if (k > 6) break;
}
console.log(k);
let text = "";
for (const c of "añ😀z") {
  if (c === "z") break;
  text = c + text;
}
console.log(text);
let sum = 0;
for (const [key, value] of new Map([["a", 1], ["b", 2], ["c", 4]])) {
  if (key === "b") continue;
  sum += value;
}
console.log(sum);
let last: number | undefined;
for (last of [5, 6, 7]);
console.log(last);
const target = { v: 0 };
for (target.v of [1, 2, 3]) if (target.v === 2) break;
console.log(target.v);
let i = 0;
while (i++ < 3);
console.log(i);
for (var hoisted = 0; hoisted < 3; hoisted += 1);
console.log(hoisted);
for (let a = 0, b = 10; a < b; a += 3, b -= 1) if (a * b > 20) console.log(a, b);
