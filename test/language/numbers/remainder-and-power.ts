// % keeps the sign of the dividend and is exact for large and fractional operands; ** with whole exponents.
const pairs = [[7, 3], [-7, 3], [7, -3], [-7, -3], [5.5, 2], [-5.5, 2], [1e17, 7], [0.3, 0.1], [5, Infinity], [2 ** 53, 3], [1e308, 7]];
for (const [a, b] of pairs) console.log(a, b, a % b, ((a % b) + b) % b);
console.log(Object.is(-6 % 3, -0), Object.is(6 % -3, 0), 5 % 0, Infinity % 5, 0 % 5, -1 % 1);
const bases = [2, -2, 3, 10, -1, 0, -0];
for (const base of bases) console.log(base, "^", [0, 1, 2, 3, 10, -1, -2].map((e) => base ** e).join(" "));
console.log(2 ** 31, 2 ** 32, 2 ** 53, 2 ** 100, 2 ** 1023 * 2, 2 ** -1074, 2 ** -1075, (-2) ** 31, 7 ** 2 ** 2);
let i = 17;
i %= 5;
i **= 10;
console.log(i, NaN ** 0, Infinity ** -1, (-Infinity) ** 3, 10 ** 21, 10 ** 15);
