/* Strings: immutable, in UTF-16 code units, stored as Latin-1 whenever every unit is below 256.
 *
 * Long concatenations make ropes, which are flattened in place on first use of their units. Substrings are
 * copies. UTF-8 and case mapping are TypeScript, formatting of messages is in value.c.
 * Methods of String.prototype are TypeScript (runtime/lang), built on these few; this is C because it
 * allocates and fills raw objects whose layout generated code and collector know.
 */
#include "internal.h"

#define SHORT_CONCAT 24           /* below this, a copy is smaller than a rope */
#define MAX_LENGTH 536870888u     /* V8's limit on 64-bit machines */

struct CharString str_chars[256]; /* one-unit strings, made once */
LITERAL(empty, "");

static Str *new_string(RuntimeShape shape, uint32_t length) {
  size_t unit = shape == RS_UTF16 ? 2 : 1;
  Str *s = (Str *)gc_alloc_raw(&rt_shapes[shape], sizeof(Str) + length * unit);
  s->length = length;
  s->hash = 0;
  return s;
}
static uint8_t *bytes_of(Str *s) { return (uint8_t *)(s + 1); }
static uint16_t *units_of(Str *s) { return (uint16_t *)(s + 1); }

void strings_init(void) {
  for (uint32_t i = 0; i < 256; i++) {
    str_chars[i].head = (Str){&rt_shapes[RS_LATIN1], 1, 0};
    *bytes_of(&str_chars[i].head) = (uint8_t)i;
  }
}

Obj *str_char(uint32_t unit) {
  if (unit < 256) return (Obj *)&str_chars[unit];
  Str *s = new_string(RS_UTF16, 1);
  units_of(s)[0] = (uint16_t)unit;
  return (Obj *)s;
}
Obj *rt_str_from_code(int32_t code) { return str_char((uint32_t)code & 0xffff); }

Obj *str_bytes(const char *latin1, uint32_t length) {
  if (length == 0) return empty;
  if (length == 1) return str_char((uint8_t)*latin1);
  Str *s = new_string(RS_LATIN1, length);
  memcpy(bytes_of(s), latin1, length);
  return (Obj *)s;
}
Obj *str_text(const char *text) {
  uint32_t n = 0;
  while (text[n]) n++;
  return str_bytes(text, n);
}
Obj *str_units(const uint16_t *units, uint32_t length) {
  uint32_t all = 0;
  for (uint32_t i = 0; i < length; i++) all |= units[i];
  if (length == 0) return empty;
  if (length == 1) return str_char(units[0]);
  Str *s = new_string(all < 256 ? RS_LATIN1 : RS_UTF16, length);
  if (all < 256)
    for (uint32_t i = 0; i < length; i++) bytes_of(s)[i] = (uint8_t)units[i];
  else
    memcpy(units_of(s), units, length * 2);
  return (Obj *)s;
}

/* Of the first units of a Uint16Array. */
Obj *rt_str_from_units(Obj *array, int32_t count) { return str_units((const uint16_t *)((Typed *)array)->data, (uint32_t)count); }

/* ---- Concatenation ------------------------------------------------------------------------------------- */

static bool wide(const Obj *s) { return s->shape == &rt_shapes[RS_UTF16] || s->shape == &rt_shapes[RS_ROPE_UTF16]; }

/* Copies a flat string to unit `at` of a string under construction that is wide enough for it. */
static void put(Str *to, uint32_t at, const Str *from) {
  if (str_is_wide(from)) memcpy(units_of(to) + at, str_utf16(from), from->length * 2);
  else if (!str_is_wide(to)) memcpy(bytes_of(to) + at, str_latin1(from), from->length);
  else
    for (uint32_t i = 0; i < from->length; i++) units_of(to)[at + i] = str_latin1(from)[i];
}

static bool is_deep(const Obj *o) { return kind_of(o) == K_STRING_ROPE && ((const Rope *)o)->right; }

/* Fills from the end, because `s += x` makes ropes that lean left: their pending list stays short. */
const Str *str_flatten(Obj *o) {
  Rope *rope = (Rope *)o;
  if (!rope->right) return (const Str *)rope->left;
  Str *flat = new_string(wide(o) ? RS_UTF16 : RS_LATIN1, rope->length);
  Obj *few[32], **pending = few, *node = o;
  uint32_t depth = 0, room = 32, end = rope->length;
  for (;;) {
    while (is_deep(node)) {
      if (depth == room) {
        /* The pending nodes hang on `rope`, so this store need not be traced. */
        Obj **grown = (Obj **)gc_new_store(RS_STORE_RAW, 0, 2 * room * sizeof(Obj *))->data;
        memcpy(grown, pending, depth * sizeof(Obj *));
        pending = grown;
        room *= 2;
      }
      pending[depth++] = ((Rope *)node)->left;
      node = ((Rope *)node)->right;
    }
    const Str *leaf = kind_of(node) == K_STRING_ROPE ? (const Str *)((Rope *)node)->left : (const Str *)node;
    end -= leaf->length;
    put(flat, end, leaf);
    if (!depth) break;
    node = pending[--depth];
  }
  rope->left = (Obj *)flat;
  rope->right = NULL;
  return flat;
}

Obj *rt_str_concat(Obj *a, Obj *b) {
  if (UNLIKELY(!is_string(a) || !is_string(b))) {
    if (rt_throwing) return empty; /* before code compiled for size looks for it */
    Value x = to_primitive(value_ref(a), 0), y = rt_throwing ? x : to_primitive(value_ref(b), 0);
    if (!rt_is_string(x) && !rt_is_string(y)) throw_error(E_TYPE, "expected a string, got %S", ingot_hook_describe(x));
    if (rt_throwing) return empty;
    a = rt_to_string(x);
    b = rt_throwing ? empty : rt_to_string(y);
    if (rt_throwing) return empty;
  }
  uint32_t m = ((Str *)a)->length, n = ((Str *)b)->length;
  if (!m) return b;
  if (!n) return a;
  if (m + n > MAX_LENGTH) {
    throw_error(E_RANGE, "Invalid string length");
    return empty;
  }
  bool is_wide = wide(a) || wide(b);
  if (m + n < SHORT_CONCAT) {
    const Str *x = str_flat(a), *y = str_flat(b);
    Str *s = new_string(is_wide ? RS_UTF16 : RS_LATIN1, m + n);
    put(s, 0, x);
    put(s, m, y);
    return (Obj *)s;
  }
  Rope *r = (Rope *)gc_alloc_raw(&rt_shapes[is_wide ? RS_ROPE_UTF16 : RS_ROPE], sizeof(Rope));
  r->length = m + n;
  r->hash = 0;
  r->left = a;
  r->right = b;
  return (Obj *)r;
}

/* Of an array of strings that runtime/lang made. */
Obj *rt_str_build(Obj *array) {
  Array *parts = (Array *)array;
  Obj **list = parts->elements;
  uint32_t count = parts->length;
  uint64_t total = 0;
  bool is_wide = false;
  for (uint32_t i = 0; i < count; i++) {
    if (kind_of(array) != K_ARRAY_REF || !is_string(list[i])) {
      throw_error(E_TYPE, "expected an array of strings");
      return empty;
    }
    total += ((Str *)list[i])->length;
    is_wide |= wide(list[i]);
  }
  if (total > MAX_LENGTH) {
    throw_error(E_RANGE, "Invalid string length");
    return empty;
  }
  if (!total) return empty;
  Str *s = new_string(is_wide ? RS_UTF16 : RS_LATIN1, (uint32_t)total);
  for (uint32_t i = 0, at = 0; i < count; i++) {
    const Str *part = str_flat(list[i]);
    put(s, at, part);
    at += part->length;
  }
  return (Obj *)s;
}

/* ---- Looking ------------------------------------------------------------------------------------------- */

uint32_t str_hash_of(Obj *o) {
  Str *s = (Str *)str_flat(o);
  if (s->hash) return s->hash;
  uint32_t h = 2166136261u; /* FNV-1a over code units, as ingot.h publishes */
  for (uint32_t i = 0; i < s->length; i++) h = (h ^ str_unit(s, i)) * 16777619u;
  return s->hash = h ? h : 1;
}
int32_t rt_str_hash(Obj *s) { return (int32_t)str_hash_of(s); }

bool str_same(Obj *a, Obj *b) {
  if (a == b) return true;
  if (((Str *)a)->length != ((Str *)b)->length || wide(a) != wide(b) || kind_of(a) == K_SYMBOL) return false;
  const Str *x = str_flat(a), *y = str_flat(b);
  if (x->hash && y->hash && x->hash != y->hash) return false;
  return memcmp(x + 1, y + 1, str_is_wide(x) ? x->length * 2 : x->length) == 0;
}

int32_t rt_str_compare(Obj *a, Obj *b) {
  const Str *x = str_flat(a), *y = str_flat(b);
  uint32_t n = x->length < y->length ? x->length : y->length;
  if (!str_is_wide(x) && !str_is_wide(y)) {
    int order = memcmp(x + 1, y + 1, n);
    if (order) return order;
  } else {
    for (uint32_t i = 0; i < n; i++) {
      int32_t order = (int32_t)str_unit(x, i) - (int32_t)str_unit(y, i);
      if (order) return order;
    }
  }
  return x->length < y->length ? -1 : x->length > y->length;
}

int32_t rt_str_length(Obj *s) { return (int32_t)((Str *)s)->length; }

int32_t rt_str_char_code_at(Obj *o, int32_t i) {
  if ((uint32_t)i >= ((Str *)o)->length) return -1;
  return (int32_t)str_unit(str_flat(o), (uint32_t)i);
}
Obj *rt_str_at(Obj *o, int32_t i) {
  if ((uint32_t)i >= ((Str *)o)->length) return &rt_undefined;
  return str_char(str_unit(str_flat(o), (uint32_t)i));
}

Obj *rt_str_substring(Obj *o, int32_t from, int32_t to) {
  const Str *s = str_flat(o);
  if (from == 0 && (uint32_t)to == s->length) return o;
  uint32_t n = (uint32_t)(to - from);
  return str_is_wide(s) ? str_units(str_utf16(s) + from, n) : str_bytes((const char *)str_latin1(s) + from, n);
}

static bool matches(const Str *text, uint32_t at, const Str *pattern) {
  if (str_is_wide(text) == str_is_wide(pattern)) {
    uint32_t unit = str_is_wide(text) ? 2 : 1;
    return memcmp((const char *)(text + 1) + at * unit, pattern + 1, pattern->length * unit) == 0;
  }
  for (uint32_t i = 0; i < pattern->length; i++)
    if (str_unit(text, at + i) != str_unit(pattern, i)) return false;
  return true;
}
int32_t rt_str_index_of(Obj *text, Obj *pattern, int32_t from) {
  const Str *t = str_flat(text), *p = str_flat(pattern);
  uint32_t at = from < 0 ? 0 : (uint32_t)from;
  if (at > t->length) at = t->length;
  if (p->length == 0) return (int32_t)at;
  if (p->length > t->length || (str_is_wide(p) && !str_is_wide(t))) return -1;
  uint32_t first = str_unit(p, 0), last = t->length - p->length;
  for (; at <= last; at++)
    if (str_unit(t, at) == first && matches(t, at, p)) return (int32_t)at;
  return -1;
}
int64_t str_array_index(Obj *o) {
  const Str *s = str_flat(o);
  if (s->length == 0 || s->length > 10 || str_is_wide(s)) return -1;
  const uint8_t *c = str_latin1(s);
  if (c[0] == '0') return s->length == 1 ? 0 : -1;
  int64_t n = 0;
  for (uint32_t i = 0; i < s->length; i++) {
    if (c[i] < '0' || c[i] > '9') return -1;
    n = n * 10 + (c[i] - '0');
  }
  return n < INT64_C(4294967295) ? n : -1;
}

/* Stores the units before the first above 127 in a Uint8Array as long as the string: as UTF-8, of which the rest is
 * TypeScript. Gives their number. */
int32_t rt_str_ascii(Obj *o, Obj *bytes) {
  const Str *s = str_flat(o);
  uint8_t *out = ((Typed *)bytes)->data;
  uint32_t i = 0;
  for (; i < s->length && str_unit(s, i) < 0x80; i++) out[i] = (uint8_t)str_unit(s, i);
  return (int32_t)i;
}
