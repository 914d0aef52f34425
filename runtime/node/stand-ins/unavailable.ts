// What functions of Node's modules do that a compiled program has not: they throw when they are called.
//
// Packages import such modules for features that most programs never ask for (docs/decisions/0018).

import { CodedTypeError } from "../../lang/web/coded-error.ts";

/** Throws what Node throws where the platform lacks a function of `module`. */
export function unavailable(module: string, name: string): never {
  throw new CodedTypeError(
    "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
    `${module}.${name} is not there in a compiled program`,
  );
}
