// Permutations, subsets, combinations and products by recursion and by next-permutation.
function permutations<T>(items: T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}
console.log(permutations(["a", "b", "c"]).map((p) => p.join("")).join(" "), permutations([1, 2, 3, 4, 5]).length);
function next(list: number[]): boolean {
  let i = list.length - 2;
  while (i >= 0 && list[i] >= list[i + 1]) i -= 1;
  if (i < 0) return false;
  let j = list.length - 1;
  while (list[j] <= list[i]) j -= 1;
  [list[i], list[j]] = [list[j], list[i]];
  for (let a = i + 1, b = list.length - 1; a < b; a += 1, b -= 1) [list[a], list[b]] = [list[b], list[a]];
  return true;
}
const digits = [1, 1, 2, 3];
const seen = [digits.join("")];
while (next(digits)) seen.push(digits.join(""));
console.log(seen.join(" "), seen.length);
const subsets = <T>(items: T[]): T[][] => items.reduce<T[][]>((all, item) => [...all, ...all.map((s) => [...s, item])], [[]]);
console.log(subsets(["x", "y", "z"]).map((s) => `{${s.join("")}}`).join(" "));
function combinations(n: number, k: number, from = 1): number[][] {
  if (k === 0) return [[]];
  const out: number[][] = [];
  for (let i = from; i <= n - k + 1; i += 1) for (const rest of combinations(n, k - 1, i + 1)) out.push([i, ...rest]);
  return out;
}
console.log(combinations(5, 3).map((c) => c.join("")).join(" "), combinations(10, 4).length);
