// The native calls that the language library is written on: their names and honest TypeScript types.
//
// No code: the compiler replaces each call by the runtime call named after @intrinsic and converts the
// representations (a number given to an i32 parameter goes through ToInt32). What each call does is stated
// where it is defined, in the compiler's list of runtime calls. Unit tests put testing/native-node.ts here.

/** @intrinsic arith */
export declare function arith(operation: number, a: unknown, b: unknown): unknown;

/** An operator of which an operand is a bigint. @intrinsic hook_bigint */
export declare function hookBigint(operation: number, a: unknown, b: unknown): unknown;

/** Number::exponentiate. @intrinsic hook_pow */
export declare function hookPow(base: number, exponent: number): number;

/** 0 < 1 <= 2 > 3 >= @intrinsic less_than */
export declare function lessThan(operation: number, a: unknown, b: unknown): boolean;

/** @intrinsic has_property */
export declare function hasProperty(object: object, key: unknown): boolean;

/** @intrinsic strict_equals */
export declare function strictEquals(a: unknown, b: unknown): boolean;

/** A value that no program has: the end of an iteration. @intrinsic hole */
export declare function hole(): unknown;

/** @intrinsic is_hole */
export declare function isHole(value: unknown): boolean;

/** @intrinsic instance_of_class */
export declare function instanceOfClass(value: unknown, constructor: object): boolean;

/** @intrinsic is_symbol */
export declare function isSymbol(value: unknown): value is symbol;

/** @intrinsic is_object */
export declare function isObject(value: unknown): value is object;

/** @intrinsic is_function */
export declare function isFunction(value: unknown): value is Function;

/** @intrinsic is_array */
export declare function isArray(value: unknown): value is unknown[];

/** @intrinsic to_property_key */
export declare function toPropertyKey(value: unknown): string;

/** @intrinsic f64_mod */
export declare function f64Mod(a: number, b: number): number;

/** @intrinsic math_floor */
export declare function mathFloor(x: number): number;

/** @intrinsic math_trunc */
export declare function mathTrunc(x: number): number;

/** @intrinsic math_sqrt */
export declare function mathSqrt(x: number): number;

/** @intrinsic math_fround */
export declare function mathFround(x: number): number;

/** @intrinsic math_imul */
export declare function mathImul(a: number, b: number): number;

/** @intrinsic math_clz32 */
export declare function mathClz32(x: number): number;

/** @intrinsic math_abs */
export declare function mathAbs(x: number): number;

/** @intrinsic math_min */
export declare function mathMin(a: number, b: number): number;

/** @intrinsic math_max */
export declare function mathMax(a: number, b: number): number;

/** @intrinsic number_to_string */
export declare function numberToString(x: number): string;

/** @intrinsic string_to_number */
export declare function stringToNumber(text: string): number;

/** @intrinsic f64_bits_high */
export declare function f64BitsHigh(x: number): number;

/** @intrinsic f64_bits_low */
export declare function f64BitsLow(x: number): number;

/** @intrinsic f64_from_bits */
export declare function f64FromBits(high: number, low: number): number;

/** @intrinsic str_char_code_at */
export declare function strCharCodeAt(text: string, index: number): number;

/** @intrinsic str_at */
export declare function strAt(text: string, index: number): string | undefined;

/** @intrinsic str_substring */
export declare function strSubstring(text: string, from: number, to: number): string;

/** @intrinsic str_from_code */
export declare function strFromCode(code: number): string;

/** @intrinsic str_index_of */
export declare function strIndexOf(text: string, pattern: string, from: number): number;

/** @intrinsic str_compare */
export declare function strCompare(a: string, b: string): number;

/** @intrinsic str_hash */
export declare function strHash(text: string): number;

/** @intrinsic str_from_units */
export declare function strFromUnits(units: Uint16Array, count: number): string;

/** @intrinsic str_to_utf8 */
export declare function strToUtf8(text: string): Uint8Array;

/** Stores the units before the first above 127 in `into`, as long as the text; their number. @intrinsic str_ascii */
export declare function strAscii(text: string, into: Uint8Array): number;

/** A Uint8Array that the program does not get to see as one made. @intrinsic bytes_new */
export declare function bytesNew(length: number): Uint8Array;

/** The byte, or 0 beyond the end: never boxed, as what an index gives is. @intrinsic byte_get */
export declare function byteGet(bytes: Uint8Array, index: number): number;

/** @intrinsic byte_put */
export declare function bytePut(bytes: Uint8Array, index: number, byte: number): void;

/** @intrinsic str_build */
export declare function strBuild(parts: readonly string[]): string;

/** @intrinsic get_elem */
export declare function getElem(object: unknown, key: unknown): unknown;

/** @intrinsic set_elem */
export declare function setElem(object: unknown, key: unknown, value: unknown): void;

/** @intrinsic delete_elem */
export declare function deleteElem(object: unknown, key: unknown): boolean;

/** @intrinsic has_own */
export declare function hasOwn(object: unknown, key: string): boolean;

/** @intrinsic own_names */
export declare function ownNames(object: object, mode: number): string[];

/** @intrinsic remove */
export declare function removeOwn(object: object, key: string, mark: boolean): boolean;

/** @intrinsic define_prop */
export declare function defineProp(object: object, key: string, value: unknown, flags: number): void;

/** @intrinsic new_dict */
export declare function newDict(): object;

/** @intrinsic shape_name */
export declare function shapeName(object: object): string;

/** @intrinsic is_typed */
export declare function isTyped(value: unknown): value is Uint8Array;

/** @intrinsic is_buffer */
export declare function isBuffer(value: unknown): value is ArrayBuffer;

/** @intrinsic object_kind */
export declare function objectKind(value: unknown): number;

/** @intrinsic object_id */
export declare function objectId(object: unknown): number;

/** @intrinsic freeze */
export declare function freeze(object: object, level: number): void;

/** @intrinsic frozen_level */
export declare function frozenLevel(object: object): number;

/** The class's name, "Object" for plain objects; undefined where prototypes decide. @intrinsic class_name */
export declare function className(object: object): string | undefined;

/** The function that was added to an object as its `constructor`. @intrinsic added_constructor */
export declare function addedConstructor(object: object): object | undefined;

/** @intrinsic class_of */
export declare function classOf(object: object): object | undefined;

/** @intrinsic construct */
export declare function construct(constructor: unknown, args: readonly unknown[]): unknown;
/** The same with another new.target, whose prototype the new object gets. @intrinsic construct_as */
export declare function constructAs(constructor: unknown, args: readonly unknown[], target: unknown): unknown;

/** @intrinsic call_with_array */
export declare function callWithArray(callee: unknown, self: unknown, args: readonly unknown[]): unknown;

/**
 * What a function is: 1 a generator, 2 `async`, 4 a class, 8 a constructor, 16 built-in, added up (FN_* of
 * ingot.h); 32 a prototype that the compiler made.
 * @intrinsic function_flags
 */
export declare function functionFlags(callee: object): number;

/**
 * The name of the class that a class extends; "" when there is none.
 * @intrinsic class_parent_name
 */
export declare function classParentName(callee: object): string;

/** @intrinsic function_name */
export declare function functionName(callee: object): string;

/** @intrinsic function_length */
export declare function functionLength(callee: object): number;

/** @intrinsic define_accessor */
export declare function defineAccessor(
  object: object,
  key: string,
  getter: unknown,
  setter: unknown,
  flags: number,
): void;

/** @intrinsic own_flags */
export declare function ownFlags(object: unknown, key: string): number;

/** @intrinsic own_part */
export declare function ownPart(object: unknown, key: string, part: number): unknown;

/** @intrinsic get_proto */
export declare function getProto(object: unknown): unknown;

/** @intrinsic set_proto */
export declare function setProto(object: object, prototype: object | null): void;

/** @intrinsic store_proto */
export declare function storeProto(object: object, prototype: object | null): boolean;

/** @intrinsic builtin_proto */
export declare function builtinProto(of: number): object;

/** @intrinsic symbol_new */
export declare function symbolNew(description: string | undefined, registered: number): symbol;

/** @intrinsic symbol_description */
export declare function symbolDescription(symbol: unknown): string | undefined;

/** @intrinsic symbol_is_registered */
export declare function symbolIsRegistered(symbol: unknown): boolean;

/** @intrinsic symbol_registered */
export declare function symbolRegistered(key: string): symbol | undefined;

/** @intrinsic array_set_length */
export declare function arraySetLength(array: readonly unknown[], length: number): void;

/** @intrinsic array_pop */
export declare function arrayPop(array: readonly unknown[]): unknown;

/** @intrinsic array_reserve */
export declare function arrayReserve(array: readonly unknown[], capacity: number): void;

/**
 * HasProperty(array, index) for a non-negative integer index: in bounds and not a hole.
 *
 * @intrinsic array_has
 */
export declare function arrayHas(array: readonly unknown[], index: number): boolean;

/** @intrinsic array_get_value */
export declare function arrayGetValue(array: readonly unknown[], index: number): unknown;

/** @intrinsic array_set_value */
export declare function arraySetValue(array: readonly unknown[], index: number, value: unknown): void;

/** @intrinsic array_kind */
export declare function arrayKind(array: readonly unknown[]): number;

/**
 * Removes the first element of an array that is neither empty nor sealed, without moving the others.
 *
 * @intrinsic array_drop_first
 */
export declare function arrayDropFirst(array: readonly unknown[]): void;

/** @intrinsic array_copy */
export declare function arrayCopy(
  target: readonly unknown[],
  at: number,
  source: readonly unknown[],
  from: number,
  count: number,
): void;

/** @intrinsic array_new_like */
export declare function arrayNewLike<T>(array: readonly T[], length: number): T[];

/** @intrinsic typed_new */
export declare function typedNew(kind: number, length: number): Uint8Array;

/** @intrinsic typed_from_buffer */
export declare function typedFromBuffer(
  kind: number,
  buffer: ArrayBuffer,
  byteOffset: number,
  length: number,
): Uint8Array;

/** @intrinsic typed_buffer */
export declare function typedBuffer(array: object): ArrayBuffer;

/** @intrinsic typed_byte_offset */
export declare function typedByteOffset(array: object): number;

/** @intrinsic typed_kind */
export declare function typedKind(array: object): number;

/** Whether a typed array is a Buffer of Node. @intrinsic is_node_buffer */
export declare function isNodeBuffer(array: object): boolean;

/** Makes a Uint8Array a Buffer of Node: other methods are found. @intrinsic as_node_buffer */
export declare function asNodeBuffer(bytes: Uint8Array): void;

/** @intrinsic typed_get_value */
export declare function typedGetValue(array: object, index: number): number;

/** @intrinsic typed_set_value */
export declare function typedSetValue(array: object, index: number, value: number): void;

/** @intrinsic typed_move */
export declare function typedMove(
  target: object,
  at: number,
  source: object,
  from: number,
  count: number,
): void;

/** @intrinsic buffer_new */
export declare function bufferNew(byteLength: number): ArrayBuffer;

/** @intrinsic buffer_length */
export declare function bufferLength(buffer: object): number;

/** @intrinsic buffer_get */
export declare function bufferGet(
  buffer: object,
  kind: number,
  byteOffset: number,
  littleEndian: boolean,
): number;

/** @intrinsic buffer_set */
export declare function bufferSet(
  buffer: object,
  kind: number,
  byteOffset: number,
  value: number,
  littleEndian: boolean,
): void;

/** @intrinsic capture_stack */
export declare function captureStack(error: object): string;

/** @intrinsic describe_frames */
export declare function describeFrames(error: object, captured: string): string;

/** @intrinsic panic */
export declare function panic(message: string): never;

/** @intrinsic frame_promise */
export declare function frameOwner(frame: object): object;

/** @intrinsic frame_set_owner */
export declare function setFrameOwner(frame: object, owner: object): void;

/** @intrinsic frame_run */
export declare function frameRun(frame: object, value: unknown, mode: number): void;

/** @intrinsic frame_handed_out */
export declare function frameHandedOut(frame: object): unknown;

/** @intrinsic frame_state */
export declare function frameState(frame: object): number;

/** @intrinsic frame_resume */
export declare function frameResume(frame: object, value: unknown, isRejection: boolean): void;

/** @intrinsic gc_end_of_turn */
export declare function gcEndOfTurn(): void;

/** @intrinsic gc_collect */
export declare function gcCollect(): void;

/** @intrinsic gc_heap_bytes */
export declare function gcHeapBytes(): number;

/** @intrinsic write_out */
export declare function writeOut(stream: number, text: string): void;

/** @intrinsic write_bytes */
export declare function writeBytes(stream: number, bytes: Uint8Array, count: number): void;

/** @intrinsic program_argument */
export declare function programArgument(index: number): Uint8Array | undefined;

/** @intrinsic exit */
export declare function exit(code: number): never;

/** @intrinsic now_ms */
export declare function nowMs(): number;

/** @intrinsic wall_ms */
export declare function wallMs(): number;

/** @intrinsic sleep_ms */
export declare function sleepMs(milliseconds: number): void;

/** @intrinsic random */
export declare function random(): number;

/** @intrinsic weak_new */
export declare function weakNew(pairs: number): object;

/** @intrinsic weak_key */
export declare function weakKey(store: object, index: number): unknown;

/** @intrinsic weak_value */
export declare function weakValue(store: object, index: number): unknown;

/** @intrinsic weak_set */
export declare function weakSet(store: object, index: number, key: unknown, value: unknown): void;
