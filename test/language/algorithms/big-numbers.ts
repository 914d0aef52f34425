// Addition, multiplication and powers of whole numbers of any length, by digits in strings and arrays.
function add(a: string, b: string): string {
  let out = "";
  let carry = 0;
  for (let i = 0; i < Math.max(a.length, b.length) || carry; i += 1) {
    const sum = Number(a[a.length - 1 - i] ?? "0") + Number(b[b.length - 1 - i] ?? "0") + carry;
    out = String(sum % 10) + out;
    carry = sum > 9 ? 1 : 0;
  }
  return out;
}
function multiply(a: string, b: string): string {
  const digits = new Array<number>(a.length + b.length).fill(0);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const sum = digits[i + j + 1] + (a.charCodeAt(i) - 48) * (b.charCodeAt(j) - 48);
      digits[i + j + 1] = sum % 10;
      digits[i + j] += Math.trunc(sum / 10);
    }
  }
  while (digits.length > 1 && digits[0] === 0) digits.shift();
  return digits.join("");
}
let [f, g] = ["0", "1"];
for (let i = 0; i < 300; i += 1) [f, g] = [g, add(f, g)];
console.log(f);
let factorial = "1";
for (let i = 2; i <= 40; i += 1) factorial = multiply(factorial, String(i));
console.log(factorial);
let power = "2";
for (let i = 0; i < 7; i += 1) power = multiply(power, power);
console.log(power, add("999", "1"), multiply("0", "123"), [...power].reduce((sum, d) => sum + Number(d), 0));
