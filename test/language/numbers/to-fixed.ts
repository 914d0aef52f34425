// toFixed rounds the exact value, keeps the sign, switches to exponents from 1e21, checks its range.
const values = [0, -0, 1, 1.5, 2.5, -1.5, 1.005, 1.45, 8.345, 0.5, 0.05, 0.000001, 123.456, -123.456, 1e20, 1e21, 1.1e21, 5e-324, NaN, -Infinity, 0.1, 999.995, 10.235];
for (const v of values) console.log(v, [0, 1, 2, 5, 10].map((digits) => v.toFixed(digits)).join(" "));
console.log((0.1).toFixed(20), (2 ** 70).toFixed(2), (123.456).toFixed(), (-1e-10).toFixed(2), (1e-10).toFixed(12));
try {
  (1).toFixed(101);
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
let total = 0;
for (let i = 1; i <= 1000; i += 1) total += Number((i / 7).toFixed(2));
console.log(total.toFixed(2));
