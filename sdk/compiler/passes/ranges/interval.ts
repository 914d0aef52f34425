// Sets of numbers, as the ranges pass knows them, and arithmetic on them.
//
// A Range over-approximates: every value a double can have at that place is in it. Bounds are doubles computed
// by the same rounding operations; rounding is monotone, so rounded bounds still bound rounded results.

export interface Range {
  readonly low: number;
  readonly high: number;
  /** No fractions: every finite value is an integer. */
  readonly whole: boolean;
  readonly nan: boolean;
  readonly negativeZero: boolean;
}

export const I32_MIN = -2147483648;
export const I32_MAX = 2147483647;
export const U32_MAX = 4294967295;

export const ANY: Range = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  whole: false,
  nan: true,
  negativeZero: true,
};
export const ANY_I32: Range = whole(I32_MIN, I32_MAX);
export const ANY_U32: Range = whole(0, U32_MAX);

export function whole(low: number, high: number): Range {
  return { low, high, whole: true, nan: false, negativeZero: false };
}

export function exactly(value: number): Range {
  if (Number.isNaN(value)) return { low: 0, high: 0, whole: true, nan: true, negativeZero: false };
  return {
    low: value,
    high: value,
    whole: Number.isInteger(value),
    nan: false,
    negativeZero: Object.is(value, -0),
  };
}

export function same(a: Range, b: Range): boolean {
  return (
    a === b ||
    (a.low === b.low &&
      a.high === b.high &&
      a.whole === b.whole &&
      a.nan === b.nan &&
      a.negativeZero === b.negativeZero)
  );
}

export function join(a: Range, b: Range): Range {
  if (same(a, b)) return a;
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    whole: a.whole && b.whole,
    nan: a.nan || b.nan,
    negativeZero: a.negativeZero || b.negativeZero,
  };
}

/** Bounds that growing ranges jump to, so that loops end the analysis and 32-bit counters stay 32-bit. */
const STEPS = [0, 1, 255, 65535, I32_MAX, U32_MAX, 2 ** 53, Number.POSITIVE_INFINITY];
const STEPS_DOWN = [0, -1, -65536, I32_MIN, -(2 ** 53), Number.NEGATIVE_INFINITY];

/** `next`, which contains `old`, with every bound that moved pushed to the next step. */
export function widen(old: Range, next: Range): Range {
  return {
    ...next,
    low: next.low < old.low ? STEPS_DOWN.find((s) => s <= next.low)! : next.low,
    high: next.high > old.high ? STEPS.find((s) => s >= next.high)! : next.high,
  };
}

export function isI32(r: Range): boolean {
  return r.whole && !r.nan && !r.negativeZero && r.low >= I32_MIN && r.high <= I32_MAX;
}
export function isU32(r: Range): boolean {
  return r.whole && !r.nan && !r.negativeZero && r.low >= 0 && r.high <= U32_MAX;
}

const hasZero = (r: Range) => r.low <= 0 && r.high >= 0;
const finite = (r: Range) => Number.isFinite(r.low) && Number.isFinite(r.high);

/** From bounds that may have come out as NaN (infinity minus infinity): then nothing is known of them. */
function bounded(low: number, high: number, rest: Omit<Range, "low" | "high">): Range {
  if (Number.isNaN(low) || Number.isNaN(high)) return { ...ANY, whole: rest.whole };
  return { low, high, ...rest };
}

export function add(a: Range, b: Range): Range {
  return bounded(a.low + b.low, a.high + b.high, {
    whole: a.whole && b.whole,
    nan: a.nan || b.nan || !(finite(a) || finite(b)),
    negativeZero: a.negativeZero && b.negativeZero,
  });
}

export function subtract(a: Range, b: Range): Range {
  return bounded(a.low - b.high, a.high - b.low, {
    whole: a.whole && b.whole,
    nan: a.nan || b.nan || !(finite(a) || finite(b)),
    negativeZero: a.negativeZero && hasZero(b),
  });
}

export function multiply(a: Range, b: Range): Range {
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  const mayBeNegativeZero =
    a.negativeZero || b.negativeZero || (hasZero(a) && b.low < 0) || (hasZero(b) && a.low < 0);
  return bounded(Math.min(...products), Math.max(...products), {
    whole: a.whole && b.whole,
    nan: a.nan || b.nan || !finite(a) || !finite(b),
    // A tiny negative product rounds to -0 as well.
    negativeZero: mayBeNegativeZero || (!(a.whole && b.whole) && (a.low < 0 || b.low < 0)),
  });
}

export function divide(a: Range, b: Range): Range {
  if (hasZero(b) || !finite(a) || !finite(b)) return ANY;
  const quotients = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  return bounded(Math.min(...quotients), Math.max(...quotients), {
    whole: false,
    nan: a.nan || b.nan,
    negativeZero: a.negativeZero || b.negativeZero || a.low < 0 || b.low < 0,
  });
}

/** Number::remainder: the sign of the dividend, less than the divisor in magnitude. */
export function remainder(a: Range, b: Range): Range {
  const size = Math.max(Math.abs(b.low), Math.abs(b.high));
  const most = a.whole && b.whole ? size - 1 : size;
  return {
    low: a.low >= 0 ? 0 : Math.max(a.low, -most),
    high: a.high <= 0 ? 0 : Math.min(a.high, most),
    whole: a.whole && b.whole,
    nan: a.nan || b.nan || hasZero(b) || !finite(a),
    negativeZero: a.negativeZero || a.low < 0,
  };
}

export function negate(a: Range): Range {
  return { low: -a.high, high: -a.low, whole: a.whole, nan: a.nan, negativeZero: hasZero(a) };
}

export function floor(a: Range): Range {
  return { ...a, low: Math.floor(a.low), high: Math.floor(a.high), whole: true };
}

export function truncate(a: Range): Range {
  const negativeZero = a.negativeZero || (a.low < 0 && a.high > -1);
  return { ...a, low: Math.trunc(a.low), high: Math.trunc(a.high), whole: true, negativeZero };
}

export function absolute(a: Range): Range {
  const high = Math.max(Math.abs(a.low), Math.abs(a.high));
  const low = hasZero(a) ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high));
  return { low, high, whole: a.whole, nan: a.nan, negativeZero: false };
}

/** A range without zero has no -0 either. */
function settled(r: Range): Range {
  return r.negativeZero && !hasZero(r) ? { ...r, negativeZero: false } : r;
}

/** What remains of `a` where `a < limit` (`strict`) or `a <= limit` is known to hold. Null: nothing. */
export function below(a: Range, limit: Range, strict: boolean): Range | null {
  let high = Math.min(a.high, limit.high);
  if (strict && a.whole && high === limit.high) high = Math.ceil(limit.high) - 1;
  return high < a.low ? null : settled({ ...a, high, nan: false });
}

/** The same where `a > limit` or `a >= limit` holds. */
export function above(a: Range, limit: Range, strict: boolean): Range | null {
  let low = Math.max(a.low, limit.low);
  if (strict && a.whole && low === limit.low) low = Math.floor(limit.low) + 1;
  return low > a.high ? null : settled({ ...a, low, nan: false });
}

/** Where `a === b` holds: -0 equals 0, so the sign of zero is not learnt. */
export function equal(a: Range, b: Range): Range | null {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  if (low > high) return null;
  return settled({ low, high, whole: a.whole || b.whole, nan: false, negativeZero: a.negativeZero });
}
