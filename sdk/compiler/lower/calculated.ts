// Number parameters that are only calculated with: for these, undefined is as good as NaN.
//
//   const less = (a: number, b: number) => a < b;    less(1, list[9]) compares with NaN, as under Node
//
// An element read out of bounds may then be passed where the type says number. Where the parameter is returned,
// stored, printed or compared by === with another variable, the two differ, and such a call stays a TypeError
// (docs/language.md, D1).

import ts from "typescript";
import { type FunctionNode, isEqualityOperator } from "./syntax.ts";

const K = ts.SyntaxKind;
const ARITHMETIC = new Set<ts.SyntaxKind>([
  K.PlusToken,
  K.MinusToken,
  K.AsteriskToken,
  K.SlashToken,
  K.PercentToken,
  K.AsteriskAsteriskToken,
  K.AmpersandToken,
  K.BarToken,
  K.CaretToken,
  K.LessThanLessThanToken,
  K.GreaterThanGreaterThanToken,
  K.GreaterThanGreaterThanGreaterThanToken,
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
]);
const ASSIGNING = new Set<ts.SyntaxKind>([
  K.PlusEqualsToken,
  K.MinusEqualsToken,
  K.AsteriskEqualsToken,
  K.SlashEqualsToken,
  K.PercentEqualsToken,
]);
const UNARY = new Set<ts.SyntaxKind>([K.PlusToken, K.MinusToken, K.TildeToken, K.ExclamationToken]);

/** True when no use of the parameter in its function can tell undefined from NaN. */
export function isOnlyCalculatedWith(checker: ts.TypeChecker, parameter: ts.ParameterDeclaration): boolean {
  const owner = parameter.parent as FunctionNode;
  if (!ts.isIdentifier(parameter.name) || owner.body === undefined) return false;
  const { text } = parameter.name;
  const symbol = checker.getSymbolAtLocation(parameter.name);
  let good = true;
  const visit = (node: ts.Node): void => {
    if (!good) return;
    if (ts.isIdentifier(node) && node.text === text && node !== parameter.name) {
      const named = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (named === symbol && !isCalculation(checker, node)) good = false;
    }
    ts.forEachChild(node, visit);
  };
  for (const p of owner.parameters) visit(p);
  visit(owner.body);
  return good;
}

function isCalculation(checker: ts.TypeChecker, use: ts.Identifier): boolean {
  let node: ts.Expression = use;
  while (ts.isParenthesizedExpression(node.parent) || ts.isNonNullExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const kind = parent.operatorToken.kind;
    const other = parent.left === node ? parent.right : parent.left;
    if (isEqualityOperator(kind)) return isConstant(checker, other);
    return (ARITHMETIC.has(kind) || ASSIGNING.has(kind)) && isNumber(checker, other);
  }
  if (ts.isSwitchStatement(parent))
    return parent.caseBlock.clauses.every((c) => ts.isDefaultClause(c) || isConstant(checker, c.expression));
  if (ts.isPrefixUnaryExpression(parent)) return UNARY.has(parent.operator);
  // Math converts its arguments by ToNumber.
  if (ts.isCallExpression(parent) && parent.expression !== node) {
    const callee = parent.expression;
    return (
      ts.isPropertyAccessExpression(callee) &&
      ts.isIdentifier(callee.expression) &&
      callee.expression.text === "Math"
    );
  }
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return true;
  return ts.isConditionalExpression(parent) && parent.condition === node;
}

/** A number that is known: neither undefined nor NaN equals it. */
function isConstant(checker: ts.TypeChecker, node: ts.Expression): boolean {
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLiteral) !== 0;
}

function isNumber(checker: ts.TypeChecker, node: ts.Expression): boolean {
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;
}
