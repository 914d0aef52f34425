// Matrix product over nested arrays, Float64Array and integers; identity and powers.
type Matrix = number[][];
const make = (n: number, f: (r: number, c: number) => number): Matrix =>
  Array.from({ length: n }, (_, r) => Array.from({ length: n }, (_, c) => f(r, c)));
function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0].map((_, c) => row.reduce((sum, v, k) => sum + v * b[k][c], 0)));
}
function flat(n: number, a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let k = 0; k < n; k += 1) {
      const v = a[i * n + k];
      for (let j = 0; j < n; j += 1) out[i * n + j] += v * b[k * n + j];
    }
  return out;
}
const n = 24;
const a = make(n, (r, c) => (r * 3 + c * 7) % 11);
const b = make(n, (r, c) => (r - c) / 4);
const p = multiply(a, b);
const q = flat(n, Float64Array.from(a.flat()), Float64Array.from(b.flat()));
console.log(p[0][0], p[5][7], p[23][23], p.flat().every((v, i) => v === q[i]));
const identity = make(n, (r, c) => (r === c ? 1 : 0));
console.log(multiply(a, identity).flat().join() === a.flat().join());
let fib: Matrix = [[1, 1], [1, 0]];
for (let i = 0; i < 5; i += 1) fib = multiply(fib, fib);
console.log(fib.map((row) => row.join()).join(";"));
