// Backtracking with bit masks and with arrays counts the placements of queens.
function count(n: number): number {
  const full = (1 << n) - 1;
  const place = (columns: number, left: number, right: number): number => {
    if (columns === full) return 1;
    let total = 0;
    for (let free = full & ~(columns | left | right); free; free &= free - 1) {
      const bit = free & -free;
      total += place(columns | bit, ((left | bit) << 1) & full, (right | bit) >> 1);
    }
    return total;
  };
  return place(0, 0, 0);
}
function first(n: number): string[] {
  const queens: number[] = [];
  const safe = (column: number): boolean => queens.every((c, r) => c !== column && Math.abs(c - column) !== queens.length - r);
  const solve = (): boolean => {
    if (queens.length === n) return true;
    for (let c = 0; c < n; c += 1) {
      if (!safe(c)) continue;
      queens.push(c);
      if (solve()) return true;
      queens.pop();
    }
    return false;
  };
  return solve() ? queens.map((c) => ".".repeat(c) + "Q" + ".".repeat(n - c - 1)) : ["none"];
}
console.log([1, 2, 3, 4, 5, 6, 7, 8, 9].map(count).join());
for (const row of first(8)) console.log(row);
console.log(first(3).join());
