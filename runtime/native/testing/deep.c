/* A list whose marking piles up one pending object per node: the mark stack must grow, or do without. */
#include "program.c"

const GlobalRoot ingot_globals[] = {{0}};
const uint32_t ingot_global_count = 0;

void ingot_main(void) {
  Obj *list = &rt_null;
  for (int i = 0; i < NODES; i++) {
    Obj *node = rt_new_array(1, 2), *value = rt_new_array(1, 1);
    ing_array_set_ref_i(value, 0, list == &rt_null ? list : node);
    ing_array_set_ref_i(node, 0, value);
    ing_array_set_ref_i(node, 1, list);
    list = node;
  }
  rt_gc_collect();
  int n = 0;
  for (Obj *at = list; at != &rt_null; at = ing_array_get_ref_ref_i(at, 1)) n += is_array(ing_array_get_ref_ref_i(at, 0));
  print("nodes", value_bool(n == NODES));
}
