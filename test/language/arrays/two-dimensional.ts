// Grids: independent rows, shared rows through fill, transposition and spirals.
const rows = 3;
const columns = 4;
const grid = Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => r * columns + c));
const shared = new Array<number[]>(2).fill([0, 0]);
shared[0][1] = 5;
console.log(shared[1].join(), shared[0] === shared[1]);
const transposed = grid[0].map((_, c) => grid.map((row) => row[c]));
for (const row of transposed) console.log(row.map((n) => String(n).padStart(3)).join(""));
function spiral(m: number[][]): number[] {
  const out: number[] = [];
  let [top, left, bottom, right] = [0, 0, m.length - 1, m[0].length - 1];
  while (top <= bottom && left <= right) {
    for (let c = left; c <= right; c += 1) out.push(m[top][c]);
    top += 1;
    for (let r = top; r <= bottom; r += 1) out.push(m[r][right]);
    right -= 1;
    if (top <= bottom) for (let c = right; c >= left; c -= 1) out.push(m[bottom][c]);
    bottom -= 1;
    if (left <= right) for (let r = bottom; r >= top; r -= 1) out.push(m[r][left]);
    left += 1;
  }
  return out;
}
console.log(spiral(grid).join(" "));
console.log(grid[5]?.[0], grid[1][9], grid[0].length, grid.length);
