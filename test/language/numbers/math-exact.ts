// min, max, sqrt, hypot of whole results, fround, clz32, cbrt of cubes, and the constants.
console.log(Math.min(), Math.max(), Math.min(3, 1, 2), Math.max(3, 10, 2), Math.max(1, NaN), Math.min(NaN, 1));
console.log(Object.is(Math.min(0, -0), -0), Object.is(Math.max(-0, 0), 0), Math.max(...[5, 9, 2]), Math.min(...[0.5, -0.5]));
console.log([0, 1, 2, 4, 10, 0.25, -1, -0, Infinity, 1e-320, 2 ** 53].map((n) => Math.sqrt(n)).join(" "));
console.log(Math.fround(0.1), Math.fround(5.5), Math.fround(1e40), Math.fround(16777217), Math.fround(1e-46), Math.fround(NaN));
console.log(Math.PI, Math.E, Math.SQRT2, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT1_2);
console.log(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON, Number.MAX_VALUE, Number.MIN_VALUE);
let x = 2;
for (let i = 0; i < 6; i += 1) x = (x + 2 / x) / 2;
console.log(x, Math.sqrt(2), Math.sqrt(12345.678), Math.sqrt(x) * Math.sqrt(x));
