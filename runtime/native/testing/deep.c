/* A list whose marking piles up one pending object per node: the mark stack must grow, or do without. */
#include "program.c"

const GlobalRoot ingot_globals[] = {{0}};
const uint32_t ingot_global_count = 0;

void ingot_main(void) {
  Obj *list = &rt_null;
  for (int i = 0; i < NODES; i++) {
    Obj *node = rt_new_array(1, 2), *value = rt_new_array(1, 1);
    rt_array_set_slow(value, 0, value_ref(list == &rt_null ? list : node));
    rt_array_set_slow(node, 0, value_ref(value));
    rt_array_set_slow(node, 1, value_ref(list));
    list = node;
  }
  rt_gc_collect();
  int n = 0;
  for (Obj *at = list; at != &rt_null; at = value_obj(rt_array_get_slow(at, 1))) n += is_array(value_obj(rt_array_get_slow(at, 0)));
  print("nodes", value_bool(n == NODES));
}
