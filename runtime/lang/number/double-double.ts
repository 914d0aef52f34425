// Numbers of twice the precision: a double and what it lacks, 106 bits in all.
//
// Printing and reading decimals needs a number times a power of ten to some bits more than a double has. Powers of
// ten up to 10^22 are doubles, and the error of a product is one too (Dekker 1971), so each step is exact but for
// the last of the 106 bits. Where those bits decide, the callers take the exact way (decimal.ts).

/** The number: `high` is the nearest double to it, `low` the rest. */
export let high = 0;
export let low = 0;

/** 2^27 + 1: what Veltkamp's splitting multiplies with. */
const SPLITTER = 134217729;
/** The largest power of ten that is a double. */
export const EXACT_POWER = 22;

/** 10^power: exact up to 22, as every product on the way is. (A table would be a kilobyte of code that fills it.) */
export function tenTo(power: number): number {
  let ten = 1;
  let square = 10;
  for (let bits = power | 0; bits > 0; bits >>= 1) {
    if ((bits & 1) !== 0) ten *= square;
    square *= square;
  }
  return ten;
}

/** What `product`, which is a * b rounded, lacks. */
function lost(a: number, b: number, product: number): number {
  const bigA = SPLITTER * a;
  const upperA = bigA - (bigA - a);
  const lowerA = a - upperA;
  const bigB = SPLITTER * b;
  const upperB = bigB - (bigB - b);
  const lowerB = b - upperB;
  return upperA * upperB - product + upperA * lowerB + lowerA * upperB + lowerA * lowerB;
}

/** The number becomes a + b, |b| not above |a|. */
export function setSum(a: number, b: number): void {
  const sum = a + b;
  low = b - (sum - a);
  high = sum;
}

/** The number times 10^power. Right while it and its steps stay between 1e-270 and 1e270. */
export function timesTenTo(power: number): void {
  for (let left = power; left > 0; left -= EXACT_POWER) {
    const ten = tenTo(left > EXACT_POWER ? EXACT_POWER : left);
    const product = high * ten;
    setSum(product, lost(high, ten, product) + low * ten);
  }
  for (let left = -power; left > 0; left -= EXACT_POWER) {
    const ten = tenTo(left > EXACT_POWER ? EXACT_POWER : left);
    const quotient = high / ten;
    const back = quotient * ten;
    setSum(quotient, (high - back - lost(quotient, ten, back) + low) / ten);
  }
}
