/* Numbers to text and back, exactly rounded in both directions (ECMA-262 Number::toString, StringToNumber).
 *
 * Short decimals and integers take a fast path in double arithmetic; everything else is done with big integers
 * after Steele and White, and Dybvig. Digits are the shortest that read back as the same number and, among
 * those, the closest: the digits of every JavaScript engine. C because it works on the bits of doubles and must be
 * small and exact without a C library; it does not know locales.
 */
#include "internal.h"

/* ---- Big integers: enough for 800 digits against 2^1130. -------------------------------------------------------- */
#define BIG_WORDS 176
#define MAX_DIGITS 780 /* more significant digits than any tie between doubles has (768) */
typedef struct { uint32_t n, w[BIG_WORDS]; } Big; /* n words in use, least significant first; none: zero */

static void big_set(Big *b, uint64_t v) {
  b->n = v >> 32 ? 2 : v ? 1 : 0;
  b->w[0] = (uint32_t)v;
  b->w[1] = (uint32_t)(v >> 32);
}
static void big_copy(Big *to, const Big *from) {
  to->n = from->n;
  memcpy(to->w, from->w, from->n * 4);
}
static void big_multiply(Big *b, uint32_t by, uint32_t plus) {
  uint64_t carry = plus;
  for (uint32_t i = 0; i < b->n; i++) {
    carry += (uint64_t)b->w[i] * by;
    b->w[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) b->w[b->n++] = (uint32_t)carry;
}
static void big_times_power_of_ten(Big *b, uint32_t power) {
  for (; power >= 9; power -= 9) big_multiply(b, 1000000000, 0);
  for (; power; power--) big_multiply(b, 10, 0);
}
static void big_shift(Big *b, uint32_t bits) {
  uint32_t words = bits / 32, rest = bits & 31;
  if (!b->n || !bits) return;
  memmove(b->w + words, b->w, b->n * 4);
  memset(b->w, 0, words * 4);
  b->n += words;
  if (rest) big_multiply(b, 1u << rest, 0);
}
static int big_compare(const Big *a, const Big *b) {
  if (a->n != b->n) return a->n < b->n ? -1 : 1;
  for (uint32_t i = a->n; i-- > 0;)
    if (a->w[i] != b->w[i]) return a->w[i] < b->w[i] ? -1 : 1;
  return 0;
}
static void big_add(Big *a, const Big *b) {
  uint64_t carry = 0;
  for (uint32_t i = 0; i < a->n || i < b->n || carry; i++) {
    if (i >= a->n) a->w[a->n++] = 0;
    carry += (uint64_t)a->w[i] + (i < b->n ? b->w[i] : 0);
    a->w[i] = (uint32_t)carry;
    carry >>= 32;
  }
}
static void big_subtract(Big *a, const Big *b) { /* a >= b */
  int64_t borrow = 0;
  for (uint32_t i = 0; i < a->n; i++) {
    borrow += (int64_t)a->w[i] - (i < b->n ? b->w[i] : 0);
    a->w[i] = (uint32_t)borrow;
    borrow >>= 32;
  }
  while (a->n && !a->w[a->n - 1]) a->n--;
}
static int32_t big_bits(const Big *b) { return b->n ? (int32_t)(b->n * 32) - __builtin_clz(b->w[b->n - 1]) : 0; }
static int big_compare_sum(const Big *a, const Big *plus, const Big *b) { /* a + plus against b */
  Big sum;
  big_copy(&sum, a);
  big_add(&sum, plus);
  return big_compare(&sum, b);
}

/* ---- Digits of a number -------------------------------------------------------------------------------------------- */

typedef enum { SHORTEST, SIGNIFICANT, AFTER_POINT } DigitMode;

/* Adds one unit in the last place; returns the new count. 999 becomes 1 with the point one further. */
static int32_t round_up(char *out, int32_t n, int32_t *point) {
  while (n > 0 && out[n - 1] == '9') n--;
  if (n) out[n - 1]++;
  else {
    out[0] = '1';
    n = 1;
    ++*point;
  }
  return n;
}

/* Digits of v > 0 as 0.d1d2... * 10^*point, without trailing zeros in SHORTEST mode; in the others `wanted`
 * digits or places, rounded half up, possibly fewer characters when zeros follow. Returns the count. */
static int32_t digits_of(double v, DigitMode mode, int32_t wanted, char *out, int32_t *point) {
  static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  int32_t n = 0;
  if (mode == SHORTEST && v >= 1e-5 && v < 1e15) {
    /* A decimal of at most 15 digits that reads back as v is the only one of its length that can. */
    for (int32_t k = 0; k <= 15; k++) {
      double scaled = v * tens[k];
      if (scaled >= 1e15) break;
      uint64_t whole = (uint64_t)(scaled + 0.5);
      if ((double)whole / tens[k] != v) continue;
      char reversed[20] = {0};
      int32_t count = 0, at = 0;
      for (; whole; whole /= 10) reversed[count++] = (char)('0' + whole % 10);
      *point = count - k;
      while (reversed[at] == '0') at++; /* trailing zeros */
      for (int32_t i = count; i-- > at;) out[n++] = reversed[i];
      return n;
    }
  }
  Value bits = value_f64(v);
  int32_t exponent = (int32_t)(bits >> 52);
  uint64_t mantissa = bits & UINT64_C(0xfffffffffffff);
  if (exponent) mantissa |= UINT64_C(0x10000000000000);
  else exponent = 1;
  exponent -= 1075;
  bool even = !(mantissa & 1), narrow = mantissa == UINT64_C(0x10000000000000) && exponent > -1074;
  /* v = r / s; the neighbours' midpoints are v - low / s and v + high / s. */
  Big r, s, low, high;
  uint32_t up = exponent > 0 ? (uint32_t)exponent : 0, down = exponent < 0 ? (uint32_t)-exponent : 0;
  big_set(&r, mantissa);
  big_shift(&r, up + 1 + narrow);
  big_set(&s, 1);
  big_shift(&s, down + 1 + narrow);
  big_set(&low, 1);
  big_shift(&low, up);
  big_set(&high, 1);
  big_shift(&high, up + narrow);
  int32_t top = exponent + 63 - __builtin_clzll(mantissa); /* 2^top <= v < 2^(top+1) */
  int32_t k = (int32_t)(((int64_t)top * 1292913986) >> 32); /* floor(top * log10 2): at most one too small for ceil */
  if (k >= 0) big_times_power_of_ten(&s, (uint32_t)k);
  else {
    big_times_power_of_ten(&r, (uint32_t)-k);
    big_times_power_of_ten(&low, (uint32_t)-k);
    big_times_power_of_ten(&high, (uint32_t)-k);
  }
  for (;; k++) { /* until v (and its upper midpoint) is below 10^k */
    int order = mode == SHORTEST ? big_compare_sum(&r, &high, &s) : big_compare(&r, &s);
    if (mode == SHORTEST ? order < 0 || (order == 0 && !even) : order < 0) break;
    big_multiply(&s, 10, 0);
  }
  *point = k;
  if (mode == AFTER_POINT) wanted += k;
  if (mode != SHORTEST && wanted < 0) return 0;
  for (;;) {
    bool low_done = false, high_done = false;
    if (mode != SHORTEST && n == wanted) {
      big_multiply(&r, 2, 0);
      return big_compare(&r, &s) >= 0 ? round_up(out, n, point) : n;
    }
    big_multiply(&r, 10, 0);
    int32_t digit = 0;
    for (; big_compare(&r, &s) >= 0; digit++) big_subtract(&r, &s);
    if (mode == SHORTEST) {
      big_multiply(&low, 10, 0);
      big_multiply(&high, 10, 0);
      int a = big_compare(&r, &low), b = big_compare_sum(&r, &high, &s);
      low_done = a < 0 || (a == 0 && even);
      high_done = b > 0 || (b == 0 && even);
    }
    out[n++] = (char)('0' + digit);
    if (!low_done && !high_done) continue;
    if (low_done && high_done) {
      big_multiply(&r, 2, 0);
      int order = big_compare(&r, &s);
      high_done = order > 0 || (order == 0 && (digit & 1));
    }
    return high_done ? round_up(out, n, point) : n;
  }
}

/* ---- Formatting ------------------------------------------------------------------------------------------------------ */

typedef struct { char text[400]; uint32_t n; } Text; /* longest: toFixed(100) of a number below 1e21; radix 2: in place */
static void put(Text *t, const char *s) { while (*s) t->text[t->n++] = *s++; }
static void put_digits(Text *t, const char *digits, int32_t count, int32_t from, int32_t to) { /* zeros beyond count */
  for (; from < to; from++) t->text[t->n++] = from >= 0 && from < count ? digits[from] : '0';
}
static void put_exponent(Text *t, int32_t e) {
  char reversed[8];
  int32_t n = 0;
  t->text[t->n++] = 'e';
  t->text[t->n++] = e < 0 ? '-' : '+';
  for (uint32_t rest = (uint32_t)(e < 0 ? -e : e); n == 0 || rest; rest /= 10) reversed[n++] = (char)('0' + rest % 10);
  while (n) t->text[t->n++] = reversed[--n];
}
static Obj *finish(const Text *t) { return str_bytes(t->text, t->n); }

/* NaN, infinities; otherwise writes the sign and makes *d its magnitude. */
static bool special(Text *t, double *d) {
  t->n = 0;
  if (*d != *d) put(t, "NaN");
  else {
    if (*d < 0) put(t, "-"), *d = -*d;
    if (*d == __builtin_inf()) put(t, "Infinity");
    else return false;
  }
  return true;
}

static void put_number(Text *t, double d) {
  char digits[32];
  int32_t point;
  if (special(t, &d)) return;
  if (d == 0) {
    put(t, "0");
    return;
  }
  int32_t n = digits_of(d, SHORTEST, 0, digits, &point);
  if (point > 21 || point <= -6) { /* Number::toString: scientific outside 1e-7 < d < 1e21 */
    put_digits(t, digits, n, 0, 1);
    if (n > 1) put(t, "."), put_digits(t, digits, n, 1, n);
    put_exponent(t, point - 1);
  } else if (point <= 0) {
    put(t, "0.");
    put_digits(t, digits, n, point, n);
  } else {
    put_digits(t, digits, n, 0, point);
    if (n > point) put(t, "."), put_digits(t, digits, n, point, n);
  }
}

uint32_t format_number(double d, char *out) {
  Text t;
  put_number(&t, d);
  memcpy(out, t.text, t.n);
  return t.n;
}
Obj *rt_number_to_string(double d) {
  if (d >= 0 && d < 10 && d == (double)(int32_t)d) return str_char('0' + (uint32_t)d);
  char text[32];
  return str_bytes(text, format_number(d, text));
}

Obj *rt_number_to_fixed(double d, int32_t places) {
  Text t;
  char digits[160];
  int32_t point = 0, n = 0;
  if (!(d < 1e21 && d > -1e21)) return rt_number_to_string(d);
  special(&t, &d);
  if (d != 0) n = digits_of(d, AFTER_POINT, places, digits, &point);
  if (n == 0) point = 0; /* rounded to zero */
  if (point <= 0) put(&t, "0");
  else put_digits(&t, digits, n, 0, point);
  if (places) put(&t, "."), put_digits(&t, digits, n, point, point + places);
  return finish(&t);
}

Obj *rt_number_to_exponential(double d, int32_t places) {
  Text t;
  char digits[128];
  int32_t point = 1, n = 0;
  if (special(&t, &d)) return finish(&t);
  if (d != 0) n = digits_of(d, places < 0 ? SHORTEST : SIGNIFICANT, places + 1, digits, &point);
  if (places < 0) places = n ? n - 1 : 0;
  put_digits(&t, digits, n, 0, 1);
  if (places) put(&t, "."), put_digits(&t, digits, n, 1, places + 1);
  put_exponent(&t, point - 1);
  return finish(&t);
}

Obj *rt_number_to_precision(double d, int32_t precision) {
  Text t;
  char digits[128];
  int32_t point = 1, n = 0;
  if (special(&t, &d)) return finish(&t);
  if (d != 0) n = digits_of(d, SIGNIFICANT, precision, digits, &point);
  if (point - 1 < -6 || point > precision) {
    put_digits(&t, digits, n, 0, 1);
    if (precision > 1) put(&t, "."), put_digits(&t, digits, n, 1, precision);
    put_exponent(&t, point - 1);
  } else {
    if (point <= 0) put(&t, "0");
    else put_digits(&t, digits, n, 0, point);
    if (point < precision) put(&t, "."), put_digits(&t, digits, n, point <= 0 ? point : point, precision);
  }
  return finish(&t);
}

/* Number::toString with a radix is implementation-approximated; these are V8's digits: fraction digits until the
 * rest is below half the distance to the next double, the last one rounded. */
Obj *rt_number_to_radix(double d, int32_t radix) {
  static const char symbols[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  char whole[1100], fraction[1100];
  Text sign;
  uint32_t at = sizeof whole, n = 0;
  if (radix == 10 || special(&sign, &d)) return rt_number_to_string(radix == 10 || d != d ? d : sign.text[0] == '-' ? -d : d);
  double integer = rt_math_floor(d), rest = d - integer;
  double delta = 0.5 * (value_number(value_f64(d) + 1) - d);
  if (!(delta >= value_number(1))) delta = value_number(1);
  if (rest >= delta) {
    do {
      rest *= radix;
      delta *= radix;
      int32_t digit = (int32_t)rest;
      fraction[n++] = (char)digit;
      rest -= digit;
      if ((rest > 0.5 || (rest == 0.5 && (digit & 1))) && rest + delta > 1) {
        while (n && fraction[n - 1] + 1 == radix) n--;
        if (n) fraction[n - 1]++;
        else integer += 1;
        break;
      }
    } while (rest >= delta);
  }
  while (integer / radix >= 9007199254740992.0) { /* digits that the double does not hold are zeros */
    integer /= radix;
    whole[--at] = '0';
  }
  do {
    double digit = rt_f64_mod(integer, radix);
    whole[--at] = symbols[(int32_t)digit];
    integer = (integer - digit) / radix;
  } while (integer > 0);
  Obj *result = str_bytes(whole + at, (uint32_t)sizeof whole - at);
  for (uint32_t i = 0; i < n; i++) fraction[i] = symbols[(uint8_t)fraction[i]];
  if (n) result = str_format("%S.%S", result, str_bytes(fraction, n));
  return sign.n ? str_format("-%S", result) : result;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------------ */

/* num / den to the nearest double, ties to even. Both are destroyed. */
static double ratio(Big *num, Big *den) {
  if (!num->n) return 0;
  int32_t e = big_bits(num) - big_bits(den);
  if (e > 1024) return __builtin_inf();
  if (e < -1076) return 0;
  if (e > 0) big_shift(den, (uint32_t)e);
  else big_shift(num, (uint32_t)-e);
  if (big_compare(num, den) < 0) {
    big_multiply(num, 2, 0);
    e--;
  }
  /* value = num / den * 2^e, 1 <= num / den < 2 */
  int32_t bits = e < -1022 ? 53 + 1022 + e : 53;
  uint64_t mantissa = 0;
  for (int32_t i = 0; i < bits; i++) {
    mantissa <<= 1;
    if (big_compare(num, den) >= 0) {
      big_subtract(num, den);
      mantissa |= 1;
    }
    big_multiply(num, 2, 0);
  }
  int order = bits < 0 ? -1 : big_compare(num, den);
  if (order > 0 || (order == 0 && (mantissa & 1))) mantissa++;
  if (e > 1023) return __builtin_inf();
  return value_number(e < -1022 ? mantissa : ((uint64_t)(e + 1022) << 52) + mantissa);
}

static bool is_space(uint32_t c) { /* WhiteSpace and LineTerminator */
  return (c >= 9 && c <= 13) || c == ' ' || c == 0xa0 || c == 0xfeff || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}
static bool is_digit(uint32_t c) { return c - '0' < 10; }

double parse_number_prefix(const Str *s, uint32_t from, uint32_t to, uint32_t *end) {
  static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  uint32_t at = from;
  bool negative = false, any = false, sticky = false;
  *end = from;
  if (at < to && (str_unit(s, at) == '-' || str_unit(s, at) == '+')) negative = str_unit(s, at++) == '-';
  static const char infinity[] = "Infinity";
  uint32_t match = 0;
  while (match < 8 && at + match < to && str_unit(s, at + match) == (uint32_t)infinity[match]) match++;
  if (match == 8) {
    *end = at + 8;
    return negative ? -__builtin_inf() : __builtin_inf();
  }
  Big num;
  uint64_t small = 0;
  uint32_t significant = 0;
  int32_t exponent = 0;
  bool fraction = false;
  big_set(&num, 0);
  for (; at < to; at++) {
    uint32_t c = str_unit(s, at);
    if (c == '.' && !fraction) {
      fraction = true;
      continue;
    }
    if (!is_digit(c)) break;
    any = true;
    if (fraction && exponent > -100000) exponent--;
    if (significant == 0 && c == '0') continue;
    if (significant < MAX_DIGITS) {
      significant++;
      if (significant <= 19) small = small * 10 + (c - '0');
      if (significant == 19) big_set(&num, small);
      if (significant > 19) big_multiply(&num, 10, c - '0');
    } else {
      sticky |= c != '0';
      if (exponent < 100000) exponent++;
    }
  }
  if (!any) return value_number(CANONICAL_NAN);
  *end = at;
  if (at < to && (str_unit(s, at) | 32) == 'e') {
    uint32_t p = at + 1;
    bool minus = false;
    int32_t e = 0;
    if (p < to && (str_unit(s, p) == '-' || str_unit(s, p) == '+')) minus = str_unit(s, p++) == '-';
    if (p < to && is_digit(str_unit(s, p))) {
      for (; p < to && is_digit(str_unit(s, p)); p++)
        if (e < 200000) e = e * 10 + (int32_t)(str_unit(s, p) - '0');
      exponent += minus ? -e : e;
      *end = p;
    }
  }
  double result;
  if (small == 0) result = 0;
  else if (significant <= 15 && exponent >= -22 && exponent <= 22)
    result = exponent < 0 ? (double)small / tens[-exponent] : (double)small * tens[exponent];
  else if (exponent + (int32_t)significant > 310) result = __builtin_inf();
  else if (exponent + (int32_t)significant < -325) result = 0;
  else {
    if (significant < 19) big_set(&num, small);
    if (sticky) { /* any further digit: only "not exactly half" matters */
      big_multiply(&num, 10, 1);
      exponent--;
    }
    Big den;
    big_set(&den, 1);
    if (exponent >= 0) big_times_power_of_ten(&num, (uint32_t)exponent);
    else big_times_power_of_ten(&den, (uint32_t)-exponent);
    result = ratio(&num, &den);
  }
  return negative ? -result : result;
}

static uint32_t digit_value(uint32_t c) { return is_digit(c) ? c - '0' : (c | 32) - 'a' < 26 && c < 128 ? (c | 32) - 'a' + 10 : 99; }

/* Digits of a radix from `from`; *end is where they stop. Exact for 10 and powers of two, as ECMA-262 demands;
 * for the others, which it lets approximate, rounded after every 32-bit part as V8 does. */
static double parse_digits(const Str *s, uint32_t from, uint32_t to, uint32_t radix, uint32_t *end) {
  for (*end = from; *end < to && digit_value(str_unit(s, *end)) < radix;) ++*end;
  if (radix == 10 || (radix & (radix - 1)) == 0) {
    Big num, den;
    big_set(&num, 0);
    big_set(&den, 1);
    for (uint32_t at = from; at < *end && num.n < 36; at++) big_multiply(&num, radix, digit_value(str_unit(s, at)));
    return num.n >= 36 ? __builtin_inf() : ratio(&num, &den);
  }
  double d = 0;
  while (from < *end && str_unit(s, from) == '0') from++;
  for (uint32_t at = from; at < *end;) {
    uint32_t part = 0, multiplier = 1;
    for (; at < *end && multiplier * radix <= UINT32_MAX / 36; at++) {
      part = part * radix + digit_value(str_unit(s, at));
      multiplier *= radix;
    }
    d = d * multiplier + part;
  }
  return d;
}

static void trim(const Str *s, uint32_t *from, uint32_t *to) {
  *from = 0;
  *to = s->length;
  while (*from < *to && is_space(str_unit(s, *from))) ++*from;
  while (*to > *from && is_space(str_unit(s, *to - 1))) --*to;
}

double rt_string_to_number(Obj *o) {
  const Str *s = str_flat(o);
  uint32_t from, to, end;
  trim(s, &from, &to);
  if (from == to) return 0;
  double d;
  if (to - from > 2 && str_unit(s, from) == '0' && !is_digit(str_unit(s, from + 1)) && str_unit(s, from + 1) != '.' && (str_unit(s, from + 1) | 32) != 'e') {
    uint32_t c = str_unit(s, from + 1) | 32, radix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 1;
    d = parse_digits(s, from + 2, to, radix, &end);
  } else {
    d = parse_number_prefix(s, from, to, &end);
  }
  return end == to ? d : value_number(CANONICAL_NAN);
}

double rt_parse_float(Obj *o) {
  const Str *s = str_flat(o);
  uint32_t from, to, end;
  trim(s, &from, &to);
  return parse_number_prefix(s, from, to, &end);
}

double rt_parse_int(Obj *o, int32_t radix) {
  const Str *s = str_flat(o);
  uint32_t from, to, end;
  trim(s, &from, &to);
  bool negative = from < to && str_unit(s, from) == '-';
  if (from < to && (negative || str_unit(s, from) == '+')) from++;
  if ((radix == 0 || radix == 16) && to - from >= 2 && str_unit(s, from) == '0' && (str_unit(s, from + 1) | 32) == 'x') {
    from += 2;
    radix = 16;
  }
  if (radix == 0) radix = 10;
  if (radix < 2 || radix > 36) return value_number(CANONICAL_NAN);
  double d = parse_digits(s, from, to, (uint32_t)radix, &end);
  if (end == from) return value_number(CANONICAL_NAN);
  return negative ? -d : d;
}
