// Labelled break and continue over nested loops of every kind and out of plain blocks.
const log: string[] = [];
outer: for (let i = 0; i < 4; i += 1) {
  let j = 0;
  while (true) {
    j += 1;
    if (j > i) continue outer;
    if (i === 3) break outer;
    do {
      if (j === 2) break;
      log.push(`${i}.${j}`);
      if (i === 2) continue outer;
    } while (false);
    log.push("after");
  }
}
console.log(log.join(" "));
function find(grid: number[][], wanted: number): string {
  let at = "none";
  search: for (const [r, row] of grid.entries()) {
    for (const c in row) {
      if (row[Number(c)] === wanted) {
        at = `${r},${c}`;
        break search;
      }
    }
  }
  return at;
}
console.log(find([[1, 2], [3, 4]], 3), find([[1]], 9));
checks: {
  if (log.length < 2) break checks;
  inner: {
    if (log.length > 0) break inner;
    console.log("skipped");
  }
  console.log("between");
}
primes: for (let n = 2; n < 40; n += 1) {
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) continue primes;
  log.push(String(n));
}
console.log(log.slice(-12).join());
