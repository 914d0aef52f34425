// for-of sees elements pushed during the loop; forEach and map visit only the first length; removal shifts.
const growing = [1, 2, 3];
for (const n of growing) if (growing.length < 8) growing.push(n * 10);
console.log(growing.join());
const fixed = [1, 2, 3];
fixed.forEach((n) => fixed.push(n));
console.log(fixed.join());
const shrinking = [1, 2, 3, 4, 5, 6];
const seen: number[] = [];
for (const n of shrinking) {
  seen.push(n);
  if (n % 2 === 0) shrinking.shift();
}
console.log(seen.join(), shrinking.join());
console.log([1, 2, 3, 4].map((n, i, all) => {
  all.length = 3;
  return n + i;
}).join("-"));
const filtered = [1, 2, 3, 4].filter((n, i, all) => {
  if (i === 0) all[3] = 100;
  return n > 2;
});
console.log(filtered.join());
const it = [7, 8].entries();
for (const [index, value] of it) console.log(index, value);
console.log([...["a", "b"].keys()].join(), [..."ab"].length);
