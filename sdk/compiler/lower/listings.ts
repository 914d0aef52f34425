// Where a program lists the properties of what may be a class: console.log(list[0]), Object.keys(target), { ...target }.
//
// The static fields of a class that the compiler knows are no properties that a listing could find, so that such a class is
// made at run time if it can get there (class-values.ts). Names a class directly: asked there.

import ts from "typescript";
import { isLibrarySymbol } from "./reps.ts";

const T = ts.TypeFlags;

/** Of objects in objects and arrays that are printed. */
const MAX_DEPTH = 2;
/** Of properties that are looked at in an object that is printed. */
const MAX_PROPERTIES = 40;

/** What a listing shows of a class: its static fields, or its methods and accessors, too. */
export type Listing = "fields" | "members";

/** What `Object.keys`, `console.log` and the like list; null for other functions. */
function listingOf(callee: ts.Expression): Listing | null {
  const name = ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isIdentifier(callee)
      ? callee.text
      : "";
  if (/^(inspect|format)$/.test(name)) return "fields";
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return null;
  switch (callee.expression.text) {
    case "console":
      return "fields";
    case "Object":
      if (/^getOwnProperty(Names|Descriptors?)$/.test(name)) return "members";
      return /^(keys|values|entries|assign)$/.test(name) ? "fields" : null;
    case "Reflect":
      return /^(ownKeys|getOwnPropertyDescriptor)$/.test(name) ? "members" : null;
    default:
      return null;
  }
}

/** What of a class a call sees that names it as an argument: `Object.freeze(C)` changes what a listing shows. */
export function listedBy(call: ts.Node, argument: ts.Node): Listing | null {
  if (!ts.isCallExpression(call) || call.expression === argument) return null;
  const callee = call.expression;
  const isOfObjects =
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    /^(console|Object|JSON|Reflect)$/.test(callee.expression.text);
  return listingOf(callee) ?? (isOfObjects ? "fields" : null);
}

/** What `node` lists, if that may be a class; null for all other nodes. */
export function listing(checker: ts.TypeChecker, node: ts.Node): Listing | null {
  const shows = (e: ts.Expression): boolean => mayHoldClass(checker, checker.getTypeAtLocation(e), 0);
  if (ts.isCallExpression(node)) {
    const kind = listingOf(node.expression);
    const given = node.arguments.map((a) => (ts.isSpreadElement(a) ? a.expression : a));
    return kind !== null && given.some(shows) ? kind : null;
  }
  if (ts.isForInStatement(node) || ts.isSpreadAssignment(node))
    return shows(node.expression) ? "fields" : null;
  // [1, 2].forEach(console.log)
  const isValue =
    ts.isPropertyAccessExpression(node) &&
    !(ts.isCallExpression(node.parent) && node.parent.expression === node) &&
    !ts.isPropertyAccessExpression(node.parent);
  return isValue ? listingOf(node) : null;
}

function mayHoldClass(checker: ts.TypeChecker, type: ts.Type, depth: number): boolean {
  if (type.flags & (T.Any | T.Unknown | T.NonPrimitive | T.TypeParameter)) return true;
  if (type.flags & T.UnionOrIntersection)
    return (type as ts.UnionOrIntersectionType).types.some((t) => mayHoldClass(checker, t, depth));
  if (!(type.flags & T.Object)) return false;
  if (type.getConstructSignatures().length > 0) return true;
  const { symbol } = type;
  const isLibrary = symbol !== undefined && isLibrarySymbol(symbol);
  if (isLibrary && symbol.name === "Function") return true;
  if (depth === MAX_DEPTH) return false;
  const inner = [type.getNumberIndexType(), type.getStringIndexType()].filter((t) => t !== undefined);
  if ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference)
    inner.push(...checker.getTypeArguments(type as ts.TypeReference));
  if (!isLibrary)
    for (const p of type.getProperties().slice(0, MAX_PROPERTIES)) inner.push(checker.getTypeOfSymbol(p));
  return inner.some((t) => mayHoldClass(checker, t, depth + 1));
}
