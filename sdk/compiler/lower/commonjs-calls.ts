// Code of CommonJS modules: what require() is called with, and `this` outside functions.

import ts from "typescript";
import type { Operand } from "../ir/types.ts";
import { COMMON, prefixLength, REQUIRE } from "./commonjs.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { isBuiltin, missingNodeModule, nodeModuleFile } from "./node-modules.ts";
import { refuse } from "./refuse.ts";

/** True for the calls in the declarations of a CommonJS module that stand for require(). */
export function isRequired(node: ts.CallExpression): boolean {
  const [name] = node.arguments;
  return name !== undefined && ts.isStringLiteralLike(name) && name.text.startsWith(COMMON);
}

/** Refuses calls of require() that are not linked: of Node's own modules, and of names computed at run time. */
export function checkRequire(fx: FunctionLowering, node: ts.CallExpression): void {
  const callee = node.expression;
  const prefix = prefixLength(node.getSourceFile());
  if (prefix === 0 || !ts.isIdentifier(callee) || callee.text !== REQUIRE) return;
  const declared = fx.checker.getSymbolAtLocation(callee)?.valueDeclaration;
  if (declared === undefined || declared.getStart() >= prefix) return;
  const [name] = node.arguments;
  if (name === undefined || !ts.isStringLiteralLike(name))
    refuse(
      node,
      "E2002",
      "`require()` of a computed name cannot be compiled: all modules are known at compile time",
      "write the name of the module as a literal",
    );
  const platform = fx.lowering.input.platform ?? "host";
  if (!isBuiltin(name.text) || nodeModuleFile(name.text, platform, node.getSourceFile().fileName) !== null)
    return;
  const { remedy } = missingNodeModule(name.text);
  refuse(node, "E2001", `Node's module \`${name.text}\` is not there in a compiled program`, remedy);
}

/** `this` outside functions: what `module.exports` was when the module began. */
export function startedExports(fx: FunctionLowering): Operand {
  return fx.convert(callLanguage(fx, "startedExports", []), "value");
}
