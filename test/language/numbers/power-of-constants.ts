// Powers of constants, known at compile time where they are exact, in expressions and in module constants.
const KIB = 2 ** 10;
const TINY = 19 * 2 ** -255;
const HALF = 1.5 * 2 ** (52 + 22);
const CUBE = 3 ** 3;
const NEGATIVE = (-7) ** 3;
const INEXACT = 3 ** 40;
const FRACTION = 10 ** -3;
const ROOT = 2 ** 0.5;
console.log(KIB, TINY, HALF, CUBE, NEGATIVE, INEXACT, FRACTION, ROOT);
console.log(2 ** 1023, 2 ** 1024, 2 ** -1022, 2 ** -1074, 2 ** -1075, (-2) ** 31, 0 ** 0, 1 ** 1000, 10 ** 15, 10 ** 22);
console.log(0 ** -1, (-0) ** 3, 1 / (-0) ** 3, 1 / 0 ** 5, 2 ** 53, (-3) ** 33, 5 ** -1, Number.NaN ** 0, (-1) ** 7);
function from(values: number[]): number {
  return values[0]! ** values[1]!;
}
console.log(from([2, 10]) === KIB, from([2, -1074]) === 2 ** -1074, from([7, 18]) === 7 ** 18, from([10, 15]) === 10 ** 15);
let n = 2;
n **= 3;
console.log(n, n ** 2, 2n ** 70n);
