// The typed intermediate representation: what lowering produces, passes rewrite and the back end reads.
//
// A function is a graph of basic blocks over typed, mutable locals (not SSA: the C compiler does that).
// Everything that ECMA-262 does implicitly - conversions, calls of user code, exceptions - is an explicit
// instruction here. The IR knows nothing of TypeScript; `print.ts` shows it, `verify.ts` states its rules.

/**
 * Machine representation of a value.
 *
 * - `f64`, `i32`, `u32`, `bool`: unboxed. Lowering only makes `f64` numbers, except where ECMA-262 itself
 *   yields 32-bit integers; the ranges pass narrows.
 * - `ref`: a pointer to a heap or static object with a shape header. `undefined` and `null` are the static
 *   objects `rt_undefined` and `rt_null`, so a ref is never a null pointer. A ref says nothing about the
 *   layout behind it: only a shape test does.
 * - `value`: any JavaScript value in 64 bits (NaN-boxed; see runtime/native/ingot.h).
 */
export type Type = "void" | "bool" | "i32" | "u32" | "f64" | "ref" | "value";

/** A place in a source file; `line` and `column` count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Local {
  readonly id: number;
  /** The source name, or "" for a temporary. */
  readonly name: string;
  type: Type;
  /** An f64 parameter for which undefined is as good as NaN: generic entries convert it so. */
  takesMissing?: boolean;
}

export type Operand =
  | { readonly kind: "local"; readonly local: Local }
  /** A number constant; `type` is f64, i32 or u32. */
  | { readonly kind: "number"; readonly type: "f64" | "i32" | "u32"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  /** `type` is ref or value for all of these; `hole` (absent element, uninitialised binding) is value only. */
  | { readonly kind: "undefined" | "null" | "hole"; readonly type: "ref" | "value" }
  | { readonly kind: "string"; readonly type: "ref" | "value"; readonly text: string }
  /** The static function object of a function that captures nothing. */
  | { readonly kind: "function"; readonly type: "ref" | "value"; readonly func: Func }
  /** The constructor object of a class. */
  | { readonly kind: "class"; readonly type: "ref" | "value"; readonly cls: ClassInfo };

export type NumberOp = "add" | "sub" | "mul" | "div" | "mod" | "pow";
/** `shr` yields u32, the others i32. Shift counts are taken modulo 32. */
export type BitOp = "and" | "or" | "xor" | "shl" | "sar" | "shr";
export type CompareOp = "lt" | "le" | "gt" | "ge" | "eq" | "ne";

export type ConvertOp =
  /** i32, u32, bool -> f64; exact. */
  | "to_f64"
  /** f64, u32 -> i32: ToInt32 (ECMA-262), modulo 2^32. */
  | "to_i32"
  /** f64, i32 -> u32: ToUint32. */
  | "to_u32"
  /** Any type -> value. Never throws. */
  | "box"
  /** value -> f64, bool or ref when it holds one; throws the TypeError `expected` describes otherwise. */
  | "unbox"
  /** value, ref -> f64: ToNumber. May throw and call user code. */
  | "to_number"
  /**
   * value -> f64 where the program says number: a number itself, NaN for undefined (whose ToNumber it is);
   * throws the TypeError `expected` describes for anything else.
   */
  | "number_or_nan"
  /** Any -> bool: ToBoolean. Never throws. */
  | "to_boolean"
  /** Any -> ref to a string: ToString. May throw and call user code. */
  | "to_string";

export type ArrayKind = "f64" | "ref" | "value";
export type TypedArrayKind = "i8" | "u8" | "u8c" | "i16" | "u16" | "i32" | "u32" | "f32" | "f64";

interface Base {
  readonly loc?: Location;
}
interface Def extends Base {
  dst: Local;
}
/** With `ok`, a local of type bool: only the fast path. `ok` says whether it applied; if not, nothing is done. */
interface Attempt {
  ok?: (Operand & { readonly kind: "local" }) | undefined;
}
/** Objects of other shapes are refused instead of asked by name. */
interface Refusing {
  others?: "refused" | undefined;
}

export type Instr =
  | (Def & { op: "copy"; a: Operand })
  | (Def & { op: "convert"; how: ConvertOp; a: Operand; expected?: string })
  /** f64 neg, i32 bitnot, bool not. */
  | (Def & { op: "unary"; how: "neg" | "bitnot" | "not"; a: Operand })
  /** Both operands and dst of one type: f64, or i32/u32 once the ranges pass has excluded overflow and -0. */
  | (Def & { op: "arith"; how: NumberOp; a: Operand; b: Operand })
  /** i32 x i32. */
  | (Def & { op: "bits"; how: BitOp; a: Operand; b: Operand })
  /** Same types on both sides; refs compare by identity and only with eq/ne. dst bool. */
  | (Def & { op: "compare"; how: CompareOp; a: Operand; b: Operand })
  /** A call into runtime/native by its name in runtime-calls.ts. */
  | (Base & { op: "runtime"; dst: Local | null; name: string; args: Operand[] })
  /** A direct call; argument types are exactly the parameter types of `func`. */
  | (Base & { op: "call"; dst: Local | null; func: Func; env: Operand | null; args: Operand[] })
  /**
   * Calls through the shape's virtual table. `obj` has been tested to be of `shape` or a subclass; the
   * signature is that of `shape.vtable[slot]`.
   */
  | (Base & {
      op: "call_virtual";
      dst: Local | null;
      shape: Shape;
      slot: number;
      obj: Operand;
      args: Operand[];
    })
  /** Calls any value with values; throws "<text> is not a function". dst is value. */
  | (Base & {
      op: "call_value";
      dst: Local | null;
      callee: Operand;
      self: Operand;
      args: Operand[];
      text: string;
    })
  /**
   * obj.key(args) with full lookup, all values. Throws as Node does when absent. `declared`: the interface that `obj` is
   * declared to have, where classes of the program say that they implement it; a guess, that the object may belie.
   */
  | (Base & {
      op: "call_method";
      dst: Local | null;
      obj: Operand;
      key: string;
      args: Operand[];
      text: string;
      declared?: string | undefined;
    })
  /** A fresh instance: number slots 0, bool false, ref undefined, value undefined (or absent: hole). */
  | (Def & { op: "new_object"; shape: Shape })
  /** Trusted access to a slot: `obj` is known to have `shape` or one that extends it. */
  | (Def & { op: "get_slot"; obj: Operand; shape: Shape; slot: number })
  | (Base & { op: "set_slot"; obj: Operand; shape: Shape; slot: number; value: Operand })
  /**
   * Guarded access to a class field. When the ref `obj` has `shape` or one that extends it: as get_slot /
   * set_slot. Any other object: get_prop / set_prop by the slot's key, unboxed to (boxed from) the slot's
   * type with a TypeError. May throw only on that slow path.
   * With `others`, there is no lookup: any other object is a TypeError.
   */
  | (Refusing & Def & { op: "get_field"; obj: Operand; shape: Shape; slot: number; text: string })
  | (Refusing & Base & { op: "set_field"; obj: Operand; shape: Shape; slot: number; value: Operand })
  /**
   * Guarded method call. When the ref `obj` has `shape` or one that extends it: calls `func` directly with
   * obj as `this` and `args` of its parameter types, or, when `slot` is not null, the function in that
   * slot of the object's own virtual table (same signature as `func`). Any other object: boxes the
   * arguments, call_method by `key`, and unboxes to the result type; with `others`, it is a TypeError. dst has
   * func.result's type.
   */
  | (Refusing &
      Base & {
        op: "call_member";
        dst: Local | null;
        obj: Operand;
        shape: Shape;
        func: Func;
        slot: number | null;
        args: Operand[];
        key: string;
        text: string;
      })
  /** True when the ref `obj` has exactly `shape`, or with `subclasses` one that extends it. */
  | (Def & { op: "has_shape"; obj: Operand; shape: Shape; subclasses: boolean })
  /** obj.key with full lookup (slots, accessors, methods, built-ins); obj and dst are values. */
  | (Def & { op: "get_prop"; obj: Operand; key: string })
  /** obj.key = value in strict mode; obj and value are values. */
  | (Base & { op: "set_prop"; obj: Operand; key: string; value: Operand })
  /** An array of `length` elements (i32), all holes if `kind` is value, else to be filled before it escapes. */
  | (Def & { op: "new_array"; kind: ArrayKind; length: Operand })
  /**
   * array[index]. `kind` is the element kind expected; any other object takes the slow path with the same
   * meaning. `result` "value": dst value, undefined out of bounds. "number": dst f64, the
   * element by number_or_nan (NaN out of bounds). "ref": dst ref (undefined out of bounds), TypeError if a number or boolean
   * is there.  index: f64, i32 or u32. `known`, from the version-loops pass: "element" when it is proved to be an array
   * of that kind and the index to be in bounds.
   */
  | (Attempt &
      Def & {
        op: "array_get";
        kind: ArrayKind;
        array: Operand;
        index: Operand;
        result: "value" | "number" | "ref";
        known?: "element" | undefined;
      })
  /**
   * array[index] = value; value has the type of the kind (f64, ref or value), or is boxed where it most likely
   * fits the kind. Widens the array if it must.
   */
  | (Attempt &
      Base & {
        op: "array_set";
        kind: ArrayKind;
        array: Operand;
        index: Operand;
        value: Operand;
        known?: "element" | undefined;
      })
  /** array.push(value) of one element, result discarded. */
  | (Base & { op: "array_push"; kind: ArrayKind; array: Operand; value: Operand })
  /** .length of an array, string or typed array expected as `of`; i32. Other objects: slow path. */
  | (Attempt &
      Def & { op: "length"; of: "array" | "string" | "typed"; obj: Operand; known?: "kind" | undefined })
  /**
   * typed[index]. `result` "value": dst value, undefined out of bounds. "number": dst f64, NaN out of
   * bounds. "int": dst i32 (ToInt32 of the element, 0 out of bounds).
   * `known`, from the ranges pass: "kind" when it is proved to be a typed array of that kind, "element" when the
   * index is proved to be in bounds as well.
   */
  | (Attempt &
      Def & {
        op: "typed_get";
        kind: TypedArrayKind;
        array: Operand;
        index: Operand;
        result: "value" | "number" | "int";
        known?: "kind" | "element" | undefined;
      })
  /** typed[index] = value; value f64, i32 or u32; converted as ECMA-262 TypedArraySetElement. */
  | (Attempt &
      Base & {
        op: "typed_set";
        kind: TypedArrayKind;
        array: Operand;
        index: Operand;
        value: Operand;
        known?: "kind" | "element" | undefined;
      })
  /** True when `array` is an array with elements of that kind, or a typed array of it. dst bool. */
  | (Def & { op: "has_elements"; of: "array" | "typed"; kind: ArrayKind | TypedArrayKind; array: Operand })
  /**
   * The kind, length and place of elements that `array`, of which has_elements was true, has now. dst is a ref that
   * only accesses with `ok` or `known` may use as their array, and while no such thing changes.
   */
  | (Def & { op: "view"; of: "array" | "typed"; array: Operand })
  /** A function object for `func` with its captured values, in the order of `func.captures`. */
  | (Def & { op: "new_closure"; func: Func; captures: Operand[] })
  /** A heap cell for a captured variable that changes. */
  | (Def & { op: "new_cell"; type: Type; init: Operand })
  | (Def & { op: "get_cell"; type: Type; cell: Operand })
  | (Base & { op: "set_cell"; type: Type; cell: Operand; value: Operand })
  | (Def & { op: "get_global"; global: Global })
  | (Base & { op: "set_global"; global: Global; value: Operand })
  /** First instruction of a handler block: takes the pending exception. dst is value. */
  | (Def & { op: "catch" })
  /** Suspends the (async) function until `a` (value) is settled. dst is value. Removed by the suspend pass. */
  | (Def & { op: "await"; a: Operand })
  /**
   * Suspends the generator and hands `a` (value) out; `delegated`: `a` is the result object of an inner iterator,
   * which next() returns as it is. dst: the value that next() or return() sent. What throw() sent is thrown here,
   * unless `catches` asks for it, too. Removed by the suspend pass.
   */
  | (Def & { op: "yield"; a: Operand; delegated: boolean; catches: boolean })
  /** Directly after a yield: how it was resumed: 0 next, 1 throw, 2 return. dst is i32. */
  | (Def & { op: "resume_mode" })
  /** Only after the suspend pass: stores what the generator hands out. */
  | (Base & { op: "hand_out"; a: Operand })
  /** Only after the suspend pass: saves `state` in the frame, FINISHED at the end. */
  | (Base & { op: "set_state"; state: number; delegated: boolean })
  /** Only after the suspend pass: delivers what was sent; a throw is thrown, unless `catches`. */
  | (Def & { op: "resume"; catches: boolean });

/** The state of a generator that will not run again. */
export const FINISHED = -1;

export type Terminator = Base &
  (
    | { op: "jump"; to: Block }
    | { op: "branch"; cond: Operand; then: Block; else: Block }
    | { op: "switch"; on: Operand; cases: { value: number; to: Block }[]; default: Block }
    | { op: "return"; value: Operand | null }
    /** a: value. */
    | { op: "throw"; a: Operand }
    | { op: "unreachable" }
    /** Only after the suspend pass: returns to the event loop. */
    | { op: "suspend" }
  );

export interface Block {
  readonly id: number;
  instrs: Instr[];
  term: Terminator;
  /** Where exceptions raised in this block go; null leaves the function. */
  handler: Block | null;
}

export interface Func {
  readonly id: number;
  /** Unique, readable: "main.ts:Point.length", turned into a C name by the back end. */
  readonly name: string;
  /** Value of the function's `name` property. */
  readonly displayName: string;
  /** Value of its `length` property. */
  arity: number;
  /** `this` first when `hasThis`; then the declared parameters; a rest parameter is the last, a ref to an array. */
  params: Local[];
  hasThis: boolean;
  hasRest: boolean;
  /** Loaded from the function object on entry; never assigned. */
  captures: Local[];
  result: Type;
  locals: Local[];
  blocks: Block[];
  /**
   * Async functions may contain `await`. `result` is ref (the promise), while their return terminators carry
   * the value (type value, or null for undefined) that resolves it. The suspend pass splits them.
   */
  isAsync: boolean;
  /**
   * Generators may contain `yield`, and async ones `await`. Results and return terminators are as those of async
   * functions, but what `make` returns is the result.
   */
  generator: GeneratorFunctions | null;
  /**
   * For methods, getters, setters and initialisers of classes: `this` has this shape or one that extends it,
   * so its slots are accessed without a guard. The generic entry tests it and throws a TypeError otherwise.
   */
  thisShape: Shape | null;
  /** A method that never mentions `this`: its generic entry takes any receiver, as `list.forEach(this.print)` gives it. */
  ignoresThis?: boolean;
  /** What the generic entry of a method calls with a receiver of no such shape: a version that looks all of it up by name. */
  foreign?: Func;
  /** Written as an async or generator function: set by the suspend pass, for what the function object says. */
  wasAsync?: boolean;
  wasGenerator?: boolean;
  /** In the program only if everything it calls is there anyway; else it does nothing and returns nothing. */
  isWeak: boolean;
  /** Initialises variables of a library module: its calls go when nothing else mentions any of them. */
  isInitialiser: boolean;
  /** Set by the may-throw pass. */
  mayThrow: boolean;
  /** A plain function, to which `new` can be applied. */
  isConstructor?: boolean;
  /** A built-in constructor: its `this` is a hole where it is called by `new`. */
  isBuiltinConstructor?: boolean;
  /** Begins with the runtime call `new_target`. */
  takesTarget?: boolean;
  /** The constructor of a class that is made at run time: it makes its object itself and takes new.target. */
  isClass?: boolean;
  /** Marked `@rare`: compiled for size on boards, also in files that are compiled for speed. */
  isRare?: boolean;
  /** Used as a value somewhere: needs a generic entry that takes boxed arguments. */
  needsGenericEntry: boolean;
  loc?: Location;
  /** Set by the suspend pass on the resume half: locals that live in the frame. */
  frame?: Frame;
}

/** The library functions behind a generator. */
export interface GeneratorFunctions {
  /** Makes the generator object of a frame. */
  readonly make: Func;
  /** Of async generators: resumes the frame (ref) once the value is settled. */
  readonly wait: Func | null;
}

/** True for functions that the suspend pass splits. */
export function isSuspendable(func: Func): boolean {
  return func.isAsync || func.generator !== null;
}

/** What an async function or generator keeps across suspensions. */
export interface Frame {
  readonly shape: Shape;
  /** Local id -> slot of the frame shape. */
  readonly slots: Map<number, number>;
  /** Entry block per state number. */
  readonly entries: Block[];
  /** Has room for what is handed out, and no promise. */
  readonly isGenerator: boolean;
}

export interface Slot {
  readonly key: string;
  type: Type;
  /** Private names and compiler-made slots are not properties. */
  readonly hidden: boolean;
  /** True when the property can be absent: type is value, hole means absent. */
  readonly optional: boolean;
}

/** The layout of a kind of object. A shape with a parent begins with the parent's slots. */
export interface Shape {
  readonly id: number;
  readonly name: string;
  readonly parent: Shape | null;
  /** Including the parent's, in order of creation of the properties. */
  readonly slots: Slot[];
  readonly cls: ClassInfo | null;
  /** Own and inherited methods and accessors, for lookup by name. */
  methods: Method[];
  /** Names of the interfaces that its class says it implements itself; those of base classes hold, too. */
  readonly interfaces?: readonly string[];
  /** Names of members that calls reach without looking: an own property of such a name is refused at run time. */
  fixed?: string[];
  /** Functions called by call_virtual. */
  vtable: Func[];
  /** Reserve a word for properties added later (a dictionary). */
  readonly extensible: boolean;
  /** Instances are values of the primitive type bigint: without properties, equal by content. */
  readonly isBigint?: boolean;
}

export interface Method {
  readonly key: string;
  readonly role: "method" | "get" | "set";
  readonly func: Func;
}

export interface ClassInfo {
  readonly id: number;
  readonly name: string;
  readonly parent: ClassInfo | null;
  /** The construct function: takes the constructor's parameters, yields the instance. Null when abstract. */
  construct: Func | null;
  /** What a call without `new` does; absent where it throws. */
  call?: Func | undefined;
  /** The property `length`; absent for 0. */
  arity?: number;
  /** Static methods reachable through the class object. */
  statics: Method[];
}

export interface Global {
  readonly id: number;
  readonly name: string;
  readonly type: Type;
  /** A constant that no read can precede: every read gives what a set_global of the program gives it. */
  readonly settled?: boolean | undefined;
}

/**
 * A built-in method found by name on a value that is not an object with methods of its own; with an owner, a static
 * member of that built-in constructor: a method ("static"), or a constant that `func` returns ("constant").
 */
export interface BuiltinMethod {
  readonly of: (typeof BUILTIN_GROUPS)[number] | "static" | "constant";
  readonly key: string;
  readonly func: Func;
  readonly owner?: Func;
}

/** BuiltinOf of ingot.h, in its order. */
export const BUILTIN_GROUPS = [
  "string",
  "number",
  "boolean",
  "array",
  "function",
  "object",
  "typedarray",
  "symbol",
  "bigint",
  "arraybuffer",
  "bigintarray",
  "int8array",
  "uint8array",
  "uint8clampedarray",
  "int16array",
  "uint16array",
  "int32array",
  "uint32array",
  "float32array",
  "float64array",
  "bigint64array",
  "biguint64array",
  "nodebuffer",
  "generatorfunction",
  "asyncfunction",
  "asyncgeneratorfunction",
] as const;

export interface Module {
  functions: Func[];
  /** Parents before children. */
  shapes: Shape[];
  classes: ClassInfo[];
  globals: Global[];
  builtins: BuiltinMethod[];
  /** Set by the pass that removes what is unreachable: any class with instances may be asked for by `constructor`. */
  allClassObjects?: boolean;
  /** Functions whose bodies lowering left empty, because nothing reaches them. */
  unwritten?: ReadonlySet<Func>;
  /** Functions that the native core calls, by hook name. */
  hooks: Map<string, Func>;
  /** Runs every module in order, then returns. */
  entry: Func;
}
