// Default sort is by string order, a comparator sorts otherwise, equal elements keep their order, undefined goes last.
console.log([10, 9, 1, 100, -1, 0.5].sort().join());
console.log([10, 9, 1, 100, -1, 0.5].sort((a, b) => a - b).join());
console.log(["b", "a", "C", "é", "aa", ""].sort().join("|"));
const rows = Array.from({ length: 60 }, (_, i) => ({ key: (i * 17) % 5, at: i }));
rows.sort((a, b) => a.key - b.key);
console.log(rows.map((row) => `${row.key}.${row.at}`).join(" "));
const holes: (number | undefined)[] = [3, undefined, 1, undefined, 2];
console.log(holes.sort().map(String).join());
console.log([true, false, true].sort().join(), [null, "z", 1].sort().join());
const same = [2, 1];
console.log(same.sort() === same, same.join(), [..."hello"].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)).join(""));
const big: number[] = [];
let x = 12345;
for (let i = 0; i < 20000; i += 1) {
  x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
  big.push(x % 1000);
}
big.sort((a, b) => b - a);
let ordered = true;
for (let i = 1; i < big.length; i += 1) if (big[i - 1] < big[i]) ordered = false;
console.log(ordered, big[0], big[10000], big[19999]);
