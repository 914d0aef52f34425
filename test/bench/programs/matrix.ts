// Product of two n by n matrices held as arrays of rows: nested arrays of doubles.

function make(n: number, seed: number): number[][] {
  const rows: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row: number[] = [];
    for (let j = 0; j < n; j++) row.push((((i * 17 + j * 31 + seed) % 101) - 50) / 16);
    rows.push(row);
  }
  return rows;
}

function multiply(a: number[][], b: number[][], n: number): number[][] {
  const product: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row: number[] = [];
    const left = a[i]!;
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += left[k]! * b[k]![j]!;
      row.push(sum);
    }
    product.push(row);
  }
  return product;
}

export function run(n: number): string {
  const product = multiply(make(n, 1), make(n, 5), n);
  let trace = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    trace += product[i]![i]!;
    for (let j = 0; j < n; j++) total += product[i]![j]! * ((i ^ j) & 1 ? -1 : 1);
  }
  return `${trace.toFixed(6)} ${total.toFixed(6)}`;
}
