// performance.now: a number of milliseconds that never goes back and moves on.
const start = performance.now();
console.log(typeof start, start >= 0);
let last = start;
let back = 0;
for (let i = 0; i < 1000; i++) {
  const next = performance.now();
  if (next < last) back++;
  last = next;
}
console.log(back);
while (performance.now() === start) {}
console.log(performance.now() > start);
