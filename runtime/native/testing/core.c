/* Exercises values, strings, objects, arrays and the collector; prints lines that core.test.ts expects. */
#define HARNESS_HAS_BUILTINS 1
#include "program.c"

LITERAL(s_x, "x");
LITERAL(s_y, "y");
LITERAL(s_flag, "flag");
LITERAL(s_maybe, "maybe");
LITERAL(s_sum, "sum");
LITERAL(s_twice, "twice");
LITERAL(s_extra, "extra");
LITERAL(s_point, "Point");
LITERAL(s_base, "Base");
LITERAL(s_make, "make");
LITERAL(s_shout, "shout");

/* What the compiler would make of: class Base {} class Point extends Base { x = 1; flag = true; y; maybe?; sum() get twice } */
typedef struct { const Shape *shape; double x; bool flag; Obj *y; Value maybe; Obj *ext; } Point;
static Value sum(Obj *fn, Value self, uint32_t argc, const Value *argv) {
  (void)fn;
  Point *p = (Point *)value_obj(self);
  return value_f64(p->x + (argc ? value_number(argv[0]) : 0));
}
static Value twice(Obj *fn, Value self, uint32_t argc, const Value *argv) {
  (void)fn, (void)argc, (void)argv;
  return value_f64(2 * ((Point *)value_obj(self))->x);
}
static Value set_twice(Obj *fn, Value self, uint32_t argc, const Value *argv) {
  (void)fn, (void)argc;
  ((Point *)value_obj(self))->x = value_number(argv[0]) / 2;
  return VALUE_UNDEFINED;
}
static Value make(Obj *fn, Value self, uint32_t argc, const Value *argv) {
  (void)fn, (void)self, (void)argc, (void)argv;
  return value_f64(99);
}
static Value shout(Obj *fn, Value self, uint32_t argc, const Value *argv) {
  (void)fn, (void)argc, (void)argv;
  return value_ref(rt_str_concat(value_obj(self), str_text("!")));
}
static const Shape fn_shape = {.kind = K_FUNCTION, .size = sizeof(Fn)};
static Fn sum_fn, twice_fn, set_twice_fn, make_fn, shout_fn;
static MethodEntry methods[3], statics[1];
static Slot slots[4];
static ClassInfo base_info, point_info;
static ClassObj point_class;
static const uint16_t offsets[] = {offsetof(Point, y), offsetof(Point, maybe)};
static Shape shapes[2] = {{.kind = K_OBJECT, .size = sizeof(Obj)},
                          {.kind = K_OBJECT, .size = sizeof(Point), .slot_count = 4, .slots = slots, .cls = &point_info, .methods = methods,
                           .method_count = 3, .ref_count = 1, .value_count = 1, .offsets = offsets, .ext_offset = offsetof(Point, ext)}};
BuiltinEntry ingot_builtins_[1];
extern const BuiltinEntry ingot_builtins[1] __attribute__((alias("ingot_builtins_")));
const uint32_t ingot_builtin_count = 1;
const FixedName ingot_fixed[1];
const uint32_t ingot_fixed_count = 0;
const StaticEntry ingot_statics[] = {{0}};
const Obj *const ingot_registered_symbols[] = {NULL};

static Obj *keep = &rt_undefined;
static Value keep_value;
const GlobalRoot ingot_globals[] = {{&keep, T_REF}, {&keep_value, T_VALUE}};
const uint32_t ingot_global_count = 2;

static void hash_literals(void) { /* the compiler's literals carry their hash */
  Obj *all[] = {s_x, s_y, s_flag, s_maybe, s_sum, s_twice, s_extra, s_point, s_base, s_make, s_shout};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) str_hash_of(all[i]);
}
static void set_up(void) {
  hash_literals();
  sum_fn = (Fn){&fn_shape, sum, s_sum, 1};
  twice_fn = (Fn){&fn_shape, twice, s_twice, 0};
  set_twice_fn = (Fn){&fn_shape, set_twice, s_twice, 1};
  make_fn = (Fn){&fn_shape, make, s_make, 0};
  shout_fn = (Fn){&fn_shape, shout, s_shout, 0};
  methods[0] = (MethodEntry){s_sum, (Obj *)&sum_fn, M_METHOD};
  methods[1] = (MethodEntry){s_twice, (Obj *)&twice_fn, M_GET};
  methods[2] = (MethodEntry){s_twice, (Obj *)&set_twice_fn, M_SET};
  statics[0] = (MethodEntry){s_make, (Obj *)&make_fn, M_METHOD};
  slots[0] = (Slot){s_x, offsetof(Point, x), T_F64, 0};
  slots[1] = (Slot){s_flag, offsetof(Point, flag), T_BOOL, 0};
  slots[2] = (Slot){s_y, offsetof(Point, y), T_REF, 0};
  slots[3] = (Slot){s_maybe, offsetof(Point, maybe), T_VALUE, SLOT_OPTIONAL};
  base_info = (ClassInfo){NULL, s_base, NULL, NULL, 0, 0, NULL};
  point_info = (ClassInfo){&base_info, s_point, (Obj *)&point_class, NULL, 0, 1, statics};
  point_class = (ClassObj){&rt_shapes[RS_CLASS], &point_info, NULL, NULL, NULL, NULL};
  ingot_builtins_[0] = (BuiltinEntry){B_STRING, s_shout, (Obj *)&shout_fn};
}
static Obj *new_point(double x) {
  Point *p = (Point *)rt_alloc(&shapes[1], sizeof(Point));
  p->x = x;
  p->flag = true;
  p->y = &rt_undefined;
  p->maybe = VALUE_HOLE;
  return (Obj *)p;
}

static void caught(const char *label) {
  print(label, rt_throwing ? rt_catch() : value_ref(str_text("(nothing thrown)")));
}
static Value keys(Obj *o) {
  Array *a = (Array *)rt_own_names(o, 1);
  Obj *text = str_text("");
  for (uint32_t i = 0; i < a->length; i++) text = rt_str_concat(rt_str_concat(text, str_text(i ? "," : "")), value_obj(array_get_own(a, i)));
  return value_ref(text);
}
static Value text(const char *s) { return value_ref(str_text(s)); }

static void objects(void) {
  Obj *p = new_point(3);
  Value pv = value_ref(p);
  PropCache cache = {0};
  print("slot", rt_get_prop(pv, s_x, &cache));
  print("cached slot", rt_get_prop(pv, s_x, &cache));
  print("bool slot", rt_get_elem(pv, text("flag")));
  print("absent optional", rt_get_prop(pv, s_maybe, &(PropCache){0}));
  print("getter", rt_get_prop(pv, s_twice, &(PropCache){0}));
  rt_set_prop(pv, s_twice, value_f64(10), &(PropCache){0});
  print("after setter", rt_get_prop(pv, s_x, &(PropCache){0}));
  print("method", rt_call_method(pv, s_sum, 1, (Value[]){value_f64(4)}, "p.sum"));
  print("same method object", value_bool(rt_get_prop(pv, s_sum, &(PropCache){0}) == rt_get_prop(value_ref(new_point(1)), s_sum, &(PropCache){0})));
  rt_set_prop(pv, s_x, text("five"), &(PropCache){0});
  caught("wrong type");
  rt_call_method(pv, s_extra, 0, NULL, "p.extra");
  caught("no method");
  rt_set_prop(pv, s_extra, value_f64(1), &(PropCache){0});
  rt_set_elem(pv, value_f64(7), value_f64(70));
  rt_set_elem(pv, value_f64(2), value_f64(20));
  rt_set_elem(pv, value_ref(rt_symbol_new(&rt_undefined, 0)), value_f64(20));
  rt_set_prop(pv, s_maybe, text("here"), &(PropCache){0});
  print("keys", keys(p));
  print("delete a field", value_bool(rt_remove(p, s_x, false)));
  rt_remove(p, s_maybe, false);
  rt_remove(p, str_text("7"), false);
  print("keys after delete", keys(p));
  print("deleted", rt_get_prop(pv, s_x, &cache));
  rt_set_prop(pv, s_x, value_f64(8), &cache);
  print("again", rt_get_prop(pv, s_x, &cache));
  rt_freeze(p, 3);
  rt_set_prop(pv, s_x, value_f64(9), &cache);
  caught("frozen");
  rt_set_elem(pv, text("more"), value_f64(9));
  caught("not extensible");
  print("in", value_bool(rt_has_property((Obj *)value_obj(pv), text("sum"))));
  print("own", value_bool(rt_has_own(pv, s_sum)));
  print("instance", value_bool(rt_instance_of_class(pv, (Obj *)&point_class)));
  print("no instance", value_bool(rt_instance_of_class(value_ref(rt_new_dict()), (Obj *)&point_class)));
  print("static", rt_call_method(value_ref((Obj *)&point_class), s_make, 0, NULL, "Point.make"));
  print("class name", rt_get_elem(value_ref((Obj *)&point_class), text("name")));
  rt_call_value(value_ref((Obj *)&point_class), VALUE_UNDEFINED, 0, NULL, "Point");
  caught("class call");
  rt_set_elem(value_ref((Obj *)&sum_fn), text("note"), text("kept"));
  rt_gc_collect();
  print("function property", rt_get_elem(value_ref((Obj *)&sum_fn), text("note")));
  print("builtin", rt_call_method(text("hey"), s_shout, 0, NULL, "s.shout"));
  rt_get_prop(VALUE_UNDEFINED, s_x, &(PropCache){0});
  caught("undefined");
  rt_set_prop(VALUE_NULL, s_x, VALUE_TRUE, &(PropCache){0});
  caught("null");
  rt_set_prop(text("abc"), s_x, VALUE_TRUE, &(PropCache){0});
  caught("primitive");
  rt_unbox_f64(text("abc"), "number");
  caught("unbox");
  rt_unbox_ref(value_f64(5), "Point");
  caught("unbox ref");
  rt_construct(value_ref((Obj *)&sum_fn), rt_new_array(2, 0));
  caught("construct");
  Obj *dict = rt_new_dict();
  for (int i = 0; i < 300; i++) rt_set_elem(value_ref(dict), value_ref(str_format("k%d", i)), value_f64(i));
  for (int i = 0; i < 300; i++)
    if (i % 100) rt_remove(dict, str_format("k%d", i), false);
  rt_set_elem(value_ref(dict), text("k5"), value_f64(5));
  print("dictionary", keys(dict));
}

static void strings(void) {
  static const uint16_t greek[] = {0x39f, 0x3b4, 0x3cc, 0x3a3, ' ', 0xdf, 0xff};
  Obj *g = str_units(greek, 7);
  print("narrowed", value_bool(kind_of(rt_str_substring(g, 5, 7)) == K_STRING_LATIN1));
  Obj *left = str_text("<"), *right = str_text(">");
  for (int i = 0; i < 2000; i++) {
    left = rt_str_concat(left, str_text("abcdefghijklmnopqrstuvwxyz"));
    right = rt_str_concat(str_text("0123456789abcdefghijklmnopqrstuv"), right);
  }
  Obj *both = rt_str_concat(left, rt_str_concat(g, right));
  print("rope length", value_f64(rt_str_length(both)));
  print("rope unit", value_f64(rt_str_char_code_at(both, 52002)));
  print("index", value_f64(rt_str_index_of(both, str_text("0123"), 0)));
  print("hash", value_f64((uint32_t)rt_str_hash(str_text("hello"))));
  print("equal", value_bool(rt_strict_equals_ref(rt_str_substring(both, 1, 27), str_text("abcdefghijklmnopqrstuvwxyz"))));
  print("compare", value_f64(rt_str_compare(str_text("abc"), g) < 0));
  print("ascii units", value_f64(rt_str_ascii(rt_str_concat(str_text("ab"), g), rt_typed_new(TA_U8, 9))));
}

static Value join(Obj *o) {
  Obj *s = str_text("");
  for (int32_t i = 0; i < rt_length_slow(o); i++) {
    Value v = rt_array_get_value(o, i);
    s = rt_str_concat(s, v == VALUE_HOLE ? str_text("hole ") : str_format("%S ", rt_to_string(v)));
  }
  return value_ref(s);
}
static void arrays(void) {
  Obj *a = rt_new_array(0, 0);
  for (int i = 0; i < 5; i++) rt_array_push_slow(a, value_f64(i));
  print("f64", join(a));
  print("kind", value_f64((int)kind_of(a) - K_ARRAY_F64));
  print("past the end", rt_array_get_slow(a, 5));
  print("fraction", rt_array_get_slow(a, 0.5));
  print("number past the end", value_f64(rt_number_or_nan(rt_array_get_slow(a, -1), "a number")));
  rt_array_set_slow(a, 1, text("one"));
  print("widened", join(a));
  rt_array_set_slow(a, 7, value_f64(7));
  print("holes", join(a));
  rt_unbox_ref(rt_array_get_slow(a, 0), "an object");
  caught("ref of number");
  print("pop", rt_array_pop(a));
  rt_array_set_length(a, 2);
  print("shorter", join(a));
  rt_array_set_length(a, -1);
  caught("bad length");
  Obj *r = rt_new_array(1, 0);
  rt_array_push_slow(r, value_ref(str_text("p")));
  rt_array_push_slow(r, value_ref(str_text("q")));
  rt_array_copy(r, 2, r, 0, 2);
  print("copied", join(r));
  rt_array_set_slow(r, 1, value_f64(5));
  print("ref widened", join(r));
  rt_freeze(r, 3);
  rt_array_set_slow(r, 0, VALUE_TRUE);
  caught("frozen element");
  rt_array_push_slow(r, VALUE_TRUE);
  caught("frozen push");
  Obj *t = rt_typed_new(TA_U8C, 4);
  rt_array_set_slow(t, 0, value_f64(1.5));
  rt_array_set_slow(t, 1, value_f64(2.5));
  rt_array_set_slow(t, 2, value_f64(300));
  rt_array_set_slow(t, 3, value_f64(-5));
  Obj *view = rt_typed_from_buffer(TA_U16, ((Typed *)t)->buffer, 2, 1);
  print("clamped", value_f64(value_number(rt_array_get_slow(t, 0)) * 1e6 + value_number(rt_array_get_slow(t, 1)) * 1e3 + value_number(rt_array_get_slow(t, 2))));
  print("shared", value_f64(value_number(rt_array_get_slow(view, 0))));
  print("aligned", value_bool(((uintptr_t)((Typed *)t)->data & 63) == 0));
  rt_buffer_set(((Typed *)t)->buffer, TA_U32, 0, 0x01020304, false);
  print("big endian", value_f64(rt_buffer_get(((Typed *)t)->buffer, TA_U16, 1, true)));
}

static void values(void) {
  print("typeof", value_ref(rt_typeof(VALUE_NULL)));
}

/* A tree, a long list and garbage between them, with conservative and global roots. */
static Obj *tree(int depth) {
  Obj *node = rt_new_array(1, 2);
  if (depth) {
    rt_array_set_slow(node, 0, value_ref(tree(depth - 1)));
    rt_array_set_slow(node, 1, value_ref(tree(depth - 1)));
  }
  return node;
}
static int count(Obj *node) {
  if (!is_array(node)) return 0;
  return 1 + count(value_obj(rt_array_get_slow(node, 0))) + count(value_obj(rt_array_get_slow(node, 1)));
}
static void collector(void) {
  Obj *on_stack = tree(8);
  keep = tree(8);
  keep_value = value_ref(tree(6));
  Obj *list = &rt_null;
  for (int i = 0; i < LIST; i++) {
    Obj *cell = rt_alloc(&rt_shapes[RS_CELL_REF], sizeof(Cell));
    ((Cell *)cell)->u.ref = list;
    list = cell;
  }
  /* A wide array of objects that hold one object each: more pending work than one mark stack block. */
  Obj *wide = rt_new_array(1, 0);
  for (int i = 0; i < LIST / 4; i++) {
    Obj *cell = rt_alloc(&rt_shapes[RS_CELL_REF], sizeof(Cell));
    ((Cell *)cell)->u.ref = str_format("n%d", i);
    rt_array_push_slow(wide, value_ref(cell));
  }
  rt_gc_collect();
  rt_gc_collect();
  int length = 0;
  for (Obj *at = list; at != &rt_null; at = ((Cell *)at)->u.ref) length++;
  print("list", value_bool(length == LIST));
  print("wide", value_ref(((Cell *)value_obj(rt_array_get_slow(wide, LIST / 4 - 1)))->u.ref));
  print("trees", value_f64(count(on_stack) + count(keep) + count(value_obj(keep_value))));
  /* A pointer just past the end of an object that fills its cell keeps it alive. */
  char *end = (char *)((Array *)rt_new_array(0, 30))->elements + 30 * 8;
  ((double *)end)[-1] = 123;
  __asm__ volatile("" : "+r"(end));
  rt_gc_collect();
  for (int i = 0; i < 2000; i++) rt_new_array(0, 30);
  print("past the end", value_f64(((double *)end)[-1]));
  Obj *big = rt_typed_new(TA_U8, 300000);
  char *inside = (char *)((Typed *)big)->data + 200000;
  *inside = 5;
  big = NULL;
  rt_gc_collect();
  for (int i = 0; i < 5; i++) rt_typed_new(TA_U8, 300000);
  print("inside large", value_f64(*inside));
  list = wide = NULL;
  for (int i = 0; i < 3; i++) {
    tree(4);
    rt_gc_end_of_turn();
  }
}

void ingot_main(void) {
  set_up();
  values();
  strings();
  arrays();
  objects();
  collector();
}
