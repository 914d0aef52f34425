// Variables assigned on every path, shadowed in branches, captured before and after, and early returns.
function classify(n: number): string {
  let kind: string;
  if (n < 0) kind = "negative";
  else if (n === 0) return "zero";
  else {
    let kind2 = "positive";
    if (n > 100) kind2 = `very ${kind2}`;
    kind = kind2;
  }
  return kind;
}
console.log(classify(-1), classify(0), classify(5), classify(500));
function mixed(flag: boolean): number | string {
  let value: number | string = 1;
  if (flag) value = "text";
  const later = (): string => `${typeof value}`;
  value = flag ? value + "!" : 2.5;
  return `${value} ${later()}`;
}
console.log(mixed(true), mixed(false));
function loop(limit: number): number {
  let best = -1;
  for (let i = 0; i < limit; i += 1) {
    let score: number;
    if (i % 3 === 0) score = i * 2;
    else if (i % 3 === 1) continue;
    else score = -i;
    if (score > best) best = score;
  }
  return best;
}
console.log(loop(0), loop(1), loop(10), loop(100));
let unset: number | undefined;
const reader = () => unset;
console.log(reader());
unset = 4;
console.log(reader());
