/* Arrays: dense elements of one kind (f64, ref or value), widened one way when another kind is stored.
 *
 * An absent element is VALUE_HOLE and exists in value arrays only. There are no sparse arrays: a store far
 * beyond the end is a RangeError. Methods of Array.prototype are TypeScript (runtime/lang). C because
 * generated code reads and writes these raw elements inline.
 */
#include "internal.h"

#define MAX_GAP (1u << 26) /* elements that one store beyond the end may add */

static uint32_t element_size(const Array *a) { return kind_of((const Obj *)a) == K_ARRAY_REF ? sizeof(Obj *) : 8; }
static bool is_frozen(const Array *a) { return a->shape->flags & SHAPE_FROZEN; }

static Store *new_store(Kind kind, uint32_t capacity) {
  RuntimeShape shape = kind == K_ARRAY_F64 ? RS_STORE_RAW : kind == K_ARRAY_REF ? RS_STORE_REF : RS_STORE_VALUE;
  return gc_new_store(shape, capacity, (size_t)capacity * (kind == K_ARRAY_REF ? sizeof(Obj *) : 8));
}

static void reserve(Array *a, uint32_t capacity) {
  if (capacity <= a->capacity) return;
  Store *s = new_store(kind_of((Obj *)a), capacity);
  if (a->length) memcpy(s->data, a->elements, (size_t)a->length * element_size(a));
  a->elements = s->data;
  a->capacity = capacity;
}
static void grow(Array *a, uint32_t length) {
  if (length > a->capacity) reserve(a, length + length / 2 + 4);
}

static void widen(Array *a) {
  Kind kind = kind_of((Obj *)a);
  if (kind == K_ARRAY_VALUE) return;
  if (a->capacity) {
    Store *s = new_store(K_ARRAY_VALUE, a->capacity);
    for (uint32_t i = 0; i < a->length; i++) /* a double is its own Value */
      ((Value *)s->data)[i] = kind == K_ARRAY_REF ? value_ref(((Obj **)a->elements)[i]) : ((Value *)a->elements)[i];
    a->elements = s->data;
  }
  a->shape = &rt_shapes[is_frozen(a) ? RS_FROZEN_VALUE : RS_ARRAY_VALUE];
}

static bool fits(const Array *a, Value v) {
  Kind kind = kind_of((const Obj *)a);
  return kind == K_ARRAY_VALUE || (kind == K_ARRAY_F64 ? value_is_number(v) : value_is_ref(v));
}
static void put(Array *a, uint32_t i, Value v) { /* in bounds of the capacity */
  if (!fits(a, v)) widen(a);
  if (kind_of((Obj *)a) == K_ARRAY_REF) ((Obj **)a->elements)[i] = value_obj(v);
  else ((Value *)a->elements)[i] = v;
}

static Obj *new_array(Kind kind, uint32_t length) {
  Array *a = (Array *)rt_alloc(&rt_shapes[RS_ARRAY_F64 + (kind - K_ARRAY_F64)], sizeof(Array));
  if (!length) return (Obj *)a;
  reserve(a, length);
  for (uint32_t i = 0; i < length; i++) {
    if (kind == K_ARRAY_REF) ((Obj **)a->elements)[i] = &rt_undefined;
    else if (kind == K_ARRAY_VALUE) ((Value *)a->elements)[i] = VALUE_HOLE;
  }
  a->length = length;
  return (Obj *)a;
}
Obj *rt_new_array(int kind, int32_t length) {
  if (length < 0) {
    throw_error(E_RANGE, "Invalid array length");
    length = 0;
  }
  return new_array((Kind)(K_ARRAY_F64 + kind), (uint32_t)length);
}
Obj *rt_array_new_like(Obj *like, int32_t length) { return rt_new_array((int)kind_of(like) - K_ARRAY_F64, length); }
Obj *array_of_refs(uint32_t capacity) {
  Obj *a = new_array(K_ARRAY_REF, 0);
  reserve((Array *)a, capacity);
  return a;
}
void array_append(Obj *array, Value v) {
  Array *a = (Array *)array;
  grow(a, a->length + 1);
  put(a, a->length, v);
  a->length++;
}

Value array_get_own(Array *a, uint32_t i) {
  if (i >= a->length) return VALUE_HOLE;
  return kind_of((Obj *)a) == K_ARRAY_REF ? value_ref(((Obj **)a->elements)[i]) : ((Value *)a->elements)[i];
}

/* Fills up to `length` with holes. */
static bool extend(Array *a, uint32_t length) {
  if (length - a->length > MAX_GAP) {
    throw_error(E_RANGE, "Invalid array length: arrays are dense, and this is more than %d elements beyond the end", (int32_t)MAX_GAP);
    return false;
  }
  if (length > a->length) widen(a);
  grow(a, length);
  while (a->length < length) ((Value *)a->elements)[a->length++] = VALUE_HOLE;
  return true;
}

bool array_set_own(Array *a, uint32_t i, Value v) {
  if (UNLIKELY(is_frozen(a))) {
    bool adds = array_get_own(a, i) == VALUE_HOLE;
    if (!adds && rt_frozen_level((Obj *)a) < 3) put(a, i, v);
    else throw_error(E_TYPE, adds ? "Cannot add property %S, object is not extensible" : "Cannot assign to read only property '%S' of object '[object Array]'", rt_number_to_string(i));
    return !rt_throwing;
  }
  if (i > a->length && !extend(a, i)) return false;
  if (i == a->length) array_append((Obj *)a, v);
  else put(a, i, v);
  return true;
}

/* ---- Slow paths of the inline operations ----------------------------------------------------------------- */

Value rt_array_get_slow(Obj *o, double index) {
  uint32_t i;
  if (is_array(o) && ing_index_d(index, ((Array *)o)->length, &i)) {
    Value v = array_get_own((Array *)o, i);
    if (v != VALUE_HOLE) return v;
  }
  return rt_get_elem(value_ref(o), value_f64(index));
}
void rt_array_set_slow(Obj *o, double index, Value v) {
  uint32_t i;
  if (is_array(o) && ing_index_d(index, UINT32_MAX, &i)) array_set_own((Array *)o, i, v);
  else rt_set_elem(value_ref(o), value_f64(index), v);
}
void rt_array_push_slow(Obj *o, Value v) {
  if (is_array(o)) {
    array_set_own((Array *)o, ((Array *)o)->length, v);
  } else {
    LITERAL(push, "push");
    rt_call_method(value_ref(o), push, 1, &v, "push");
  }
}

/* ---- Calls of runtime/lang -------------------------------------------------------------------------------- */

static Array *checked(Obj *o) {
  if (is_array(o)) return (Array *)o;
  throw_error(E_TYPE, "expected an array, got %S", ingot_hook_describe(value_ref(o)));
  return NULL;
}

static void cut(Array *a, uint32_t length) { /* what goes is cleared, for the collector's sake */
  uint32_t kept = is_frozen(a) && rt_frozen_level((Obj *)a) > 1 ? a->length : length;
  while (kept > length && rt_frozen_level((Obj *)a) == 2 && array_get_own(a, kept - 1) == VALUE_HOLE) kept--;
  if (kept > length) throw_error(E_TYPE, "Cannot delete property '%S' of [object Array]", rt_number_to_string(kept - 1));
  memset((char *)a->elements + (size_t)kept * element_size(a), 0, (size_t)(a->length - kept) * element_size(a));
  a->length = kept;
}
void rt_array_set_length(Obj *o, double length) {
  Array *a = checked(o);
  if (!a) return;
  uint32_t n = ing_to_u32(length);
  if ((double)n != length) throw_error(E_RANGE, "Invalid array length");
  else if (is_frozen(a) && n != a->length && rt_frozen_level(o) == 3) throw_error(E_TYPE, "Cannot assign to read only property 'length' of object '[object Array]'");
  else if (n > a->length) extend(a, n);
  else if (n < a->length) cut(a, n);
}

Value rt_array_pop(Obj *o) {
  Array *a = checked(o);
  if (!a || !a->length) return VALUE_UNDEFINED;
  Value v = array_get_own(a, a->length - 1);
  cut(a, a->length - 1);
  return ing_hole_to_undefined(v);
}

/* The array must have an element. Its place is given back when the array grows. */
void rt_array_drop_first(Obj *o) {
  Array *a = (Array *)o;
  size_t size = element_size(a);
  memset(a->elements, 0, size);
  if (!--a->length) return;
  a->elements = (char *)a->elements + size;
  a->capacity--;
}

void rt_array_reserve(Obj *o, int32_t capacity) { if (capacity > 0) reserve((Array *)o, (uint32_t)capacity); }
Value rt_array_get_value(Obj *o, int32_t i) { return array_get_own((Array *)o, (uint32_t)i); }
void rt_array_set_value(Obj *o, int32_t i, Value v) { array_set_own((Array *)o, (uint32_t)i, v); }

/* The destination grows when `at + count` is beyond its end. */
void rt_array_copy(Obj *to, int32_t at, Obj *from, int32_t start, int32_t count) {
  Array *d = (Array *)to, *s = (Array *)from;
  if (count <= 0) return;
  uint32_t end = (uint32_t)at + (uint32_t)count;
  if (kind_of(to) == kind_of(from) && !is_frozen(d) && (uint32_t)at <= d->length) {
    grow(d, end);
    if (end > d->length) d->length = end;
    size_t size = element_size(d);
    memmove((char *)d->elements + (size_t)at * size, (char *)s->elements + (size_t)start * size, (size_t)count * size);
    return;
  }
  for (int32_t i = 0; i < count && !rt_throwing; i++) array_set_own(d, (uint32_t)(at + i), array_get_own(s, (uint32_t)(start + i)));
}
