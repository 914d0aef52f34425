// Memoised Fibonacci, longest common subsequence, knapsack, edit distance, partitions, coin change.
const memo = new Map<number, number>();
function fib(n: number): number {
  if (n < 2) return n;
  const known = memo.get(n);
  if (known !== undefined) return known;
  const value = fib(n - 1) + fib(n - 2);
  memo.set(n, value);
  return value;
}
console.log(fib(80), memo.size);
const slow = (n: number): number => (n < 2 ? n : slow(n - 1) + slow(n - 2));
console.log(slow(22));
function lcs(a: string, b: string): string {
  const t: string[][] = Array.from({ length: a.length + 1 }, () => new Array<string>(b.length + 1).fill(""));
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1)
      t[i][j] = a[i - 1] === b[j - 1] ? t[i - 1][j - 1] + a[i - 1] : t[i - 1][j].length >= t[i][j - 1].length ? t[i - 1][j] : t[i][j - 1];
  return t[a.length][b.length];
}
console.log(lcs("xmjyauz", "mzjawxu"), lcs("", "a").length, lcs("naïve→x", "ïv→"));
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
console.log(distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"));
const items = [{ weight: 3, value: 25 }, { value: 20, weight: 2 }, { weight: 1, value: 15 }, { weight: 4, value: 40 }, { value: 50, weight: 5 }];
const best = new Int32Array(7);
for (const { weight, value } of items) for (let w = 6; w >= weight; w -= 1) best[w] = Math.max(best[w], best[w - weight] + value);
console.log(best.join());
const ways = [1, ...new Array<number>(100).fill(0)];
for (const coin of [1, 5, 10, 25, 50]) for (let n = coin; n <= 100; n += 1) ways[n] += ways[n - coin];
const parts = [1, ...new Array<number>(100).fill(0)];
for (let k = 1; k <= 100; k += 1) for (let n = k; n <= 100; n += 1) parts[n] += parts[n - k];
console.log(ways[100], parts[100]);
