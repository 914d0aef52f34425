// What a bigint is in memory: a safe integer as it is, anything larger as limbs.
//
// Almost every bigint of a program fits in 53 bits, where doubles calculate exactly: those carry no limbs.
// Larger ones have magnitude limbs of 24 bits, least significant first, so that products of limbs plus
// carries stay exact in a double. The form is canonical: equal values look equal. No arithmetic here.

/** Bits of a limb. */
export const LIMB_BITS = 24;
/** 2^LIMB_BITS. */
export const LIMB = 0x1000000;
/** 1 / LIMB: multiplication by it is exact, division is slow. */
export const LIMB_INVERSE = 1 / 0x1000000;
/** 2^30, the bits that a bigint may have under Node. */
export const MAX_BITS = 1073741824;

const NONE = new Int32Array(0);

/**
 * The object behind a value of type bigint.
 *
 * @bigint
 */
export class Big {
  /** The value when `limbs` is empty, a safe integer and never -0; else the sign: 1 or -1. */
  readonly small: number;
  readonly limbs: Int32Array;

  constructor(small: number, limbs: Int32Array) {
    this.small = small;
    this.limbs = limbs;
  }
}

/** The bigint of a safe integer. */
export function fromSmall(value: number): Big {
  return new Big(value + 0, NONE);
}

export function isSmall(value: Big): boolean {
  return value.limbs.length === 0;
}

/** The first `length` limbs with a sign, as a bigint; leading zeros are dropped. Keeps `limbs` when it can. */
export function fromLimbs(negative: boolean, limbs: Int32Array, length: number): Big {
  let n = length;
  while (n > 0 && limbs[n - 1] === 0) n--;
  if (n < 3 || (n === 3 && limbs[2]! < 32)) {
    let value = 0;
    for (let i = n - 1; i >= 0; i--) value = value * LIMB + limbs[i]!;
    return fromSmall(negative && value !== 0 ? -value : value);
  }
  return new Big(negative ? -1 : 1, n === limbs.length ? limbs : limbs.slice(0, n));
}

/** The magnitude as limbs without leading zeros; not to be written to. */
export function limbsOf(value: Big): Int32Array {
  if (value.limbs.length > 0) return value.limbs;
  let rest = value.small < 0 ? -value.small : value.small;
  const count = rest === 0 ? 0 : rest < LIMB ? 1 : rest < LIMB * LIMB ? 2 : 3;
  const limbs = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const next = Math.floor(rest * LIMB_INVERSE);
    limbs[i] = rest - next * LIMB;
    rest = next;
  }
  return limbs;
}

/** Same sign and magnitude. */
export function sameBig(a: Big, b: Big): boolean {
  const n = a.limbs.length;
  if (a.small !== b.small || n !== b.limbs.length) return false;
  for (let i = 0; i < n; i++) if (a.limbs[i] !== b.limbs[i]) return false;
  return true;
}

/** The number of bits of the magnitude. */
export function bitLength(limbs: Int32Array): number {
  const n = limbs.length;
  return n === 0 ? 0 : n * LIMB_BITS - (Math.clz32(limbs[n - 1]!) - 8);
}
