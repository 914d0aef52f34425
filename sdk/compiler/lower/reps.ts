// From TypeScript types to machine representations.
//
// A representation is a promise about bits, not about layout: `ref` says "a pointer to some object". Where
// a static type turns out wrong at run time, a ref is still safe (every use tests the shape) and an unboxed
// number or boolean cannot have been stored (the conversion throws).

import ts from "typescript";
import { membersOf } from "./kinds.ts";
import { isForeignDeclaration } from "./packages.ts";

/** What a type parameter stands for in one instantiation. */
export type Rep = "f64" | "bool" | "ref" | "value";

/** Representation of each type parameter in scope, by its symbol. */
export type TypeEnv = ReadonlyMap<ts.Symbol, Rep>;

export const EMPTY_ENV: TypeEnv = new Map();

/** The least representation that holds both. */
export function joinReps(a: Rep, b: Rep): Rep {
  return a === b ? a : "value";
}

// Void is not among them: a function whose type returns void may be one that returns a number.
const REF_FLAGS =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.NonPrimitive |
  ts.TypeFlags.Object |
  ts.TypeFlags.TemplateLiteral |
  ts.TypeFlags.StringMapping;

/** The representation of values of `type` in an instantiation with `env`. */
export function repOf(checker: ts.TypeChecker, type: ts.Type, env: TypeEnv, depth = 0): Rep {
  const flags = type.flags;
  if (flags & ts.TypeFlags.Union) {
    // `boolean` is the union true | false; string enums mix nothing in.
    let rep: Rep | null = null;
    for (const member of (type as ts.UnionType).types) {
      const each = repOf(checker, member, env, depth + 1);
      rep = rep === null ? each : joinReps(rep, each);
      if (rep === "value") return rep;
    }
    return rep ?? "value";
  }
  if (flags & ts.TypeFlags.NumberLike) return "f64";
  if (flags & ts.TypeFlags.BooleanLike) return "bool";
  if (flags & ts.TypeFlags.Object) return acceptsPrimitives(checker, type) ? "value" : "ref";
  if (flags & REF_FLAGS) return "ref";
  if (flags & ts.TypeFlags.Never) return "value";
  if (flags & ts.TypeFlags.Intersection) {
    let rep: Rep | null = null;
    for (const member of (type as ts.IntersectionType).types) {
      // NonNullable<T> is T & {}, and {} says nothing about representation.
      if (isEmptyObjectType(member)) continue;
      const each = repOf(checker, member, env, depth + 1);
      // number & { brand }: the primitive part decides. T & object: the narrower one.
      if (each === "f64" || each === "bool") return each;
      if (each === "ref") rep = "ref";
      else if (rep === null) rep = each;
    }
    return rep ?? "value";
  }
  if (flags & ts.TypeFlags.TypeParameter) {
    const symbol = type.symbol as ts.Symbol | undefined;
    const known = symbol === undefined ? undefined : env.get(symbol);
    if (known !== undefined) return known;
    if ((type as ts.TypeParameter & { isThisType?: boolean }).isThisType) return "ref";
    return "value";
  }
  // The checker's constraint of a deferred condition counts on one branch: `unknown extends T ? object : T`.
  if (flags & ts.TypeFlags.Conditional) return "value";
  if (flags & (ts.TypeFlags.Index | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Substitution)) {
    // Deferred types depend on type parameters, whose representation here may be narrower than the
    // constraint's: only a constraint that is boxed anyway, or a plain reference, may be relied on.
    if (depth > 8) return "value";
    const constraint = checker.getBaseConstraintOfType(type);
    if (constraint !== undefined && constraint !== type) {
      // What a type parameter stands for says nothing about what is taken out of it: FlatArray<T[], 1>.
      return repOf(checker, constraint, EMPTY_ENV, depth + 1) === "ref" ? "ref" : "value";
    }
  }
  return "value";
}

const primitiveCache = new WeakMap<ts.Type, boolean>();

/** Object types that a number or boolean can be assigned to: {}, Object, { toString(): string } ... */
function acceptsPrimitives(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  const known = primitiveCache.get(type);
  if (known !== undefined) return known;
  const result =
    type.getCallSignatures().length === 0 &&
    (checker.isTypeAssignableTo(checker.getNumberType(), type) ||
      checker.isTypeAssignableTo(checker.getBooleanType(), type));
  primitiveCache.set(type, result);
  return result;
}

/** True when no value of `type` can be a string or bigint, so that identity decides strict equality. */
export function comparesByIdentity(type: ts.Type): boolean {
  const types = membersOf(type);
  return types.every(
    (t) =>
      (t.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) !== 0 ||
      ((t.flags & ts.TypeFlags.Object) !== 0 &&
        !(t.symbol && /^(String|Number|Boolean|BigInt)$/.test(t.symbol.name)) &&
        !isEmptyObjectType(t)),
  );
}

/** `{}` and `Object` accept strings, too. */
function isEmptyObjectType(type: ts.Type): boolean {
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  const object = type as ts.ObjectType;
  if (object.symbol?.name === "Object") return true;
  return (
    (object.objectFlags & ts.ObjectFlags.Anonymous) !== 0 &&
    object.getProperties().length === 0 &&
    object.getCallSignatures().length === 0
  );
}

export function isStringType(type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Union) return (type as ts.UnionType).types.every(isStringType);
  if (type.flags & ts.TypeFlags.Intersection) return (type as ts.IntersectionType).types.some(isStringType);
  return (
    (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping)) !== 0
  );
}

export function isNullish(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) !== 0;
}

/** Element kinds of the typed arrays by the name of their constructor, in the order of the native core's numbers. */
export const TYPED_ARRAYS: Readonly<Record<string, string>> = {
  Int8Array: "i8",
  Uint8Array: "u8",
  Uint8ClampedArray: "u8c",
  Int16Array: "i16",
  Uint16Array: "u16",
  Int32Array: "i32",
  Uint32Array: "u32",
  Float32Array: "f32",
  Float64Array: "f64",
};

/** Typed arrays whose elements are bigints: found by name, since reading an element makes an object anyway. */
export const BIGINT_ARRAYS: readonly string[] = ["BigInt64Array", "BigUint64Array"];

/** Prefix of the library's functions for the methods of them. */
export const BIGINT_ARRAY = "BigIntArray";

/** Node's class of bytes: a Uint8Array with methods of its own. */
export const BUFFER = "Buffer";

/** What kind of indexed object `type` is, for the fast paths of element access and `length`. */
export type IndexedKind =
  | { readonly kind: "array"; readonly element: ts.Type }
  | { readonly kind: "tuple"; readonly element: ts.Type }
  | { readonly kind: "typed"; readonly typed: string }
  | { readonly kind: "string" }
  | null;

/** Looks through unions of arrays only when all members are arrays. */
export function indexedKind(checker: ts.TypeChecker, given: ts.Type): IndexedKind {
  let type = given;
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    if (constraint === undefined) return null;
    type = constraint;
  }
  if (isStringType(type)) return { kind: "string" };
  if (type.flags & ts.TypeFlags.Union) {
    const kinds = (type as ts.UnionType).types.map((t) => indexedKind(checker, t));
    const [first] = kinds;
    // Uint8Array | Buffer
    if (first?.kind === "typed" && kinds.every((k) => k?.kind === "typed" && k.typed === first.typed))
      return first;
    if (kinds.every((k) => k !== null && (k.kind === "array" || k.kind === "tuple"))) {
      const index = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      if (index !== undefined) return { kind: "array", element: index };
    }
    return null;
  }
  if (checker.isTupleType(type)) {
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    return index === undefined ? null : { kind: "tuple", element: index };
  }
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return element === undefined ? null : { kind: "array", element };
  }
  const name = type.symbol?.name;
  if (name !== undefined && isLibrarySymbol(type.symbol)) {
    const typed = name === BUFFER ? "u8" : Object.hasOwn(TYPED_ARRAYS, name) ? TYPED_ARRAYS[name] : undefined;
    if (typed !== undefined) return { kind: "typed", typed };
  }
  return null;
}

/**
 * True for symbols declared only by TypeScript's own library files or Ingot's ambient declarations. JavaScript that
 * assigns to a property of a built-in, as in `Math.twice = ...`, declares nothing new, although the checker says so, and
 * neither does an interface that adds members to a global type.
 */
export function isLibrarySymbol(symbol: ts.Symbol): boolean {
  const declarations = (symbol.declarations ?? []).filter((d) => !isAssignedProperty(d) && !isAddition(d));
  return declarations.length > 0 && declarations.every((d) => isLanguage(d.getSourceFile()));
}

function isLanguage(file: ts.SourceFile): boolean {
  return file.isDeclarationFile && !isForeignDeclaration(file);
}

/** `interface Object { ... }` outside the language library. */
function isAddition(d: ts.Node): boolean {
  return ts.isInterfaceDeclaration(d) && !isLanguage(d.getSourceFile());
}

function isAssignedProperty(d: ts.Node): boolean {
  return (
    ts.isExpression(d) && !ts.isFunctionExpression(d) && !ts.isClassExpression(d) && !ts.isArrowFunction(d)
  );
}

/**
 * A property that an assignment adds to a function (`f.count = 0`), which TypeScript takes for a namespace member; also
 * one that the declarations of a package put into a namespace (`declare namespace f { var count: number }`).
 */
export function isAddedToFunction(member: ts.Symbol | undefined): boolean {
  if (member === undefined) return false;
  if (member.flags & ts.SymbolFlags.Assignment) return true;
  const declared = member.declarations?.[0];
  if (declared === undefined || !isForeignDeclaration(declared.getSourceFile())) return false;
  let at = declared.parent;
  while (at !== undefined && !ts.isModuleBlock(at) && !ts.isSourceFile(at)) at = at.parent;
  return at !== undefined && ts.isModuleBlock(at);
}
