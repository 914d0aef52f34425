// Products in the field of integers modulo 2^255 - 19, in double-precision arithmetic that is exact. Written out
// limb by limb: a loop would spend more time on counting and bounds than on multiplying. Additions, inverses and
// bytes are in field.ts.
//
// An element is the sum of 12 doubles. Limb i is a multiple of 2^ceil(21.25 i) and, after a carry, at most half of
// 2^ceil(21.25 (i + 1)) in magnitude, so a product of two limbs has 42 significant bits and a column of 12, folded
// by 19, has 50. The representation is that of D. J. Bernstein, "Floating-point arithmetic and message
// authentication" (2004). It leaves 2 bits: each factor may be the sum or difference of two carried elements.

/** 2^255 is 19 in this field: what limbs of weight 2^255 and more are multiplied by. */
const FOLD = 19 * 2 ** -255;

/**
 * Adding and taking away 1.5 * 2^52 units of the next limb rounds to a multiple of that unit: the part that is
 * carried. The constants are those units: 1.5 * 2^52 * 2^ceil(21.25 i).
 */
const ROUND_1 = 1.5 * 2 ** (52 + 22);
const ROUND_2 = 1.5 * 2 ** (52 + 43);
const ROUND_3 = 1.5 * 2 ** (52 + 64);
const ROUND_4 = 1.5 * 2 ** (52 + 85);
const ROUND_5 = 1.5 * 2 ** (52 + 107);
const ROUND_6 = 1.5 * 2 ** (52 + 128);
const ROUND_7 = 1.5 * 2 ** (52 + 149);
const ROUND_8 = 1.5 * 2 ** (52 + 170);
const ROUND_9 = 1.5 * 2 ** (52 + 192);
const ROUND_10 = 1.5 * 2 ** (52 + 213);
const ROUND_11 = 1.5 * 2 ** (52 + 234);
const ROUND_12 = 1.5 * 2 ** (52 + 255);

/** Stores the sum of twelve limbs with every limb back in its range. */
export function carry(
  out: Float64Array,
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  a4: number,
  a5: number,
  a6: number,
  a7: number,
  a8: number,
  a9: number,
  a10: number,
  a11: number,
): void {
  // Two chains, from limb 0 and from limb 6, would be shorter on paper; one chain round and a little is simpler
  // and ends with every limb in range, because what comes back by the fold is small.
  const c11 = a11 + ROUND_12 - ROUND_12;
  let h = a0 + c11 * FOLD;
  let c = h + ROUND_1 - ROUND_1;
  const h0 = h - c;
  h = a1 + c;
  c = h + ROUND_2 - ROUND_2;
  out[1] = h - c;
  h = a2 + c;
  c = h + ROUND_3 - ROUND_3;
  out[2] = h - c;
  h = a3 + c;
  c = h + ROUND_4 - ROUND_4;
  out[3] = h - c;
  h = a4 + c;
  c = h + ROUND_5 - ROUND_5;
  out[4] = h - c;
  h = a5 + c;
  c = h + ROUND_6 - ROUND_6;
  out[5] = h - c;
  h = a6 + c;
  c = h + ROUND_7 - ROUND_7;
  out[6] = h - c;
  h = a7 + c;
  c = h + ROUND_8 - ROUND_8;
  out[7] = h - c;
  h = a8 + c;
  c = h + ROUND_9 - ROUND_9;
  out[8] = h - c;
  h = a9 + c;
  c = h + ROUND_10 - ROUND_10;
  out[9] = h - c;
  h = a10 + c;
  c = h + ROUND_11 - ROUND_11;
  out[10] = h - c;
  h = a11 - c11 + c;
  c = h + ROUND_12 - ROUND_12;
  out[11] = h - c;
  h = h0 + c * FOLD;
  c = h + ROUND_1 - ROUND_1;
  out[0] = h - c;
  out[1] += c;
}

/** out = f * g, carried. `out` may be f or g. */
export function multiply(out: Float64Array, f: Float64Array, g: Float64Array): void {
  const f0 = f[0];
  const f1 = f[1];
  const f2 = f[2];
  const f3 = f[3];
  const f4 = f[4];
  const f5 = f[5];
  const f6 = f[6];
  const f7 = f[7];
  const f8 = f[8];
  const f9 = f[9];
  const f10 = f[10];
  const f11 = f[11];
  const g0 = g[0];
  const g1 = g[1];
  const g2 = g[2];
  const g3 = g[3];
  const g4 = g[4];
  const g5 = g[5];
  const g6 = g[6];
  const g7 = g[7];
  const g8 = g[8];
  const g9 = g[9];
  const g10 = g[10];
  const g11 = g[11];
  const h0 =
    f0 * g0 +
    FOLD *
      (f1 * g11 +
        f2 * g10 +
        f3 * g9 +
        f4 * g8 +
        f5 * g7 +
        f6 * g6 +
        f7 * g5 +
        f8 * g4 +
        f9 * g3 +
        f10 * g2 +
        f11 * g1);
  const h1 =
    f0 * g1 +
    f1 * g0 +
    FOLD *
      (f2 * g11 + f3 * g10 + f4 * g9 + f5 * g8 + f6 * g7 + f7 * g6 + f8 * g5 + f9 * g4 + f10 * g3 + f11 * g2);
  const h2 =
    f0 * g2 +
    f1 * g1 +
    f2 * g0 +
    FOLD * (f3 * g11 + f4 * g10 + f5 * g9 + f6 * g8 + f7 * g7 + f8 * g6 + f9 * g5 + f10 * g4 + f11 * g3);
  const h3 =
    f0 * g3 +
    f1 * g2 +
    f2 * g1 +
    f3 * g0 +
    FOLD * (f4 * g11 + f5 * g10 + f6 * g9 + f7 * g8 + f8 * g7 + f9 * g6 + f10 * g5 + f11 * g4);
  const h4 =
    f0 * g4 +
    f1 * g3 +
    f2 * g2 +
    f3 * g1 +
    f4 * g0 +
    FOLD * (f5 * g11 + f6 * g10 + f7 * g9 + f8 * g8 + f9 * g7 + f10 * g6 + f11 * g5);
  const h5 =
    f0 * g5 +
    f1 * g4 +
    f2 * g3 +
    f3 * g2 +
    f4 * g1 +
    f5 * g0 +
    FOLD * (f6 * g11 + f7 * g10 + f8 * g9 + f9 * g8 + f10 * g7 + f11 * g6);
  const h6 =
    f0 * g6 +
    f1 * g5 +
    f2 * g4 +
    f3 * g3 +
    f4 * g2 +
    f5 * g1 +
    f6 * g0 +
    FOLD * (f7 * g11 + f8 * g10 + f9 * g9 + f10 * g8 + f11 * g7);
  const h7 =
    f0 * g7 +
    f1 * g6 +
    f2 * g5 +
    f3 * g4 +
    f4 * g3 +
    f5 * g2 +
    f6 * g1 +
    f7 * g0 +
    FOLD * (f8 * g11 + f9 * g10 + f10 * g9 + f11 * g8);
  const h8 =
    f0 * g8 +
    f1 * g7 +
    f2 * g6 +
    f3 * g5 +
    f4 * g4 +
    f5 * g3 +
    f6 * g2 +
    f7 * g1 +
    f8 * g0 +
    FOLD * (f9 * g11 + f10 * g10 + f11 * g9);
  const h9 =
    f0 * g9 +
    f1 * g8 +
    f2 * g7 +
    f3 * g6 +
    f4 * g5 +
    f5 * g4 +
    f6 * g3 +
    f7 * g2 +
    f8 * g1 +
    f9 * g0 +
    FOLD * (f10 * g11 + f11 * g10);
  const h10 =
    f0 * g10 +
    f1 * g9 +
    f2 * g8 +
    f3 * g7 +
    f4 * g6 +
    f5 * g5 +
    f6 * g4 +
    f7 * g3 +
    f8 * g2 +
    f9 * g1 +
    f10 * g0 +
    FOLD * (f11 * g11);
  const h11 =
    f0 * g11 +
    f1 * g10 +
    f2 * g9 +
    f3 * g8 +
    f4 * g7 +
    f5 * g6 +
    f6 * g5 +
    f7 * g4 +
    f8 * g3 +
    f9 * g2 +
    f10 * g1 +
    f11 * g0;
  carry(out, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11);
}

/** out = f * f, carried. */
export function square(out: Float64Array, f: Float64Array): void {
  multiply(out, f, f);
}
