/* Rounding to whole numbers.
 *
 * Remainders, powers, trigonometry and logarithms are TypeScript (runtime/lang). C because compiled code is made of these,
 * and they work on the bits of doubles, without a C library.
 */
#include "internal.h"

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
