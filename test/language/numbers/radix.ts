// toString(radix) and parseInt with radix for integers of every size and sign.
const values = [0, 1, -1, 10, 255, -255, 65535, 2147483648, 4294967295, -2147483648, 2 ** 53, 123456789];
for (const v of values) console.log([2, 8, 10, 16, 36].map((radix) => v.toString(radix)).join(" "));
console.log((35).toString(36), (NaN).toString(2), (Infinity).toString(16), (255).toString(16).toUpperCase().padStart(4, "0"));
for (const radix of [1, 37]) {
  try {
    console.log((5).toString(radix));
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
}
for (const v of values) console.log(parseInt(v.toString(7), 7) === v);
