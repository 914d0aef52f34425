/* The parts of a generated program that every test harness shares: an empty set of tables and plain hooks.
 *
 * An error is just its message here. Included by the harnesses; not part of the native core.
 */
#include "../internal.h"

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
