// The largest singular value of the matrix 1, 1/2, 1/3 ... of size n by power iteration: divisions, number[].
// The matrix is computed, never stored.

function entry(i: number, j: number): number {
  return 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
}

function times(v: number[], out: number[]): void {
  for (let i = 0; i < v.length; i++) {
    let sum = 0;
    for (let j = 0; j < v.length; j++) sum += entry(i, j) * v[j]!;
    out[i] = sum;
  }
}

function timesTransposed(v: number[], out: number[]): void {
  for (let i = 0; i < v.length; i++) {
    let sum = 0;
    for (let j = 0; j < v.length; j++) sum += entry(j, i) * v[j]!;
    out[i] = sum;
  }
}

export function run(n: number): string {
  const u: number[] = [];
  const v: number[] = [];
  const w: number[] = [];
  for (let i = 0; i < n; i++) {
    u.push(1);
    v.push(0);
    w.push(0);
  }
  for (let k = 0; k < 10; k++) {
    times(u, w);
    timesTransposed(w, v);
    times(v, w);
    timesTransposed(w, u);
  }
  let uv = 0;
  let vv = 0;
  for (let i = 0; i < n; i++) {
    uv += u[i]! * v[i]!;
    vv += v[i]! * v[i]!;
  }
  return Math.sqrt(uv / vv).toFixed(9);
}
