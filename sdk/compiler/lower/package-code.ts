// JavaScript of packages, which asks for more than it uses: what a compiled program has not is missing when it runs.
//
// A program's own code is refused at compile time where it names `eval`, `Proxy` or Node's `child_process`. Packages name them
// to find out what they run on, or for features that the program never asks for (docs/decisions/0018). They meet
// what such code meets elsewhere: a page that forbids code from strings, an engine without Proxy.

import type ts from "typescript";
import { NAMESPACES } from "./builtin-values.ts";
import { isJavaScript } from "./javascript.ts";
import { isInPackage } from "./node-modules.ts";
import { refuse } from "./refuse.ts";
import { isLibrarySymbol } from "./reps.ts";

/** True for code in a JavaScript file of a package. */
export function isPackageCode(node: ts.Node): boolean {
  return isJavaScript(node) && isInPackage(node.getSourceFile().fileName);
}

/** Refuses `eval` and `Function`, but in packages, where they are functions that throw. */
export function refuseCodeFromText(node: ts.Node, text: string): void {
  if (isPackageCode(node)) return;
  refuse(
    node,
    "E2002",
    `${text} cannot be compiled ahead of time`,
    "write the code out, or choose between functions by name",
  );
}

/** Globals that are no objects of the language library: the compiler knows them by name. */
const KNOWN = new Set([
  "undefined",
  "NaN",
  "Infinity",
  "globalThis",
  "eval",
  "Function",
  "__dirname",
  "__filename",
]);

/** True for a built-in object of ECMA-262 that compiled programs have not; `exports` are the names of runtime/lang. */
export function isAbsentBuiltin(symbol: ts.Symbol, exports: { has(name: string): boolean }): boolean {
  const { name } = symbol;
  if (KNOWN.has(name) || NAMESPACES.includes(name) || !isLibrarySymbol(symbol)) return false;
  return ![name, `${name}_call`, `${name}_construct`].some((n) => exports.has(n));
}
