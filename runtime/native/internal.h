/* What the files of the native core share among themselves; generated code does not see this.
 *
 * C for the reason given in ingot.h. Nothing here is a stable contract.
 */
#ifndef INGOT_INTERNAL_H
#define INGOT_INTERNAL_H

#include "array.h"

/* ---- Element stores: the heap block behind Array.elements, Buffer.data and tables. gc.c, arrays.c ---- */
typedef struct {
  const Shape *shape; /* RS_STORE_REF, RS_STORE_VALUE: marked precisely; RS_STORE_RAW: not looked into */
  uint32_t length;    /* elements; for RAW bytes or whatever the owner likes */
  _Alignas(8) char data[];
} Store;

/* ---- gc.c ---- */
Obj *gc_alloc_raw(const Shape *shape, size_t size); /* as rt_alloc, but only the header word is set */
Store *gc_new_store(RuntimeShape kind, uint32_t length, size_t bytes); /* zeroed */
void gc_init(uintptr_t heap_start, uintptr_t heap_end, uintptr_t stack_top, uint32_t stress, bool verify);
bool gc_is_heap(const void *p);
bool gc_is_marked(const Obj *o); /* during a collection; static objects count as marked */
void gc_mark(Obj *o);            /* during a collection */
bool gc_side_bit(const Obj *o);  /* may the object have an entry in the side table? */
void gc_set_side_bit(const Obj *o);

/* ---- side.c: what collector and side table tell each other ---- */
bool side_mark(void);  /* marks what live keys hold; true if something was marked */
void side_sweep(void); /* forgets dead keys */

/* ---- weak.c: weak stores, as the collector sees them ---- */
void weak_met(Store *s); /* reached while marking */
bool weak_mark(void);    /* marks values whose keys live; true if something was marked */
void weak_sweep(void);   /* forgets dead keys */

/* ---- platform: host.c or board.c and panic.c ---- */
_Noreturn void panic_text(const char *message);
void platform_write(int stream, const void *bytes, size_t count);
void run_program(void); /* value.c: after gc_init; does not return */

/* ---- Kinds ---- */
static inline Kind kind_of(const Obj *o) { return (Kind)o->shape->kind; }
static inline bool is_string(const Obj *o) { return (uint8_t)(o->shape->kind - K_STRING_LATIN1) <= 2; }
static inline bool is_array(const Obj *o) { return (uint8_t)(o->shape->kind - K_ARRAY_F64) <= 2; }
static inline bool is_bigint(const Obj *o) { return o->shape->kind == K_BIGINT; }
static inline bool is_nullish(const Obj *o) { return o->shape->kind <= K_NULL; }
static inline bool is_object(const Obj *o) { return o->shape->kind >= K_OBJECT; }
static inline bool is_callable(const Obj *o) { return o->shape->kind == K_FUNCTION || o->shape->kind == K_CLASS; }

/* ---- strings.c ---- */
const Str *str_flatten(Obj *rope);
/* Any string as one piece. Inline: most are. */
static inline const Str *str_flat(Obj *s) {
  return LIKELY(s->shape->kind != K_STRING_ROPE) ? (const Str *)s : str_flatten(s);
}
static inline bool str_is_wide(const Str *s) { return s->shape->kind == K_STRING_UTF16; }
static inline uint32_t str_unit(const Str *s, uint32_t i) { return str_is_wide(s) ? str_utf16(s)[i] : str_latin1(s)[i]; }
uint32_t str_hash_of(Obj *s);
bool str_same(Obj *a, Obj *b);                        /* content */
Obj *str_text(const char *latin1);                    /* a new string */
Obj *str_bytes(const char *latin1, uint32_t length);
Obj *str_units(const uint16_t *units, uint32_t length); /* narrowed when possible */
Obj *str_char(uint32_t unit);
int64_t str_array_index(Obj *s);                      /* canonical array index 0..2^32-2, or -1 */
Obj *quoted(const char *before, Obj *text, const char *after);
extern struct CharString { Str head; uint16_t unit; } str_chars[256];
void strings_init(void);
/* A static string inside the core; its hash is computed when first needed. */
#define LITERAL(name, text)                                                                          \
  static struct { Str head; uint8_t data[sizeof(text)]; } name##_ = {{&rt_shapes[RS_LATIN1], sizeof(text) - 1, 0}, text}; \
  static Obj *const name = (Obj *)&name##_

/* ---- value.c ---- */
typedef enum { E_ERROR, E_TYPE, E_RANGE, E_REFERENCE, E_SYNTAX } ErrorKind;
void throw_error(ErrorKind kind, const char *format, ...); /* %s C string, %S string or symbol, %d int32 */
Value to_primitive(Value v, int hint);
/* Operations of the hook for bigints that the core asks for: see runtime/lang/bigint/operators.ts. */
typedef enum { BIG_SAME = 18, BIG_TEXT = 20, BIG_TRUTH = 21, BIG_FROM_SIGNED, BIG_FROM_UNSIGNED, BIG_LOW, BIG_HIGH } BigOp;

/* ---- objects.c ---- */
Value get_property(Value base, Obj *key);
void set_property(Value base, Obj *key, Value value);
bool has_slot(Obj *o, const Slot *slot);
Value call_fn(Obj *fn, Value self, uint32_t argc, const Value *argv);

/* ---- table.c: ordered hash table from property keys (strings, symbols) to values, with attributes ---- */
#define P_ENUMERABLE 1
#define P_READONLY 2 /* data properties only */
#define P_FIXED 4    /* not configurable */
#define P_ACCESSOR 8 /* the value is a reference to an Accessor */
typedef struct { const Shape *shape; Obj *get, *set; } Accessor; /* functions or undefined */
typedef struct Table Table;
Table *table_new(void);
Value *table_find(Table *t, Obj *key);                /* NULL: absent, or no table */
Value *table_lookup(Table *t, Obj *key, uint8_t *flags);
void table_set(Table *t, Obj *key, Value v, uint8_t flags);
bool table_delete(Table *t, Obj *key);
/* Iterates in order of insertion: *at starts at 0; false at the end. */
bool table_next(Table *t, uint32_t *at, Obj **key, Value *v, uint8_t *flags);
Value table_first(Table *t);                          /* of the entry first made */
void table_trace(Table *t);
Obj **table_proto(Table *t);                          /* NULL: the prototype that objects of its kind have */

/* ---- proto.c: prototypes ---- */
/* What `prototype` of a class or built-in constructor is: its properties are the methods in the tables of shapes. */
typedef struct { const Shape *shape; Table *ext; const ClassInfo *cls; int32_t of; } Proto;
static inline bool is_proto(const Obj *o) { return o->shape == &rt_shapes[RS_PROTO]; }
Obj *proto_override(Obj *o);                          /* set by the program; NULL: none */
Obj *proto_of(Obj *o);                                /* any object's; null at the end of the chain */
Obj *function_prototype(Obj *fn);                     /* of a constructor; made when first asked for */
bool is_constructor(const Obj *o);
Table *added(Obj *o);                                 /* added properties, or NULL */
Table *added_make(Obj *o);
BuiltinOf builtin_of(Value base);
Obj *find_builtin(BuiltinOf of, Obj *key);
const StaticEntry *find_builtin_static(const Obj *owner, Obj *key);
bool is_key_symbol(const Obj *key);
bool is_private(const Obj *key);                      /* the key of a private name */
Obj *symbol_text(Obj *symbol);                        /* Symbol(description) */

/* ---- side.c: facts about few objects: added properties without a reserved word, freezing, deleted slots ---- */
typedef struct { Obj *key; Table *ext; Table *deleted; uint32_t level; } Side;
Side *side_get(const Obj *o);                         /* NULL: none */
Side *side_make(Obj *o);
extern uint32_t side_hazards;                         /* objects frozen or with deleted slots, ever */
static inline int side_level(const Obj *o) {
  Side *s = side_hazards ? side_get(o) : NULL;
  return s ? (int)s->level : 0;
}

/* ---- arrays.c, typed.c ---- */
Value array_get_own(Array *a, uint32_t i);            /* hole when absent */
bool array_set_own(Array *a, uint32_t i, Value v);    /* false: an exception is pending */
extern const uint8_t element_shift[]; /* by TypedKind */
Value typed_load(const Typed *t, uint32_t i);
void typed_store(Typed *t, int64_t i, Value v);
Obj *array_of_refs(uint32_t capacity);
void array_append(Obj *array, Value v);

#endif
