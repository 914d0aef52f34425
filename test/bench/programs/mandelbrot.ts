// Counts the points of an n by n grid that stay in the Mandelbrot set for 50 steps: double arithmetic in a loop.
// It draws nothing.

function steps(cr: number, ci: number, most: number): number {
  let zr = 0;
  let zi = 0;
  for (let k = 0; k < most; k++) {
    const rr = zr * zr;
    const ii = zi * zi;
    if (rr + ii > 4) return k;
    zi = 2 * zr * zi + ci;
    zr = rr - ii + cr;
  }
  return most;
}

export function run(n: number): string {
  let inside = 0;
  let total = 0;
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      const k = steps((2 * x) / n - 1.5, (2 * y) / n - 1, 50);
      total += k;
      if (k === 50) inside++;
    }
  }
  return `${inside} ${total}`;
}
