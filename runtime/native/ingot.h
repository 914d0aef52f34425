/* The contract between compiled programs and the native core: values, objects, shapes, runtime calls.
 *
 * C is used here because this is what the compiler's output is made of: the collector walks raw memory,
 * and the layouts below are what generated code loads and stores. Everything that can be TypeScript is in
 * runtime/lang. Prototypes of runtime calls are made from sdk/compiler/ir/runtime-calls.ts.
 */
#ifndef INGOT_H
#define INGOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

/* ---- Values -------------------------------------------------------------------------------------------
 * A Value is any JavaScript value in 64 bits, the same on 32- and 64-bit machines:
 *
 *   doubles        as they are; NaN only as 0x7ff8000000000000 or the negative quiet NaN hardware makes
 *   references     0xfffe0000_00000000 | address   (strings, objects, functions, undefined, null, ...)
 *   booleans       0xffff0000_00000000 | 0 or 1
 *   hole           0xffff0001_00000000             (absent element, uninitialised binding; never seen by programs)
 *
 * On a 32-bit machine the low word of a reference is the plain pointer, so a conservative scan sees it; on a
 * 64-bit host the scanner must also test each word with the tag bits removed.
 */
typedef uint64_t Value;
typedef struct Obj Obj;
typedef struct Shape Shape;

#define TAG_REF UINT64_C(0xfffe000000000000)
#define TAG_BOOL UINT64_C(0xffff000000000000)
#define VALUE_FALSE TAG_BOOL
#define VALUE_TRUE (TAG_BOOL | 1)
#define VALUE_HOLE UINT64_C(0xffff000100000000)
#define CANONICAL_NAN UINT64_C(0x7ff8000000000000)

/* Every object begins with its shape. Shapes are constant data; objects never move. */
struct Obj {
  const Shape *shape;
};

extern Obj rt_undefined, rt_null;
#define VALUE_UNDEFINED value_ref(&rt_undefined)
#define VALUE_NULL value_ref(&rt_null)

static inline bool value_is_number(Value v) { return v < TAG_REF; }
static inline bool value_is_ref(Value v) { return (v >> 48) == 0xfffe; }
static inline bool value_is_bool(Value v) { return (v >> 1) == (TAG_BOOL >> 1); }
static inline Value value_ref(const Obj *o) { return TAG_REF | (uint64_t)(uintptr_t)o; }
static inline Value value_bool(bool b) { return TAG_BOOL | (uint64_t)b; }
static inline Obj *value_obj(Value v) { return (Obj *)(uintptr_t)(v & UINT64_C(0x0000ffffffffffff)); }
/* __builtin_: boards are built without a C library's names, where plain memcpy is a call. */
static inline Value value_f64(double d) {
  Value v;
  __builtin_memcpy(&v, &d, 8);
  return v;
}
static inline double value_number(Value v) {
  double d;
  __builtin_memcpy(&d, &v, 8);
  return d;
}
/* For doubles that come from raw memory and may carry any NaN payload. */
static inline double canonical(double d) {
  if (d != d) {
    Value v = CANONICAL_NAN;
    __builtin_memcpy(&d, &v, 8);
  }
  return d;
}

/* ---- Shapes ------------------------------------------------------------------------------------------- */
typedef enum {
  K_UNDEFINED, K_NULL,
  K_STRING_LATIN1, K_STRING_UTF16, K_STRING_ROPE, /* strings are a contiguous range */
  K_SYMBOL, K_BIGINT,
  K_OBJECT,      /* fixed slots as the shape says, perhaps a dictionary for added properties */
  K_FUNCTION,    /* Fn */
  K_CLASS,       /* class object: callable by new only */
  K_ARRAY_F64, K_ARRAY_REF, K_ARRAY_VALUE, /* arrays are a contiguous range */
  K_TYPED, K_BUFFER,
  K_CELL, K_FRAME, K_STORE, /* never seen by programs */
} Kind;

typedef enum { T_BOOL, T_I32, T_U32, T_F64, T_REF, T_VALUE } SlotType;

typedef struct {
  const Obj *key;   /* a static string */
  uint16_t offset;  /* bytes from the start of the object */
  uint8_t type;     /* SlotType */
  uint8_t flags;    /* SLOT_* */
} Slot;
#define SLOT_HIDDEN 1   /* private names, compiler-made */
#define SLOT_OPTIONAL 2 /* T_VALUE; hole = absent */

/* The generic entry of a function: boxed arguments. `fn` is the function object (its captures follow). */
typedef Value (*GenericCode)(Obj *fn, Value self, uint32_t argc, const Value *argv);

typedef enum { M_METHOD, M_GET, M_SET } MethodRole;
typedef struct {
  const Obj *key;
  const Obj *fn;    /* a static Fn object */
  uint8_t role;     /* MethodRole */
} MethodEntry;

typedef struct ClassInfo {
  const struct ClassInfo *parent;
  const Obj *name;              /* static string */
  Obj *object;                  /* the static class object (ClassObj), or NULL when the program never uses it as a value */
  const Shape *instance;        /* of some version of the class, NULL if none is made: its methods are the prototype's */
  uint16_t arity;               /* the `length` property */
  uint16_t static_count;
  const MethodEntry *statics;
} ClassInfo;

struct Shape {
  uint8_t kind;                 /* Kind */
  uint8_t flags;                /* SHAPE_* */
  uint16_t slot_count;
  uint32_t size;                /* bytes of an instance */
  const Slot *slots;            /* in order of property creation */
  const ClassInfo *cls;         /* NULL for plain objects */
  const void *const *vtable;
  const MethodEntry *methods;
  uint16_t method_count;
  uint16_t ext_offset;          /* of the `Obj *` to the dictionary of added properties; 0: none reserved */
  uint16_t ref_count;           /* offsets of plain pointers, then of Values, for the collector */
  uint16_t value_count;
  const uint16_t *offsets;
  GenericCode code;             /* K_FUNCTION shapes made for one closure: see Fn; what a shared entry calls */
};
#define SHAPE_FROZEN 1

/* Shapes of a program stand in one array, a class directly followed by its subclasses, so that "is an
 * instance of this class or of one derived from it" is one subtraction and one compare. */
static inline bool has_shape(const Obj *o, const Shape *first, uint32_t extra) {
  return (uintptr_t)o->shape - (uintptr_t)first <= (uintptr_t)extra * sizeof(Shape);
}

/* Shapes of the kinds that the native core makes itself. */
typedef enum {
  RS_UNDEFINED, RS_NULL, RS_LATIN1, RS_UTF16, RS_ROPE, RS_SYMBOL, RS_BIGINT, RS_DICT, RS_CLASS,
  RS_ARRAY_F64, RS_ARRAY_REF, RS_ARRAY_VALUE, RS_TYPED, RS_BUFFER,
  RS_CELL_BOOL, RS_CELL_F64, RS_CELL_REF, RS_CELL_VALUE, RS_METHOD, RS_STORE_REF, RS_STORE_VALUE,
  RS_STORE_RAW,                 /* pointer-free bytes */
  RS_TABLE,                     /* dictionary of added properties: table.c */
  RS_ROPE_UTF16,                /* a rope with a unit above 255 in it; RS_ROPE has none */
  /* Arrays that were frozen, sealed or made non-extensible: same layout, but every inline fast path misses. */
  RS_FROZEN_F64, RS_FROZEN_REF, RS_FROZEN_VALUE,
  RS_STORE_WEAK,                /* pairs of a weak key and a value: weak.c */
  RS_ACCESSOR,                  /* getter and setter of an added property */
  RS_PROTO,                     /* `prototype` of a class or of a kind of built-in values: proto.c */
  RS_COUNT
} RuntimeShape;
extern const Shape rt_shapes[RS_COUNT];

/* ---- Built-in layouts --------------------------------------------------------------------------------- */
typedef struct {
  const Shape *shape;
  uint32_t length;              /* UTF-16 code units */
  uint32_t hash;                /* 0: not computed yet; literals carry theirs */
} Str;                          /* K_STRING_LATIN1: uint8_t[] follows; K_STRING_UTF16: uint16_t[] follows */
/* A string is UTF-16 only when a unit above 255 is in it; literals must obey this too.
 * The hash, which the compiler computes for literals: FNV-1a over the code units, 32 bit: h = 2166136261, for each
 * unit h = (h ^ unit) * 16777619 modulo 2^32; a result of 0 becomes 1. */
static inline const uint8_t *str_latin1(const Str *s) { return (const uint8_t *)(s + 1); }
static inline const uint16_t *str_utf16(const Str *s) { return (const uint16_t *)(s + 1); }

/* A symbol. It begins like a string, so that it can stand where property keys are hashed and compared: its length is
 * one that no string has, its hash is never 0. The well-known symbols and those of module constants are static. */
typedef struct {
  const Shape *shape;           /* RS_SYMBOL */
  uint32_t length;              /* SYMBOL_LENGTH */
  uint32_t hash;
  const Obj *description;       /* a string or undefined */
  uint32_t registered;          /* 1: made by Symbol.for; 2: a private name, which no listing of keys shows */
} Sym;
#define SYMBOL_LENGTH UINT32_C(0xffffffff)

typedef struct {
  const Shape *shape;           /* RS_ROPE or RS_ROPE_UTF16, also after flattening */
  uint32_t length;
  uint32_t hash;
  Obj *left;                    /* after flattening: the flat string, and right is NULL */
  Obj *right;
} Rope;

typedef struct {
  const Shape *shape;           /* RS_ARRAY_* says the element kind; widening only changes shape (and store) */
  uint32_t length;
  uint32_t capacity;
  void *elements;               /* double[], Obj*[] or Value[]; interior of a heap block of its own */
} Array;

typedef struct {
  const Shape *shape;           /* RS_TYPED */
  uint8_t kind, of;             /* TypedKind; BuiltinOf: whose methods it has */
  uint32_t length;              /* elements */
  uint32_t byte_offset;
  uint8_t *data;                /* buffer->data + byte_offset */
  Obj *buffer;                  /* Buffer */
} Typed;
typedef enum { TA_I8, TA_U8, TA_U8C, TA_I16, TA_U16, TA_I32, TA_U32, TA_F32, TA_F64, TA_I64, TA_U64 } TypedKind;

typedef struct {
  const Shape *shape;           /* RS_BUFFER */
  uint32_t length;              /* bytes */
  uint8_t *data;                /* 64-byte aligned (DMA, cache lines), pointer-free heap block */
} Buffer;

typedef struct {
  const Shape *shape;           /* a K_FUNCTION shape: slots are the captures */
  GenericCode code;
  const Obj *name;              /* static string */
  uint32_t arity;               /* the `length` property, and FN_* */
} Fn;                           /* captured values follow, at the offsets of the generated struct */

#define FN_CONSTRUCTOR UINT32_C(0x80000000) /* `new` may be applied, and there is a `prototype` */
#define FN_ASYNC UINT32_C(0x40000000)       /* written as an async function */
#define FN_GENERATOR UINT32_C(0x20000000)   /* written as a generator function */
#define FN_BUILTIN UINT32_C(0x10000000)     /* a built-in constructor: called by `new`, its `this` is a hole */
#define FN_TARGET UINT32_C(0x08000000)      /* asks for `new.target` when it begins: rt_new_target */
#define FN_CLASS UINT32_C(0x04000000)       /* constructor of a class: makes its object itself */
#define FN_LENGTH UINT32_C(0xffff)

typedef struct {
  const Shape *shape;           /* RS_CLASS */
  const ClassInfo *cls;
  GenericCode construct;        /* called with self = undefined */
  GenericCode call;             /* what a call without `new` does, NULL where it throws */
  Obj *ext;                     /* properties added at run time */
  Obj *proto;                   /* the object behind `prototype`, NULL until asked for */
} ClassObj;

typedef struct { const Shape *shape; union { bool b; double f64; Obj *ref; Value value; } u; } Cell;

typedef struct Frame {
  const Shape *shape;           /* generated K_FRAME shape */
  int32_t state;                /* 2 * where to go on, + 1 when what it handed out is an inner iterator's result;
                                   negative once finished */
  void (*resume)(struct Frame *frame, Value sent, int32_t mode); /* 0 next, 1 throw, 2 return */
  Obj *promise;                 /* of an async generator: the generator */
} Frame;                        /* saved locals follow, after handed_out in generators */
typedef struct { Frame frame; Value handed_out; } GeneratorFrame;

/* ---- Exceptions ---------------------------------------------------------------------------------------
 * A function that throws leaves the value in rt_exception, sets rt_throwing and returns anything. Callers
 * test rt_throwing after each call that may throw. */
extern Value rt_exception;
#ifdef __arm__
/* In a register that all files leave to it: generated code tests it after most calls, and a load of its address, one
 * of its value and a comparison each time were a tenth of an image. */
register uint32_t rt_throwing __asm__("r6");
#else
extern uint32_t rt_throwing;
#endif
static inline void rt_throw(Value v) {
  rt_exception = v;
  rt_throwing = 1;
}
static inline Value rt_catch(void) {
  Value v = rt_exception;
  rt_exception = VALUE_HOLE;
  rt_throwing = 0;
  return v;
}

/* ---- Allocation ---------------------------------------------------------------------------------------
 * Returns a zeroed object with its header set; never NULL (out of memory ends in a panic). The generated
 * constructor then sets every ref slot to a real reference before anything else can allocate. */
Obj *rt_alloc(const Shape *shape, size_t size);
/* The same for a size known to the C compiler, which takes the next free cell itself and zeroes only what the
 * generated constructor leaves alone. The first classes of cells are 16 bytes apart. */
#define RT_LARGEST_INLINE 128
extern uintptr_t *rt_free_list[]; /* by class: the next free cell, whose first word is the one after it plus 1 */
static inline __attribute__((always_inline)) Obj *ing_alloc(const Shape *shape, size_t size) {
#ifndef __OPTIMIZE_SIZE__
  if (size <= RT_LARGEST_INLINE) {
    uintptr_t **list = &rt_free_list[(size + 15) / 16 - 1], *cell = *list;
    if (LIKELY(cell)) {
      *list = (uintptr_t *)(*cell & ~(uintptr_t)1);
      Obj *o = (Obj *)cell;
      o->shape = shape;
      memset(o + 1, 0, size - sizeof *o);
      return o;
    }
  }
#endif
  return rt_alloc(shape, size);
}
/* Roots: the generated program registers its global variables once. */
typedef struct { void *address; uint8_t type; } GlobalRoot; /* type: T_REF or T_VALUE */
extern const GlobalRoot ingot_globals[];
extern const uint32_t ingot_global_count;

/* ---- What the generated program provides --------------------------------------------------------------- */
void ingot_main(void);                       /* runs all modules in order; may leave an exception pending */
extern const char ingot_build_id[];          /* hexadecimal text */
/* Hooks: functions of runtime/lang/hooks.ts, always compiled in. */
Obj *ingot_hook_make_error(double kind, Obj *message);         /* 0 Error 1 TypeError 2 RangeError 3 ReferenceError 4 SyntaxError */
Value ingot_hook_to_primitive(Obj *object, double hint);       /* 0 default 1 number 2 string; may throw */
Obj *ingot_hook_describe(Value v);                             /* for messages: number 5, string "abc", Point object ... */
void ingot_hook_refuse_this(Value self, Obj *wanted, Obj *method); /* names of a class and a method; throws */
Obj *ingot_hook_number_text(double d);                         /* Number::toString(10) */
double ingot_hook_text_number(Obj *text);                      /* StringToNumber */
double ingot_hook_pow(double base, double exponent);           /* Number::exponentiate */
void ingot_hook_uncaught(Value error);                         /* prints Node's text to stderr */
void ingot_hook_run(void);                                     /* turns the event loop until nothing is left */
Obj *ingot_hook_new_promise(void);
void ingot_hook_resolve(Obj *promise, Value value);
void ingot_hook_reject(Obj *promise, Value reason);
Value ingot_hook_bigint(double op, Value a, Value b);           /* BigOp of internal.h; may throw */
void ingot_hook_await(Obj *frame, Value value);                /* PerformPromiseThen with the frame as both reactions */
/* Those of boards: hal/base/hooks.ts. */
double ingot_hook_board_prepare(void);                               /* with the MMU off: page tables; returns the end of DRAM */
void ingot_hook_board_panic(uint32_t cause, uint32_t place, uint32_t sp); /* 0-6 exception, registers; 7 text */
void ingot_hook_board_write(uint32_t stream, uint32_t address, uint32_t count);
void ingot_hook_board_exit(uint32_t code);
void ingot_hook_board_stop(uint32_t code);
/* Methods of built-in values by name, per Kind group; sorted as emitted. */
typedef struct { uint8_t of; const Obj *key; const Obj *fn; } BuiltinEntry;
typedef enum { B_STRING, B_NUMBER, B_BOOLEAN, B_ARRAY, B_FUNCTION, B_OBJECT, B_TYPEDARRAY, B_SYMBOL, B_BIGINT, B_ARRAYBUFFER, B_BIGINTARRAY, B_INT8ARRAY, B_UINT8ARRAY, B_UINT8CLAMPEDARRAY, B_INT16ARRAY, B_UINT16ARRAY, B_INT32ARRAY, B_UINT32ARRAY, B_FLOAT32ARRAY, B_FLOAT64ARRAY, B_BIGINT64ARRAY, B_BIGUINT64ARRAY, B_NODEBUFFER, B_GENERATORFUNCTION, B_ASYNCFUNCTION, B_ASYNCGENERATORFUNCTION, B_COUNT } BuiltinOf;
/* Static members of built-in constructors; a constant's function returns it. NULL at the end. */
typedef struct { const Obj *owner; const Obj *key; const Obj *fn; uint8_t constant; } StaticEntry;
extern const StaticEntry ingot_statics[];
/* Symbols that Symbol.for gives out and the compiler knows; NULL at the end. */
extern const Obj *const ingot_registered_symbols[];
extern const BuiltinEntry ingot_builtins[];
extern const uint32_t ingot_builtin_count;

/* Members of classes that calls reach without looking at the object: own properties of their names are refused. */
typedef struct { const Shape *shape; const Obj *key; } FixedName;
extern const FixedName ingot_fixed[];
extern const uint32_t ingot_fixed_count;

/* ---- Inline caches -------------------------------------------------------------------------------------- */
typedef struct { const Shape *shape; uint16_t offset; uint8_t type; uint8_t state; } PropCache;
Value rt_get_prop(Value obj, const Obj *key, PropCache *cache);
void rt_set_prop(Value obj, const Obj *key, Value value, PropCache *cache);
extern bool rt_methods_shadowed; /* some instance of a class has got properties of its own, by whatever name */
Value rt_call_method(Value obj, const Obj *key, uint32_t argc, const Value *argv, const char *text);
Value rt_call_value(Value callee, Value self, uint32_t argc, const Value *argv, const char *text);

/* Conversions that IR's `convert` names. `expected` completes "expected ..., got ...". */
double rt_unbox_f64(Value v, const char *expected);
bool rt_unbox_bool(Value v, const char *expected);
Obj *rt_unbox_ref(Value v, const char *expected);
/* Throws the TypeError of an access that takes instances of one class only. */
void rt_refuse_receiver(Obj *o);
Obj *rt_this(Value self, const Shape *first, uint32_t extra, const char *method);
Obj *rt_this_of(Value self, const Shape *first, uint32_t extra, const Obj *name); /* the same, of a function's name */
double rt_to_number(Value v);
double rt_number_or_nan(Value v, const char *expected); /* NaN for undefined and holes, 0 for null; TypeError unless a number */
bool rt_to_boolean(Value v);
Obj *rt_to_string(Value v);
int32_t rt_to_int32(double d);   /* ToInt32 for any double; the back end inlines the common range */

/* Arrays: slow paths behind the inline fast paths of array.h. */
Value rt_array_get_slow(Obj *array, double index);             /* any object: get_elem */
void rt_array_set_slow(Obj *array, double index, Value value);
Obj *rt_new_array(int kind, int32_t length);
void rt_array_push_slow(Obj *array, Value value);
int32_t rt_length_slow(Obj *obj);                              /* .length of anything; TypeError unless an int */

#define rt_hook_pow ingot_hook_pow /* as runtime/lang calls what only some programs have */
#define rt_hook_bigint ingot_hook_bigint
#include "calls.h" /* prototypes of the runtime calls, rt_<name>: made by sdk/backend/c/native-calls.ts */

#endif
