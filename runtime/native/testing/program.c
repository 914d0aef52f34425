/* The parts of a generated program that every test harness shares: an empty set of tables and plain hooks.
 *
 * An error is just its message here. Included by the harnesses; not part of the native core.
 */
#include "../internal.h"

#include <stdarg.h>

/* %S is a string, %s one of C, %d a number. */
static Obj *str_format(const char *format, ...) {
  va_list args;
  va_start(args, format);
  Obj *result = str_text("");
  for (const char *p = format; *p; p++) {
    Obj *part = str_bytes(p, 1);
    if (*p == '%') {
      p++;
      part = *p == 'd' ? rt_number_to_string(va_arg(args, int)) : *p == 'S' ? va_arg(args, Obj *) : str_text(va_arg(args, char *));
    }
    result = rt_str_concat(result, part);
  }
  va_end(args);
  return result;
}

/* Text as Latin-1, and few words about values: the library has more of both. */
void rt_write_out(int32_t stream, Obj *text) {
  const Str *s = str_flat(text);
  for (uint32_t i = 0; i < s->length; i++) platform_write(stream, &(char){(char)str_unit(s, i)}, 1);
}
Obj *rt_shape_name(Obj *o) { return o->shape->cls ? (Obj *)o->shape->cls->name : str_text("Object"); }
void ingot_hook_refuse_this(Value self, Obj *wanted, Obj *method) {
  (void)self, (void)wanted, (void)method;
  __builtin_trap();
}
Obj *ingot_hook_describe(Value v) { return str_format("%S %S", rt_typeof(v), rt_to_string(v)); }

const char ingot_build_id[] = "0123abcd";
#ifndef HARNESS_HAS_BUILTINS
const BuiltinEntry ingot_builtins[] = {{0}};
const uint32_t ingot_builtin_count = 0;
const FixedName ingot_fixed[1];
const uint32_t ingot_fixed_count = 0;
const StaticEntry ingot_statics[] = {{0}};
const Obj *const ingot_registered_symbols[] = {NULL};
#endif

Obj *ingot_hook_make_error(double kind, Obj *message) {
  static const char *const names[] = {"Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError"};
  return str_format("%s: %S", names[(int)kind], message);
}
Value ingot_hook_to_primitive(Obj *object, double hint) {
  (void)hint;
  return value_ref(str_format("[object %S]", rt_shape_name(object)));
}
void ingot_hook_uncaught(Value error) {
  rt_write_out(2, str_format("Uncaught %S\n", rt_to_string(error)));
}
void ingot_hook_run(void) {}

__attribute__((unused)) static void print(const char *label, Value v) {
  rt_write_out(1, str_format("%s %S\n", label, rt_to_string(v)));
}

/* The library's answers to what the core leaves to it; only NaN is asked for here. */
Obj *ingot_hook_number_text(double d) { return str_text(d != d ? "NaN" : "a fraction"); }
double ingot_hook_text_number(Obj *text) {
  (void)text;
  return value_number(CANONICAL_NAN);
}
double ingot_hook_pow(double base, double exponent) {
  (void)base, (void)exponent;
  __builtin_trap();
}

#ifdef INGOT_BOARD
#include "board-hooks.c"
#endif

/* No program of these harnesses sets a prototype. */
void rt_set_proto(Obj *o, Obj *proto) {
  (void)o, (void)proto;
  __builtin_trap();
}

/* No program of these harnesses makes a bigint, the only operand that leads here. */
Value ingot_hook_bigint(double op, Value a, Value b) {
  (void)op;
  (void)a;
  (void)b;
  __builtin_trap();
}
