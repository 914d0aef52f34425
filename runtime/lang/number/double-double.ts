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
const STEP = 22;
const TENS = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
];

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
  for (let left = power; left > 0; left -= STEP) {
    const ten = TENS[left > STEP ? STEP : left]!;
    const product = high * ten;
    setSum(product, lost(high, ten, product) + low * ten);
  }
  for (let left = -power; left > 0; left -= STEP) {
    const ten = TENS[left > STEP ? STEP : left]!;
    const quotient = high / ten;
    const back = quotient * ten;
    setSum(quotient, (high - back - lost(quotient, ten, back) + low) / ten);
  }
}
