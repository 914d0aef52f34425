/* An ordered hash table from strings and symbols to values: the properties added to an object at run time.
 *
 * Entries keep the order of insertion; a deleted entry leaves a gap until the table is rebuilt. It backs
 * properties only: Map and Set are TypeScript. C because the collector traces it and the object core reads it.
 */
#include "internal.h"

struct Table {
  const Shape *shape;  /* RS_TABLE */
  uint32_t used, live; /* entries ever written since the last rebuild; of those not deleted */
  uint32_t capacity;
  uint32_t mask;       /* of index; twice the capacity or more, a power of two */
  Store *entries;      /* values: key (hole: deleted), value */
  Store *index;        /* raw: uint32_t entry number + 1, or 0; then one byte per entry: P_* */
  Obj *proto;          /* of the object that owns the table, NULL: as its kind has */
};

static Value *entries_of(Table *t) { return (Value *)t->entries->data; }
static uint32_t *index_of(Table *t) { return (uint32_t *)t->index->data; }
static uint8_t *flags_of(Table *t) { return (uint8_t *)(index_of(t) + t->mask + 1); }

void table_trace(Table *t) {
  gc_mark((Obj *)t->entries);
  gc_mark((Obj *)t->index);
  if (t->proto) gc_mark(t->proto);
}

static void index_add(Table *t, uint32_t hash, uint32_t entry) {
  uint32_t at = hash & t->mask;
  while (index_of(t)[at]) at = (at + 1) & t->mask;
  index_of(t)[at] = entry + 1;
}

static void rebuild(Table *t, uint32_t capacity) {
  uint32_t mask = 8;
  while (mask < 2 * capacity) mask *= 2;
  Store *entries = gc_new_store(RS_STORE_VALUE, 2 * capacity, (size_t)capacity * 16);
  Store *index = gc_new_store(RS_STORE_RAW, 0, (size_t)mask * 4 + capacity);
  Table old = *t;
  t->entries = entries;
  t->index = index;
  t->capacity = capacity;
  t->mask = mask - 1;
  t->used = 0;
  for (uint32_t i = 0; i < old.used; i++) {
    Value key = entries_of(&old)[2 * i];
    if (key == VALUE_HOLE) continue;
    entries_of(t)[2 * t->used] = key;
    entries_of(t)[2 * t->used + 1] = entries_of(&old)[2 * i + 1];
    flags_of(t)[t->used] = flags_of(&old)[i];
    index_add(t, str_hash_of(value_obj(key)), t->used++);
  }
}

Table *table_new(void) {
  Table *t = (Table *)rt_alloc(&rt_shapes[RS_TABLE], sizeof(Table));
  rebuild(t, 4);
  return t;
}

static int64_t find_entry(Table *t, Obj *key) {
  uint32_t hash = str_hash_of(key);
  for (uint32_t at = hash & t->mask; index_of(t)[at]; at = (at + 1) & t->mask) {
    uint32_t entry = index_of(t)[at] - 1;
    Value k = entries_of(t)[2 * entry];
    if (k != VALUE_HOLE && (value_obj(k) == key || (((Str *)value_obj(k))->hash == hash && str_same(value_obj(k), key)))) return entry;
  }
  return -1;
}

Value table_first(Table *t) { return t && t->used ? entries_of(t)[1] : VALUE_UNDEFINED; }
Obj **table_proto(Table *t) { return &t->proto; }

Value *table_lookup(Table *t, Obj *key, uint8_t *flags) {
  int64_t entry = t ? find_entry(t, key) : -1;
  if (entry < 0) return NULL;
  *flags = flags_of(t)[entry];
  return &entries_of(t)[2 * entry + 1];
}
Value *table_find(Table *t, Obj *key) {
  uint8_t ignored;
  return table_lookup(t, key, &ignored);
}

void table_set(Table *t, Obj *key, Value v, uint8_t flags) {
  int64_t entry = find_entry(t, key);
  if (entry < 0) {
    if (t->used == t->capacity) rebuild(t, t->live < t->capacity / 2 ? t->capacity : t->capacity * 2);
    entry = t->used++;
    t->live++;
    Obj *flat = (Obj *)str_flat(key);
    entries_of(t)[2 * entry] = value_ref(flat);
    index_add(t, str_hash_of(flat), (uint32_t)entry);
  }
  entries_of(t)[2 * entry + 1] = v;
  flags_of(t)[entry] = flags;
}

bool table_delete(Table *t, Obj *key) {
  int64_t entry = find_entry(t, key);
  if (entry < 0) return false;
  entries_of(t)[2 * entry] = VALUE_HOLE;
  entries_of(t)[2 * entry + 1] = VALUE_HOLE;
  t->live--;
  return true;
}

bool table_next(Table *t, uint32_t *at, Obj **key, Value *v, uint8_t *flags) {
  for (; *at < t->used; ++*at) {
    Value k = entries_of(t)[2 * *at];
    if (k == VALUE_HOLE) continue;
    *key = value_obj(k);
    *v = entries_of(t)[2 * *at + 1];
    *flags = flags_of(t)[*at];
    ++*at;
    return true;
  }
  return false;
}
