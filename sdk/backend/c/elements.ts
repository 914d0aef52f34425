// Inline C of the accesses to elements of arrays and typed arrays, one function for each way that a file uses.
//
// Each does the fast path of one IR operation and says whether it applied; false, and nothing done, when the slow path is
// needed. Generated code tests for exceptions only behind that, so that the fast path costs no look at a global. What
// a pass knows already is not asked for again:
//
//   try        kind and bounds are asked for
//   kind       only the bounds: the kind of a typed array is known
//   element    neither
//
// A boxed value may be meant for an array of numbers or references, which it most likely fits: a variable that holds
// what an element's type says is boxed, because it can be undefined.

import type { ArrayKind, TypedArrayKind } from "../../compiler/ir/types.ts";
import type { Unit } from "./unit.ts";

export type Trust = "try" | "kind" | "element";
/** The C type of an index or number: i int32_t, u uint32_t, d double. */
export type Mark = "i" | "u" | "d";
type Result = "value" | "number" | "ref" | "int";

const NUMBER: Record<Mark, string> = { i: "int32_t", u: "uint32_t", d: "double" };
const ELEMENT: Record<ArrayKind, string> = { f64: "double", ref: "Obj *", value: "Value" };
const RESULT: Record<Result, string> = { value: "Value", number: "double", ref: "Obj *", int: "int32_t" };

/** `TYPE name` as C writes it. */
const named = (type: string, name: string): string => `${type}${type.endsWith("*") ? "" : " "}${name}`;

/** Takes the element `e` as a result, if that is possible without the slow path. */
const TAKE: Record<ArrayKind, Record<"value" | "number" | "ref", string | null>> = {
  f64: { value: "ing_take_number(e, out)", number: "(*out = e, true)", ref: null },
  ref: { value: "(*out = value_ref(e), true)", number: null, ref: "(*out = e, true)" },
  value: {
    value: "(*out = ing_hole_to_undefined(e), true)",
    number: "ing_try_number(e, out)",
    ref: "ing_try_ref(e, out)",
  },
};
const NEVER = "((void)e, (void)out, false)";

/** What an element `v` of the first kind must be to be one of the second, and what it is there. */
const AS_ELEMENT: Record<ArrayKind, { [to in ArrayKind]?: { fits: string; as: string } }> = {
  f64: { f64: { fits: "", as: "v" }, value: { fits: "", as: "value_f64(v)" } },
  ref: { ref: { fits: "", as: "v" }, value: { fits: "", as: "value_ref(v)" } },
  value: {
    f64: { fits: "value_is_number(v)", as: "value_number(v)" },
    ref: { fits: "value_is_ref(v)", as: "value_obj(v)" },
    value: { fits: "", as: "v" },
  },
};

/** Lines that leave the function with `otherwise` unless all tests hold. */
function unless(tests: readonly string[], otherwise: string): string[] {
  return tests.length === 0 ? [] : [`  if (UNLIKELY(!(${tests.join(" && ")}))) return ${otherwise};`];
}

/** What is to be asked of the kind: `test`, or nothing where it is known. */
function asked(trust: Trust, test: string): string[] {
  return trust === "try" ? [test] : [];
}

/** Lines that leave the function unless the index is within the length, with the place in `at`. */
function within(trust: Trust, struct: string, index: Mark): string[] {
  if (trust === "element") return ["  uint32_t at = (uint32_t)i;"];
  return ["  uint32_t at;", ...unless([`ing_index_${index}(i, ((${struct} *)o)->length, &at)`], "false")];
}

/** The element at `at` of an array of that kind. */
function elementAt(kind: ArrayKind): string {
  return `((${named(ELEMENT[kind], "*")})((Array *)o)->elements)[at]`;
}

/**
 * The kinds tried next where an array has not the kind that its declared type asks for: `new Array(n)` holds anything
 * wherever it goes, and arrays of numbers go where any are expected. Not for objects: the test made functions that work
 * on graphs too large for gcc to join, at half their speed.
 */
const OTHER_KINDS: Record<ArrayKind, readonly ArrayKind[]> = {
  f64: ["value"],
  ref: [],
  value: ["f64"],
};

function otherKinds(unit: Unit, trust: Trust, kind: ArrayKind): readonly ArrayKind[] {
  return trust === "try" && unit.isForSpeed ? OTHER_KINDS[kind] : [];
}

function define(unit: Unit, name: string, parameters: string, body: readonly string[]): string {
  unit.declare(name, [`ING_INLINE bool ${name}(Obj *o, ${parameters}) {`, ...body, "}"].join("\n"));
  return name;
}

/** bool NAME(array, index, result *out) */
export function arrayGet(
  unit: Unit,
  trust: Trust,
  result: Result,
  kind: ArrayKind,
  index: Mark,
  others: readonly ArrayKind[] = otherKinds(unit, trust, kind),
): string {
  const [next, ...rest] = others.filter((k) => TAKE[k][result as "value"] !== null);
  const otherwise =
    next === undefined ? "false" : `${arrayGet(unit, trust, result, next, index, rest)}(o, i, out)`;
  return define(
    unit,
    `ing_${trust}_array_get_${result}_${[kind, ...others].join("_")}_${index}`,
    `${NUMBER[index]} i, ${RESULT[result]} *out`,
    [
      ...unless(asked(trust, `ING_IS_${kind}(o)`), otherwise),
      ...within(trust, "Array", index),
      `  ${named(ELEMENT[kind], "e")} = ${elementAt(kind)};`,
      `  return ${TAKE[kind][result as "value"] ?? NEVER};`,
    ],
  );
}

/** bool NAME(array, index, element): the element is a Value where `isBoxed`, as it is for arrays of anything. */
export function arraySet(
  unit: Unit,
  trust: Trust,
  kind: ArrayKind,
  isBoxed: boolean,
  index: Mark,
  // What does not fit may still be stored into an array that holds anything.
  others: readonly ArrayKind[] = isBoxed && kind !== "value" && trust !== "element"
    ? ["value"]
    : otherKinds(unit, trust, kind),
): string {
  return setAs(unit, trust, isBoxed ? "value" : kind, kind, others, index);
}

/** Stores what is an element of arrays of kind `given` into one of `kind`, or into one of `others`. */
function setAs(
  unit: Unit,
  trust: Trust,
  given: ArrayKind,
  kind: ArrayKind,
  others: readonly ArrayKind[],
  index: Mark,
): string {
  const [next, ...rest] = others;
  const otherwise = next === undefined ? "false" : `${setAs(unit, trust, given, next, rest, index)}(o, i, v)`;
  const { fits, as } = AS_ELEMENT[given][kind]!;
  const tests = [...asked(trust, `ING_IS_${kind}(o)`), ...(fits === "" ? [] : [fits])];
  return define(
    unit,
    `ing_${trust}_array_set_${given}_in_${[kind, ...others].join("_")}_${index}`,
    `${NUMBER[index]} i, ${named(ELEMENT[given], "v")}`,
    [
      ...unless(tests, otherwise),
      ...within(trust, "Array", index),
      `  ${elementAt(kind)} = ${as};`,
      "  return true;",
    ],
  );
}

interface TypedElement {
  readonly type: string;
  readonly isReal?: true;
}
const TYPED: Record<TypedArrayKind, TypedElement> = {
  i8: { type: "int8_t" },
  u8: { type: "uint8_t" },
  u8c: { type: "uint8_t" },
  i16: { type: "int16_t" },
  u16: { type: "uint16_t" },
  i32: { type: "int32_t" },
  u32: { type: "uint32_t" },
  f32: { type: "float", isReal: true },
  f64: { type: "double", isReal: true },
};

function typedTest(kind: TypedArrayKind): string {
  return `ING_TYPED_IS(o, TA_${kind.toUpperCase()})`;
}

/** bool NAME(array, index, result *out) */
export function typedGet(
  unit: Unit,
  trust: Trust,
  result: Result,
  kind: TypedArrayKind,
  index: Mark,
): string {
  const { type, isReal } = TYPED[kind];
  // An element that is no integer may be any NaN.
  const number = isReal ? "canonical((double)e)" : "(double)e";
  const integer = isReal ? "ing_to_i32((double)e)" : "(int32_t)e";
  const taken = result === "value" ? `value_f64(${number})` : result === "int" ? integer : number;
  return define(
    unit,
    `ing_${trust}_typed_get_${result}_${kind}_${index}`,
    `${NUMBER[index]} i, ${RESULT[result]} *out`,
    [
      ...unless(asked(trust, typedTest(kind)), "false"),
      ...within(trust, "Typed", index),
      `  ${type} e = ((${type} *)((Typed *)o)->data)[at];`,
      `  return *out = ${taken}, true;`,
    ],
  );
}

/** bool NAME(array, index, number): RawBytesToNumeric's inverse, with integers modulo their size. */
export function typedSet(unit: Unit, trust: Trust, kind: TypedArrayKind, index: Mark, value: Mark): string {
  const { type, isReal } = TYPED[kind];
  const clamped = { i: "(v < 0 ? 0 : v > 255 ? 255 : v)", u: "(v > 255 ? 255 : v)", d: "ing_u8_clamp(v)" };
  const integer = value === "d" ? "ing_to_i32(v)" : "v";
  const stored = kind === "u8c" ? clamped[value] : isReal ? "v" : integer;
  return define(
    unit,
    `ing_${trust}_typed_set_${kind}_${index}_${value}`,
    `${NUMBER[index]} i, ${NUMBER[value]} v`,
    [
      ...unless(asked(trust, typedTest(kind)), "false"),
      ...within(trust, "Typed", index),
      `  return ((${type} *)((Typed *)o)->data)[at] = (${type})${stored}, true;`,
    ],
  );
}
