/* Weak stores: pairs of a key that is not kept alive and a value that lives as long as key and store do.
 *
 * WeakMap, WeakSet, WeakRef and FinalizationRegistry are TypeScript over these (runtime/lang/weak). C because the
 * collector decides which keys live.
 */
#include "internal.h"

typedef struct {
  Store *next;       /* while collecting: the weak store met before; NULL: not met */
  uint64_t pairs[][2]; /* key and value as Values; key 0: never used, null: gone */
} Weak;
static Weak *weak_of(Store *s) { return (Weak *)(void *)s->data; }

#define LAST ((Store *)1)
static Store *met = LAST;

void weak_met(Store *s) {
  if (weak_of(s)->next) return;
  weak_of(s)->next = met;
  met = s;
}

bool weak_mark(void) {
  bool any = false;
  for (Store *s = met; s != LAST; s = weak_of(s)->next)
    for (uint32_t i = 0; i < s->length; i++) {
      const uint64_t *pair = weak_of(s)->pairs[i];
      if (!value_is_ref(pair[0]) || !gc_is_marked(value_obj(pair[0])) || !value_is_ref(pair[1])) continue;
      if (!gc_is_marked(value_obj(pair[1]))) gc_mark(value_obj(pair[1])), any = true;
    }
  return any;
}

void weak_sweep(void) {
  while (met != LAST) {
    Store *s = met;
    met = weak_of(s)->next;
    weak_of(s)->next = NULL;
    for (uint32_t i = 0; i < s->length; i++)
      if (value_is_ref(weak_of(s)->pairs[i][0]) && !gc_is_marked(value_obj(weak_of(s)->pairs[i][0]))) {
        weak_of(s)->pairs[i][0] = VALUE_NULL;
        weak_of(s)->pairs[i][1] = VALUE_UNDEFINED;
      }
  }
}

Obj *rt_weak_new(int32_t count) {
  return (Obj *)gc_new_store(RS_STORE_WEAK, (uint32_t)count, sizeof(Weak) + (size_t)count * 16);
}
/* The key of a pair: undefined when never used, null when it died or was removed. */
Value rt_weak_key(Obj *o, int32_t i) {
  Value key = weak_of((Store *)o)->pairs[i][0];
  return key ? key : VALUE_UNDEFINED;
}
Value rt_weak_value(Obj *o, int32_t i) { return weak_of((Store *)o)->pairs[i][1]; }
void rt_weak_set(Obj *o, int32_t i, Value key, Value value) {
  weak_of((Store *)o)->pairs[i][0] = key;
  weak_of((Store *)o)->pairs[i][1] = value;
}
