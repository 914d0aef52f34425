/* Arithmetic on doubles that machines have no instruction for: remainder, power, rounding.
 *
 * Power follows the algorithm of fdlibm (Sun Microsystems, 1993), which V8 uses too, so results agree with
 * Node to the last bit. Trigonometry and logarithms are TypeScript (runtime/lang). C because it works on
 * the bits of doubles, without a C library.
 */
#include "internal.h"

static uint32_t high_word(double d) { return (uint32_t)(value_f64(d) >> 32); }
static uint32_t low_word(double d) { return (uint32_t)value_f64(d); }
static double with_low_cleared(double d) { return value_number(value_f64(d) & UINT64_C(0xffffffff00000000)); }
static double from_words(uint32_t high, uint32_t low) { return value_number((uint64_t)high << 32 | low); }

uint32_t rt_f64_bits_high(double d) { return high_word(d); }
uint32_t rt_f64_bits_low(double d) { return low_word(d); }
double rt_f64_from_bits(uint32_t high, uint32_t low) { return canonical(from_words(high, low)); }

double rt_math_trunc(double d) {
  Value bits = value_f64(d);
  int32_t e = (int32_t)(bits >> 52 & 0x7ff) - 1023;
  if (e >= 52) return d; /* whole, infinite or NaN */
  if (e < 0) return value_number(bits & UINT64_C(0x8000000000000000));
  return value_number(bits & ~(UINT64_C(0xfffffffffffff) >> e));
}
double rt_math_floor(double d) {
  double t = rt_math_trunc(d);
  return t > d ? t - 1 : t;
}
double rt_math_ceil(double d) {
  double t = rt_math_trunc(d);
  return t < d ? t + 1 : t;
}
double rt_math_round(double d) {
  double t = rt_math_floor(d);
  if (d - t >= 0.5) t += 1;
  return t == 0 && (d < 0 || value_f64(d) >> 63) ? -0.0 : t;
}
double rt_math_sqrt(double d) {
#ifdef __arm__
  double r;
  __asm__("vsqrt.f64 %P0, %P1" : "=w"(r) : "w"(d));
  return r;
#else
  return __builtin_sqrt(d);
#endif
}
double rt_math_fround(double d) { return canonical((double)(float)d); }
int32_t rt_math_imul(int32_t a, int32_t b) { return (int32_t)((uint32_t)a * (uint32_t)b); }
int32_t rt_math_clz32(uint32_t n) { return n ? __builtin_clz(n) : 32; }
double rt_math_abs(double d) { return __builtin_fabs(d); }
double rt_math_min(double a, double b) {
  if (a != a || b != b) return value_number(CANONICAL_NAN);
  if (a == b) return value_f64(a) >> 63 ? a : b; /* -0 is below 0 */
  return a < b ? a : b;
}
double rt_math_max(double a, double b) {
  if (a != a || b != b) return value_number(CANONICAL_NAN);
  if (a == b) return value_f64(a) >> 63 ? b : a;
  return a > b ? a : b;
}

/* Number::remainder: exact, with the sign of the dividend. */
double rt_f64_mod(double x, double y) {
  Value xb = value_f64(x), yb = value_f64(y) & INT64_MAX, sign = xb & ~(Value)INT64_MAX;
  xb &= INT64_MAX;
  const Value infinity = UINT64_C(0x7ff0000000000000);
  if (xb >= infinity || yb > infinity || yb == 0) return value_number(CANONICAL_NAN);
  if (xb < yb) return x;
  double ax = value_number(xb), ay = value_number(yb);
  if (ax < 4294967296.0 && ay == (double)(uint32_t)ay && ax == (double)(uint32_t)ax) {
    double r = (double)((uint32_t)ax % (uint32_t)ay);
    return sign ? -r : r;
  }
  int32_t ex = (int32_t)(xb >> 52), ey = (int32_t)(yb >> 52);
  uint64_t mx = xb & UINT64_C(0xfffffffffffff), my = yb & UINT64_C(0xfffffffffffff);
  if (ex) mx |= UINT64_C(0x10000000000000);
  else ex = 1;
  if (ey) my |= UINT64_C(0x10000000000000);
  else ey = 1;
  int32_t up = __builtin_clzll(my) - 11; /* make both normal: then mx < 2 * my at every step */
  my <<= up;
  ey -= up;
  up = __builtin_clzll(mx) - 11;
  mx <<= up;
  ex -= up;
  for (; ex > ey && mx; ex--) { /* long division, one bit of the quotient a step */
    if (mx >= my) mx -= my;
    mx <<= 1;
  }
  if (mx >= my) mx -= my;
  if (!mx) return value_number(sign);
  up = __builtin_clzll(mx) - 11;
  mx <<= up;
  ey -= up;
  if (ey <= 0) return value_number(sign | mx >> (1 - ey)); /* subnormal; the bits shifted out are zero */
  return value_number(sign | (mx & UINT64_C(0xfffffffffffff)) | (Value)ey << 52);
}

/* x * 2^n without rounding twice in the subnormal range. */
static double scale(double x, int32_t n) {
  Value bits = value_f64(x);
  int32_t e = (int32_t)(bits >> 52 & 0x7ff) + n;
  if (e > 0) return value_number((bits & UINT64_C(0x800fffffffffffff)) | (Value)e << 52);
  if (e <= -54) return value_number(bits & UINT64_C(0x8000000000000000));
  return value_number((bits & UINT64_C(0x800fffffffffffff)) | (Value)(e + 54) << 52) * 0x1p-54;
}

/* Number::exponentiate. With |x| = 2^n * (1 + f): log2|x| in extra precision as t1 + t2, times y, then 2^ of that. */
double rt_f64_pow(double x, double y) {
  static const double bp[] = {1.0, 1.5}, dp_h[] = {0.0, 5.84962487220764160156e-01}, dp_l[] = {0.0, 1.35003920212974897128e-08};
  /* (3/2) * (log(x) - 2s - 2/3 s^3) as a polynomial in s^2 */
  static const double L1 = 5.99999999999994648725e-01, L2 = 4.28571428578550184252e-01, L3 = 3.33333329818377432918e-01,
                      L4 = 2.72728123808534006489e-01, L5 = 2.30660745775561754067e-01, L6 = 2.06975017800338417784e-01;
  static const double P1 = 1.66666666666666019037e-01, P2 = -2.77777777770155933842e-03, P3 = 6.61375632143793436117e-05,
                      P4 = -1.65339022054652515390e-06, P5 = 4.13813679705723846039e-08;
  static const double lg2 = 6.93147180559945286227e-01, lg2_h = 6.93147182464599609375e-01, lg2_l = -1.90465429995776804525e-09;
  static const double cp = 9.61796693925975554329e-01, cp_h = 9.61796700954437255859e-01, cp_l = -7.02846165095275826516e-09; /* 2/(3 ln 2) */
  static const double ivln2 = 1.44269504088896338700e+00, ivln2_h = 1.44269502162933349609e+00, ivln2_l = 1.92596299112661746887e-08;
  static const double overflow_test = 8.0085662595372944372e-17; /* -(1024 - log2(largest + half ulp)) */
  const double huge = 1e300, tiny = 1e-300;

  if (y == 0) return 1;
  if (x != x || y != y) return value_number(CANONICAL_NAN);
  int32_t hx = (int32_t)high_word(x), hy = (int32_t)high_word(y), ix = hx & INT32_MAX, iy = hy & INT32_MAX;
  uint32_t lx = low_word(x), ly = low_word(y);

  int y_is = 0; /* for negative x: 0 y is no integer, 1 odd, 2 even */
  if (hx < 0) {
    if (iy >= 0x43400000) y_is = 2;
    else if (iy >= 0x3ff00000) {
      double whole = rt_math_trunc(y);
      if (whole == y) y_is = rt_f64_mod(y, 2) != 0 ? 1 : 2;
    }
  }
  if (ly == 0) {
    if (iy == 0x7ff00000) { /* infinite */
      if (ix == 0x3ff00000 && lx == 0) return value_number(CANONICAL_NAN); /* unlike C */
      if (ix >= 0x3ff00000) return hy >= 0 ? y : 0;
      return hy < 0 ? -y : 0;
    }
    if (iy == 0x3ff00000) return hy < 0 ? 1 / x : x;
    if (hy == 0x40000000) return x * x;
    if (hy == 0x3fe00000 && hx >= 0) return rt_math_sqrt(x);
  }
  double ax = __builtin_fabs(x);
  if (lx == 0 && (ix == 0x7ff00000 || ix == 0 || ix == 0x3ff00000)) { /* infinite, 0, 1 in magnitude */
    double z = hy < 0 ? 1 / ax : ax;
    if (hx < 0) {
      if (ix == 0x3ff00000 && y_is == 0) z = value_number(CANONICAL_NAN);
      else if (y_is == 1) z = -z;
    }
    return z;
  }
  if (hx < 0 && y_is == 0) return value_number(CANONICAL_NAN);
  double s = hx < 0 && y_is == 1 ? -1.0 : 1.0; /* sign of the result */

  double t1, t2;
  if (iy > 0x41e00000) { /* |y| above 2^31: overflow, underflow or |1 - x| tiny */
    if (iy > 0x43f00000) {
      if (ix <= 0x3fefffff) return hy < 0 ? huge * huge : tiny * tiny;
      return hy > 0 ? huge * huge : tiny * tiny;
    }
    if (ix < 0x3fefffff) return hy < 0 ? s * huge * huge : s * tiny * tiny;
    if (ix > 0x3ff00000) return hy > 0 ? s * huge * huge : s * tiny * tiny;
    double t = ax - 1; /* log(x) by x - x^2/2 + x^3/3 - x^4/4 is enough */
    double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    double u = ivln2_h * t, v = t * ivln2_l - w * ivln2;
    t1 = with_low_cleared(u + v);
    t2 = v - (t1 - u);
  } else {
    int32_t n = 0;
    if (ix < 0x00100000) { /* subnormal */
      ax *= 9007199254740992.0;
      n -= 53;
      ix = (int32_t)high_word(ax);
    }
    n += (ix >> 20) - 0x3ff;
    int32_t j = ix & 0x000fffff, k;
    ix = j | 0x3ff00000;
    if (j <= 0x3988e) k = 0; /* below sqrt(3/2) */
    else if (j < 0xbb67a) k = 1; /* below sqrt(3) */
    else {
      k = 0;
      n++;
      ix -= 0x00100000;
    }
    ax = from_words((uint32_t)ix, low_word(ax));
    double u = ax - bp[k], v = 1 / (ax + bp[k]);
    double ss = u * v; /* s = (x - 1) / (x + 1) or (x - 1.5) / (x + 1.5), as s_h + s_l */
    double s_h = with_low_cleared(ss);
    double t_h = from_words((uint32_t)(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18)), 0);
    double t_l = ax - (t_h - bp[k]);
    double s_l = v * ((u - s_h * t_h) - s_h * t_l);
    double s2 = ss * ss;
    double r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
    r += s_l * (s_h + ss);
    s2 = s_h * s_h;
    t_h = with_low_cleared(3.0 + s2 + r);
    t_l = r - ((t_h - 3.0) - s2);
    u = s_h * t_h;
    v = s_l * t_h + t_l * ss;
    double p_h = with_low_cleared(u + v);
    double p_l = v - (p_h - u);
    double z_h = cp_h * p_h, z_l = cp_l * p_h + p_l * cp + dp_l[k];
    double t = (double)n;
    t1 = with_low_cleared(((z_h + z_l) + dp_h[k]) + t);
    t2 = z_l - (((t1 - t) - dp_h[k]) - z_h);
  }

  double y1 = with_low_cleared(y);
  double p_l = (y - y1) * t1 + y * t2, p_h = y1 * t1;
  double z = p_l + p_h;
  int32_t j = (int32_t)high_word(z);
  uint32_t low = low_word(z);
  if (j >= 0x40900000) { /* z >= 1024 */
    if (((uint32_t)(j - 0x40900000) | low) != 0 || p_l + overflow_test > z - p_h) return s * huge * huge;
  } else if ((j & INT32_MAX) >= 0x4090cc00) { /* z <= -1075 */
    if (((uint32_t)j - 0xc090cc00u) | low || p_l <= z - p_h) return s * tiny * tiny;
  }
  /* 2^(p_h + p_l) */
  int32_t i = j & INT32_MAX, e = (i >> 20) - 0x3ff, n = 0;
  if (i > 0x3fe00000) { /* |z| > 0.5: n = [z + 0.5] */
    n = j + (0x00100000 >> (e + 1));
    e = ((n & INT32_MAX) >> 20) - 0x3ff;
    double t = from_words((uint32_t)(n & ~(0x000fffff >> e)), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - e);
    if (j < 0) n = -n;
    p_h -= t;
  }
  double t = with_low_cleared(p_l + p_h);
  double u = t * lg2_h, v = (p_l - (t - p_h)) * lg2 + t * lg2_l;
  z = u + v;
  double w = v - (z - u);
  t = z * z;
  t1 = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  double r = (z * t1) / ((t1 - 2.0) - (w + z * w)); /* V8 groups it so; fdlibm subtracts after dividing */
  return s * scale(1.0 - (r - z), n);
}
