// Counts the primes below n by crossing out multiples, and sums them: bytes and counters.

export function run(n: number): string {
  const crossed = new Uint8Array(n);
  let primes = 0;
  let sum = 0;
  for (let i = 2; i < n; i++) {
    if (crossed[i] !== 0) continue;
    primes++;
    sum += i;
    for (let k = i * 2; k < n; k += i) crossed[k] = 1;
  }
  return `${primes} ${sum}`;
}
