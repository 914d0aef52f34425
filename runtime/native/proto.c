/* Prototypes: those the program sets, those of constructor functions, and the objects behind C.prototype.
 *
 * Most objects have no prototype object at all: their methods stand in the tables of their shapes (properties.c).
 * One is made only when a program asks for it. C because lookup by name walks these chains.
 */
#include "internal.h"

LITERAL(s_prototype, "prototype");
LITERAL(s_constructor, "constructor");

/* Nothing can be added to the prototypes of built-in values, so these hold no references. */
static Proto builtin_protos[B_COUNT];

static Obj *builtin_proto(BuiltinOf of) {
  builtin_protos[of].shape = &rt_shapes[RS_PROTO];
  builtin_protos[of].of = (int32_t)of;
  return (Obj *)&builtin_protos[of];
}

static Obj *class_proto(const ClassInfo *cls) {
  ClassObj *object = (ClassObj *)cls->object;
  if (!object) return builtin_proto(B_OBJECT); /* the program cannot name the class */
  if (!object->proto) {
    Proto *made = (Proto *)rt_alloc(&rt_shapes[RS_PROTO], sizeof(Proto));
    made->cls = cls;
    object->proto = (Obj *)made;
  }
  return object->proto;
}

Obj *proto_override(Obj *o) {
  Table *t = added(o);
  return t ? *table_proto(t) : NULL;
}

Obj *proto_of(Obj *o) {
  Obj *set = proto_override(o);
  if (set) return set;
  if (is_proto(o)) {
    Proto *p = (Proto *)o;
    if (p->cls && p->cls->parent) return class_proto(p->cls->parent);
    if (!p->cls && p->of >= B_INT8ARRAY) return builtin_proto(p->of > B_NODEBUFFER ? B_FUNCTION : p->of == B_NODEBUFFER ? B_UINT8ARRAY : B_TYPEDARRAY);
    return !p->cls && p->of == B_OBJECT ? &rt_null : builtin_proto(B_OBJECT);
  }
  if (kind_of(o) == K_OBJECT && o->shape->cls) return class_proto(o->shape->cls);
  if (kind_of(o) == K_CLASS && ((ClassObj *)o)->cls->parent && ((ClassObj *)o)->cls->parent->object)
    return ((ClassObj *)o)->cls->parent->object;
  if (kind_of(o) == K_TYPED || rt_function_flags(o) & 3) return builtin_proto(kind_of(o) == K_TYPED ? ((Typed *)o)->of : B_NODEBUFFER + (rt_function_flags(o) & 3));
  return builtin_proto(builtin_of(value_ref(o)));
}

bool is_constructor(const Obj *o) {
  return kind_of(o) == K_CLASS || (kind_of(o) == K_FUNCTION && ((const Fn *)o)->arity & FN_CONSTRUCTOR);
}

Obj *function_prototype(Obj *fn) {
  if (kind_of(fn) == K_CLASS) return class_proto(((ClassObj *)fn)->cls);
  Value *known = table_find(added(fn), s_prototype);
  if (known) return value_is_ref(*known) ? value_obj(*known) : &rt_undefined;
  for (int of = 0; of < B_COUNT; of++)
    if (find_builtin((BuiltinOf)of, s_constructor) == fn) return builtin_proto((BuiltinOf)of);
  Obj *made = rt_new_dict();
  table_set(added_make(made), s_constructor, value_ref(fn), 0);
  table_set(added_make(fn), s_prototype, value_ref(made), P_FIXED);
  return made;
}

/* Object.prototype and its like, as values: 0 string ... in the order of BuiltinOf. */
Obj *rt_builtin_proto(int32_t of) { return builtin_proto((BuiltinOf)of); }

/* [[GetPrototypeOf]]; of primitives that of their wrapper. */
Value rt_get_proto(Value base) {
  if (rt_is_nullish(base)) {
    throw_error(E_TYPE, "Cannot convert undefined or null to object");
    return VALUE_NULL;
  }
  return rt_is_object(base) ? value_ref(proto_of(value_obj(base))) : value_ref(builtin_proto(builtin_of(base)));
}

/* The last step of OrdinarySetPrototypeOf (runtime/lang/prototype.ts). Code of classes and arrays calls methods without
 * asking, so those keep their prototype, unless they have one set already: they were made by a class of the run that extends
 * a built-in one. */
bool rt_store_proto(Obj *o, Obj *proto) {
  bool fixed = is_proto(o) || o->shape->cls || (kind_of(o) != K_OBJECT && kind_of(o) != K_FUNCTION);
  if (fixed && !proto_override(o)) return false;
  *table_proto(added_make(o)) = proto;
  return true;
}

/* OrdinaryHasInstance for a class object. */
bool rt_instance_of_class(Value v, Obj *cls) {
  if (!rt_is_object(v) || kind_of(cls) != K_CLASS) return false;
  Obj *o = value_obj(v);
  Obj *next = proto_override(o);
  const ClassInfo *c = is_proto(o) ? (((Proto *)o)->cls ? ((Proto *)o)->cls->parent : NULL) : o->shape->cls;
  if (next) {
    while (is_object(next) && !is_proto(next) && !next->shape->cls) next = proto_of(next);
    if (!is_object(next)) return false;
    c = is_proto(next) ? ((Proto *)next)->cls : next->shape->cls;
  }
  for (; c; c = c->parent)
    if (c == ((ClassObj *)cls)->cls) return true;
  return false;
}

/* The name that an object without a prototype of its own choice has by its class, or a prototype by what it belongs to;
 * undefined where the chain of prototypes decides: runtime/lang/names.ts. */
Obj *rt_class_name(Obj *o) {
  const ClassInfo *cls = is_proto(o) ? ((Proto *)o)->cls : o->shape->cls;
  if (!is_proto(o) && proto_override(o)) return &rt_undefined;
  BuiltinOf of = is_proto(o) ? (BuiltinOf)((Proto *)o)->of : B_OBJECT;
  return cls ? (Obj *)cls->name : str_text(of == B_ARRAY ? "Array" : of == B_FUNCTION ? "Function" : "Object");
}

/* The function that was added to an object as its `constructor`, or undefined. */
Obj *rt_added_constructor(Obj *o) {
  Value *made = table_find(added(o), s_constructor);
  return made && rt_is_function(*made) ? value_obj(*made) : &rt_undefined;
}

/* ---- Symbols ------------------------------------------------------------------------------------------------ */

bool is_key_symbol(const Obj *key) { return kind_of(key) == K_SYMBOL; }
bool is_private(const Obj *key) { return kind_of(key) == K_SYMBOL && ((const Sym *)key)->registered == 2; }

Obj *rt_symbol_new(Obj *description, int32_t registered) {
  static uint32_t count;
  Sym *made = (Sym *)rt_alloc(&rt_shapes[RS_SYMBOL], sizeof(Sym));
  made->description = description;
  made->length = SYMBOL_LENGTH;
  made->hash = (++count * 2654435761u) | 1;
  made->registered = (uint32_t)registered;
  return (Obj *)made;
}
Obj *rt_symbol_description(Obj *symbol) { return kind_of(symbol) == K_SYMBOL ? (Obj *)((Sym *)symbol)->description : &rt_undefined; }
bool rt_symbol_is_registered(Obj *symbol) { return kind_of(symbol) == K_SYMBOL && ((Sym *)symbol)->registered == 1; }

/* The symbol of that key which the compiler knows from a Symbol.for with a constant, else undefined. */
Obj *rt_symbol_registered(Obj *key) {
  for (const Obj *const *s = ingot_registered_symbols; *s; s++)
    if (str_same((Obj *)((const Sym *)*s)->description, key)) return (Obj *)*s;
  return &rt_undefined;
}

Obj *symbol_text(Obj *symbol) {
  Obj *description = rt_symbol_description(symbol);
  return is_string(description) ? quoted("Symbol(", description, ")") : str_text("Symbol()");
}
