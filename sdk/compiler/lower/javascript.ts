// JavaScript sources: code without types, in which every value is boxed and every property is found by name.
//
// TypeScript infers types for JavaScript that the code need not keep (`let x = 1; x = "s"`), so none of them is
// believed. CommonJS modules are refused: only ECMAScript modules are compiled.

import ts from "typescript";

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
