/* Inline fast paths of arrays, typed arrays, strings' lengths and conversions, for generated code.
 *
 * Accesses to elements are made for each file by sdk/backend/c/elements.ts from what is here. Names:
 *
 *   IR                                     C
 *   array_push kind                        ing_try_array_push_<kind>(Obj *array, v)
 *   length of                              ing_try_length_<of>(Obj *, int32_t *out)    of: array | string | typed
 *                                          ing_try_: false, and nothing done, when the slow path is needed
 *   convert unbox and so on                ing_try_number / ing_try_bool / ing_try_ref (Value, R *out)
 *   convert f64 -> i32 / u32 (never)       ing_to_i32(double), ing_to_u32(double)
 *   convert bool -> value (never)          value_bool;  f64: value_f64;  i32/u32: value_f64((double)x);  ref: value_ref
 *   convert unbox f64 / bool / ref         ing_unbox_f64 / ing_unbox_bool / ing_unbox_ref (Value, const char *expected)
 *   convert value -> f64, to_number        ing_to_number(Value)
 *   convert value -> bool, to_boolean      ing_to_boolean(Value) (never); f64: ing_f64_to_boolean; ref: rt_to_boolean(value_ref(r))
 *   get_slot / set_slot                    ING_SLOT(obj, C type, byte offset) is an lvalue (or use a generated struct)
 *
 * This is C because it is what the compiler's output inlines; no part of it runs on its own.
 */
#ifndef INGOT_ARRAY_H
#define INGOT_ARRAY_H

#include "ingot.h"

#define ING_INLINE static inline __attribute__((always_inline, unused))
#define ING_SLOT(obj, type, offset) (*(type *)((char *)(obj) + (offset)))

/* The processors' own conversions are defined for every double, unlike C's: they cut off the fraction, and give a
 * bound (ARM; NaN: 0) or the lowest integer (x86-64) for what does not fit. */
#if defined(__arm__) && defined(__VFP_FP__)
ING_INLINE int32_t ing_cut_i32(double d) {
  float r;
  int32_t i;
  __asm__("vcvt.s32.f64 %0, %P1" : "=t"(r) : "w"(d));
  __builtin_memcpy(&i, &r, 4);
  return i;
}
ING_INLINE uint32_t ing_cut_u32(double d) {
  float r;
  uint32_t i;
  __asm__("vcvt.u32.f64 %0, %P1" : "=t"(r) : "w"(d));
  __builtin_memcpy(&i, &r, 4);
  return i;
}
ING_INLINE int32_t ing_to_i32(double d) {
  int32_t i = ing_cut_i32(d);
  return LIKELY((uint32_t)i - 0x7fffffffu > 1) ? i : rt_to_int32(d); /* neither of the bounds */
}
#elif defined(__x86_64__)
ING_INLINE int64_t ing_cut_i64(double d) {
  int64_t i;
  __asm__("cvttsd2si %1, %0" : "=r"(i) : "x"(d));
  return i;
}
ING_INLINE int32_t ing_to_i32(double d) {
  if (__builtin_constant_p(d)) return d > -2147483649.0 && d < 2147483648.0 ? (int32_t)d : rt_to_int32(d);
  int64_t i = ing_cut_i64(d);
  return LIKELY(i != INT64_MIN) ? (int32_t)i : rt_to_int32(d);
}
#else
ING_INLINE int32_t ing_to_i32(double d) {
  if (LIKELY(d > -2147483649.0 && d < 2147483648.0)) return (int32_t)d;
  return rt_to_int32(d);
}
#endif
ING_INLINE uint32_t ing_to_u32(double d) {
#ifdef __x86_64__
  return (uint32_t)ing_to_i32(d);
#else
  if (LIKELY(d >= 0 && d < 4294967296.0)) return (uint32_t)d;
  return (uint32_t)rt_to_int32(d);
#endif
}
ING_INLINE double ing_number_or_nan(Value v, const char *expected) {
  return LIKELY(value_is_number(v)) ? value_number(v) : rt_number_or_nan(v, expected);
}
ING_INLINE double ing_to_number(Value v) { return LIKELY(value_is_number(v)) ? value_number(v) : rt_to_number(v); }
ING_INLINE bool ing_f64_to_boolean(double d) { return d < 0 || d > 0; }
ING_INLINE bool ing_to_boolean(Value v) { return LIKELY(value_is_bool(v)) ? (bool)(v & 1) : rt_to_boolean(v); }
ING_INLINE double ing_unbox_f64(Value v, const char *expected) {
  return LIKELY(value_is_number(v)) ? value_number(v) : rt_unbox_f64(v, expected);
}
ING_INLINE bool ing_unbox_bool(Value v, const char *expected) {
  return LIKELY(value_is_bool(v)) ? (bool)(v & 1) : rt_unbox_bool(v, expected);
}
ING_INLINE Obj *ing_unbox_ref(Value v, const char *expected) {
  return LIKELY(value_is_ref(v)) ? value_obj(v) : rt_unbox_ref(v, expected);
}
/* `this` of a method of the classes from `first` on; NULL with a TypeError thrown for any other value. */
ING_INLINE Obj *ing_this(Value self, const Shape *first, uint32_t extra, const char *method) {
#ifndef __OPTIMIZE_SIZE__
  if (LIKELY(value_is_ref(self) && has_shape(value_obj(self), first, extra))) return value_obj(self);
#endif
  return rt_this(self, first, extra, method);
}

ING_INLINE bool ing_try_number(Value v, double *out) {
  if (UNLIKELY(!value_is_number(v))) return false;
  *out = value_number(v);
  return true;
}
ING_INLINE bool ing_try_bool(Value v, bool *out) {
  if (UNLIKELY(!value_is_bool(v))) return false;
  *out = (bool)(v & 1);
  return true;
}
ING_INLINE bool ing_try_ref(Value v, Obj **out) {
  if (UNLIKELY(!value_is_ref(v))) return false;
  *out = value_obj(v);
  return true;
}

/* ---- Indices: true when in bounds. A negative i32 becomes a large u32; -0 is 0, NaN and fractions miss. ---- */
ING_INLINE bool ing_index_i(int32_t i, uint32_t length, uint32_t *at) { return (*at = (uint32_t)i) < length; }
ING_INLINE bool ing_index_u(uint32_t i, uint32_t length, uint32_t *at) { return (*at = i) < length; }
ING_INLINE bool ing_index_d(double d, uint32_t length, uint32_t *at) {
#if defined(__arm__) && defined(__VFP_FP__)
  if (!__builtin_constant_p(d)) return *at = ing_cut_u32(d), (double)*at == d && *at < length;
#elif defined(__x86_64__)
  if (!__builtin_constant_p(d)) {
    int64_t i = ing_cut_i64(d);
    *at = (uint32_t)i;
    return (uint64_t)i < length && (double)i == d;
  }
#endif
  if (!(d >= 0 && d < 4294967296.0)) return false;
  *at = (uint32_t)d;
  return (double)*at == d && *at < length;
}

/* What an element of each kind is as each result. `is` = can be read directly; otherwise the slow path. */
#define ING_IS_f64(a) ((a)->shape == &rt_shapes[RS_ARRAY_F64])
#define ING_IS_ref(a) ((a)->shape == &rt_shapes[RS_ARRAY_REF])
#define ING_IS_value(a) ((a)->shape == &rt_shapes[RS_ARRAY_VALUE])

ING_INLINE Value ing_hole_to_undefined(Value v) { return UNLIKELY(v == VALUE_HOLE) ? VALUE_UNDEFINED : v; }
#define ING_ELEMENT "an element of the array to be a number"
ING_INLINE Value ing_slow_value(Obj *a, double i) { return rt_array_get_slow(a, i); }
ING_INLINE double ing_slow_number(Obj *a, double i) {
  Value v = rt_array_get_slow(a, i);
  return UNLIKELY(rt_throwing) ? 0 : ing_number_or_nan(v, ING_ELEMENT);
}
ING_INLINE Obj *ing_slow_ref(Obj *a, double i) {
  Value v = rt_array_get_slow(a, i);
  return UNLIKELY(rt_throwing) ? &rt_undefined : ing_unbox_ref(v, "an object");
}

/* A number as a value that gcc knows to be one, which lets it drop tests of what is done with it. */
ING_INLINE bool ing_take_number(double e, Value *out) {
  *out = value_f64(e);
  if (!value_is_number(*out)) __builtin_unreachable();
  return true;
}

#define ING_PUSH(name, kind, E, OTHERWISE)                                                                    \
  ING_INLINE bool ing_##name##_array_push_##kind(Obj *o, E v) {                                               \
    Array *a = (Array *)o;                                                                                    \
    if (UNLIKELY(!ING_IS_##kind(o))) return OTHERWISE;                                                        \
    if (UNLIKELY(a->length >= a->capacity)) return false;                                                     \
    ((E *)a->elements)[a->length++] = v;                                                                      \
    return true;                                                                                              \
  }
ING_PUSH(try, f64, double, false)
ING_PUSH(try, ref, Obj *, false)
ING_PUSH(try, value, Value, false)
ING_PUSH(any, f64, double, ing_try_array_push_value(o, value_f64(v))) /* numbers, or anything */

/* ---- Lengths ------------------------------------------------------------------------------------------ */
#define ING_TRY_LENGTH(of, is)                                                                                \
  ING_INLINE bool ing_try_length_##of(Obj *o, int32_t *out) {                                                 \
    if (UNLIKELY(!(is))) return false;                                                                        \
    *out = (int32_t)((Array *)o)->length;                                                                     \
    return true;                                                                                              \
  }
_Static_assert(offsetof(Array, length) == offsetof(Str, length), "arrays and strings have their length in one place");
ING_TRY_LENGTH(array, (uint8_t)(o->shape->kind - K_ARRAY_F64) <= K_ARRAY_VALUE - K_ARRAY_F64)
ING_TRY_LENGTH(string, (uint8_t)(o->shape->kind - K_STRING_LATIN1) <= K_STRING_ROPE - K_STRING_LATIN1)
ING_INLINE bool ing_try_length_typed(Obj *o, int32_t *out) {
  if (UNLIKELY(o->shape != &rt_shapes[RS_TYPED])) return false;
  *out = (int32_t)((Typed *)o)->length;
  return true;
}

/* ---- Typed arrays -------------------------------------------------------------------------------------- */
/* TypedArraySetElement's conversions. Out-of-range doubles to f32 overflow to infinity as IEEE-754 says. */
ING_INLINE int32_t ing_u8_clamp(double d) { /* ToUint8Clamp: to nearest, ties to even */
  if (!(d > 0)) return 0;
  if (d >= 255) return 255;
  int32_t i = (int32_t)d;
  double rest = d - i;
  return i + (rest > 0.5 || (rest == 0.5 && (i & 1)));
}
ING_INLINE int32_t ing_slow_int(Obj *a, double i) {
  double d = ing_slow_number(a, i);
  return ing_to_i32(d);
}

#define ING_TYPED_IS(o, code) ((o)->shape == &rt_shapes[RS_TYPED] && ((Typed *)(o))->kind == code)
#endif
