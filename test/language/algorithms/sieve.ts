// Sieve of Eratosthenes over booleans and over bytes, with the same count.
function byBooleans(limit: number): number[] {
  const composite = new Array<boolean>(limit + 1).fill(false);
  const primes: number[] = [];
  for (let n = 2; n <= limit; n += 1) {
    if (composite[n]) continue;
    primes.push(n);
    for (let m = n * n; m <= limit; m += n) composite[m] = true;
  }
  return primes;
}
function byBytes(limit: number): number {
  const sieve = new Uint8Array(limit + 1);
  let count = 0;
  for (let n = 2; n <= limit; n += 1) {
    if (sieve[n]) continue;
    count += 1;
    for (let m = n * n; m <= limit; m += n) sieve[m] = 1;
  }
  return count;
}
const primes = byBooleans(20000);
console.log(primes.length, primes.slice(0, 10).join(), primes.at(-1), byBytes(100000));
console.log(primes.reduce((a, b) => a + b), primes.filter((p, i) => primes[i + 1] - p === 2).length);
