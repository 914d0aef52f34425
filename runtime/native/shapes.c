/* The shapes of the kinds of objects that the native core makes itself, and the two singletons.
 *
 * C because the collector and generated code read these tables directly. Shapes of classes and object
 * literals are the compiler's.
 */
#include "internal.h"

#define OFFSET(type, field) ((uint16_t)offsetof(type, field))
static const uint16_t cell_offset[] = {OFFSET(Cell, u)};
static const uint16_t symbol_offset[] = {OFFSET(Sym, description)};
static const uint16_t accessor_offsets[] = {OFFSET(Accessor, get), OFFSET(Accessor, set)};

const Shape rt_shapes[RS_COUNT] = {
    [RS_UNDEFINED] = {.kind = K_UNDEFINED, .size = sizeof(Obj)},
    [RS_NULL] = {.kind = K_NULL, .size = sizeof(Obj)},
    [RS_LATIN1] = {.kind = K_STRING_LATIN1, .size = sizeof(Str)},
    [RS_UTF16] = {.kind = K_STRING_UTF16, .size = sizeof(Str)},
    [RS_ROPE] = {.kind = K_STRING_ROPE, .size = sizeof(Rope)},
    [RS_ROPE_UTF16] = {.kind = K_STRING_ROPE, .size = sizeof(Rope)},
    [RS_SYMBOL] = {.kind = K_SYMBOL, .size = sizeof(Sym), .ref_count = 1, .offsets = symbol_offset},
    [RS_BIGINT] = {.kind = K_BIGINT, .size = sizeof(Obj)},
    [RS_DICT] = {.kind = K_OBJECT, .size = 2 * sizeof(Obj *), .ext_offset = sizeof(Obj *)},
    [RS_CLASS] = {.kind = K_CLASS, .size = sizeof(ClassObj)},
    [RS_ARRAY_F64] = {.kind = K_ARRAY_F64, .size = sizeof(Array)},
    [RS_ARRAY_REF] = {.kind = K_ARRAY_REF, .size = sizeof(Array)},
    [RS_ARRAY_VALUE] = {.kind = K_ARRAY_VALUE, .size = sizeof(Array)},
    [RS_FROZEN_F64] = {.kind = K_ARRAY_F64, .flags = SHAPE_FROZEN, .size = sizeof(Array)},
    [RS_FROZEN_REF] = {.kind = K_ARRAY_REF, .flags = SHAPE_FROZEN, .size = sizeof(Array)},
    [RS_FROZEN_VALUE] = {.kind = K_ARRAY_VALUE, .flags = SHAPE_FROZEN, .size = sizeof(Array)},
    [RS_TYPED] = {.kind = K_TYPED, .size = sizeof(Typed)},
    [RS_BUFFER] = {.kind = K_BUFFER, .size = sizeof(Buffer)},
    [RS_CELL_BOOL] = {.kind = K_CELL, .size = sizeof(Cell)},
    [RS_CELL_F64] = {.kind = K_CELL, .size = sizeof(Cell)},
    [RS_CELL_REF] = {.kind = K_CELL, .size = sizeof(Cell), .ref_count = 1, .offsets = cell_offset},
    [RS_CELL_VALUE] = {.kind = K_CELL, .size = sizeof(Cell), .value_count = 1, .offsets = cell_offset},
    [RS_METHOD] = {.kind = K_FUNCTION, .size = sizeof(Fn)},
    [RS_STORE_REF] = {.kind = K_STORE},
    [RS_STORE_VALUE] = {.kind = K_STORE},
    [RS_STORE_RAW] = {.kind = K_STORE},
    [RS_TABLE] = {.kind = K_STORE},
    [RS_STORE_WEAK] = {.kind = K_STORE},
    [RS_ACCESSOR] = {.kind = K_CELL, .size = sizeof(Accessor), .ref_count = 2, .offsets = accessor_offsets},
    [RS_PROTO] = {.kind = K_OBJECT, .size = sizeof(Proto), .ext_offset = OFFSET(Proto, ext)},
};

Obj rt_undefined = {&rt_shapes[RS_UNDEFINED]};
Obj rt_null = {&rt_shapes[RS_NULL]};
Value rt_exception = VALUE_HOLE;
#ifndef __arm__
uint32_t rt_throwing = 0;
#endif
