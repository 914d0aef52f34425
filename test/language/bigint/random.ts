// Thousands of random calculations: identities that must hold, and a checksum of the results.
let state = 12345;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}
function randomBig(): bigint {
  const digits = Math.floor(random() ** 3 * 120) + 1;
  let text = "";
  while (text.length < digits) {
    const kind = random();
    if (kind < 0.1) text += "ffffff".slice(0, 1 + Math.floor(random() * 6));
    else if (kind < 0.2) text += "000000";
    else text += Math.floor(random() * 0x1000000).toString(16);
  }
  const value = BigInt(`0x${text}`);
  return random() < 0.5 ? -value : value;
}
const modulus = 2n ** 127n - 1n;
let sum = 0n;
for (let i = 0; i < 3000; i++) {
  const a = randomBig();
  const b = randomBig();
  const shift = BigInt(Math.floor(random() * 200));
  const results = [a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, a << shift, a >> shift, b === 0n ? 0n : a / b, b === 0n ? 0n : a % b];
  if (b !== 0n && (a / b) * b + (a % b) !== a) console.log("division", a, b);
  if ((a & b) + (a | b) !== a + b) console.log("and, or", a, b);
  if (BigInt(a.toString()) !== a) console.log("text", a);
  if ((a << shift) >> shift !== a) console.log("shift", a, shift);
  const radix = 2 + Math.floor(random() * 35);
  let check = 0n;
  for (const r of results) check = (check * 31n + r) % modulus;
  sum = (sum * 37n + check) % modulus;
  if (i % 100 === 0) console.log(i, a.toString(radix), check, Number(a), Number(a * b), BigInt.asIntN(Number(shift), a), BigInt.asUintN(Number(shift), b), a < b, a < Number(b));
}
console.log(sum);
// Long operands: Karatsuba's products and the division of long numbers.
const long = 3n ** 12000n + 7n;
const other = 7n ** 5000n - 11n;
console.log((long * other) % modulus, (long * long) % modulus, (long / other) % modulus, (long % other) % modulus);
console.log(((long * other + 5n) / other === long) && (long * other + 5n) % other === 5n);
const text = long.toString();
console.log(text.length, text.slice(0, 40), text.slice(-40), BigInt(text) === long);
