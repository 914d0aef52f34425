// Kinds of values as types tell them: the primitive types, functions, arrays and other objects.

import ts from "typescript";

const T = ts.TypeFlags;

/** What values are stored by. */
export type Kind =
  | "string"
  | "number"
  | "boolean"
  | "bigint"
  | "symbol"
  | "nullish"
  | "function"
  | "array"
  | "object";

/** The kind of all values of a type that is no union; null where the type says none. */
export function kindOf(checker: ts.TypeChecker, type: ts.Type): Kind | null {
  const { flags } = type;
  if (flags & T.StringLike) return "string";
  if (flags & T.NumberLike) return "number";
  if (flags & T.BooleanLike) return "boolean";
  if (flags & T.BigIntLike) return "bigint";
  if (flags & T.ESSymbolLike) return "symbol";
  if (flags & (T.Undefined | T.Null | T.Void)) return "nullish";
  // Brands: `number & { readonly unit: "m" }`.
  if (flags & T.Intersection) {
    const kinds = (type as ts.IntersectionType).types.map((t) => kindOf(checker, t));
    return kinds.find((k) => k !== "object") ?? "object";
  }
  if (!(flags & T.Object)) return null;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return "function";
  return checker.isArrayType(type) || checker.isTupleType(type) ? "array" : "object";
}

/** Some values of `type` are of `kind`, or may be for all that is known. */
export function admits(checker: ts.TypeChecker, type: ts.Type, kind: Kind): boolean {
  const own = kindOf(checker, type);
  return own === null || own === kind;
}

export function isPrimitive(type: ts.Type): boolean {
  return (type.flags & (T.StringLike | T.NumberLike | T.BooleanLike)) !== 0;
}

/** The members of a union; any other type itself. */
export function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.flags & T.Union ? (type as ts.UnionType).types : [type];
}

/** The members of a union; of a type parameter, those of what it extends. */
export function parts(type: ts.Type): ts.Type[] {
  if (type.flags & T.Union) return (type as ts.UnionType).types.flatMap(parts);
  if (type.flags & T.Boolean) return [type];
  const constraint = type.flags & T.TypeParameter ? type.getConstraint() : undefined;
  return constraint === undefined ? [type] : parts(constraint);
}
