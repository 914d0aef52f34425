/* Typed arrays, array buffers and DataView's accesses.
 *
 * Buffers never detach or resize. Data stands 64-byte aligned and fills whole cache lines, so that drivers may
 * hand it to DMA. Methods are TypeScript (runtime/lang); C because the data is raw memory.
 */
#include "internal.h"

#define CACHE_LINE 64u
#define MAX_BYTES 0x7fffffffu

const uint8_t element_shift[] = {0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3};
static Buffer *new_buffer(uint32_t bytes) {
  Buffer *b = (Buffer *)rt_alloc(&rt_shapes[RS_BUFFER], sizeof(Buffer));
  size_t lines = ((size_t)bytes + CACHE_LINE - 1) & ~(size_t)(CACHE_LINE - 1);
  Store *s = gc_new_store(RS_STORE_RAW, bytes, lines + CACHE_LINE);
  b->data = (uint8_t *)(((uintptr_t)s->data + CACHE_LINE - 1) & ~(uintptr_t)(CACHE_LINE - 1));
  b->length = bytes;
  return b;
}

Obj *rt_buffer_new(double length) {
  if (!(length >= 0 && length <= MAX_BYTES)) {
    throw_error(E_RANGE, "Array buffer allocation failed");
    length = 0;
  }
  return (Obj *)new_buffer((uint32_t)length);
}

static Obj *view(int32_t kind, Buffer *b, uint32_t offset, uint32_t length) {
  Typed *t = (Typed *)rt_alloc(&rt_shapes[RS_TYPED], sizeof(Typed));
  t->of = B_INT8ARRAY + (t->kind = (uint8_t)kind);
  t->length = length;
  t->byte_offset = offset;
  t->data = b->data + offset;
  t->buffer = (Obj *)b;
  return (Obj *)t;
}

/* The length by ToIndex: fractions are cut off, NaN is 0. */
Obj *rt_typed_new(int32_t kind, double length) {
  if (length != length || (length < 0 && length > -1)) length = 0;
  if (!(length >= 0 && length < (double)(MAX_BYTES >> element_shift[kind]) + 1)) {
    throw_error(E_RANGE, "Invalid typed array length: %S", rt_number_to_string(length));
    length = 0;
  }
  return view(kind, new_buffer((uint32_t)length << element_shift[kind]), 0, (uint32_t)length);
}

/* The offset is a multiple of the elements' size, and all of it in the buffer. */
Obj *rt_typed_from_buffer(int32_t kind, Obj *buffer, int32_t offset, int32_t length) {
  return view(kind, (Buffer *)buffer, (uint32_t)offset, (uint32_t)length);
}

#ifdef INGOT_BOARD
/* Memory that no heap owns; the collector passes over what lies outside its blocks. */
Obj *rt_memory_view(uint32_t address, uint32_t bytes) {
  Buffer *b = (Buffer *)rt_alloc(&rt_shapes[RS_BUFFER], sizeof(Buffer));
  b->data = (uint8_t *)(uintptr_t)address;
  b->length = bytes;
  return view(TA_U8, b, 0, bytes);
}
#endif

/* RawBytesToNumeric and NumericToRawBytes (ECMA-262) in the machine's little-endian order; any alignment. */
static double load(int32_t kind, const uint8_t *p) {
  union { int8_t i8; uint8_t u8; int16_t i16; uint16_t u16; int32_t i32; uint32_t u32; float f32; double f64; } u;
  memcpy(&u, p, (size_t)1 << element_shift[kind]);
  switch (kind) {
    case TA_I8: return u.i8;
    case TA_I16: return u.i16;
    case TA_U16: return u.u16;
    case TA_I32: return u.i32;
    case TA_U32: return u.u32;
    case TA_F32: return canonical(u.f32);
    case TA_F64: return canonical(u.f64);
    default: return u.u8;
  }
}
static void store(int32_t kind, uint8_t *p, double d) {
  union { uint32_t bits; float f32; double f64; } u;
  if (kind == TA_F32) u.f32 = (float)d;
  else if (kind == TA_F64) u.f64 = d;
  else u.bits = kind == TA_U8C ? (uint32_t)ing_u8_clamp(d) : (uint32_t)ing_to_i32(d);
  memcpy(p, &u, (size_t)1 << element_shift[kind]);
}

static uint8_t *element(const Typed *t, uint32_t i) { return t->data + ((size_t)i << element_shift[t->kind]); }
Value typed_load(const Typed *t, uint32_t i) {
  if (t->kind < TA_I64) return value_f64(load(t->kind, element(t, i)));
  uint32_t words[2];
  memcpy(words, element(t, i), sizeof words);
  return ingot_hook_bigint(t->kind == TA_I64 ? BIG_FROM_SIGNED : BIG_FROM_UNSIGNED, value_f64(words[1]), value_f64(words[0]));
}
/* TypedArraySetElement: the value is converted even where there is no element. */
void typed_store(Typed *t, int64_t i, Value v) {
  bool big = t->kind >= TA_I64;
  double words[2];
  if (big) v = to_primitive(v, 1);
  for (int w = 0; w <= big && !rt_throwing; w++) words[w] = big ? value_number(ingot_hook_bigint(BIG_LOW + w, v, v)) : rt_to_number(v);
  for (int w = 0; w <= big && !rt_throwing && i >= 0 && i < t->length; w++) store(big ? TA_U32 : t->kind, element(t, (uint32_t)i) + 4 * w, words[w]);
}
double rt_typed_get_value(Obj *o, int32_t i) { return load(((Typed *)o)->kind, element((Typed *)o, (uint32_t)i)); }
void rt_typed_set_value(Obj *o, int32_t i, double d) { store(((Typed *)o)->kind, element((Typed *)o, (uint32_t)i), d); }

/* Positions and count are bytes. */
void rt_typed_move(Obj *to, int32_t at, Obj *from, int32_t start, int32_t count) {
  if (count > 0) memmove(((Typed *)to)->data + at, ((Typed *)from)->data + start, (size_t)count);
}

/* The one's complement sum of big-endian 16-bit words, by words of the machine: it does not depend on their byte order but
   for a swap at the end (RFC 1071 section 2, B), and carries are added at its low end. Bytes outside the array count as 0. */
typedef uint16_t __attribute__((may_alias)) Half;
typedef uint32_t __attribute__((may_alias)) Word;
#ifdef __arm__
static uint32_t sum_32_bytes(const uint8_t **p, uint32_t sum) {
  __asm__("ldmia %0!, {r3, r4, r5, r8}\n\tadds %1, %1, r3\n\tadcs %1, %1, r4\n\tadcs %1, %1, r5\n\tadcs %1, %1, r8\n\t"
          "ldmia %0!, {r3, r4, r5, r8}\n\tadcs %1, %1, r3\n\tadcs %1, %1, r4\n\tadcs %1, %1, r5\n\tadcs %1, %1, r8\n\t"
          "adc %1, %1, #0"
          : "+r"(*p), "+r"(sum) : : "r3", "r4", "r5", "r8", "cc", "memory");
  return sum;
}
typedef uint32_t Sum;
#else
static uint64_t plus(uint64_t sum, const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, sizeof word);
  sum += word;
  return sum + (sum < word);
}
static uint64_t sum_32_bytes(const uint8_t **p, uint64_t sum) {
  const uint8_t *at = *p;
  *p += 32;
  return plus(plus(plus(plus(sum, at), at + 8), at + 16), at + 24);
}
typedef uint64_t Sum;
#endif
int32_t rt_bytes_sum(int32_t initial, Obj *bytes, int32_t from, int32_t to) {
  const Typed *t = (Typed *)bytes;
  if (to > (int32_t)t->length) to = (int32_t)t->length;
  if (from < 0 || from >= to) return initial;
  const uint8_t *p = t->data + from, *end = t->data + to;
  uint64_t sum = (uint32_t)initial;
  if (((uintptr_t)p & 1) == 0) {
    uint64_t words = 0;
    Sum many = 0;
    if (((uintptr_t)p & 2) != 0 && end - p >= 2) words += *(const Half *)p, p += 2;
    while (end - p >= 32) many = sum_32_bytes(&p, many);
    for (; end - p >= 4; p += 4) words += *(const Word *)p;
    if (end - p >= 2) words += *(const Half *)p, p += 2;
    words += (many & 0xffffffff) + ((uint64_t)many >> 32);
    while (words >> 16) words = (words & 0xffff) + (words >> 16);
    sum += __builtin_bswap16((uint16_t)words);
  }
  for (; end - p >= 2; p += 2) sum += (uint32_t)p[0] << 8 | p[1];
  if (end > p) sum += (uint32_t)*p << 8;
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return (int32_t)sum;
}

/* The other byte order of the first `n` bytes. */
static uint64_t reversed(uint64_t bytes, uint32_t n) { return __builtin_bswap64(bytes) >> (64 - 8 * n); }
double rt_buffer_get(Obj *o, int32_t kind, int32_t at, bool little_endian) {
  uint64_t raw = 0;
  uint32_t n = 1u << element_shift[kind];
  memcpy(&raw, ((Buffer *)o)->data + at, n);
  if (!little_endian) raw = reversed(raw, n);
  return load(kind, (const uint8_t *)&raw);
}
void rt_buffer_set(Obj *o, int32_t kind, int32_t at, double d, bool little_endian) {
  uint64_t raw = 0;
  uint32_t n = 1u << element_shift[kind];
  store(kind, (uint8_t *)&raw, d);
  if (!little_endian) raw = reversed(raw, n);
  memcpy(((Buffer *)o)->data + at, &raw, n);
}

void rt_write_bytes(int32_t stream, Obj *bytes, int32_t count) {
  Typed *t = (Typed *)bytes;
  platform_write(stream, t->data, (uint32_t)count < t->length ? (uint32_t)count : t->length);
}
