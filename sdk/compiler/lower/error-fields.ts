// Fields of the program's classes that have the names of properties which the constructors of errors give.

import ts from "typescript";
import type { ClassInstance } from "./classes.ts";

/** The properties that Error and AggregateError give themselves. */
const GIVEN = /^(message|cause|errors)$/;

/**
 * Whether the field, declared in a class that extends `base`, has a value already when DefineField makes it undefined:
 * `class Refused extends Error { message: string; .. }`.
 */
export function isGivenByError(
  declaration: ts.PropertyDeclaration | ts.ParameterDeclaration,
  key: string,
  base: ClassInstance | null,
): boolean {
  if (!GIVEN.test(key) || !ts.isPropertyDeclaration(declaration) || declaration.initializer !== undefined)
    return false;
  for (let b = base; b !== null; b = b.base)
    if (b.node.getSourceFile().fileName.endsWith("/runtime/lang/error.ts")) return true;
  return false;
}
