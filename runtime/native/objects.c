/* Objects as a whole: keys, freezing, classes and construction.
 *
 * Property access is in properties.c. The order of keys and copies of objects are TypeScript (runtime/lang/keys.ts). C
 * because it reads shapes; Object.* in TypeScript is built on it.
 */
#include "internal.h"

/* ---- Keys ------------------------------------------------------------------------------------------------------- */

typedef struct { Obj *names; bool symbols; } KeyList;

static void add_key(KeyList *list, Obj *key) {
  if (is_key_symbol(key) == list->symbols && !is_private(key)) array_append(list->names, value_ref(key));
}

/* Own keys in the order in which they were made, without elements and what all functions have. mode: 1 enumerable only; 2
 * symbols instead of strings; both may be added. */
Obj *rt_own_names(Obj *o, int32_t mode) {
  bool enumerable_only = mode & 1;
  KeyList list = {array_of_refs(8), (mode & 2) != 0};
  if (!enumerable_only && kind_of(o) == K_FUNCTION)
    for (const StaticEntry *e = ingot_statics; e->owner; e++)
      if (e->owner == o && rt_own_flags(value_ref(o), (Obj *)e->key) >= 0) add_key(&list, (Obj *)e->key);
  if (!enumerable_only && kind_of(o) == K_CLASS)
    for (uint32_t i = 0; i < ((ClassObj *)o)->cls->static_count; i++) add_key(&list, (Obj *)((ClassObj *)o)->cls->statics[i].key);
  if (kind_of(o) == K_OBJECT) {
    const Shape *s = o->shape;
    for (uint32_t i = 0; i < s->slot_count; i++)
      if (!(s->slots[i].flags & SLOT_HIDDEN) && has_slot(o, &s->slots[i])) add_key(&list, (Obj *)s->slots[i].key);
    for (uint32_t i = 0; !s->cls && i < s->method_count; i++) {
      bool repeated = false; /* a getter and a setter are one property */
      for (uint32_t k = 0; k < i; k++) repeated |= str_same((Obj *)s->methods[k].key, (Obj *)s->methods[i].key);
      if (!repeated) add_key(&list, (Obj *)s->methods[i].key);
    }
  }
  Table *t = added(o);
  Obj *key;
  Value v;
  uint8_t flags;
  for (uint32_t at = 0; t && table_next(t, &at, &key, &v, &flags);)
    if (flags & P_ENUMERABLE || !enumerable_only) add_key(&list, key);
  return list.names;
}

Obj *rt_new_dict(void) { return rt_alloc(&rt_shapes[RS_DICT], rt_shapes[RS_DICT].size); }

/* ---- Freezing ----------------------------------------------------------------------------------------------------- */

/* Generated code that stores to fixed slots of a known shape does not ask; the compiler must know of freezing there. */
void rt_freeze(Obj *o, int32_t level) {
  if (!is_object(o)) return;
  Side *s = side_make(o);
  if ((uint32_t)level > s->level) s->level = (uint32_t)level;
  side_hazards++;
  if (is_array(o) && !(o->shape->flags & SHAPE_FROZEN)) o->shape = &rt_shapes[RS_FROZEN_F64 + (kind_of(o) - K_ARRAY_F64)];
}
int32_t rt_frozen_level(Obj *o) { return is_object(o) ? side_level(o) : 3; }

/* ---- Classes and functions ------------------------------------------------------------------------------------------ */

Obj *rt_class_of(Obj *o) { return o->shape->cls && o->shape->cls->object ? o->shape->cls->object : &rt_undefined; }

Obj *rt_function_name(Obj *o) {
  Value *given = table_find(added(o), str_text("name"));
  if (given && rt_is_string(*given)) return value_obj(*given);
  if (kind_of(o) == K_CLASS) return (Obj *)((ClassObj *)o)->cls->name;
  return kind_of(o) == K_FUNCTION ? (Obj *)((Fn *)o)->name : str_text("");
}
Obj *rt_class_parent_name(Obj *o) {
  Obj *set = kind_of(o) == K_FUNCTION ? proto_override(o) : NULL;
  if (set && is_callable(set)) return rt_function_name(set);
  const ClassInfo *parent = kind_of(o) == K_CLASS ? ((ClassObj *)o)->cls->parent : NULL;
  return parent ? (Obj *)parent->name : str_text("");
}
int32_t rt_function_length(Obj *o) { return kind_of(o) == K_FUNCTION ? (int32_t)(((Fn *)o)->arity & FN_LENGTH) : 0; }
int32_t rt_function_flags(Obj *o) {
  uint32_t marks = kind_of(o) == K_FUNCTION ? ((Fn *)o)->arity : 0;
  return (int32_t)((marks >> 29 & 3) | (marks & FN_CLASS || kind_of(o) == K_CLASS ? 4 : 0) | (is_constructor(o) ? 8 : 0) | (marks & FN_BUILTIN ? 16 : 0) | (is_proto(o) ? 32 : 0));
}

/* A copy of the elements, with holes as undefined; the caller's variable keeps it alive. */
static Value *arguments_of(Array *a) {
  Value *argv = (Value *)gc_new_store(RS_STORE_VALUE, a->length, (size_t)a->length * 8)->data;
  for (uint32_t i = 0; i < a->length; i++) argv[i] = ing_hole_to_undefined(array_get_own(a, i));
  return argv;
}

/* What a function marked FN_TARGET finds as `new.target`; a hole in a call. Nothing runs between construct and taking it. */
static Value pending_target = VALUE_HOLE;
Value rt_new_target(void) {
  Value target = pending_target;
  pending_target = VALUE_HOLE;
  return target;
}

/* GetPrototypeFromConstructor, for an object that another constructor made. */
static Value adopt(Value made, Value target) {
  Value proto = rt_throwing ? VALUE_UNDEFINED : get_property(target, str_text("prototype"));
  if (rt_is_object(proto) && rt_is_object(made)) *table_proto(added_make(value_obj(made))) = value_obj(proto);
  return made;
}

/* OrdinaryCreateFromConstructor. */
Obj *rt_new_instance(Value target) {
  Obj *made = rt_new_dict();
  adopt(value_ref(made), target);
  return made;
}

/* Construct(callee, arguments, target); both end in new.target, which decides the prototype. */
Value rt_construct_as(Value callee, Obj *arguments, Value target) {
  uint32_t argc = ((Array *)arguments)->length;
  Obj *fn = value_is_ref(callee) ? value_obj(callee) : &rt_undefined;
  if (kind_of(fn) == K_CLASS && ((ClassObj *)fn)->construct) {
    Value made = ((ClassObj *)fn)->construct(fn, VALUE_UNDEFINED, argc, arguments_of((Array *)arguments));
    return target == callee ? made : adopt(made, target);
  }
  if (kind_of(fn) == K_FUNCTION && is_constructor(fn)) {
    uint32_t marks = ((Fn *)fn)->arity;
    if (marks & FN_BUILTIN) {
      Value made = call_fn(fn, VALUE_HOLE, argc, arguments_of((Array *)arguments));
      return target == callee ? made : adopt(made, target);
    }
    if (marks & FN_TARGET) pending_target = target;
    Obj *made = marks & FN_CLASS ? &rt_undefined : rt_new_instance(target);
    Value result = call_fn(fn, value_ref(made), argc, arguments_of((Array *)arguments));
    pending_target = VALUE_HOLE;
    return rt_is_object(result) ? result : value_ref(made);
  }
  throw_error(E_TYPE, "%S is not a constructor", rt_is_function(callee) ? rt_function_name(value_obj(callee)) : rt_is_object(callee) ? str_text("object") : rt_to_string(callee));
  return VALUE_UNDEFINED;
}
Value rt_construct(Value callee, Obj *arguments) { return rt_construct_as(callee, arguments, callee); }

Value rt_call_with_array(Value callee, Value self, Obj *arguments) {
  return rt_call_value(callee, self, ((Array *)arguments)->length, arguments_of((Array *)arguments), "callee");
}
