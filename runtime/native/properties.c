/* Properties by name: get, set, has, delete, calls and inline caches.
 *
 * Order of lookup: fixed slots, added properties, then the prototype that the program set, else methods and
 * accessors of the shape (own and inherited) and methods of the built-in values. Keys are strings or symbols. C
 * because slots are raw memory described by shapes and this is the slow path of every access that generated code
 * does inline.
 * Over 600 lines because get, set, define and delete follow one order of lookup, which stands here once.
 */
#include "internal.h"

LITERAL(s_length, "length");
LITERAL(s_name, "name");
LITERAL(s_constructor, "constructor");
LITERAL(s_prototype, "prototype");
LITERAL(s_proto, "__proto__");

/* ---- What a shape says about a name ----------------------------------------------------------------------- */

typedef struct { const Shape *shape; const Obj *key; int16_t slot, method, getter, setter; } Lookup; /* -1: none */

static bool key_is(const Obj *candidate, Obj *key, uint32_t hash) {
  return candidate == key || (((const Str *)candidate)->hash == hash && str_same((Obj *)candidate, key));
}
static int16_t find_method(const MethodEntry *m, uint32_t count, Obj *key, uint32_t hash, MethodRole role) {
  for (uint32_t i = 0; i < count; i++)
    if (m[i].role == role && key_is(m[i].key, key, hash)) return (int16_t)i;
  return -1;
}

/* The result is valid until the next call. Static keys cannot move or die, so their results are remembered. */
static const Lookup *lookup(const Shape *shape, Obj *key) {
  static Lookup cache[256], scratch;
  bool lasting = !gc_is_heap(key);
  /* Shapes and names lie at regular distances: only a mixture of all their bits spreads well. */
  uint32_t mixed = (uint32_t)(uintptr_t)shape * 0x9e3779b1u + (uint32_t)(uintptr_t)key * 0x85ebca6bu;
  Lookup *l = lasting ? &cache[mixed >> 24] : &scratch;
  if (lasting && l->shape == shape && l->key == key) return l;
  uint32_t hash = str_hash_of(key);
  *l = (Lookup){shape, key, -1, -1, -1, -1};
  for (uint32_t i = 0; i < shape->slot_count && l->slot < 0; i++) {
    const Slot *slot = &shape->slots[i];
    /* Private names are found by the compiler's own literal only, never by a computed string. */
    if (slot->flags & SLOT_HIDDEN ? slot->key == key : key_is(slot->key, key, hash)) l->slot = (int16_t)i;
  }
  l->method = find_method(shape->methods, shape->method_count, key, hash, M_METHOD);
  l->getter = find_method(shape->methods, shape->method_count, key, hash, M_GET);
  l->setter = find_method(shape->methods, shape->method_count, key, hash, M_SET);
  return l;
}

static const MethodEntry *find_static(const ClassInfo *cls, Obj *key, MethodRole role) {
  for (uint32_t hash = str_hash_of(key); cls; cls = cls->parent) {
    int16_t i = find_method(cls->statics, cls->static_count, key, hash, role);
    if (i >= 0) return &cls->statics[i];
  }
  return NULL;
}

/* Methods of built-in values: a hash index over ingot_builtins, made on first use. */
Obj *find_builtin(BuiltinOf of, Obj *key) {
  static uint16_t index[2048];
  static bool ready;
  bool indexed = ingot_builtin_count < 1500;
  if (!ready && indexed) {
    ready = true;
    for (uint32_t i = 0; i < ingot_builtin_count; i++) {
      uint32_t at = (str_hash_of((Obj *)ingot_builtins[i].key) + ingot_builtins[i].of * 31u) & 2047;
      while (index[at]) at = (at + 1) & 2047;
      index[at] = (uint16_t)(i + 1);
    }
  }
  uint32_t hash = str_hash_of(key);
  for (uint32_t at = (hash + of * 31u) & 2047; indexed && index[at]; at = (at + 1) & 2047) {
    const BuiltinEntry *e = &ingot_builtins[index[at] - 1];
    if (e->of == of && key_is(e->key, key, hash)) return (Obj *)e->fn;
  }
  for (uint32_t i = 0; !indexed && i < ingot_builtin_count; i++)
    if (ingot_builtins[i].of == of && key_is(ingot_builtins[i].key, key, hash)) return (Obj *)ingot_builtins[i].fn;
  return NULL;
}
/* A static member of a built-in constructor. */
const StaticEntry *find_builtin_static(const Obj *owner, Obj *key) {
  const StaticEntry *e = ingot_statics;
  for (uint32_t hash = e->owner ? str_hash_of(key) : 0; e->owner; e++)
    if (e->owner == owner && key_is(e->key, key, hash)) return e;
  return NULL;
}
BuiltinOf builtin_of(Value base) {
  if (value_is_number(base)) return B_NUMBER;
  if (value_is_bool(base)) return B_BOOLEAN;
  Obj *o = value_obj(base);
  if (is_string(o)) return B_STRING;
  if (is_array(o)) return B_ARRAY;
  if (is_callable(o)) return B_FUNCTION;
  if (kind_of(o) == K_TYPED) return ((Typed *)o)->kind < TA_I64 ? B_TYPEDARRAY : B_BIGINTARRAY;
  if (kind_of(o) == K_BUFFER) return B_ARRAYBUFFER;
  return kind_of(o) == K_SYMBOL ? B_SYMBOL : kind_of(o) == K_BIGINT ? B_BIGINT : B_OBJECT;
}
static Obj *builtin_method(Value base, Obj *key) {
  BuiltinOf of = builtin_of(base);
  uint32_t kind = of == B_FUNCTION ? rt_function_flags(value_obj(base)) & 3 : 0;
  Obj *fn = of == B_TYPEDARRAY || of == B_BIGINTARRAY ? find_builtin(((Typed *)value_obj(base))->of, key) : kind ? find_builtin(B_NODEBUFFER + kind, key) : NULL;
  const Proto *p = of == B_OBJECT && is_proto(value_obj(base)) ? (Proto *)value_obj(base) : NULL;
  if (p && !p->cls && p->of >= B_INT8ARRAY) of = p->of > B_NODEBUFFER ? B_FUNCTION : p->of == B_BIGINT64ARRAY || p->of == B_BIGUINT64ARRAY ? B_BIGINTARRAY : B_TYPEDARRAY;
  if (!fn) fn = find_builtin(of, key);
  return fn || of == B_OBJECT ? fn : find_builtin(B_OBJECT, key);
}

/* ---- Slots and added properties ----------------------------------------------------------------------------- */

static Value load_slot(const Obj *o, uint32_t offset, uint32_t type) {
  const char *p = (const char *)o + offset;
  switch (type) {
    case T_BOOL: return value_bool(*(const bool *)p);
    case T_I32: return value_f64(*(const int32_t *)p);
    case T_U32: return value_f64(*(const uint32_t *)p);
    case T_F64: return value_f64(*(const double *)p);
    case T_REF: return value_ref(*(Obj *const *)p);
    default: return *(const Value *)p;
  }
}

/* False when the value is not of the slot's type. */
static bool store_slot(Obj *o, uint32_t offset, uint32_t type, Value v) {
  char *p = (char *)o + offset;
  double d = value_is_number(v) ? value_number(v) : 0;
  switch (type) {
    case T_BOOL:
      if (!value_is_bool(v)) return false;
      *(bool *)p = v & 1;
      return true;
    case T_I32:
      if (!value_is_number(v) || value_f64((double)ing_to_i32(d)) != v) return false;
      *(int32_t *)p = ing_to_i32(d);
      return true;
    case T_U32:
      if (!value_is_number(v) || value_f64((double)ing_to_u32(d)) != v) return false;
      *(uint32_t *)p = ing_to_u32(d);
      return true;
    case T_F64:
      if (!value_is_number(v)) return false;
      *(double *)p = d;
      return true;
    case T_REF:
      if (!value_is_ref(v)) return false;
      *(Obj **)p = value_obj(v);
      return true;
    default:
      *(Value *)p = v;
      return true;
  }
}
static void store_checked(Obj *o, Obj *key, uint32_t offset, uint32_t type, Value v) {
  static const char *const names[] = {"boolean", "int32", "uint32", "number", "an object or string"};
  if (!store_slot(o, offset, type, v))
    throw_error(E_TYPE, "property '%S' of %S: expected %s, got %S", key, rt_shape_name(o), names[type], ingot_hook_describe(v));
}

Table *added(Obj *o) {
  if (o->shape->ext_offset) return *(Table **)((char *)o + o->shape->ext_offset);
  Side *s = side_get(o);
  return s ? s->ext : NULL;
}
bool rt_methods_shadowed;
Table *added_make(Obj *o) {
  if (o->shape->cls) rt_methods_shadowed = true;
  Table *t = added(o);
  if (!t) {
    t = table_new();
    if (o->shape->ext_offset) *(Table **)((char *)o + o->shape->ext_offset) = t;
    else side_make(o)->ext = t;
  }
  return t;
}
static void add(Obj *o, Obj *key, Value v, uint8_t flags) {
  for (uint32_t i = 0; o->shape->cls && i < ingot_fixed_count; i++) {
    if (ingot_fixed[i].shape != o->shape || !str_same((Obj *)ingot_fixed[i].key, key)) continue;
    throw_error(E_TYPE, "Cannot replace '%S' of %S object: members of classes are fixed", key, rt_shape_name(o));
    return;
  }
  table_set(added_make(o), key, v, flags);
}
static bool deleted(Obj *o, Obj *key) {
  Side *s = side_hazards ? side_get(o) : NULL;
  return s && table_find(s->deleted, key);
}

/* A fixed slot that is there: not an absent optional one, nor deleted. */
bool has_slot(Obj *o, const Slot *slot) {
  if (slot->flags & SLOT_OPTIONAL && *(Value *)((char *)o + slot->offset) == VALUE_HOLE) return false;
  return !deleted(o, (Obj *)slot->key);
}

static const MethodEntry *method_of(const Shape *s, Obj *key, MethodRole role) {
  if (!s) return NULL;
  const Lookup *l = lookup(s, key);
  int16_t i = role == M_METHOD ? l->method : role == M_GET ? l->getter : l->setter;
  return i >= 0 ? &s->methods[i] : NULL;
}

/* The methods of a prototype object that are its own, not those of the class above. */
static const MethodEntry *proto_method(Proto *p, Obj *key, MethodRole role) {
  const MethodEntry *m = p->cls ? method_of(p->cls->instance, key, role) : NULL;
  const MethodEntry *above = m && p->cls->parent ? method_of(p->cls->parent->instance, key, role) : NULL;
  return above && above->fn == m->fn ? NULL : m;
}

/* The own property `key`: its value, for accessors a reference to the Accessor; or a hole. Index and length included. */
static Value own_place(Obj *o, Obj *key, uint8_t *flags) {
  int64_t index = -1;
  *flags = P_ENUMERABLE;
  switch (kind_of(o)) {
    case K_STRING_LATIN1: case K_STRING_UTF16: case K_STRING_ROPE:
      *flags = P_FIXED | P_READONLY;
      if (str_same(key, s_length)) return value_f64(((Str *)o)->length);
      index = str_array_index(key);
      *flags |= P_ENUMERABLE;
      return index >= 0 && index < ((Str *)o)->length ? value_ref(rt_str_at(o, (int32_t)index)) : VALUE_HOLE;
    case K_ARRAY_F64: case K_ARRAY_REF: case K_ARRAY_VALUE:
      if (str_same(key, s_length)) {
        *flags = P_FIXED;
        return value_f64(((Array *)o)->length);
      }
      if ((index = str_array_index(key)) >= 0) return array_get_own((Array *)o, (uint32_t)index);
      break;
    case K_TYPED:
      if ((index = str_array_index(key)) >= 0) return index < ((Typed *)o)->length ? typed_load((Typed *)o, (uint32_t)index) : VALUE_HOLE;
      break;
    case K_OBJECT: {
      const Lookup *l = lookup(o->shape, key);
      if (l->slot >= 0 && !deleted(o, key)) return load_slot(o, o->shape->slots[l->slot].offset, o->shape->slots[l->slot].type);
      break;
    }
    default: break;
  }
  Value *v = table_lookup(added(o), key, flags);
  if (v) return *v;
  if (is_callable(o) && !deleted(o, key)) {
    bool is_class = kind_of(o) == K_CLASS;
    const StaticEntry *e = is_class ? NULL : find_builtin_static(o, key);
    if (e) {
      *flags = e->constant ? P_READONLY | P_FIXED : 0;
      return e->constant ? call_fn((Obj *)e->fn, VALUE_UNDEFINED, 0, NULL) : value_ref(e->fn);
    }
    const MethodEntry *m = is_class ? find_static(((ClassObj *)o)->cls, key, M_METHOD) : NULL;
    *flags = 0;
    if (m) return value_ref(m->fn);
    *flags = P_READONLY;
    if (str_same(key, s_length)) return value_f64(is_class ? ((ClassObj *)o)->cls->arity : rt_function_length(o));
    if (str_same(key, s_name)) return value_ref(rt_function_name(o));
    if (is_constructor(o) && str_same(key, s_prototype)) {
      *flags = is_class || ((Fn *)o)->arity & FN_BUILTIN ? P_READONLY | P_FIXED : P_FIXED;
      return value_ref(function_prototype(o));
    }
  }
  if (is_proto(o)) {
    Proto *p = (Proto *)o;
    *flags = 0;
    const MethodEntry *m = proto_method(p, key, M_METHOD);
    if (m) return value_ref(m->fn);
    if (p->cls && p->cls->object && str_same(key, s_constructor)) return value_ref(p->cls->object);
    Obj *fn = p->cls ? NULL : find_builtin((BuiltinOf)p->of, key);
    if (fn) return value_ref(fn);
    if (!p->cls && p->of == B_FUNCTION) {
      *flags = P_READONLY;
      if (str_same(key, s_length)) return value_f64(0);
      if (str_same(key, s_name)) return value_ref(str_text(""));
    }
  }
  return VALUE_HOLE;
}

Value call_fn(Obj *fn, Value self, uint32_t argc, const Value *argv) { return ((Fn *)fn)->code(fn, self, argc, argv); }

/* What reading the own property gives, or a hole; accessors are called on `self`. */
static Value own_data(Obj *o, Obj *key, Value self) {
  uint8_t flags;
  Value v = own_place(o, key, &flags);
  if (v == VALUE_HOLE || !(flags & P_ACCESSOR)) return v;
  Obj *get = ((Accessor *)value_obj(v))->get;
  return is_callable(get) ? call_fn(get, self, 0, NULL) : VALUE_UNDEFINED;
}

/* Accessors of the prototypes of symbols, typed arrays and buffers; a hole as `self` only asks whether there is one. */
static Value native_accessor(Obj *o, Obj *key, Value self) {
  LITERAL(s_byte_length, "byteLength"); LITERAL(s_byte_offset, "byteOffset");
  LITERAL(s_element, "BYTES_PER_ELEMENT"); LITERAL(s_buffer, "buffer");
  LITERAL(s_description, "description");
  int of = is_proto(o) && !((Proto *)o)->cls ? ((Proto *)o)->of : -1;
  if (of == B_SYMBOL ? str_same(key, s_description) : of == B_ARRAYBUFFER && str_same(key, s_byte_length)) {
    Value held = of == B_SYMBOL && self != VALUE_HOLE ? table_first(added(value_obj(self))) : VALUE_HOLE; /* runtime/lang/wrapper.ts */
    if (value_is_ref(held) && kind_of(value_obj(held)) == K_SYMBOL) return value_ref(rt_symbol_description(value_obj(held)));
    if (self != VALUE_HOLE) throw_error(E_TYPE, of == B_SYMBOL ? "Symbol.prototype.description requires that 'this' be a Symbol" : "Method get ArrayBuffer.prototype.byteLength called on incompatible receiver #<ArrayBuffer>");
    return VALUE_UNDEFINED;
  }
  if (of >= B_INT8ARRAY && of < B_NODEBUFFER && str_same(key, s_element)) return value_f64(1 << element_shift[of - B_INT8ARRAY]);
  if (self != VALUE_HOLE && (of == B_TYPEDARRAY || (of >= B_INT8ARRAY && of < B_NODEBUFFER)) && (str_same(key, s_length) || str_same(key, s_byte_length) || str_same(key, s_byte_offset) || str_same(key, s_buffer))) throw_error(E_TYPE, "Method get TypedArray.prototype.%S called on incompatible receiver [object Object]", key);
  if (kind_of(o) == K_SYMBOL) return str_same(key, s_description) ? value_ref(rt_symbol_description(o)) : VALUE_HOLE;
  if (kind_of(o) == K_BUFFER) return str_same(key, s_byte_length) ? value_f64(((Buffer *)o)->length) : VALUE_HOLE;
  if (kind_of(o) != K_TYPED) return VALUE_HOLE;
  Typed *t = (Typed *)o;
  if (str_same(key, s_length)) return value_f64(t->length);
  if (str_same(key, s_byte_length)) return value_f64(t->length << element_shift[t->kind]);
  if (str_same(key, s_byte_offset)) return value_f64(t->byte_offset);
  if (str_same(key, s_element)) return value_f64(1 << element_shift[t->kind]);
  return str_same(key, s_buffer) ? value_ref(t->buffer) : VALUE_HOLE;
}

/* ---- Get ------------------------------------------------------------------------------------------------------ */

/* What the prototype of an object without one of its own choice says: methods and accessors of its shape or class. */
static Value get_inherited(Obj *o, Obj *key, Value self) {
  const Shape *s = is_proto(o) ? (((Proto *)o)->cls ? ((Proto *)o)->cls->instance : NULL) : o->shape;
  const MethodEntry *m = method_of(s, key, M_GET);
  if (m) return call_fn((Obj *)m->fn, self, 0, NULL);
  m = method_of(s, key, M_METHOD);
  if (m) return value_ref(m->fn);
  if (method_of(s, key, M_SET)) return VALUE_UNDEFINED;
  if (kind_of(o) == K_CLASS && (m = find_static(((ClassObj *)o)->cls, key, M_GET))) return call_fn((Obj *)m->fn, self, 0, NULL);
  Value v = native_accessor(o, key, self);
  if (v != VALUE_HOLE) return v;
  if (kind_of(o) == K_OBJECT && o->shape->cls && str_same(key, s_constructor)) return value_ref(rt_class_of(o));
  Obj *fn = builtin_method(value_ref(o), key);
  if (fn) return value_ref(fn);
  /* Function.prototype's own, where a function's were deleted. */
  if (kind_of(o) == K_FUNCTION && str_same(key, s_length)) return value_f64(0);
  return kind_of(o) == K_FUNCTION && str_same(key, s_name) ? value_ref(str_text("")) : VALUE_HOLE;
}

/* [[Get]] of `o` for the receiver `self`. */
static Value get_from(Obj *o, Obj *key, Value self) {
  for (;;) {
    Value v = own_data(o, key, self);
    if (v != VALUE_HOLE) return v;
    Obj *next = proto_override(o);
    if (next == &rt_null) return VALUE_UNDEFINED;
    if (!next) {
      v = get_inherited(o, key, self);
      if (v != VALUE_HOLE) return v;
      return str_same(key, s_proto) ? rt_get_proto(self) : VALUE_UNDEFINED;
    }
    o = next;
  }
}

/* GetSuperProperty's value: looked up from `start` on, accessors called on `self`. */
Value rt_get_super(Value start, Obj *key, Value self) {
  return rt_is_object(start) ? get_from(value_obj(start), key, self) : get_property(start, key);
}

Value get_property(Value base, Obj *key) {
  if (UNLIKELY(rt_throwing)) return VALUE_UNDEFINED; /* no getter runs before code compiled for size looks for it */
  if (UNLIKELY(rt_is_nullish(base))) {
    throw_error(E_TYPE, "Cannot read properties of %S (reading '%S')", rt_to_string(base), is_private(key) ? rt_symbol_description(key) : key);
    return VALUE_UNDEFINED;
  }
  if (value_is_ref(base)) return get_from(value_obj(base), key, base);
  Obj *fn = builtin_method(base, key);
  if (fn) return value_ref(fn);
  return str_same(key, s_proto) ? rt_get_proto(base) : VALUE_UNDEFINED;
}

Value rt_get_prop(Value base, const Obj *key, PropCache *cache) {
  if (value_is_ref(base)) {
    Obj *o = value_obj(base);
    if (LIKELY(o->shape == cache->shape && !(side_hazards && gc_side_bit(o)))) {
      Value v = load_slot(o, cache->offset, cache->type);
      if (LIKELY(v != VALUE_HOLE)) return v;
    } else if (kind_of(o) == K_OBJECT) {
      const Lookup *l = lookup(o->shape, (Obj *)key);
      if (l->slot >= 0) {
        cache->offset = o->shape->slots[l->slot].offset;
        cache->type = o->shape->slots[l->slot].type;
        cache->shape = o->shape;
      }
    }
  }
  return get_property(base, (Obj *)key);
}

static bool number_index(Value key, uint32_t *index) {
  return value_is_number(key) && ing_index_d(value_number(key), UINT32_MAX, index);
}

Value rt_get_elem(Value base, Value key) {
  uint32_t i;
  if (value_is_ref(base) && number_index(key, &i)) {
    Obj *o = value_obj(base);
    if (is_array(o)) {
      Value v = array_get_own((Array *)o, i);
      if (v != VALUE_HOLE) return v;
    } else if (is_string(o)) {
      if (i < ((Str *)o)->length) return value_ref(rt_str_at(o, (int32_t)i));
    } else if (kind_of(o) == K_TYPED) {
      return i < ((Typed *)o)->length ? typed_load((Typed *)o, i) : VALUE_UNDEFINED;
    }
  }
  if (rt_is_nullish(base)) {
    if (!rt_is_object(key)) return get_property(base, rt_to_string(key));
    throw_error(E_TYPE, "Cannot read properties of %S", rt_to_string(base)); /* the key is not converted */
    return VALUE_UNDEFINED;
  }
  Obj *name = rt_to_property_key(key);
  return rt_throwing ? VALUE_UNDEFINED : get_property(base, name);
}

/* ---- Set ------------------------------------------------------------------------------------------------------ */

static void read_only(Obj *o, Obj *key) {
  throw_error(E_TYPE, "Cannot assign to read only property '%S' of object '%s%S%s'", key, is_array(o) ? "[object " : "#<", rt_shape_name(o), is_array(o) ? "]" : ">");
}
static void not_extensible(Obj *key) { throw_error(E_TYPE, "Cannot add property %S, object is not extensible", key); }
static void set_through(Obj *setter, Obj *o, Obj *key, Value base, Value v) {
  if (setter && is_callable(setter)) call_fn(setter, base, 1, &v);
  else throw_error(E_TYPE, "Cannot set property %S of #<%S> which has only a getter", key, rt_shape_name(o));
}

/* To an own added property, or a new one. */
static void set_added(Obj *o, Obj *key, Value v) {
  int level = side_level(o);
  uint8_t flags = 0;
  Value *old = table_lookup(added(o), key, &flags);
  if (old && flags & P_ACCESSOR) set_through(((Accessor *)value_obj(*old))->set, o, key, value_ref(o), v);
  else if (old && ((level == 3 && !is_private(key)) || flags & P_READONLY)) read_only(o, key);
  else if (old) *old = v;
  else if (level) not_extensible(key);
  else add(o, key, v, P_ENUMERABLE);
}

/* OrdinarySet where the property is not the object's own: true when a prototype had the last word. */
static bool set_inherited(Obj *o, Obj *key, Value v) {
  Value base = value_ref(o);
  for (Obj *at = o;;) {
    uint8_t flags;
    Value found = at == o ? VALUE_HOLE : own_place(at, key, &flags);
    if (found != VALUE_HOLE) {
      if (flags & P_ACCESSOR) set_through(((Accessor *)value_obj(found))->set, o, key, base, v);
      else if (flags & P_READONLY || side_level(at) == 3) read_only(o, key);
      else return false;
      return true;
    }
    Obj *next = proto_override(at);
    if (next == &rt_null) return false;
    if (!next) {
      const Shape *s = is_proto(at) ? (((Proto *)at)->cls ? ((Proto *)at)->cls->instance : NULL) : at->shape;
      const MethodEntry *setter = method_of(s, key, M_SET);
      bool readable = method_of(s, key, M_GET) != NULL;
      if (kind_of(at) == K_CLASS) {
        setter = find_static(((ClassObj *)at)->cls, key, M_SET);
        readable = find_static(((ClassObj *)at)->cls, key, M_GET) != NULL;
      }
      if (setter) call_fn((Obj *)setter->fn, base, 1, &v);
      else if (readable || native_accessor(at, key, VALUE_HOLE) != VALUE_HOLE) set_through(NULL, o, key, base, v);
      else if (str_same(key, s_proto)) {
        if (rt_is_object(v) || v == VALUE_NULL) rt_set_proto(o, value_obj(v));
      } else return false;
      return true;
    }
    at = next;
  }
}

static void set_fixed(Obj *o, Obj *key, const Slot *slot, Value v) {
  if (side_hazards && gc_side_bit(o)) {
    Side *s = side_get(o);
    bool gone = deleted(o, key) || ((slot->flags & SLOT_OPTIONAL) && *(Value *)((char *)o + slot->offset) == VALUE_HOLE);
    if (s && gone && s->level && !table_find(added(o), key)) {
      not_extensible(key);
      return;
    }
    if (deleted(o, key)) {
      /* Added again, the property comes last: it lives among the added ones from now on. */
      if (table_find(added(o), key) || !set_inherited(o, key, v)) set_added(o, key, v);
      return;
    }
    if (s && s->level == 3) {
      read_only(o, key);
      return;
    }
  }
  store_checked(o, key, slot->offset, slot->type, v);
}

static void set_on_primitive(Value base, Obj *key) {
  Obj *text = rt_to_string(base);
  if (rt_is_string(base) && (str_same(key, s_length) || str_array_index(key) >= 0))
    throw_error(E_TYPE, "Cannot assign to read only property '%S' of string '%S'", key, text);
  else
    throw_error(E_TYPE, "Cannot create property '%S' on %S '%S'", key, rt_typeof(base), text);
}

void set_property(Value base, Obj *key, Value v) {
  if (UNLIKELY(rt_is_nullish(base))) {
    throw_error(E_TYPE, "Cannot set properties of %S (setting '%S')", rt_to_string(base), key);
    return;
  }
  if (!rt_is_object(base)) {
    set_on_primitive(base, key);
    return;
  }
  Obj *o = value_obj(base);
  int64_t index = is_array(o) || kind_of(o) == K_TYPED ? str_array_index(key) : -1;
  if (is_array(o)) {
    if (index >= 0) {
      array_set_own((Array *)o, (uint32_t)index, v);
      return;
    }
    if (str_same(key, s_length)) {
      double n = rt_to_number(v);
      if (!rt_throwing) rt_array_set_length(o, n);
      return;
    }
  } else if (index >= 0) {
    typed_store((Typed *)o, index, v);
    return;
  } else if (is_proto(o) || (kind_of(o) == K_TYPED && str_same(key, s_constructor))) {
    throw_error(E_ERROR, "Cannot set '%S': the prototypes of built-in values cannot be changed", key);
    return;
  } else if (is_callable(o) && !table_find(added(o), key)) {
    const StaticEntry *known = kind_of(o) == K_FUNCTION ? find_builtin_static(o, key) : NULL;
    if (known && known->constant) {
      read_only(o, key);
      return;
    }
    if (str_same(key, s_length) || str_same(key, s_name)) {
      throw_error(E_TYPE, "Cannot assign to read only property '%S' of function '%S'", key, rt_function_name(o));
      return;
    }
    if (is_constructor(o) && str_same(key, s_prototype)) {
      if (kind_of(o) == K_CLASS || ((Fn *)o)->arity & FN_BUILTIN) throw_error(E_TYPE, "Cannot assign to read only property 'prototype' of function '%S'", rt_function_name(o));
      else add(o, key, v, P_FIXED);
      return;
    }
  }
  const Lookup *l = lookup(o->shape, key);
  if (l->slot >= 0) {
    set_fixed(o, key, &o->shape->slots[l->slot], v);
    return;
  }
  if (table_find(added(o), key) || !set_inherited(o, key, v)) set_added(o, key, v);
}

void rt_set_prop(Value base, const Obj *key, Value v, PropCache *cache) {
  if (value_is_ref(base)) {
    Obj *o = value_obj(base);
    if (LIKELY(o->shape == cache->shape && !(side_hazards && gc_side_bit(o)))) {
      if (LIKELY(store_slot(o, cache->offset, cache->type, v))) return;
    } else if (kind_of(o) == K_OBJECT) {
      const Lookup *l = lookup(o->shape, (Obj *)key);
      if (l->slot >= 0) {
        cache->offset = o->shape->slots[l->slot].offset;
        cache->type = o->shape->slots[l->slot].type;
        cache->shape = o->shape;
      }
    }
  }
  set_property(base, (Obj *)key, v);
}

void rt_set_elem(Value base, Value key, Value v) {
  uint32_t i;
  if (value_is_ref(base) && is_array(value_obj(base)) && number_index(key, &i)) {
    array_set_own((Array *)value_obj(base), i, v);
    return;
  }
  if (value_is_ref(base) && kind_of(value_obj(base)) == K_TYPED && value_is_number(key)) {
    typed_store((Typed *)value_obj(base), number_index(key, &i) ? (int64_t)i : -1, v);
    return;
  }
  if (rt_is_nullish(base) && rt_is_object(key)) {
    throw_error(E_TYPE, "Cannot set properties of %S", rt_to_string(base));
    return;
  }
  Obj *name = rt_to_property_key(key);
  if (!rt_throwing) set_property(base, name, v);
}

static void mark_deleted(Obj *o, Obj *key) {
  Side *s = side_make(o);
  Table *gone = s->deleted ? s->deleted : table_new();
  table_set(gone, key, VALUE_TRUE, 0);
  s = side_make(o);
  s->deleted = gone;
  side_hazards++;
}
static void delete_slot(Obj *o, Obj *key, const Slot *slot) {
  mark_deleted(o, key);
  store_slot(o, slot->offset, slot->type, slot->flags & SLOT_OPTIONAL ? VALUE_HOLE : VALUE_UNDEFINED);
}

/* Moves the fixed slots of an object literal's object among its added properties, where attributes are kept. */
static void spill(Obj *o) {
  const Shape *shape = o->shape;
  for (uint32_t i = 0; i < shape->slot_count; i++) {
    const Slot *slot = &shape->slots[i];
    if (!has_slot(o, slot)) continue;
    Obj *key = (Obj *)slot->key;
    add(o, key, load_slot(o, slot->offset, slot->type), P_ENUMERABLE);
    delete_slot(o, key, slot);
  }
}

void rt_define_prop(Obj *o, Obj *key, Value v, int32_t flags) {
  const Lookup *l = lookup(o->shape, key);
  bool element = (is_array(o) || kind_of(o) == K_TYPED) && (str_array_index(key) >= 0 || str_same(key, s_length));
  bool fixed = l->slot >= 0 && !deleted(o, key);
  if (is_proto(o) || (kind_of(o) == K_TYPED && str_same(key, s_constructor))) {
    throw_error(E_ERROR, "Cannot define '%S': the prototypes of built-in values cannot be changed", key);
  } else if ((element && !str_same(key, s_length)) || (fixed && o->shape->cls)) {
    if (flags == P_ENUMERABLE) set_property(value_ref(o), key, v);
    else throw_error(E_TYPE, "Cannot redefine property: %S (the attributes of %s are fixed)", key, element ? "elements" : "declared fields");
  } else if (element) {
    if (flags == P_FIXED) set_property(value_ref(o), key, v);
    else throw_error(E_TYPE, "Cannot redefine property: length (its attributes are fixed)");
  } else if (fixed && flags == P_ENUMERABLE && store_slot(o, o->shape->slots[l->slot].offset, o->shape->slots[l->slot].type, v)) {
    return;
  } else {
    if (fixed) spill(o);
    add(o, key, v, (uint8_t)flags);
  }
}

/* An accessor property; flags P_ENUMERABLE, P_FIXED. */
void rt_define_accessor(Obj *o, Obj *key, Value get, Value set, int32_t flags) {
  Accessor *pair = (Accessor *)rt_alloc(&rt_shapes[RS_ACCESSOR], sizeof(Accessor));
  pair->get = value_is_ref(get) ? value_obj(get) : &rt_undefined;
  pair->set = value_is_ref(set) ? value_obj(set) : &rt_undefined;
  rt_define_prop(o, key, value_ref((Obj *)pair), flags | P_ACCESSOR);
}

/* Attributes of an own property as P_* say, with the object's integrity level; -1: there is none. */
int32_t rt_own_flags(Value base, Obj *key) {
  if (!value_is_ref(base)) return -1;
  Obj *o = value_obj(base);
  uint8_t flags;
  if (own_place(o, key, &flags) == VALUE_HOLE) {
    if (is_proto(o) && (proto_method((Proto *)o, key, M_GET) || proto_method((Proto *)o, key, M_SET))) return P_ACCESSOR;
    if (kind_of(o) == K_CLASS && (find_static(((ClassObj *)o)->cls, key, M_GET) || find_static(((ClassObj *)o)->cls, key, M_SET))) return P_ACCESSOR;
    return -1;
  }
  int level = side_level(o);
  return flags | (level >= 2 ? P_FIXED : 0) | (level == 3 && !(flags & P_ACCESSOR) ? P_READONLY : 0);
}

/* Part of an own property: 0 the value of a data property, 1 the getter, 2 the setter; undefined where there is none. */
Value rt_own_part(Value base, Obj *key, int32_t part) {
  if (!value_is_ref(base)) return VALUE_UNDEFINED;
  Obj *o = value_obj(base);
  uint8_t flags;
  Value v = own_place(o, key, &flags);
  if (v == VALUE_HOLE) {
    MethodRole role = part == 1 ? M_GET : M_SET;
    const MethodEntry *m = is_proto(o) ? proto_method((Proto *)o, key, role) : kind_of(o) == K_CLASS ? find_static(((ClassObj *)o)->cls, key, role) : NULL;
    return m ? value_ref(m->fn) : VALUE_UNDEFINED;
  }
  if (!(flags & P_ACCESSOR)) return part ? VALUE_UNDEFINED : v;
  Accessor *pair = (Accessor *)value_obj(v);
  return part ? value_ref(part == 1 ? pair->get : pair->set) : VALUE_UNDEFINED;
}

/* ---- Has, delete ------------------------------------------------------------------------------------------------ */

bool rt_has_own(Value base, Obj *key) {
  if (rt_is_nullish(base)) {
    throw_error(E_TYPE, "Cannot convert undefined or null to object");
    return false;
  }
  return rt_own_flags(base, key) >= 0;
}

static bool has_property(Obj *o, Obj *key) {
  for (;;) {
    if (rt_has_own(value_ref(o), key)) return true;
    Obj *next = proto_override(o);
    if (next == &rt_null) return false;
    if (!next) break;
    o = next;
  }
  const Shape *s = is_proto(o) ? (((Proto *)o)->cls ? ((Proto *)o)->cls->instance : NULL) : o->shape;
  if (method_of(s, key, M_METHOD) || method_of(s, key, M_GET) || method_of(s, key, M_SET)) return true;
  if (native_accessor(o, key, VALUE_HOLE) != VALUE_HOLE) return true;
  return builtin_method(value_ref(o), key) || str_same(key, s_constructor) || str_same(key, s_proto);
}

bool rt_has_property(Obj *o, Value key) {
  Obj *name = rt_to_property_key(key);
  return !rt_throwing && has_property(o, name);
}

/* Takes away an own property that may go, for which runtime/lang/delete.ts asked; `mark`: one that functions have without a
 * table. False: code of the class reads the field without asking whether it is there. */
bool rt_remove(Obj *o, Obj *key, bool mark) {
  const Lookup *l = lookup(o->shape, key);
  if (l->slot >= 0 && !deleted(o, key)) {
    const Slot *slot = &o->shape->slots[l->slot];
    if (slot->flags & SLOT_OPTIONAL) *(Value *)((char *)o + slot->offset) = VALUE_HOLE;
    else if (o->shape->cls) return false;
    else delete_slot(o, key, slot);
    return true;
  }
  if (added(o)) table_delete(added(o), key);
  if (mark && rt_own_flags(value_ref(o), key) >= 0) mark_deleted(o, key);
  return true;
}

/* ---- Calls ------------------------------------------------------------------------------------------------------- */

Value rt_call_value(Value callee, Value self, uint32_t argc, const Value *argv, const char *text) {
  if (LIKELY(value_is_ref(callee))) {
    Obj *fn = value_obj(callee);
    if (LIKELY(kind_of(fn) == K_FUNCTION)) return call_fn(fn, self, argc, argv);
    if (kind_of(fn) == K_CLASS) {
      if (((ClassObj *)fn)->call) return ((ClassObj *)fn)->call(fn, self, argc, argv);
      throw_error(E_TYPE, "Class constructor %S cannot be invoked without 'new'", ((ClassObj *)fn)->cls->name);
      return VALUE_UNDEFINED;
    }
  }
  throw_error(E_TYPE, "%s is not a function", text);
  return VALUE_UNDEFINED;
}

Value rt_call_method(Value base, const Obj *name, uint32_t argc, const Value *argv, const char *text) {
  Obj *key = (Obj *)name;
  if (UNLIKELY(rt_throwing)) return VALUE_UNDEFINED;
  if (value_is_ref(base)) {
    Obj *o = value_obj(base);
    const Lookup *l = lookup(o->shape, key);
    if (l->method >= 0 && l->slot < 0 && !added(o)) return call_fn((Obj *)o->shape->methods[l->method].fn, base, argc, argv);
  }
  Value callee = get_property(base, key);
  return rt_throwing ? VALUE_UNDEFINED : rt_call_value(callee, base, argc, argv, text);
}

int32_t rt_length_slow(Obj *o) {
  Value v = get_property(value_ref(o), s_length);
  if (rt_throwing) return 0;
  if (!value_is_number(v) || value_f64((double)ing_to_i32(value_number(v))) != v) {
    throw_error(E_TYPE, "expected an integer length, got %S", ingot_hook_describe(v));
    return 0;
  }
  return ing_to_i32(value_number(v));
}
