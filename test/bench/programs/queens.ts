// Counts the ways to place n queens by recursion over bit masks: small integers, calls.

/** Positions looked at; it also keeps a compiler from computing a pure function only once. */
let visited = 0;

function place(all: number, columns: number, left: number, right: number): number {
  visited++;
  if (columns === all) return 1;
  let ways = 0;
  let free = all & ~(columns | left | right);
  while (free !== 0) {
    const bit = free & -free;
    free ^= bit;
    ways += place(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return ways;
}

function fibonacci(n: number): number {
  visited++;
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

export function run(n: number): string {
  visited = 0;
  return `${place((1 << n) - 1, 0, 0, 0)} ${fibonacci(n + 18)} ${visited}`;
}
