/* The side table: facts that only few objects have, kept outside them.
 *
 * Added properties of objects without a word reserved for them (functions, classes, arrays, closed shapes),
 * frozen levels and deleted fixed slots. Keys are weak: an entry dies with its object. C because the collector
 * decides which keys live.
 */
#include "internal.h"

uint32_t side_hazards;
static Store *store;            /* raw, so that it does not keep its keys alive: Side[mask + 1] */
static uint32_t mask, used;     /* `used` counts dead entries too */
#define DEAD ((Obj *)1)

static Side *entries(void) { return (Side *)store->data; }
static uint32_t hash(const Obj *o) { return (uint32_t)((uintptr_t)o >> 3) * 2654435761u >> 7; }

Side *side_get(const Obj *o) {
  if (!store || !gc_side_bit(o)) return NULL;
  for (uint32_t at = hash(o) & mask; entries()[at].key; at = (at + 1) & mask)
    if (entries()[at].key == o) return &entries()[at];
  return NULL;
}

static void insert(Side entry) {
  uint32_t at = hash(entry.key) & mask;
  while (entries()[at].key) at = (at + 1) & mask;
  entries()[at] = entry;
  used++;
}

Side *side_make(Obj *o) {
  Side *found = side_get(o);
  if (found) return found;
  if (!store || used * 2 > mask) {
    /* The new store's cell may come from a collection that forgets entries: read the old store only after it. */
    uint32_t live = 1;
    for (uint32_t i = 0; store && i <= mask; i++) live += entries()[i].key > DEAD;
    uint32_t size = 16;
    while (size < live * 4) size *= 2;
    Store *bigger = gc_new_store(RS_STORE_RAW, 0, size * sizeof(Side));
    Store *old = store;
    uint32_t old_size = store ? mask + 1 : 0;
    store = bigger;
    mask = size - 1;
    used = 0;
    for (uint32_t i = 0; i < old_size; i++)
      if (((Side *)old->data)[i].key > DEAD) insert(((Side *)old->data)[i]);
  }
  gc_set_side_bit(o);
  insert((Side){.key = o});
  return side_get(o);
}

bool side_mark(void) {
  bool any = false;
  if (!store) return false;
  gc_mark((Obj *)store);
  for (uint32_t i = 0; i <= mask; i++) {
    Side *s = &entries()[i];
    if (s->key <= DEAD || !gc_is_marked(s->key)) continue;
    if (s->ext && !gc_is_marked((Obj *)s->ext)) gc_mark((Obj *)s->ext), any = true;
    if (s->deleted && !gc_is_marked((Obj *)s->deleted)) gc_mark((Obj *)s->deleted), any = true;
  }
  return any;
}

void side_sweep(void) {
  for (uint32_t i = 0; store && i <= mask; i++)
    if (entries()[i].key > DEAD && !gc_is_marked(entries()[i].key)) entries()[i] = (Side){.key = DEAD};
}

/* A hash that stays the same as long as the object lives: objects never move. */
int32_t rt_object_id(Obj *o) { return (int32_t)(hash(o) & 0x7fffffff); }
