// The one class behind an interface of Ingot's own: access to it needs no lookup by name.
//
//   interface Link { send(bytes: Uint8Array): void }      the program has one class with a method `send`:
//   this.link.send(bytes)                                 then this is a call of that method
//
// Only in Ingot's own files, whose types hold, outside the language library; and only where nothing else in the whole
// program has members of all of these names, whether it says that it implements the interface or not.

import ts from "typescript";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import type { ClassNode } from "./class-nodes.ts";
import type { Lowering } from "./lowering.ts";
import { PerLowering } from "./made-once.ts";

const known = new PerLowering<ts.Symbol, ClassNode | null>();

/** The class that all objects of the interface `given` are instances of, for an access in `access`'s file; else null. */
export function soleImplementer(
  lowering: Lowering,
  classes: ClassHierarchy,
  given: ts.Type,
  access: ts.Node,
): ClassNode | null {
  if (!classes.isOfAppliances(access.getSourceFile().fileName)) return null;
  const type = lowering.checker.getNonNullableType(given);
  if (!(type.flags & ts.TypeFlags.Object) || type.symbol === undefined) return null;
  if (!(type.symbol.flags & ts.SymbolFlags.Interface) || type.symbol.flags & ts.SymbolFlags.Class)
    return null;
  const node = known.of(lowering, type.symbol, () => find(lowering, classes, type as ts.InterfaceType));
  return node !== null && classes.isSealed(node, access) ? node : null;
}

function find(lowering: Lowering, classes: ClassHierarchy, type: ts.InterfaceType): ClassNode | null {
  const declarations = type.symbol.declarations ?? [];
  if (!declarations.every((d) => classes.isOfAppliances(d.getSourceFile().fileName))) return null;
  if (type.typeParameters !== undefined || type.getCallSignatures().length > 0) return null;
  if (type.getStringIndexType() !== undefined || type.getNumberIndexType() !== undefined) return null;
  const required = lowering.checker
    .getPropertiesOfType(type)
    .filter((p) => !(p.flags & ts.SymbolFlags.Optional));
  // An interface without methods is one of data, which may come from anywhere.
  if (!required.some((p) => p.flags & ts.SymbolFlags.Method)) return null;
  const names = required.map((p) => p.name);
  if (BUILT_IN.some((proto) => names.every((n) => n in proto))) return null;
  return classes.onlyClassWith(names);
}

const BUILT_IN: readonly object[] = [
  Array.prototype,
  Uint8Array.prototype,
  ArrayBuffer.prototype,
  String.prototype,
  Number.prototype,
  Function.prototype,
];
