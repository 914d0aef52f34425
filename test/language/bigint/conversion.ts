// BigInt(), asIntN, asUintN, parsing and text.
function attempt(what: () => unknown): void {
  try {
    console.log(what());
  } catch (error) {
    console.log(`${(error as Error).name}: ${(error as Error).message}`);
  }
}
for (const x of ["12", " 12\n", "-7", "+7", "0x1F", "-0x1F", "0b11", "0o17", "", " ", "1.5", "1e3", "abc", "1n", "0x", "-", "--1", "12 3", "9".repeat(100)])
  attempt(() => BigInt(x));
for (const x of [0, -0, 1, -5, 1e21, 2 ** 53, -(2 ** 80), 1.5, NaN, Infinity, Number.MAX_VALUE, true, false, 7n])
  attempt(() => BigInt(x));
attempt(() => BigInt(undefined as any));
attempt(() => BigInt(null as any));
attempt(() => BigInt([5] as any));
attempt(() => BigInt({} as any));
for (const bits of [0, 1, 2, 8, 24, 25, 48, 63, 64, 65, 200])
  for (const x of [0n, 1n, -1n, 127n, 128n, 255n, -129n, 2n ** 63n, -(2n ** 63n), 2n ** 64n - 1n, 10n ** 30n, -(10n ** 30n)])
    console.log(bits, x, BigInt.asIntN(bits, x), BigInt.asUintN(bits, x));
attempt(() => BigInt.asIntN(-1, 1n));
attempt(() => BigInt.asUintN(2 ** 53, 1n));
attempt(() => BigInt.asIntN(8, 1 as any));
attempt(() => BigInt.asIntN(8, "300" as any));
const x = -(3n ** 150n);
for (let radix = 2; radix <= 36; radix++) console.log(radix, x.toString(radix), (255n).toString(radix));
attempt(() => x.toString(1));
attempt(() => x.toString(37));
console.log(x.toLocaleString(), (1234n).toLocaleString(), (-999n).toLocaleString(), (5n).valueOf());
for (const v of [2n ** 53n + 1n, 2n ** 54n + 2n, 2n ** 54n + 6n, 2n ** 1024n, 2n ** 1024n - 1n, 2n ** 1024n - 2n ** 970n, 2n ** 1024n - 2n ** 970n - 1n, -(10n ** 25n), 12345678901234567890n])
  console.log(Number(v), parseFloat(String(v)), v == BigInt(1), v > 1e300, v < 1.5);
