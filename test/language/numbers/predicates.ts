// Number.isInteger, isSafeInteger, isFinite, isNaN and their global cousins, Object.is.
const values: unknown[] = [0, -0, 1, 1.5, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), NaN, Infinity, 5e-324, "5", null, undefined, true];
for (const v of values) {
  const n = v as any;
  console.log(String(v), Number.isInteger(n), Number.isSafeInteger(n), Number.isFinite(n), Number.isNaN(n), isFinite(n), isNaN(n));
}
console.log(Object.is(NaN, NaN), Object.is(NaN, 0), Object.is(0, -0), 0 === -0, Object.is("a", "a"), Object.is({}, {}));
const nan = 0 / 0;
console.log(nan < 1, nan > 1, nan <= nan, nan !== nan, !(nan >= 0), [nan].indexOf(nan), [nan].includes(nan));
