// Globals of browsers, workers and other runtimes, which Node does not have: programs ask for them by `typeof`.
//
//   const root = typeof window === "object" && window;      false: what stands behind the question is not compiled
//
// A program that declares such a name itself, or uses one without asking, is not meant.

import ts from "typescript";
import { skipOuter } from "./syntax.ts";

const K = ts.SyntaxKind;

/** None is a global of Node 20. */
const ABSENT = new Set(
  (
    "window self document location navigator localStorage sessionStorage history screen importScripts Window Worker " +
    "WorkerGlobalScope DedicatedWorkerGlobalScope ServiceWorkerGlobalScope XMLHttpRequest WebSocket Image Element " +
    "HTMLElement HTMLDocument Document NodeList requestAnimationFrame cancelAnimationFrame requestIdleCallback " +
    "msCrypto ActiveXObject Deno Bun"
  ).split(" "),
);

/** Codes of the checker's "Cannot find name", which end in different advice. */
const CANNOT_FIND = new Set([2304, 2552, 2584, 2867, 2868]);

/** True for a name that nothing declares and Node does not have. */
export function isAbsentGlobal(checker: ts.TypeChecker, node: ts.Identifier): boolean {
  return ABSENT.has(node.text) && checker.getSymbolAtLocation(node) === undefined;
}

/** True for `global` where nothing declares it: Node's older name of the global object. */
export function isNodeGlobal(checker: ts.TypeChecker, node: ts.Identifier): boolean {
  return node.text === "global" && checker.getSymbolAtLocation(node) === undefined;
}

/**
 * What a condition certainly is, made of `!`, `&&`, `||` and comparisons; null where that is not known.
 * @param compared What `a === b` (or `==`) is.
 */
export function decided(
  given: ts.Expression,
  compared: (node: ts.BinaryExpression) => boolean | null,
): boolean | null {
  const node = skipOuter(given);
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) {
    const known = decided(node.operand, compared);
    return known === null ? null : !known;
  }
  if (!ts.isBinaryExpression(node)) return null;
  switch (node.operatorToken.kind) {
    case K.AmpersandAmpersandToken: {
      const left = decided(node.left, compared);
      return left === true ? decided(node.right, compared) : left;
    }
    case K.BarBarToken: {
      const left = decided(node.left, compared);
      return left === false ? decided(node.right, compared) : left;
    }
    case K.EqualsEqualsToken:
    case K.EqualsEqualsEqualsToken:
      return compared(node);
    case K.ExclamationEqualsToken:
    case K.ExclamationEqualsEqualsToken: {
      const same = compared(node);
      return same === null ? null : !same;
    }
    default:
      return null;
  }
}

/** The name and the text of `typeof name === "text"`, either way round. */
export function typeQuestion(node: ts.BinaryExpression): { name: ts.Identifier; text: string } | null {
  const [left, right] = [skipOuter(node.left), skipOuter(node.right)];
  const [asked, text] = ts.isTypeOfExpression(left) ? [left, right] : [right, left];
  if (!ts.isTypeOfExpression(asked) || !ts.isStringLiteralLike(text)) return null;
  const name = skipOuter(asked.expression);
  return ts.isIdentifier(name) ? { name, text: text.text } : null;
}

/**
 * True for the checker's complaint about such a name in a question, or where a question keeps Node from reading it,
 * and about `global`.
 */
export function isBehindQuestion(checker: ts.TypeChecker, error: ts.Diagnostic): boolean {
  if (!CANNOT_FIND.has(error.code) || error.file === undefined || error.start === undefined) return false;
  const name = nodeAt(error.file, error.start);
  if (!ts.isIdentifier(name)) return false;
  if (isNodeGlobal(checker, name)) return true;
  if (!isAbsentGlobal(checker, name)) return false;
  const compared = (node: ts.BinaryExpression): boolean | null => {
    const question = typeQuestion(node);
    return question !== null && isAbsentGlobal(checker, question.name) ? question.text === "undefined" : null;
  };
  if (ts.isTypeOfExpression(name.parent)) return true;
  for (let at: ts.Node = name; at.parent !== undefined; at = at.parent)
    if (isSkipped(at, compared)) return true;
  return false;
}

/** `node` is the part of a choice that is certainly not taken. */
function isSkipped(node: ts.Node, compared: (node: ts.BinaryExpression) => boolean | null): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const { kind } = parent.operatorToken;
    if (kind === K.AmpersandAmpersandToken) return decided(parent.left, compared) === false;
    return kind === K.BarBarToken && decided(parent.left, compared) === true;
  }
  const choice = ts.isConditionalExpression(parent)
    ? [parent.condition, parent.whenTrue, parent.whenFalse]
    : ts.isIfStatement(parent)
      ? [parent.expression, parent.thenStatement, parent.elseStatement]
      : null;
  if (choice === null || node === choice[0]) return false;
  return decided(choice[0] as ts.Expression, compared) === (node !== choice[1]);
}

function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > position || node.end <= position) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}
