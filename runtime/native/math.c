/* Arithmetic on doubles that machines have no instruction for: remainder and rounding.
 *
 * Powers, trigonometry and logarithms are TypeScript (runtime/lang). C because compiled code is made of these, and
 * they work on the bits of doubles, without a C library.
 */
#include "internal.h"

uint32_t rt_f64_bits_high(double d) { return (uint32_t)(value_f64(d) >> 32); }
uint32_t rt_f64_bits_low(double d) { return (uint32_t)value_f64(d); }
double rt_f64_from_bits(uint32_t high, uint32_t low) { return canonical(value_number((uint64_t)high << 32 | low)); }

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

static __attribute__((noinline)) bool is_whole(double d) { return d == rt_math_trunc(d); }

/* Number::remainder: exact, with the sign of the dividend. */
double rt_f64_mod(double x, double y) {
  double rest = __builtin_fabs(x), by = __builtin_fabs(y);
  if (!(rest < __builtin_inf()) || y != y || by == 0) return value_number(CANONICAL_NAN);
  if (by > rest) return x;
  if (rest < 4503599627370496.0 && is_whole(by) && is_whole(rest)) {
    rest -= rt_math_trunc(rest / by) * by; /* the product is exact, its factor perhaps one too large */
    if (rest < 0) rest += by;
  } else {
    double part = by; /* long division, one bit of the quotient a step: every difference is exact */
    while (part <= rest * 0.5) part *= 2;
    for (; part >= by; part *= 0.5)
      if (rest >= part) rest -= part;
  }
  return value_f64(x) >> 63 ? -rest : rest;
}
