/* Values: ECMA-262 type conversions and equality, the checks at unsound type boundaries, and messages.
 *
 * Objects are converted by the TypeScript hook OrdinaryToPrimitive lives in; numbers that are no integers are printed
 * and read by TypeScript too, as are operators on mixed values and what messages call a value. C because compiled code is
 * made of these.
 */
#include "internal.h"
#include <stdarg.h>

LITERAL(s_undefined, "undefined");
LITERAL(s_null, "null");
LITERAL(s_true, "true");
LITERAL(s_false, "false");
LITERAL(s_number, "number");
LITERAL(s_string, "string");
LITERAL(s_boolean, "boolean");
LITERAL(s_object, "object");
LITERAL(s_function, "function");
LITERAL(s_symbol, "symbol");
LITERAL(s_bigint, "bigint");

static double nan_value(void) { return value_number(CANONICAL_NAN); }

/* ---- Questions ----------------------------------------------------------------------------------------- */
static inline bool ref_is(Value v, bool (*test)(const Obj *)) { return value_is_ref(v) && test(value_obj(v)); }
bool rt_is_nullish(Value v) { return v == VALUE_HOLE || ref_is(v, is_nullish); }
bool rt_is_string(Value v) { return ref_is(v, is_string); }
bool rt_is_symbol(Value v) { return value_is_ref(v) && kind_of(value_obj(v)) == K_SYMBOL; }
bool rt_is_object(Value v) { return ref_is(v, is_object); }
bool rt_is_function(Value v) { return ref_is(v, is_callable); }
bool rt_is_array(Value v) { return ref_is(v, is_array); }
bool rt_is_typed(Value v) { return value_is_ref(v) && kind_of(value_obj(v)) == K_TYPED; }
bool rt_is_typed_bigints(Value v) { return rt_is_typed(v) && ((Typed *)value_obj(v))->kind >= TA_I64; }
bool rt_is_typed_numbers(Value v) { return rt_is_typed(v) && !rt_is_typed_bigints(v); }
bool rt_is_buffer(Value v) { return value_is_ref(v) && kind_of(value_obj(v)) == K_BUFFER; }
/* K_* of an object; -1 number, -2 boolean. */
int32_t rt_object_kind(Value v) {
  return value_is_number(v) ? -1 : value_is_bool(v) ? -2 : value_is_ref(v) ? (int32_t)kind_of(value_obj(v)) : K_UNDEFINED;
}

Obj *rt_typeof(Value v) {
  if (!value_is_ref(v)) return value_is_number(v) ? s_number : value_is_bool(v) ? s_boolean : s_undefined;
  const Obj *o = value_obj(v);
  if (is_string(o) || is_callable(o)) return is_string(o) ? s_string : s_function;
  return kind_of(o) == K_UNDEFINED ? s_undefined : kind_of(o) == K_SYMBOL ? s_symbol : kind_of(o) == K_BIGINT ? s_bigint : s_object;
}

/* ---- Conversions --------------------------------------------------------------------------------------- */

/* Integers are printed and array indices read here, because keys are made of them; everything else is TypeScript. */
Obj *rt_number_to_string(double d) {
  double size = __builtin_fabs(d);
  if (!(size < 4503599627370496.0) || size != rt_math_trunc(size)) return ingot_hook_number_text(d);
  char text[20], *at = text + sizeof text;
  for (bool upper = size >= 1e9;; upper = false) { /* two parts of 32 bits, as boards have no wider division */
    double high = upper ? rt_math_trunc(size / 1e9) : 0;
    if (high * 1e9 > size) high -= 1;
    uint32_t part = (uint32_t)(size - high * 1e9);
    for (uint32_t n = 0; upper ? n < 9 : n == 0 || part; n++, part /= 10) *--at = (char)('0' + part % 10);
    if (!upper) break;
    size = high;
  }
  if (d < 0) *--at = '-';
  return str_bytes(at, (uint32_t)(text + sizeof text - at));
}
double rt_string_to_number(Obj *text) {
  int64_t index = str_array_index(text);
  return index >= 0 ? (double)(uint32_t)index : ingot_hook_text_number(text);
}

Value to_primitive(Value v, int hint) { return rt_is_object(v) ? ingot_hook_to_primitive(value_obj(v), (double)hint) : v; }

double rt_to_number(Value v) {
  if (value_is_number(v)) return value_number(v);
  if (value_is_bool(v)) return (double)(v & 1);
  if (!value_is_ref(v)) return nan_value();
  Obj *o = value_obj(v);
  switch (kind_of(o)) {
    case K_UNDEFINED: return nan_value();
    case K_NULL: return 0;
    case K_STRING_LATIN1: case K_STRING_UTF16: case K_STRING_ROPE: return rt_string_to_number(o);
    case K_SYMBOL: throw_error(E_TYPE, "Cannot convert a Symbol value to a number"); return 0;
    case K_BIGINT: throw_error(E_TYPE, "Cannot convert a BigInt value to a number"); return 0;
    default: break;
  }
  v = to_primitive(v, 1);
  return rt_throwing ? 0 : rt_to_number(v);
}

bool rt_to_boolean(Value v) {
  if (value_is_number(v)) return ing_f64_to_boolean(value_number(v));
  if (!value_is_ref(v)) return v == VALUE_TRUE;
  Obj *o = value_obj(v);
  if (is_bigint(o)) return ingot_hook_bigint(BIG_TRUTH, v, v) == VALUE_TRUE;
  return is_string(o) ? ((Str *)o)->length != 0 : !is_nullish(o);
}

Obj *rt_to_string(Value v) {
  if (value_is_number(v)) return rt_number_to_string(value_number(v));
  if (!value_is_ref(v)) return v == VALUE_TRUE ? s_true : value_is_bool(v) ? s_false : s_undefined;
  Obj *o = value_obj(v);
  switch (kind_of(o)) {
    case K_UNDEFINED: return s_undefined;
    case K_NULL: return s_null;
    case K_STRING_LATIN1: case K_STRING_UTF16: case K_STRING_ROPE: return o;
    case K_SYMBOL: throw_error(E_TYPE, "Cannot convert a Symbol value to a string"); return s_undefined;
    case K_BIGINT: return value_obj(ingot_hook_bigint(BIG_TEXT, v, v));
    default: break;
  }
  v = to_primitive(v, 2);
  return rt_throwing ? s_undefined : rt_to_string(v);
}

Obj *rt_to_property_key(Value v) {
  v = to_primitive(v, 2);
  return rt_is_symbol(v) ? value_obj(v) : rt_to_string(v);
}

int32_t rt_to_int32(double d) {
  Value bits = value_f64(d);
  int exponent = (int)(bits >> 52 & 0x7ff) - 1075; /* d = mantissa * 2^exponent */
  uint64_t mantissa = (bits & UINT64_C(0xfffffffffffff)) | UINT64_C(0x10000000000000);
  if (exponent >= 32 || exponent <= -53) return 0; /* a multiple of 2^32, not finite, or below 1 */
  uint32_t low = exponent >= 0 ? (uint32_t)(mantissa << exponent) : (uint32_t)(mantissa >> -exponent);
  return (int32_t)(bits >> 63 ? 0 - low : low);
}

/* ---- Type checks ---------------------------------------------------------------------------------------- */

void rt_refuse_receiver(Obj *o) {
  const char *text = is_nullish(o) ? "Cannot use properties of %S" : "Cannot use %S as an object of Ingot's own";
  throw_error(E_TYPE, text, ingot_hook_describe(value_ref(o)));
}
static void mismatch(Value v, const char *expected) { throw_error(E_TYPE, "expected %s, got %S", expected, ingot_hook_describe(v)); }
double rt_unbox_f64(Value v, const char *expected) {
  if (value_is_number(v)) return value_number(v);
  mismatch(v, expected);
  return 0;
}
double rt_number_or_nan(Value v, const char *expected) {
  if (value_is_number(v)) return value_number(v);
  if (v == VALUE_NULL) return 0;
  if (v != VALUE_UNDEFINED && v != VALUE_HOLE) mismatch(v, expected);
  return value_number(CANONICAL_NAN);
}
bool rt_unbox_bool(Value v, const char *expected) {
  if (value_is_bool(v)) return v & 1;
  mismatch(v, expected);
  return false;
}
Obj *rt_unbox_ref(Value v, const char *expected) {
  if (value_is_ref(v)) return value_obj(v);
  if (v != VALUE_HOLE) mismatch(v, expected);
  return &rt_undefined;
}
Obj *quoted(const char *before, Obj *text, const char *after) {
  return rt_str_concat(rt_str_concat(str_text(before), text), str_text(after));
}
static Obj *refuse_this(Value self, const Shape *first, Obj *method) {
  ingot_hook_refuse_this(self, first->cls ? (Obj *)first->cls->name : str_text("Object"), method);
  return NULL;
}

Obj *rt_this(Value self, const Shape *first, uint32_t extra, const char *method) {
  if (value_is_ref(self) && has_shape(value_obj(self), first, extra)) return value_obj(self);
  return refuse_this(self, first, str_text(method));
}

Obj *rt_this_of(Value self, const Shape *first, uint32_t extra, const Obj *name) {
  if (value_is_ref(self) && has_shape(value_obj(self), first, extra)) return value_obj(self);
  return refuse_this(self, first, rt_str_length((Obj *)name) ? quoted("'", (Obj *)name, "'") : str_text("the function"));
}

/* ---- Equality ------------------------------------------------------------------------------------------ */

bool rt_strict_equals_ref(Obj *a, Obj *b) {
  if (a == b || (is_string(a) && is_string(b))) return a == b || str_same(a, b);
  return is_bigint(a) && is_bigint(b) && ingot_hook_bigint(BIG_SAME, value_ref(a), value_ref(b)) == VALUE_TRUE;
}

bool rt_strict_equals(Value a, Value b) {
  if (value_is_number(a) && value_is_number(b)) return value_number(a) == value_number(b);
  if (a == b) return true;
  return value_is_ref(a) && value_is_ref(b) && rt_strict_equals_ref(value_obj(a), value_obj(b));
}

/* ---- Messages: a small formatter, and errors of them ---------------------------------------------------- */

void throw_error(ErrorKind kind, const char *format, ...) {
  if (rt_throwing) return; /* of what follows from an exception that code compiled for size has yet to look for */
  va_list args;
  va_start(args, format);
  Obj *result = str_bytes("", 0);
  for (const char *p = format; *p;) {
    const char *start = p;
    while (*p && *p != '%') p++;
    result = rt_str_concat(result, str_bytes(start, (uint32_t)(p - start)));
    if (!*p) break;
    Obj *part;
    switch (p[1]) {
      case 's': part = str_text(va_arg(args, const char *)); break;
      case 'S':
        part = va_arg(args, Obj *);
        if (is_key_symbol(part)) part = symbol_text(part);
        break;
      default: part = rt_number_to_string(va_arg(args, int32_t)); break;
    }
    result = rt_str_concat(result, part);
    p += 2;
  }
  va_end(args);
  Obj *error = ingot_hook_make_error((double)kind, result);
  if (!rt_throwing) rt_throw(value_ref(error));
}

/* ---- The program as a whole -------------------------------------------------------------------------------- */

static void end_if_throwing(void) {
  if (!rt_throwing) return;
  ingot_hook_uncaught(rt_catch());
  rt_exit(1);
}
void run_program(void) {
  strings_init();
  ingot_main();
  end_if_throwing();
  ingot_hook_run();
  end_if_throwing();
  rt_exit(0);
}

void rt_panic(Obj *message) {
  static char text[512];
  const Str *s = str_flat(message);
  uint32_t n = s->length < sizeof text - 1 ? s->length : sizeof text - 1;
  for (uint32_t i = 0; i < n; i++) text[i] = str_unit(s, i) - ' ' < 127 - ' ' ? (char)str_unit(s, i) : '?';
  panic_text(text);
}
