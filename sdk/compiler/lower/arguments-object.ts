// `arguments`: a function that mentions it takes all its arguments as one array, from which its parameters are read.
//
// Where all uses are of length and elements, or pass them on, the array itself is `arguments`; else an object is made.

import ts from "typescript";
import { operandType, use } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { notYet } from "./refuse.ts";

const known = new WeakMap<ts.Node, boolean>();

/** True when the function (no arrow function) mentions its own `arguments`. */
export function usesArguments(node: ts.Node): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;
  const body = (node as ts.FunctionLikeDeclaration).body;
  let found = false;
  const visit = (n: ts.Node): void => {
    if (ts.isIdentifier(n) && n.text === "arguments" && isReference(n)) found = true;
    else if (!found && (ts.isArrowFunction(n) || !ts.isFunctionLike(n)) && !ts.isPropertyDeclaration(n))
      ts.forEachChild(n, visit);
  };
  if (body !== undefined && !ts.isArrowFunction(node)) ts.forEachChild(body, visit);
  known.set(node, found);
  return found;
}

function isReference(n: ts.Identifier): boolean {
  const parent = n.parent;
  if (ts.isPropertyAccessExpression(parent) && parent.name === n) return false;
  return !((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === n);
}

/** The functions around an arrow function that say `arguments` mean those of this one; null in a module. */
function ownerOf(node: ts.Node): ts.Node | null {
  let at: ts.Node = node.parent;
  while (ts.isArrowFunction(at) || !ts.isFunctionLike(at)) {
    if (ts.isSourceFile(at) || ts.isPropertyDeclaration(at) || ts.isClassStaticBlockDeclaration(at))
      return null;
    at = at.parent;
  }
  return at;
}

/** True for an identifier that is the `arguments` of a function around it. */
export function meansArguments(node: ts.Identifier): boolean {
  return node.text === "arguments" && isReference(node) && ownerOf(node) !== null;
}

/** What `arguments` is in this activation: the array itself where no use can tell the difference. */
export function bindArguments(fx: FunctionLowering): void {
  const { node, func } = fx.instance;
  if (!usesArguments(node)) return;
  const array = use(func.params[func.hasThis ? 1 : 0]!);
  fx.argumentsOperand = isOnlyRead(node) ? array : fx.hold(callLanguage(fx, "argumentsObject", [array]));
}

/** In TypeScript the checker lets `arguments` stand in functions only. */
export function argumentsValue(fx: FunctionLowering, node: ts.Node): Operand {
  if (fx.argumentsOperand === null) notYet(node, "`arguments` without a function around it");
  return fx.argumentsOperand;
}

/** Every mention in the function is harmless. */
function isOnlyRead(node: ts.Node): boolean {
  let harmless = true;
  const visit = (n: ts.Node): void => {
    if (ts.isIdentifier(n) && n.text === "arguments" && isReference(n) && !isHarmless(n)) harmless = false;
    else if (harmless && (ts.isArrowFunction(n) || !ts.isFunctionLike(n))) ts.forEachChild(n, visit);
  };
  ts.forEachChild((node as ts.FunctionLikeDeclaration).body!, visit);
  return harmless;
}

/** The i-th argument, converted to what the parameter declares. */
export function argumentAt(fx: FunctionLowering, index: number, parameter: ts.ParameterDeclaration): Operand {
  const { func } = fx.instance;
  if (parameter.dotDotDotToken !== undefined) {
    const { func: rest } = fx.lowering.functionInstance(fx.lowering.languageFunction("restOf")!, new Map());
    const array = fx.fb.temp("ref");
    const args: Operand[] = [
      use(func.params[func.hasThis ? 1 : 0]!),
      { kind: "number", type: "f64", value: index },
    ];
    fx.fb.emit({ op: "call", dst: array.local, func: rest, env: null, args });
    return array;
  }
  const all = fx.convert(use(func.params[func.hasThis ? 1 : 0]!), "value");
  const value = fx.runtime(
    "get_elem",
    [all, fx.convert({ kind: "number", type: "f64", value: index }, "value")],
    "value",
  );
  const optional = parameter.initializer !== undefined || parameter.questionToken !== undefined;
  const rep = fx.rep(fx.typeOf(parameter));
  return optional || operandType(value) === rep
    ? value
    : fx.convert(value, rep, "an argument of its declared type");
}

function isWritten(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return ts.isDeleteExpression(parent);
}

/** arguments.length, arguments[i], ...arguments, for-of, f.apply(x, arguments), slice.call(arguments), Array.from(arguments) */
function isHarmless(identifier: ts.Identifier): boolean {
  let node: ts.Node = identifier;
  while (ts.isAsExpression(node.parent) || ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === "length";
  // An element added beyond the end would change the length of an array.
  if (ts.isElementAccessExpression(parent)) return parent.expression === node && !isWritten(parent);
  if (ts.isSpreadElement(parent)) return true;
  if (ts.isForOfStatement(parent)) return parent.expression === node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  const { name, expression } = parent.expression;
  if (name.text === "apply") return parent.arguments[1] === node;
  if (name.text === "from") return parent.arguments[0] === node;
  return (
    name.text === "call" &&
    parent.arguments[0] === node &&
    !/toString|hasOwn|concat/.test(expression.getText())
  );
}
