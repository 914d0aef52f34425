// gcd, modular powers, factorisation, perfect numbers, base conversion, roman numerals and a generator's period.
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
function modPow(base: number, exponent: number, modulus: number): number {
  let result = 1;
  base %= modulus;
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}
function factors(n: number): number[] {
  const out: number[] = [];
  for (let p = 2; p * p <= n; p += 1)
    while (n % p === 0) {
      out.push(p);
      n /= p;
    }
  if (n > 1) out.push(n);
  return out;
}
console.log(gcd(1071, 462), gcd(2 ** 40, 3 * 2 ** 35), modPow(3, 200, 1000007), modPow(2, 1e6, 94906265));
console.log([360, 97, 1001, 65536, 600851475143, 4294967291].map((n) => factors(n).join("*")).join(" "));
const perfect: number[] = [];
for (let n = 2; n < 9000; n += 1) {
  let sum = 1;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) sum += d === n / d ? d : d + n / d;
  if (sum === n) perfect.push(n);
}
console.log(perfect.join());
function roman(n: number): string {
  let out = "";
  for (const [value, sign] of [[1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]] as const) {
    while (n >= value) {
      out += sign;
      n -= value;
    }
  }
  return out;
}
console.log([1994, 2026, 49, 3999].map(roman).join());
let state = 1;
let period = 0;
do {
  state = ((state >>> 1) ^ (-(state & 1) & 0xb400)) >>> 0;
  period += 1;
} while (state !== 1);
console.log(period);
let pi = 0;
for (let k = 0; k < 20000; k += 1) pi += (k % 2 === 0 ? 4 : -4) / (2 * k + 1);
console.log(pi, pi.toFixed(4));
