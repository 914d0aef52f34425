// JavaScript sources: code without types, in which every value is boxed and every property is found by name.
//
// TypeScript infers types for JavaScript that the code need not keep (`let x = 1; x = "s"`), so none of them is
// believed. CommonJS modules are refused: only ECMAScript modules are compiled.

import ts from "typescript";
import { str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import { notYet } from "./refuse.ts";

/** True for code that stands in a JavaScript file. */
export function isJavaScript(node: ts.Node): boolean {
  return (node.getSourceFile().flags & ts.NodeFlags.JavaScriptFile) !== 0;
}

/** The program's checker, for which everything written in JavaScript is `any`. */
export function withoutTypesOfJavaScript(program: ts.Program): ts.TypeChecker {
  const checker = program.getTypeChecker();
  const some = program.getSourceFiles().some((f) => !f.isDeclarationFile && isJavaScript(f));
  if (!some) return checker;
  const any = checker.getAnyType();
  const untyped = Object.create(checker) as ts.TypeChecker;
  untyped.getTypeAtLocation = (node) => (isJavaScript(node) ? any : checker.getTypeAtLocation(node));
  untyped.getContextualType = (node) => (isJavaScript(node) ? any : checker.getContextualType(node));
  untyped.getResolvedSignature = (node, candidates, count) =>
    isJavaScript(node) ? undefined : checker.getResolvedSignature(node, candidates, count);
  return untyped;
}

/** True for a name that nothing declares: JavaScript finds that out when it comes by. */
export function isUndeclared(fx: FunctionLowering, node: ts.Identifier): boolean {
  if (!isJavaScript(node) || node.text in globalThis) return false;
  return fx.checker.getSymbolAtLocation(node) === undefined;
}

/** A name that nothing declares: a ReferenceError in JavaScript, a refusal for globals of Node that are not there. */
export function undeclared(fx: FunctionLowering, node: ts.Identifier): Operand {
  if (!isUndeclared(fx, node)) return notYet(node, `the name \`${node.text}\``);
  const args = [str(`${node.text} is not defined`)];
  fx.fb.emit({ op: "runtime", dst: null, name: "throw_reference_error", args });
  return undef("value");
}
