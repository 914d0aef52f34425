// The header that every generated C file includes: the native contract, and cold helpers of generated code.
//
// Helpers live here, not in runtime/native, when only the shape of generated code asks for them. They are
// static: each file keeps a copy of what it uses, which the linker's garbage collection trims.

export const PRELUDE_NAME = "prelude.h";

/** Runtime calls that are a few instructions everywhere: there is no function of the native core behind them. */
export const INSTRUCTIONS: readonly string[] = [
  "cpu_counter",
  "cpu_counter_hz",
  "cpu_counter_alarm",
  "array_has",
  ..."is_hole is_undefined is_number is_boolean hole symbol_of f64_bits_high f64_bits_low f64_from_bits".split(
    " ",
  ),
  ..."array_kind typed_buffer typed_byte_offset typed_kind is_node_buffer as_node_buffer buffer_length bytes_new byte_get byte_put bytes_get32 bytes_put32".split(
    " ",
  ),
  ..."frame_base frame_word frame_resume frame_run frame_promise frame_set_owner frame_handed_out frame_state".split(
    " ",
  ),
];

/** Runtime calls that the prelude answers inline. */
export const INLINE = new Set([
  ...INSTRUCTIONS,
  ...(
    "is_nullish is_string is_function strict_equals strict_equals_ref math_abs " +
    "math_imul math_floor math_trunc math_sqrt math_min math_max math_clz32 math_fround f64_mod str_char_code_at"
  ).split(" "),
]);

export const PRELUDE = `/* Made by the Ingot compiler: what every generated file needs. */
#ifndef INGOT_PRELUDE_H
#define INGOT_PRELUDE_H
#include "ingot.h"
#include "array.h"

#define NEW_VALUES 2 /* rt_new_array: elements of any type */
#define COLD static __attribute__((cold, noinline, unused))

/* Runtime calls whose common case is a few instructions: inline_<name> stands in for rt_<name>. */
static inline Value inline_hole(void) { return VALUE_HOLE; }
static inline bool inline_is_hole(Value v) { return v == VALUE_HOLE; }
static inline bool inline_is_undefined(Value v) { return v == VALUE_UNDEFINED || v == VALUE_HOLE; }
static inline bool inline_is_nullish(Value v) { return v == VALUE_UNDEFINED || v == VALUE_NULL || v == VALUE_HOLE; }
static inline bool inline_is_number(Value v) { return value_is_number(v); }
static inline bool inline_is_boolean(Value v) { return value_is_bool(v); }
static inline Kind kind_of_value(Value v) { return value_is_ref(v) ? value_obj(v)->shape->kind : K_UNDEFINED; }
static inline bool inline_is_string(Value v) {
  Kind kind = kind_of_value(v);
  return kind >= K_STRING_LATIN1 && kind <= K_STRING_ROPE;
}
static inline bool inline_is_function(Value v) {
  Kind kind = kind_of_value(v);
  return kind == K_FUNCTION || kind == K_CLASS;
}
static inline bool inline_strict_equals(Value a, Value b) {
  if (value_is_number(a) || value_is_number(b)) {
    return value_is_number(a) && value_is_number(b) && value_number(a) == value_number(b);
  }
  return a == b || rt_strict_equals(a, b);
}
static inline bool inline_strict_equals_ref(Obj *a, Obj *b) { return a == b || rt_strict_equals_ref(a, b); }
static inline double inline_math_abs(double d) { return __builtin_fabs(d); }
static inline int32_t inline_math_imul(int32_t a, int32_t b) { return (int32_t)((uint32_t)a * (uint32_t)b); }
static inline double inline_math_floor(double d) {
  if (UNLIKELY(!(d > -2147483648.0 && d < 2147483647.0))) return rt_math_floor(d);
  int32_t i = (int32_t)d;
  if ((double)i == d) return d; /* keeps -0 */
  return (double)(i - (d < 0));
}
static inline double inline_math_trunc(double d) {
  if (UNLIKELY(!(d > -2147483648.0 && d < 2147483647.0))) return rt_math_trunc(d);
  int32_t i = (int32_t)d;
  return i == 0 ? d * 0.0 : (double)i; /* zero with the sign of d */
}

#define inline_frame_base() ((double)(uintptr_t)__builtin_frame_address(0))
#define inline_frame_word(at) ((double)*(uintptr_t *)(uintptr_t)(at))
static inline uint32_t inline_f64_bits_high(double d) { return (uint32_t)(value_f64(d) >> 32); }
static inline uint32_t inline_f64_bits_low(double d) { return (uint32_t)value_f64(d); }
static inline double inline_f64_from_bits(uint32_t high, uint32_t low) {
  return canonical(value_number((uint64_t)high << 32 | low));
}
static inline double inline_math_sqrt(double d) { return __builtin_sqrt(d); }
static inline bool inline_array_has(Obj *o, int32_t i) {
  const Array *a = (const Array *)o;
  return (uint32_t)i < a->length && (o->shape->kind != K_ARRAY_VALUE || ((const Value *)a->elements)[i] != VALUE_HOLE);
}
static inline int32_t inline_array_kind(Obj *o) { return (int32_t)o->shape->kind - K_ARRAY_F64; }
static inline Obj *inline_symbol_of(Obj *symbol) { return symbol; } /* static ones are written like strings */
static inline Obj *inline_typed_buffer(Obj *o) { return ((Typed *)o)->buffer; }
static inline int32_t inline_typed_byte_offset(Obj *o) { return (int32_t)((Typed *)o)->byte_offset; }
static inline int32_t inline_typed_kind(Obj *o) { return ((Typed *)o)->kind; }
static inline bool inline_is_node_buffer(Obj *o) { return ((Typed *)o)->of == B_NODEBUFFER; }
static inline void inline_as_node_buffer(Obj *o) { ((Typed *)o)->of = B_NODEBUFFER; }
static inline int32_t inline_buffer_length(Obj *o) { return (int32_t)((Buffer *)o)->length; }
static inline Obj *inline_bytes_new(int32_t length) { return rt_typed_new(TA_U8, length); }
static inline int32_t inline_byte_get(Obj *o, int32_t at) {
  return LIKELY((uint32_t)at < ((Typed *)o)->length) ? ((Typed *)o)->data[at] : 0;
}
static inline void inline_byte_put(Obj *o, int32_t at, int32_t byte) {
  if (LIKELY((uint32_t)at < ((Typed *)o)->length)) ((Typed *)o)->data[at] = (uint8_t)byte;
}
static inline uint32_t inline_bytes_get32(Obj *o, int32_t at) {
  uint32_t n;
  if (UNLIKELY(at < 0 || (uint64_t)at + 4 > ((Typed *)o)->length)) {
    n = (uint32_t)inline_byte_get(o, at) << 24 | (uint32_t)inline_byte_get(o, at + 1) << 16;
    return n | (uint32_t)inline_byte_get(o, at + 2) << 8 | (uint32_t)inline_byte_get(o, at + 3);
  }
  memcpy(&n, ((Typed *)o)->data + at, 4);
  return __builtin_bswap32(n);
}
static inline void inline_bytes_put32(Obj *o, int32_t at, uint32_t n) {
  if (UNLIKELY(at < 0 || (uint64_t)at + 4 > ((Typed *)o)->length)) {
    for (int32_t i = 0; i < 4; i++) inline_byte_put(o, at + i, (int32_t)(n >> (24 - 8 * i)));
    return;
  }
  n = __builtin_bswap32(n);
  memcpy(((Typed *)o)->data + at, &n, 4);
}
static inline int32_t inline_math_clz32(uint32_t n) { return n ? __builtin_clz(n) : 32; }
static inline double inline_math_fround(double d) { return canonical((double)(float)d); }
#ifdef __arm__
/* The generic timer (ARM ARM, ARMv7-A edition, B8): CNTPCT, CNTFRQ, CNTP_TVAL and CNTP_CTL. */
static inline double inline_cpu_counter(void) {
  uint32_t low, high;
  __asm__ volatile("isb; mrrc p15, 0, %0, %1, c14" : "=r"(low), "=r"(high));
  return (double)high * 4294967296.0 + low;
}
static inline uint32_t inline_cpu_counter_hz(void) {
  uint32_t hertz;
  __asm__ volatile("mrc p15, 0, %0, c14, c0, 0" : "=r"(hertz));
  return hertz;
}
static inline void inline_cpu_counter_alarm(uint32_t ticks) {
  __asm__ volatile("mcr p15, 0, %0, c14, c2, 0" : : "r"(ticks));
  __asm__ volatile("mcr p15, 0, %0, c14, c2, 1; isb" : : "r"(ticks ? 1 : 0));
}
#else
static inline double inline_cpu_counter(void) { __builtin_trap(); }
static inline uint32_t inline_cpu_counter_hz(void) { __builtin_trap(); }
static inline void inline_cpu_counter_alarm(uint32_t ticks) { (void)ticks, __builtin_trap(); }
#endif
static inline double inline_math_min(double a, double b) { return a < b ? a : b < a ? b : rt_math_min(a, b); }
static inline double inline_math_max(double a, double b) { return a > b ? a : b > a ? b : rt_math_max(a, b); }
/* Number::remainder of two integers, of which the first is above 0: its sign needs no thought. */
static inline double inline_f64_mod(double a, double b) {
  if (LIKELY(a > 0 && a <= 2147483647.0 && b > 0 && b <= 2147483647.0)) {
    int32_t i = (int32_t)a, k = (int32_t)b;
    if (LIKELY((double)i == a && (double)k == b)) return (double)((uint32_t)i % (uint32_t)k); /* as boards divide */
  }
  return rt_f64_mod(a, b);
}
static inline int32_t inline_str_char_code_at(Obj *o, int32_t i) {
  if (LIKELY(o->shape->kind == K_STRING_LATIN1 && (uint32_t)i < ((Str *)o)->length)) return str_latin1((Str *)o)[i];
  return rt_str_char_code_at(o, i);
}

/* Suspended functions. */
static inline void inline_frame_run(Obj *o, Value sent, int32_t mode) { ((Frame *)o)->resume((Frame *)o, sent, mode); }
static inline void inline_frame_resume(Obj *o, Value v, bool is_error) { inline_frame_run(o, v, is_error); }
static inline Obj *inline_frame_promise(Obj *o) { return ((Frame *)o)->promise; }
static inline void inline_frame_set_owner(Obj *o, Obj *owner) { ((Frame *)o)->promise = owner; }
static inline Value inline_frame_handed_out(Obj *o) { return ((GeneratorFrame *)o)->handed_out; }
static inline int32_t inline_frame_state(Obj *o) { return ((Frame *)o)->state; }

/* A function whose generic entry is shared by all of its signature, and gets the function to call from it. */
typedef struct {
  Fn head;
  const void *target;
  const Shape *first; /* of the classes that \`this\` must be of */
  uint32_t extra;
} SharedFn;

static inline Obj *shared_this(Value self, const SharedFn *f) { return rt_this_of(self, f->first, f->extra, f->head.name); }

/* The general lookup behind a guarded field access, unboxed to the type of the field. */
COLD Value get_field_value(Obj *o, Obj *key, PropCache *cache, const char *expected) {
  (void)expected;
  return rt_get_prop(value_ref(o), key, cache);
}
COLD double get_field_f64(Obj *o, Obj *key, PropCache *cache, const char *expected) {
  Value v = rt_get_prop(value_ref(o), key, cache);
  return UNLIKELY(rt_throwing) ? 0 : ing_unbox_f64(v, expected);
}
COLD int32_t get_field_i32(Obj *o, Obj *key, PropCache *cache, const char *expected) {
  return ing_to_i32(get_field_f64(o, key, cache, expected));
}
COLD uint32_t get_field_u32(Obj *o, Obj *key, PropCache *cache, const char *expected) {
  return ing_to_u32(get_field_f64(o, key, cache, expected));
}
COLD bool get_field_bool(Obj *o, Obj *key, PropCache *cache, const char *expected) {
  Value v = rt_get_prop(value_ref(o), key, cache);
  return UNLIKELY(rt_throwing) ? 0 : ing_unbox_bool(v, expected);
}
COLD Obj *get_field_ref(Obj *o, Obj *key, PropCache *cache, const char *expected) {
  Value v = rt_get_prop(value_ref(o), key, cache);
  return UNLIKELY(rt_throwing) ? &rt_undefined : ing_unbox_ref(v, expected);
}
COLD void set_field_slow(Obj *o, Obj *key, Value v, PropCache *cache) { rt_set_prop(value_ref(o), key, v, cache); }

/* A call of a function value: its own code when it is a function, the native core for everything else. */
static inline __attribute__((unused)) Value call_value(Value callee, Value self, uint32_t argc, const Value *argv,
                                                       const char *text) {
  if (LIKELY(value_is_ref(callee))) {
    Obj *o = value_obj(callee);
    if (LIKELY(o->shape->kind == K_FUNCTION)) return ((Fn *)o)->code(o, self, argc, argv);
  }
  return rt_call_value(callee, self, argc, argv, text);
}

/* obj.key(...fixed, ...rest), for the fallback of a member call whose target takes a rest parameter. */
COLD Value call_method_spread(Value obj, Obj *key, Obj *rest, uint32_t argc, const Value *argv, const char *text) {
  int32_t extra = rt_length_slow(rest);
  Obj *all = rt_new_array(NEW_VALUES, 0);
  for (uint32_t i = 0; i < argc; i++) rt_array_push_slow(all, argv[i]);
  for (int32_t i = 0; i < extra; i++) rt_array_push_slow(all, rt_array_get_slow(rest, i));
  if (UNLIKELY(rt_throwing)) return VALUE_UNDEFINED;
  return rt_call_method(obj, key, argc + (uint32_t)extra, (const Value *)((Array *)all)->elements, text);
}

/* Elements of an array of values as constants, also references, which the linker knows. */
#if UINTPTR_MAX == UINT32_MAX
typedef struct { const void *low; uint32_t high; } ValueBits;
#define VALUE_BITS(bits) { (const void *)(uint32_t)(bits), (uint32_t)((bits) >> 32) }
#define VALUE_BITS_REF(object) { (object), (uint32_t)(TAG_REF >> 32) }
#else
typedef uint64_t ValueBits;
#define VALUE_BITS(bits) (bits)
#define VALUE_BITS_REF(object) ((uint64_t)(object) + TAG_REF)
#endif

/* An array of constants. */
COLD Obj *array_of(int kind, int32_t length, const void *elements, size_t bytes) {
  Obj *array = rt_new_array(kind, length);
  memcpy(((Array *)array)->elements, elements, bytes);
  return array;
}

/* The arguments from \`from\` on as an array: a rest parameter. */
COLD Obj *rest_array(uint32_t from, uint32_t argc, const Value *argv) {
  Obj *array = rt_new_array(NEW_VALUES, 0);
  for (uint32_t i = from; i < argc; i++) rt_array_push_slow(array, argv[i]);
  return array;
}
#endif
`;
