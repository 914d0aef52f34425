// The functions of runtime/native that IR may call by name: signature and what they may do.
//
// The back end makes the C prototypes from it (backend/c/native-calls.ts). `throws` covers
// everything that can leave an exception pending; `pure` calls may be dropped when unused.

import type { Type } from "./types.ts";

export interface RuntimeCall {
  readonly args: readonly Type[];
  readonly result: Type;
  readonly throws: boolean;
  readonly pure: boolean;
}

const table = new Map<string, RuntimeCall>();

function define(
  name: string,
  args: readonly Type[],
  result: Type,
  effect: "pure" | "nothrow" | "throws",
): void {
  table.set(name, { args, result, throws: effect === "throws", pure: effect === "pure" });
}

// Operators on values (ECMA-262 operation names).
define("add", ["value", "value"], "value", "throws"); // ApplyStringOrNumericBinaryOperator, +
define("arith", ["i32", "value", "value"], "value", "throws"); // on values: BigOp of bigint/operators.ts, 0 - 1 * ... 16 ToNumeric
define("hook_bigint", ["f64", "value", "value"], "value", "throws"); // BigOp, of which an operand is a bigint
define("hook_pow", ["f64", "f64"], "f64", "pure"); // Number::exponentiate
define("less_than", ["i32", "value", "value"], "bool", "throws"); // 0 < 1 <= 2 > 3 >= on values
define("strict_equals", ["value", "value"], "bool", "nothrow"); // IsStrictlyEqual
define("strict_equals_ref", ["ref", "ref"], "bool", "nothrow"); // the same on two refs
define("typeof", ["value"], "ref", "pure");
define("is_nullish", ["value"], "bool", "pure");
define("is_undefined", ["value"], "bool", "pure"); // undefined or hole
define("is_hole", ["value"], "bool", "pure");
define("is_number", ["value"], "bool", "pure");
define("is_boolean", ["value"], "bool", "pure");
define("is_string", ["value"], "bool", "pure");
define("is_symbol", ["value"], "bool", "pure");
define("is_object", ["value"], "bool", "pure"); // Type(v) is Object, functions included
define("is_function", ["value"], "bool", "pure"); // IsCallable
define("is_array", ["value"], "bool", "pure"); // IsArray
define("is_typed", ["value"], "bool", "pure"); // a typed array
define("is_typed_numbers", ["value"], "bool", "pure");
define("is_typed_bigints", ["value"], "bool", "pure");
define("is_buffer", ["value"], "bool", "pure"); // an ArrayBuffer
define("instance_of_class", ["value", "ref"], "bool", "nothrow"); // value, class object (static class or subclass)
define("has_property", ["ref", "value"], "bool", "throws"); // HasProperty(a, ToPropertyKey(b))
define("to_property_key", ["value"], "ref", "throws");
define("require_object", ["value", "ref"], "void", "throws"); // destructuring source; text of the expression

// Numbers.
define("f64_mod", ["f64", "f64"], "f64", "pure"); // Number::remainder
define("math_floor", ["f64"], "f64", "pure");
define("math_trunc", ["f64"], "f64", "pure");
define("math_sqrt", ["f64"], "f64", "pure");
define("math_fround", ["f64"], "f64", "pure");
define("math_imul", ["i32", "i32"], "i32", "pure");
define("math_clz32", ["u32"], "i32", "pure");
define("math_abs", ["f64"], "f64", "pure");
define("math_min", ["f64", "f64"], "f64", "pure"); // two operands, NaN and -0 as in Math.min
define("math_max", ["f64", "f64"], "f64", "pure");
define("number_to_string", ["f64"], "ref", "pure"); // Number::toString radix 10
define("string_to_number", ["ref"], "f64", "pure"); // StringToNumber
define("f64_bits_high", ["f64"], "u32", "pure");
define("f64_bits_low", ["f64"], "u32", "pure");
define("f64_from_bits", ["u32", "u32"], "f64", "pure"); // high, low; NaN made canonical

// Strings. Positions and lengths are in UTF-16 code units.
define("str_concat", ["ref", "ref"], "ref", "throws"); // two strings (checked; others: add)
define("str_char_code_at", ["ref", "i32"], "i32", "nothrow"); // -1 out of range
define("str_at", ["ref", "i32"], "ref", "nothrow"); // one code unit, undefined out of range
define("str_substring", ["ref", "i32", "i32"], "ref", "nothrow"); // from, to; 0 <= from <= to <= length
define("str_from_code", ["i32"], "ref", "nothrow"); // one code unit
define("str_index_of", ["ref", "ref", "i32"], "i32", "nothrow"); // text, pattern, from
define("str_compare", ["ref", "ref"], "i32", "nothrow"); // <0, 0, >0 by code units
define("str_hash", ["ref"], "i32", "nothrow");
define("str_length", ["ref"], "i32", "nothrow");
define("str_from_units", ["ref", "i32"], "ref", "nothrow"); // Uint16Array, count
define("str_to_utf8", ["ref"], "ref", "nothrow"); // Uint8Array; lone surrogates become U+FFFD
define("str_ascii", ["ref", "ref"], "i32", "nothrow"); // text, Uint8Array as long: stores the units before the first above 127
define("bytes_new", ["i32"], "ref", "nothrow"); // a Uint8Array that is no program's
define("str_build", ["ref"], "ref", "throws"); // array of strings joined without separator

// Objects, by name or by value.
define("get_elem", ["value", "value"], "value", "throws"); // GetV(a, ToPropertyKey(b))
define("set_elem", ["value", "value", "value"], "void", "throws"); // PutValue in strict mode
define("delete_elem", ["value", "value"], "bool", "throws"); // delete a[b], strict
define("remove", ["ref", "ref", "bool"], "bool", "nothrow"); // an own property; false: a declared field
define("has_own", ["value", "ref"], "bool", "throws");
define("own_names", ["ref", "i32"], "ref", "nothrow"); // own keys as made, no elements; 1: enumerable only, 2: symbols
define("define_prop", ["ref", "ref", "value", "i32"], "void", "throws"); // obj, key, value, P_* of internal.h (1 enumerable)
define("new_dict", [], "ref", "nothrow"); // an ordinary object without fixed slots
define("shape_name", ["ref"], "ref", "nothrow"); // constructor name for printing, "" for none, "Object" plain
define("object_kind", ["value"], "i32", "pure"); // K_* of ingot.h
define("object_id", ["ref"], "i32", "nothrow"); // identity hash
define("freeze", ["ref", "i32"], "void", "nothrow"); // 1 preventExtensions 2 seal 3 freeze
define("frozen_level", ["ref"], "i32", "pure");
define("class_name", ["ref"], "ref", "nothrow"); // undefined where prototypes decide: runtime/lang/names.ts
define("added_constructor", ["ref"], "ref", "nothrow"); // a function that the program added, else undefined
define("class_of", ["ref"], "ref", "nothrow"); // the class object of an instance, undefined for none
define("construct", ["value", "ref"], "value", "throws"); // new a(...array)
define("construct_as", ["value", "ref", "value"], "value", "throws"); // the same with another new.target
define("new_instance", ["value"], "ref", "throws"); // OrdinaryCreateFromConstructor
define("new_target", [], "value", "nothrow"); // of the function that begins, once; a hole in a call
define("get_super", ["value", "ref", "value"], "value", "throws"); // [[Get]] of a, key, receiver
define("call_with_array", ["value", "value", "ref"], "value", "throws"); // function, this, arguments array
define("class_parent_name", ["ref"], "ref", "nothrow"); // "" for a class that extends nothing
define("function_name", ["ref"], "ref", "nothrow");
define("function_flags", ["ref"], "i32", "pure"); // 2 async, 1 generator, 4 class, 8 constructor, 16 built-in, 32 prototype
define("function_length", ["ref"], "i32", "nothrow");
define("define_accessor", ["ref", "ref", "value", "value", "i32"], "void", "throws"); // obj, key, getter, setter, P_*
define("own_flags", ["value", "ref"], "i32", "nothrow"); // P_* of an own property, -1 for none
define("own_part", ["value", "ref", "i32"], "value", "nothrow"); // own property: 0 value, 1 getter, 2 setter
define("get_proto", ["value"], "value", "throws"); // [[GetPrototypeOf]]
define("set_proto", ["ref", "ref"], "void", "throws"); // object, object or null
define("store_proto", ["ref", "ref"], "bool", "nothrow"); // object, object or null; false: it keeps its own
define("builtin_proto", ["i32"], "ref", "nothrow"); // Object.prototype and its like, by BuiltinOf

// Symbols.
define("symbol_of", ["ref"], "ref", "nothrow"); // a static symbol, written as a string constant (see Lowering.symbolKey)
define("symbol_new", ["ref", "i32"], "ref", "nothrow"); // description or undefined; 1: registered
define("symbol_description", ["ref"], "ref", "nothrow");
define("symbol_is_registered", ["ref"], "bool", "nothrow");
define("symbol_registered", ["ref"], "ref", "nothrow"); // of Symbol.for with a constant, by key; undefined

// Arrays.
define("array_set_length", ["ref", "f64"], "void", "throws"); // RangeError on a bad length
define("array_pop", ["ref"], "value", "throws");
define("array_reserve", ["ref", "i32"], "void", "nothrow");
define("array_has", ["ref", "i32"], "bool", "nothrow"); // not a hole
define("array_get_value", ["ref", "i32"], "value", "nothrow"); // hole as hole; index in bounds
define("array_set_value", ["ref", "i32", "value"], "void", "nothrow"); // index <= length
define("array_kind", ["ref"], "i32", "pure"); // 0 f64, 1 ref, 2 value
define("array_drop_first", ["ref"], "void", "nothrow"); // of an array that is not empty: O(1)
define("array_copy", ["ref", "i32", "ref", "i32", "i32"], "void", "nothrow"); // dst, at, src, from, count: as memmove
define("array_new_like", ["ref", "i32"], "ref", "nothrow"); // same kind, length all holes/undefined: fill before use

// Typed arrays and buffers.
define("typed_new", ["i32", "f64"], "ref", "throws"); // kind number, length; zeroed
define("typed_from_buffer", ["i32", "ref", "i32", "i32"], "ref", "nothrow"); // kind, buffer, byte offset, length: all checked
define("typed_buffer", ["ref"], "ref", "nothrow");
define("typed_byte_offset", ["ref"], "i32", "pure");
define("typed_kind", ["ref"], "i32", "pure");
define("is_node_buffer", ["ref"], "bool", "pure"); // of a typed array
define("as_node_buffer", ["ref"], "void", "nothrow"); // marks a Uint8Array
define("typed_get_value", ["ref", "i32"], "f64", "nothrow");
define("typed_set_value", ["ref", "i32", "f64"], "void", "nothrow");
define("typed_move", ["ref", "i32", "ref", "i32", "i32"], "void", "nothrow"); // bytes: dst, at, src, from, count
define("byte_get", ["ref", "i32"], "i32", "nothrow"); // of a Uint8Array; missing bytes are 0
define("byte_put", ["ref", "i32", "i32"], "void", "nothrow"); // what is outside the array is not stored
define("bytes_get32", ["ref", "i32"], "u32", "nothrow"); // big-endian, of a Uint8Array; missing bytes are 0
define("bytes_put32", ["ref", "i32", "u32"], "void", "nothrow");
define("bytes_sum", ["i32", "ref", "i32", "i32"], "i32", "nothrow"); // RFC 1071: initial, bytes, from, to
define("buffer_new", ["f64"], "ref", "throws");
define("buffer_length", ["ref"], "i32", "pure");
define("buffer_get", ["ref", "i32", "i32", "bool"], "f64", "nothrow"); // kind, byte offset in bounds, little endian
define("buffer_set", ["ref", "i32", "i32", "f64", "bool"], "void", "nothrow");

// Errors and control.
define("throw_type_error", ["ref"], "void", "throws");
define("throw_reference_error", ["ref"], "void", "throws");
define("throw_uninitialised", ["ref"], "void", "throws"); // "Cannot access 'x' before initialization"
define("capture_stack", ["ref"], "ref", "nothrow"); // of an error that is being made: what describe_frames understands
define("describe_frames", ["ref", "ref"], "ref", "nothrow"); // error, what was captured: its stack below the first line
define("frame_base", [], "f64", "nothrow"); // address of this function's frame, on hosts
define("frame_word", ["f64"], "f64", "nothrow"); // the word of the stack there
define("panic", ["ref"], "void", "nothrow"); // does not return

// Suspended functions: used by runtime/lang's promises.
define("frame_resume", ["ref", "value", "bool"], "void", "nothrow"); // frame, value or reason, is a rejection
define("frame_promise", ["ref"], "ref", "nothrow");
define("frame_run", ["ref", "value", "i32"], "void", "throws"); // frame, value sent, 0 next 1 throw 2 return
define("frame_handed_out", ["ref"], "value", "nothrow"); // what the generator yielded or returned
define("frame_state", ["ref"], "i32", "nothrow"); // odd: an inner iterator's result object; negative: finished
define("frame_set_owner", ["ref", "ref"], "void", "nothrow"); // what frame_promise then gives
define("hole", [], "value", "nothrow");

// Collector.
define("gc_collect", [], "void", "nothrow");
define("gc_end_of_turn", [], "void", "nothrow"); // the stack holds no references: cheap exact collection
define("gc_heap_bytes", [], "f64", "nothrow");

// Weak pairs: runtime/native/weak.c.
define("weak_new", ["i32"], "ref", "nothrow"); // a store of so many pairs
define("weak_key", ["ref", "i32"], "value", "nothrow"); // undefined: never used, null: dead or removed
define("weak_value", ["ref", "i32"], "value", "nothrow");
define("weak_set", ["ref", "i32", "value", "value"], "void", "nothrow"); // store, index, key (object or null), value

// Host and board services.
define("write_out", ["i32", "ref"], "void", "nothrow"); // 1 stdout 2 stderr; a string as UTF-8
define("write_bytes", ["i32", "ref", "i32"], "void", "nothrow"); // the first n bytes of a Uint8Array
define("selected_program", [], "i32", "nothrow"); // which of several programs in one executable runs
define("program_argument", ["i32"], "value", "nothrow"); // UTF-8 of the i-th word after its name, or undefined
define("host_call", ["i32", "ref"], "f64", "nothrow"); // runtime/native/host-files.c: call, array of arguments
define("exit", ["i32"], "void", "nothrow"); // does not return
define("now_ms", [], "f64", "nothrow"); // monotonic
define("wall_ms", [], "f64", "nothrow"); // since 1970 UTC
define("sleep_ms", ["f64"], "void", "nothrow"); // host: at most that long
define("random", [], "f64", "nothrow"); // 0 <= x < 1
define("mmio_read32", ["u32"], "u32", "nothrow");
define("mmio_write32", ["u32", "u32"], "void", "nothrow");
define("mmio_read_fifo", ["u32", "ref", "i32", "i32"], "void", "nothrow"); // address, bytes, offset, words: in bounds
define("mmio_write_fifo", ["u32", "ref", "i32", "i32"], "void", "nothrow");
define("mmio_read_block", ["u32", "ref", "i32", "i32"], "void", "nothrow"); // address, bytes, offset, count: in bounds
define("mmio_write_block", ["u32", "ref", "i32", "i32"], "void", "nothrow");
define("mmio_barrier", [], "void", "nothrow");
define("memory_view", ["u32", "u32"], "ref", "nothrow");
define("cpu_jump", ["u32"], "void", "nothrow");
define("cpu_wait_for_interrupt", [], "void", "nothrow");
define("board_word", ["i32"], "u32", "nothrow"); // hal/base/words.ts
define("stack_address", [], "u32", "nothrow"); // of the innermost frame, on boards
define("semihosting", ["u32", "u32", "u32"], "void", "nothrow"); // operation, a block of two words
define("cpu_halt", ["i32"], "void", "nothrow");
// Instructions of the Cortex-A7: the prelude of generated code has them, the native core does not.
define("cpu_counter", [], "f64", "nothrow"); // CNTPCT
define("cpu_counter_hz", [], "u32", "nothrow"); // CNTFRQ
define("cpu_counter_alarm", ["u32"], "void", "nothrow"); // CNTP_TVAL, CNTP_CTL

/** The runtime call of that name, or null. */
export function runtimeCall(name: string): RuntimeCall | null {
  return table.get(name) ?? null;
}

/** All names, in order of definition. */
export function runtimeCallNames(): string[] {
  return [...table.keys()];
}
