/* Upper and lower case of strings, and the small formatter behind error messages.
 *
 * Case mapping covers Latin (Latin-1, Extended-A, Extended Additional), Greek, Cyrillic, Armenian, Roman and
 * circled letters and full-width forms, with the special cases of Unicode's SpecialCasing in these ranges
 * (German sharp s, dotted I, final sigma). Other scripts and letters outside the BMP stay as they are.
 * C because it shares the strings' raw representation and serves the core's own error messages.
 */
#include "internal.h"
#include <stdarg.h>

/* Lower-case letters from..to, each `step` apart; upper = lower + delta. Step 0: one letter, only upwards. */
static const struct { uint16_t from, to; int16_t delta; uint8_t step; } pairs[] = {
    {0x61, 0x7a, -32, 1},     {0xe0, 0xf6, -32, 1},     {0xf8, 0xfe, -32, 1},     {0xff, 0xff, 121, 1},
    {0xb5, 0xb5, 743, 0},     {0x101, 0x12f, -1, 2},    {0x131, 0x131, -232, 0},  {0x133, 0x137, -1, 2},
    {0x13a, 0x148, -1, 2},    {0x14b, 0x177, -1, 2},    {0x17a, 0x17e, -1, 2},    {0x17f, 0x17f, -300, 0},
    {0x371, 0x373, -1, 2},    {0x377, 0x377, -1, 1},    {0x37b, 0x37d, 130, 1},   {0x3ac, 0x3ac, -38, 1},
    {0x3ad, 0x3af, -37, 1},   {0x3b1, 0x3c1, -32, 1},   {0x3c2, 0x3c2, -31, 0},   {0x3c3, 0x3cb, -32, 1},
    {0x3cc, 0x3cc, -64, 1},   {0x3cd, 0x3ce, -63, 1},   {0x3d0, 0x3d0, -62, 0},   {0x3d1, 0x3d1, -57, 0},
    {0x3d5, 0x3d5, -47, 0},   {0x3d6, 0x3d6, -54, 0},   {0x3d7, 0x3d7, -8, 1},    {0x3d9, 0x3ef, -1, 2},
    {0x3f0, 0x3f0, -86, 0},   {0x3f1, 0x3f1, -80, 0},   {0x3f2, 0x3f2, 7, 1},     {0x3f3, 0x3f3, -116, 1},
    {0x3f5, 0x3f5, -96, 0},   {0x3f8, 0x3f8, -1, 1},    {0x3fb, 0x3fb, -1, 1},    {0x430, 0x44f, -32, 1},
    {0x450, 0x45f, -80, 1},   {0x461, 0x481, -1, 2},    {0x48b, 0x4bf, -1, 2},    {0x4c2, 0x4ce, -1, 2},
    {0x4cf, 0x4cf, -15, 1},   {0x4d1, 0x52f, -1, 2},    {0x561, 0x586, -48, 1},   {0x1e01, 0x1e95, -1, 2},
    {0x1e9b, 0x1e9b, -59, 0}, {0x1ea1, 0x1eff, -1, 2},  {0x2170, 0x217f, -16, 1}, {0x24d0, 0x24e9, -26, 1},
    {0xff41, 0xff5a, -32, 1},
};
#define PAIRS (sizeof pairs / sizeof *pairs)

static uint32_t upper_unit(uint32_t c) {
  if (c < 128) return c >= 'a' && c <= 'z' ? c - 32 : c;
  for (uint32_t i = 0; i < PAIRS; i++)
    if (c >= pairs[i].from && c <= pairs[i].to && (pairs[i].step != 2 || !((c - pairs[i].from) & 1))) return (uint32_t)((int32_t)c + pairs[i].delta);
  return c;
}
static uint32_t lower_unit(uint32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  for (uint32_t i = 0; i < PAIRS; i++) {
    int32_t low = (int32_t)c - pairs[i].delta;
    if (pairs[i].step && low >= pairs[i].from && low <= pairs[i].to && (pairs[i].step != 2 || !((low - pairs[i].from) & 1))) return (uint32_t)low;
  }
  switch (c) { /* one way down */
    case 0x3f4: return 0x3b8;
    case 0x1e9e: return 0xdf;
    case 0x2126: return 0x3c9;
    case 0x212a: return 'k';
    case 0x212b: return 0xe5;
    default: return c;
  }
}

/* Letters whose upper case is longer. */
static const uint16_t *expansion(uint32_t c) {
  static const uint16_t table[][4] = {
      {0xdf, 'S', 'S', 0}, {0x149, 0x2bc, 'N', 0}, {0x390, 0x399, 0x308, 0x301}, {0x3b0, 0x3a5, 0x308, 0x301}, {0x587, 0x535, 0x552, 0},
      {0x1e96, 'H', 0x331, 0}, {0x1e97, 'T', 0x308, 0}, {0x1e98, 'W', 0x30a, 0}, {0x1e99, 'Y', 0x30a, 0}, {0x1e9a, 'A', 0x2be, 0}};
  for (uint32_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i][0] == c) return table[i] + 1;
  return NULL;
}

static bool cased(uint32_t c) { return upper_unit(c) != c || lower_unit(c) != c || c == 0xdf || c == 0xaa || c == 0xba; }
static bool case_ignorable(uint32_t c) {
  return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`' || c == 0xa8 || c == 0xad || c == 0xaf || c == 0xb4 || c == 0xb7 ||
         c == 0xb8 || (c >= 0x300 && c < 0x370) || c == 0x2019;
}
/* Unicode's Final_Sigma: after a cased letter, and none follows. */
static bool final_sigma(const Str *s, uint32_t i) {
  uint32_t k = i;
  while (k > 0 && case_ignorable(str_unit(s, k - 1))) k--;
  if (k == 0 || !cased(str_unit(s, k - 1))) return false;
  for (k = i + 1; k < s->length && case_ignorable(str_unit(s, k));) k++;
  return k == s->length || !cased(str_unit(s, k));
}

Obj *rt_str_upper(Obj *o) {
  const Str *s = str_flat(o);
  uint32_t i = 0;
  while (i < s->length && upper_unit(str_unit(s, i)) == str_unit(s, i) && !expansion(str_unit(s, i))) i++;
  if (i == s->length) return o;
  uint16_t *out = (uint16_t *)gc_new_store(RS_STORE_RAW, 0, (size_t)s->length * 6)->data;
  uint32_t n = 0;
  for (i = 0; i < s->length; i++) {
    uint32_t c = str_unit(s, i);
    const uint16_t *more = c > 0x7f ? expansion(c) : NULL;
    if (!more) out[n++] = (uint16_t)upper_unit(c);
    else
      for (uint32_t k = 0; k < 3 && more[k]; k++) out[n++] = more[k];
  }
  return str_units(out, n);
}

Obj *rt_str_lower(Obj *o) {
  const Str *s = str_flat(o);
  uint32_t i = 0;
  while (i < s->length && lower_unit(str_unit(s, i)) == str_unit(s, i) && str_unit(s, i) != 0x130) i++;
  if (i == s->length) return o;
  uint16_t *out = (uint16_t *)gc_new_store(RS_STORE_RAW, 0, (size_t)s->length * 4)->data;
  uint32_t n = 0;
  for (i = 0; i < s->length; i++) {
    uint32_t c = str_unit(s, i);
    if (c == 0x130) out[n++] = 'i', out[n++] = 0x307;
    else if (c == 0x3a3) out[n++] = final_sigma(s, i) ? 0x3c2 : 0x3c3;
    else out[n++] = (uint16_t)lower_unit(c);
  }
  return str_units(out, n);
}

static Obj *format_list(const char *format, va_list args) {
  Obj *result = str_bytes("", 0);
  for (const char *p = format; *p;) {
    const char *start = p;
    while (*p && *p != '%') p++;
    result = rt_str_concat(result, str_bytes(start, (uint32_t)(p - start)));
    if (!*p) break;
    Obj *part;
    char digits[32];
    switch (p[1]) {
      case 's': part = str_text(va_arg(args, const char *)); break;
      case 'S':
        part = va_arg(args, Obj *);
        if (is_key_symbol(part)) part = symbol_text(part);
        break;
      default: part = str_bytes(digits, format_number(va_arg(args, int32_t), digits)); break;
    }
    result = rt_str_concat(result, part);
    p += 2;
  }
  return result;
}
Obj *str_format(const char *format, ...) {
  va_list args;
  va_start(args, format);
  Obj *s = format_list(format, args);
  va_end(args);
  return s;
}
void throw_error(ErrorKind kind, const char *format, ...) {
  va_list args;
  va_start(args, format);
  Obj *message = format_list(format, args);
  va_end(args);
  Obj *error = ingot_hook_make_error((double)kind, message);
  if (!rt_throwing) rt_throw(value_ref(error));
}
