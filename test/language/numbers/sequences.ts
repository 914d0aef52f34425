// Loops with several counters, decreasing, stepping by fractions, and unusual bounds.
const out: string[] = [];
for (let i = 10; i > 0; i -= 3) out.push(String(i));
for (let i = 0, j = 5; i < j; i += 1, j -= 1) out.push(`${i}:${j}`);
for (let i = 1; i < 1000; i *= 3) out.push(String(i));
for (let i = 1; i > 0.1; i /= 2) out.push(String(i));
for (let i = 3; i--; ) out.push(String(i));
for (let i = 0xff; i; i >>= 2) out.push(String(i));
console.log(out.join(" "));
const collatz = (n: number): number => {
  let steps = 0;
  while (n !== 1) {
    n = n % 2 === 0 ? n / 2 : 3 * n + 1;
    steps += 1;
  }
  return steps;
};
console.log([1, 7, 27, 97, 871].map(collatz).join(), collatz(113383));
let a = 0;
let b = 1;
for (let i = 0; i < 90; i += 1) [a, b] = [b, a + b];
console.log(a, b);
console.log([10, 9, 8].map((_, i) => i ** 2).join(), 0xff, 0b1010, 0o17, 1_000_000, .5, 5., 1e3);
