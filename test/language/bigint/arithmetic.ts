// Operators of bigints, small and large, of every sign.
const values = [0n, 1n, -1n, 7n, -7n, 255n, 2n ** 31n, -(2n ** 31n), 2n ** 53n, 2n ** 53n - 1n, -(2n ** 53n), 2n ** 64n - 1n, 10n ** 40n, -(10n ** 40n) + 17n];
for (const a of values) {
  console.log(a, -a, ~a, typeof a, a ? "true" : "false", !a);
  for (const b of values) {
    console.log(a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a <= b, a > b, a >= b, a === b, a == b, a !== b);
    if (b !== 0n) console.log(a / b, a % b);
  }
  for (const s of [0n, 1n, 23n, 24n, 25n, 60n, 100n]) console.log(a << s, a >> s, a << -s, a >> -s);
  console.log(a ** 2n, a ** 5n, a ** 0n);
}
let n = 10n;
n += 5n;
n -= 1n;
n *= 3n;
n /= 2n;
n %= 16n;
n **= 3n;
n <<= 70n;
n >>= 3n;
n &= 0xffff_ffff_ffff_ffff_ffffn;
n |= 1n;
n ^= 0b1011n;
console.log(n, n++, n, ++n, n--, --n);
let factorial = 1n;
for (let i = 1n; i <= 120n; i++) factorial *= i;
console.log(factorial);
console.log(0x1fn, 0o17n, 0b101n, 1_000_000n, -0n, Object.is(-0n, 0n));
function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
console.log(gcd(2n ** 200n * 3n ** 50n, 6n ** 90n));
