/* Prototypes of the runtime calls that generated code makes: rt_<name> for each row of
 * sdk/compiler/ir/runtime-calls.ts, in the same order. calls.test.ts compares the two.
 *
 * C because the callee side of these is C; what each call means stands in the table and at its definition.
 */
#ifndef INGOT_CALLS_H
#define INGOT_CALLS_H


/* Operators on values (ECMA-262 operation names). */
Value rt_add(Value, Value);
Value rt_arith(int32_t, Value, Value);
bool rt_less_than(int32_t, Value, Value);
bool rt_strict_equals(Value, Value);
bool rt_strict_equals_ref(Obj *, Obj *);
bool rt_loose_equals(Value, Value);
bool rt_same_value(Value, Value);
bool rt_same_value_zero(Value, Value);
Obj *rt_typeof(Value);
bool rt_is_nullish(Value);
bool rt_is_undefined(Value);
bool rt_is_hole(Value);
bool rt_is_number(Value);
bool rt_is_boolean(Value);
bool rt_is_string(Value);
bool rt_is_symbol(Value);
bool rt_is_object(Value);
bool rt_is_function(Value);
bool rt_is_array(Value);
bool rt_is_typed(Value);
bool rt_is_buffer(Value);
bool rt_instance_of_class(Value, Obj *);
bool rt_instance_of(Value, Value);
bool rt_in(Value, Value);
Obj *rt_to_property_key(Value);
void rt_require_object(Value, Obj *);

/* Numbers. */
double rt_f64_mod(double, double);
double rt_f64_pow(double, double);
double rt_math_floor(double);
double rt_math_ceil(double);
double rt_math_round(double);
double rt_math_trunc(double);
double rt_math_sqrt(double);
double rt_math_fround(double);
int32_t rt_math_imul(int32_t, int32_t);
int32_t rt_math_clz32(uint32_t);
double rt_math_abs(double);
double rt_math_min(double, double);
double rt_math_max(double, double);
Obj *rt_number_to_string(double);
Obj *rt_number_to_radix(double, int32_t);
Obj *rt_number_to_fixed(double, int32_t);
Obj *rt_number_to_precision(double, int32_t);
Obj *rt_number_to_exponential(double, int32_t);
double rt_string_to_number(Obj *);
double rt_parse_float(Obj *);
double rt_parse_int(Obj *, int32_t);
uint32_t rt_f64_bits_high(double);
uint32_t rt_f64_bits_low(double);
double rt_f64_from_bits(uint32_t, uint32_t);

/* Strings. Positions and lengths are in UTF-16 code units. */
Obj *rt_str_concat(Obj *, Obj *);
int32_t rt_str_char_code_at(Obj *, int32_t);
Obj *rt_str_at(Obj *, int32_t);
Obj *rt_str_substring(Obj *, int32_t, int32_t);
Obj *rt_str_from_code(int32_t);
int32_t rt_str_index_of(Obj *, Obj *, int32_t);
int32_t rt_str_last_index_of(Obj *, Obj *, int32_t);
int32_t rt_str_compare(Obj *, Obj *);
bool rt_str_equals(Obj *, Obj *);
int32_t rt_str_hash(Obj *);
Obj *rt_str_upper(Obj *);
Obj *rt_str_lower(Obj *);
int32_t rt_str_length(Obj *);
Obj *rt_str_from_utf8(Obj *, int32_t, int32_t);
Obj *rt_str_to_utf8(Obj *);
Obj *rt_str_build(Obj *);

/* Objects, by name or by value. */
Value rt_get_elem(Value, Value);
void rt_set_elem(Value, Value, Value);
bool rt_delete_elem(Value, Value);
bool rt_has_own(Value, Obj *);
Obj *rt_own_keys(Value, int32_t);
Obj *rt_for_in_keys(Value);
void rt_define_prop(Obj *, Obj *, Value, int32_t);
Obj *rt_new_dict(void);
void rt_copy_props(Obj *, Value);
Obj *rt_shape_name(Obj *);
int32_t rt_object_kind(Value);
int32_t rt_object_id(Obj *);
void rt_freeze(Obj *, int32_t);
int32_t rt_frozen_level(Obj *);
Obj *rt_class_of(Obj *);
Value rt_construct(Value, Obj *);
Value rt_construct_as(Value, Obj *, Value);
Obj *rt_new_instance(Value);
Value rt_new_target(void);
Value rt_get_super(Value, Obj *, Value);
Value rt_call_with_array(Value, Value, Obj *);
Obj *rt_function_name(Obj *);
Obj *rt_class_parent_name(Obj *);
int32_t rt_function_flags(Obj *);
int32_t rt_function_length(Obj *);
void rt_define_accessor(Obj *, Obj *, Value, Value, int32_t);
int32_t rt_own_flags(Value, Obj *);
Value rt_own_part(Value, Obj *, int32_t);
Value rt_get_proto(Value);
void rt_set_proto(Obj *, Obj *);
Obj *rt_builtin_proto(int32_t);

/* Symbols. */
Obj *rt_symbol_of(Obj *);
Obj *rt_symbol_new(Obj *, int32_t);
Obj *rt_symbol_description(Obj *);
bool rt_symbol_is_registered(Obj *);
Obj *rt_symbol_registered(Obj *);

/* Arrays. */
void rt_array_set_length(Obj *, double);
Value rt_array_pop(Obj *);
void rt_array_reserve(Obj *, int32_t);
bool rt_array_has(Obj *, int32_t);
Value rt_array_get_value(Obj *, int32_t);
void rt_array_set_value(Obj *, int32_t, Value);
int32_t rt_array_kind(Obj *);
void rt_array_move(Obj *, int32_t, int32_t, int32_t);
void rt_array_copy(Obj *, int32_t, Obj *, int32_t, int32_t);
Obj *rt_array_new_like(Obj *, int32_t);

/* Typed arrays and buffers. */
Obj *rt_typed_new(int32_t, double);
Obj *rt_typed_from_buffer(int32_t, Obj *, int32_t, int32_t);
Obj *rt_typed_buffer(Obj *);
int32_t rt_typed_byte_offset(Obj *);
int32_t rt_typed_kind(Obj *);
double rt_typed_get_value(Obj *, int32_t);
void rt_typed_set_value(Obj *, int32_t, double);
void rt_typed_move(Obj *, int32_t, Obj *, int32_t, int32_t);
Obj *rt_buffer_new(double);
int32_t rt_buffer_length(Obj *);
double rt_buffer_get(Obj *, int32_t, int32_t, bool);
void rt_buffer_set(Obj *, int32_t, int32_t, double, bool);

/* Errors and control. */
void rt_throw_type_error(Obj *);
void rt_throw_range_error(Obj *);
void rt_throw_reference_error(Obj *);
void rt_throw_uninitialised(Obj *);
void rt_throw_value(Value);
Obj *rt_capture_stack(Obj *);
void rt_panic(Obj *);

/* Suspended functions: used by runtime/lang's promises. */
void rt_frame_resume(Obj *, Value, bool);
Obj *rt_frame_promise(Obj *);
Value rt_hole(void);

/* Generators: run until the next yield, return or exception; mode 0 next, 1 throw, 2 return. */
void rt_frame_run(Obj *, Value, int32_t);
Value rt_frame_handed_out(Obj *);
int32_t rt_frame_state(Obj *);
void rt_frame_set_owner(Obj *, Obj *);

/* Collector. */
void rt_gc_collect(void);
void rt_gc_end_of_turn(void);
double rt_gc_heap_bytes(void);

/* Weak pairs: weak.c. */
Obj *rt_weak_new(int32_t);
Value rt_weak_key(Obj *, int32_t);
Value rt_weak_value(Obj *, int32_t);
void rt_weak_set(Obj *, int32_t, Value, Value);

/* Host and board services. */
void rt_write_out(int32_t, Obj *);
void rt_write_bytes(int32_t, Obj *, int32_t);
int32_t rt_selected_program(void);
Value rt_program_argument(int32_t);
Value rt_host_file(int32_t, Obj *, Obj *);
void rt_exit(int32_t);
double rt_now_ms(void);
double rt_wall_ms(void);
void rt_sleep_ms(double);
double rt_random(void);
uint32_t rt_mmio_read32(uint32_t);
void rt_mmio_write32(uint32_t, uint32_t);
void rt_mmio_read_fifo(uint32_t, Obj *, int32_t, int32_t);
void rt_mmio_write_fifo(uint32_t, Obj *, int32_t, int32_t);
void rt_mmio_read_block(uint32_t, Obj *, int32_t, int32_t);
void rt_mmio_write_block(uint32_t, Obj *, int32_t, int32_t);
void rt_mmio_barrier(void);
Obj *rt_memory_view(uint32_t, uint32_t);
void rt_cpu_jump(uint32_t);
void rt_cpu_wait_for_interrupt(void);
void rt_cpu_halt(int32_t);

#endif
