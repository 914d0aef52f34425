/* Inline fast paths of arrays, typed arrays, strings' lengths and conversions, for generated code.
 *
 * Each function does one IR operation completely: the common case in a few instructions, everything else
 * through the slow path of the same meaning. All may leave an exception pending unless the table says "never".
 *
 *   IR                                     C
 *   array_get kind result index            ing_array_get_<result>_<kind>_<index>(Obj *array, index)
 *       result  value -> Value | number -> double | ref -> Obj *
 *       kind    f64 | ref | value          (expected kind; every other object works too, slower)
 *       index   i (int32_t) | u (uint32_t) | d (double)
 *   array_set kind index                   ing_array_set_<kind>_<index>(Obj *array, index, v)
 *       v       double | Obj * | Value     by kind
 *   array_push kind                        ing_array_push_<kind>(Obj *array, v)
 *   length of                              ing_length_<of>(Obj *)            of: array | string | typed -> int32_t
 *   typed_get kind result index            ing_typed_get_<result>_<tk>_<index>(Obj *array, index)
 *       result  value -> Value | number -> double | int -> int32_t
 *       tk      i8 u8 u8c i16 u16 i32 u32 f32 f64
 *   typed_set kind index, type of value    ing_typed_set_<tk>_<index>_<vt>(Obj *array, index, v)
 *       vt      i (int32_t) | u (uint32_t) | d (double)
 *   the same, fast path only               ing_try_<the rest of the name>(..., R *out): false, and nothing done,
 *                                          when the slow path is needed. Generated code tests for exceptions only
 *                                          behind the slow path, so that the fast one costs no look at a global.
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
ING_INLINE Value ing_as_value_f64(double e) { return value_f64(e); }
ING_INLINE Value ing_as_value_ref(Obj *e) { return value_ref(e); }
ING_INLINE Value ing_as_value_value(Value e) { return ing_hole_to_undefined(e); }
ING_INLINE double ing_as_number_f64(double e) { return e; }
#define ING_ELEMENT "an element of the array to be a number"
ING_INLINE double ing_as_number_ref(Obj *e) { return rt_number_or_nan(value_ref(e), ING_ELEMENT); }
ING_INLINE double ing_as_number_value(Value e) { return ing_number_or_nan(e, ING_ELEMENT); }
ING_INLINE Obj *ing_as_ref_f64(double e) { return rt_unbox_ref(value_f64(e), "an object"); }
ING_INLINE Obj *ing_as_ref_ref(Obj *e) { return e; }
ING_INLINE Obj *ing_as_ref_value(Value e) { return ing_unbox_ref(ing_hole_to_undefined(e), "an object"); }
ING_INLINE Value ing_slow_value(Obj *a, double i) { return rt_array_get_slow(a, i); }
ING_INLINE double ing_slow_number(Obj *a, double i) {
  Value v = rt_array_get_slow(a, i);
  return UNLIKELY(rt_throwing) ? 0 : ing_number_or_nan(v, ING_ELEMENT);
}
ING_INLINE Obj *ing_slow_ref(Obj *a, double i) {
  Value v = rt_array_get_slow(a, i);
  return UNLIKELY(rt_throwing) ? &rt_undefined : ing_unbox_ref(v, "an object");
}

/* Takes an element if that is possible without the slow path. */
ING_INLINE bool ing_take_value_f64(double e, Value *out) {
  *out = value_f64(e);
  if (!value_is_number(*out)) __builtin_unreachable(); /* lets gcc drop tests of what is done with it */
  return true;
}
ING_INLINE bool ing_take_value_ref(Obj *e, Value *out) { return *out = value_ref(e), true; }
ING_INLINE bool ing_take_value_value(Value e, Value *out) { return *out = ing_hole_to_undefined(e), true; }
ING_INLINE bool ing_take_number_f64(double e, double *out) { return *out = e, true; }
ING_INLINE bool ing_take_number_ref(Obj *e, double *out) { return (void)e, (void)out, false; }
ING_INLINE bool ing_take_number_value(Value e, double *out) { return ing_try_number(e, out); }
ING_INLINE bool ing_take_ref_f64(double e, Obj **out) { return (void)e, (void)out, false; }
ING_INLINE bool ing_take_ref_ref(Obj *e, Obj **out) { return *out = e, true; }
ING_INLINE bool ing_take_ref_value(Value e, Obj **out) { return ing_try_ref(e, out); }

#define ING_GET(result, R, kind, E, index, I)                                                                 \
  ING_INLINE R ing_array_get_##result##_##kind##_##index(Obj *o, I i) {                                       \
    uint32_t at;                                                                                              \
    if (LIKELY(ING_IS_##kind(o) && ing_index_##index(i, ((Array *)o)->length, &at)))                          \
      return ing_as_##result##_##kind(((E *)((Array *)o)->elements)[at]);                                     \
    return ing_slow_##result(o, (double)i);                                                                   \
  }                                                                                                           \
  ING_INLINE bool ing_try_array_get_##result##_##kind##_##index(Obj *o, I i, R *out) {                        \
    uint32_t at;                                                                                              \
    return LIKELY(ING_IS_##kind(o) && ing_index_##index(i, ((Array *)o)->length, &at)) &&                     \
           ing_take_##result##_##kind(((E *)((Array *)o)->elements)[at], out);                                \
  }                                                                                                           \
  ING_INLINE bool ing_element_array_get_##result##_##kind##_##index(Obj *o, I i, R *out) {                    \
    return ing_take_##result##_##kind(((E *)((Array *)o)->elements)[(uint32_t)i], out);                       \
  }
#define ING_SET(kind, E, box, index, I)                                                                       \
  ING_INLINE bool ing_try_array_set_##kind##_##index(Obj *o, I i, E v) {                                      \
    uint32_t at;                                                                                              \
    if (UNLIKELY(!(ING_IS_##kind(o) && ing_index_##index(i, ((Array *)o)->length, &at)))) return false;       \
    ((E *)((Array *)o)->elements)[at] = v;                                                                    \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE bool ing_element_array_set_##kind##_##index(Obj *o, I i, E v) {                                  \
    return ((E *)((Array *)o)->elements)[(uint32_t)i] = v, true;                                              \
  }                                                                                                           \
  ING_INLINE void ing_array_set_##kind##_##index(Obj *o, I i, E v) {                                          \
    uint32_t at;                                                                                              \
    if (LIKELY(ING_IS_##kind(o) && ing_index_##index(i, ((Array *)o)->length, &at)))                          \
      ((E *)((Array *)o)->elements)[at] = v;                                                                  \
    else                                                                                                      \
      rt_array_set_slow(o, (double)i, box(v));                                                                \
  }
#define ING_SAME(v) (v)
#define ING_ARRAY_INDEX(index, I)                                                                             \
  ING_GET(value, Value, f64, double, index, I) ING_GET(value, Value, ref, Obj *, index, I)                    \
  ING_GET(value, Value, value, Value, index, I) ING_GET(number, double, f64, double, index, I)                \
  ING_GET(number, double, ref, Obj *, index, I) ING_GET(number, double, value, Value, index, I)               \
  ING_GET(ref, Obj *, f64, double, index, I) ING_GET(ref, Obj *, ref, Obj *, index, I)                        \
  ING_GET(ref, Obj *, value, Value, index, I) ING_SET(f64, double, value_f64, index, I)                       \
  ING_SET(ref, Obj *, value_ref, index, I) ING_SET(value, Value, ING_SAME, index, I)
ING_ARRAY_INDEX(i, int32_t)
ING_ARRAY_INDEX(u, uint32_t)
ING_ARRAY_INDEX(d, double)

/* A boxed value into an array of numbers or references, which it most likely fits: a variable that holds what an
 * element's type says is boxed, because it can be undefined. */
#define ING_SET_BOXED(kind, E, fits, unboxed, index, I)                                                       \
  ING_INLINE bool ing_try_array_set_boxed_##kind##_##index(Obj *o, I i, Value v) {                            \
    uint32_t at;                                                                                              \
    if (UNLIKELY(!(ING_IS_##kind(o) && fits(v)))) return ing_try_array_set_value_##index(o, i, v);            \
    if (UNLIKELY(!ing_index_##index(i, ((Array *)o)->length, &at))) return false;                             \
    ((E *)((Array *)o)->elements)[at] = unboxed(v);                                                           \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE bool ing_element_array_set_boxed_##kind##_##index(Obj *o, I i, Value v) {                        \
    if (UNLIKELY(!fits(v))) return false;                                                                     \
    return ((E *)((Array *)o)->elements)[(uint32_t)i] = unboxed(v), true;                                     \
  }
ING_SET_BOXED(f64, double, value_is_number, value_number, i, int32_t)
ING_SET_BOXED(f64, double, value_is_number, value_number, u, uint32_t)
ING_SET_BOXED(f64, double, value_is_number, value_number, d, double)
ING_SET_BOXED(ref, Obj *, value_is_ref, value_obj, i, int32_t)
ING_SET_BOXED(ref, Obj *, value_is_ref, value_obj, u, uint32_t)
ING_SET_BOXED(ref, Obj *, value_is_ref, value_obj, d, double)

#define ING_PUSH(kind, E, box)                                                                                \
  ING_INLINE bool ing_try_array_push_##kind(Obj *o, E v) {                                                    \
    Array *a = (Array *)o;                                                                                    \
    if (UNLIKELY(!(ING_IS_##kind(o) && a->length < a->capacity))) return false;                               \
    ((E *)a->elements)[a->length++] = v;                                                                      \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE void ing_array_push_##kind(Obj *o, E v) {                                                        \
    Array *a = (Array *)o;                                                                                    \
    if (LIKELY(ING_IS_##kind(o) && a->length < a->capacity))                                                  \
      ((E *)a->elements)[a->length++] = v;                                                                    \
    else                                                                                                      \
      rt_array_push_slow(o, box(v));                                                                          \
  }
ING_PUSH(f64, double, value_f64)
ING_PUSH(ref, Obj *, value_ref)
ING_PUSH(value, Value, ING_SAME)

/* ---- Lengths ------------------------------------------------------------------------------------------ */
ING_INLINE int32_t ing_length_array(Obj *o) {
  if (LIKELY((uint8_t)(o->shape->kind - K_ARRAY_F64) <= K_ARRAY_VALUE - K_ARRAY_F64)) return (int32_t)((Array *)o)->length;
  return rt_length_slow(o);
}
ING_INLINE int32_t ing_length_string(Obj *o) {
  if (LIKELY((uint8_t)(o->shape->kind - K_STRING_LATIN1) <= K_STRING_ROPE - K_STRING_LATIN1))
    return (int32_t)((Str *)o)->length; /* a Rope has its length in the same place */
  return rt_length_slow(o);
}
ING_INLINE int32_t ing_length_typed(Obj *o) {
  if (LIKELY(o->shape == &rt_shapes[RS_TYPED])) return (int32_t)((Typed *)o)->length;
  return rt_length_slow(o);
}

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
#define ING_TYPED_LOAD_PLAIN(e) ((double)(e))
#define ING_TYPED_LOAD_FLOAT(e) canonical((double)(e))

/* TypedArraySetElement's conversions. Out-of-range doubles to f32 overflow to infinity as IEEE-754 says. */
ING_INLINE int32_t ing_u8_clamp(double d) { /* ToUint8Clamp: to nearest, ties to even */
  if (!(d > 0)) return 0;
  if (d >= 255) return 255;
  int32_t i = (int32_t)d;
  double rest = d - i;
  return i + (rest > 0.5 || (rest == 0.5 && (i & 1)));
}
#define ING_STORE_INT_d(E, v) ((E)ing_to_i32(v))
#define ING_STORE_INT_i(E, v) ((E)(v))
#define ING_STORE_INT_u(E, v) ((E)(v))
#define ING_STORE_CLAMP_d(E, v) ((E)ing_u8_clamp(v))
#define ING_STORE_CLAMP_i(E, v) ((E)((v) < 0 ? 0 : (v) > 255 ? 255 : (v)))
#define ING_STORE_CLAMP_u(E, v) ((E)((v) > 255 ? 255 : (v)))
#define ING_STORE_REAL_d(E, v) ((E)(v))
#define ING_STORE_REAL_i(E, v) ((E)(v))
#define ING_STORE_REAL_u(E, v) ((E)(v))
#define ING_INT_INT(e) ((int32_t)(e))
#define ING_INT_REAL(e) ing_to_i32((double)(e))

ING_INLINE int32_t ing_slow_int(Obj *a, double i) {
  double d = ing_slow_number(a, i);
  return ing_to_i32(d);
}

#define ING_TYPED_IS(o, code) ((o)->shape == &rt_shapes[RS_TYPED] && ((Typed *)(o))->kind == code)
#define ING_TYPED_GET(result, R, expr, tk, E, code, index, I)                                                 \
  ING_INLINE R ing_typed_get_##result##_##tk##_##index(Obj *o, I i) {                                         \
    uint32_t at;                                                                                              \
    if (LIKELY(ING_TYPED_IS(o, code) && ing_index_##index(i, ((Typed *)o)->length, &at))) {                   \
      E e = ((E *)((Typed *)o)->data)[at];                                                                    \
      return expr;                                                                                            \
    }                                                                                                         \
    return ing_slow_##result(o, (double)i);                                                                   \
  }                                                                                                           \
  ING_INLINE bool ing_try_typed_get_##result##_##tk##_##index(Obj *o, I i, R *out) {                          \
    uint32_t at;                                                                                              \
    if (UNLIKELY(!(ING_TYPED_IS(o, code) && ing_index_##index(i, ((Typed *)o)->length, &at)))) return false;  \
    E e = ((E *)((Typed *)o)->data)[at];                                                                      \
    *out = expr;                                                                                              \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE bool ing_kind_typed_get_##result##_##tk##_##index(Obj *o, I i, R *out) {                         \
    uint32_t at;                                                                                              \
    if (UNLIKELY(!ing_index_##index(i, ((Typed *)o)->length, &at))) return false;                             \
    E e = ((E *)((Typed *)o)->data)[at];                                                                      \
    *out = expr;                                                                                              \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE R ing_element_typed_get_##result##_##tk##_##index(Obj *o, I i) {                                 \
    E e = ((E *)((Typed *)o)->data)[(uint32_t)i];                                                             \
    return expr;                                                                                              \
  }
#define ING_TYPED_SET(tk, E, store, code, index, I, vt, V)                                                    \
  ING_INLINE bool ing_try_typed_set_##tk##_##index##_##vt(Obj *o, I i, V v) {                                 \
    uint32_t at;                                                                                              \
    if (UNLIKELY(!(ING_TYPED_IS(o, code) && ing_index_##index(i, ((Typed *)o)->length, &at)))) return false;  \
    ((E *)((Typed *)o)->data)[at] = store##_##vt(E, v);                                                       \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE bool ing_kind_typed_set_##tk##_##index##_##vt(Obj *o, I i, V v) {                                \
    uint32_t at;                                                                                              \
    if (UNLIKELY(!ing_index_##index(i, ((Typed *)o)->length, &at))) return false;                             \
    ((E *)((Typed *)o)->data)[at] = store##_##vt(E, v);                                                       \
    return true;                                                                                              \
  }                                                                                                           \
  ING_INLINE void ing_element_typed_set_##tk##_##index##_##vt(Obj *o, I i, V v) {                             \
    ((E *)((Typed *)o)->data)[(uint32_t)i] = store##_##vt(E, v);                                              \
  }                                                                                                           \
  ING_INLINE void ing_typed_set_##tk##_##index##_##vt(Obj *o, I i, V v) {                                     \
    uint32_t at;                                                                                              \
    if (LIKELY(ING_TYPED_IS(o, code) && ing_index_##index(i, ((Typed *)o)->length, &at)))                     \
      ((E *)((Typed *)o)->data)[at] = store##_##vt(E, v);                                                     \
    else                                                                                                      \
      rt_array_set_slow(o, (double)i, value_f64((double)v));                                                  \
  }
#define ING_TYPED_INDEX(tk, E, code, load, to_int, store, index, I)                                           \
  ING_TYPED_GET(value, Value, value_f64(load(e)), tk, E, code, index, I)                                      \
  ING_TYPED_GET(number, double, load(e), tk, E, code, index, I)                                               \
  ING_TYPED_GET(int, int32_t, to_int(e), tk, E, code, index, I)                                               \
  ING_TYPED_SET(tk, E, store, code, index, I, i, int32_t)                                                     \
  ING_TYPED_SET(tk, E, store, code, index, I, u, uint32_t)                                                    \
  ING_TYPED_SET(tk, E, store, code, index, I, d, double)
#define ING_TYPED(tk, E, code, load, to_int, store)                                                           \
  ING_TYPED_INDEX(tk, E, code, load, to_int, store, i, int32_t)                                               \
  ING_TYPED_INDEX(tk, E, code, load, to_int, store, u, uint32_t)                                              \
  ING_TYPED_INDEX(tk, E, code, load, to_int, store, d, double)
ING_TYPED(i8, int8_t, TA_I8, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_INT)
ING_TYPED(u8, uint8_t, TA_U8, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_INT)
ING_TYPED(u8c, uint8_t, TA_U8C, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_CLAMP)
ING_TYPED(i16, int16_t, TA_I16, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_INT)
ING_TYPED(u16, uint16_t, TA_U16, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_INT)
ING_TYPED(i32, int32_t, TA_I32, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_INT)
ING_TYPED(u32, uint32_t, TA_U32, ING_TYPED_LOAD_PLAIN, ING_INT_INT, ING_STORE_INT)
ING_TYPED(f32, float, TA_F32, ING_TYPED_LOAD_FLOAT, ING_INT_REAL, ING_STORE_REAL)
ING_TYPED(f64, double, TA_F64, ING_TYPED_LOAD_FLOAT, ING_INT_REAL, ING_STORE_REAL)

#endif
