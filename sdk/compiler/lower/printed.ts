// How V8 writes an expression in a message: "x.f is not a function", "(a + b) is not iterable".
//
// V8 prints the tree that it parsed (CallPrinter of src/ast/prettyprinter.cc), not the source: parentheses are those of
// the printer, types are gone, arguments are `(...)`, constants are calculated, and what it has no text for is
// "(intermediate value)". The messages of Ingot itself quote the source instead (textOf of expressions.ts).

import ts from "typescript";
import { isAssignmentOperator, skipOuter } from "./syntax.ts";

const UNKNOWN = "(intermediate value)";

const AND_OR: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
]);

/** What V8 calls the callee of `node` when it is no function or no constructor. */
export function printedCallee(
  node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression,
): string {
  return printed(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression, ts.isOptionalChain(node));
}

/**
 * How V8 writes `node`.
 * @param inChain Whether `node` is a link of the optional chain around it: a chain that ended has no text.
 */
export function printed(node: ts.Node, inChain = false): string {
  if (ts.isNonNullExpression(node)) return printed(node.expression, inChain);
  const inner = skipTypes(node);
  if (inner !== node) return printed(inner);
  if (ts.isOptionalChain(node) && !inChain) return UNKNOWN;
  const known = constant(node);
  if (known !== undefined) return String(known);
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isStringLiteralLike(node)) return `"${node.text}"`;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (node.kind === ts.SyntaxKind.NullKeyword) return "null";
  if (isAccess(node)) return access(node);
  if (ts.isCallExpression(node)) return `${printedCallee(node)}(...)`;
  if (ts.isTaggedTemplateExpression(node)) return `${printedCallee(node)}(...)`;
  if (ts.isTemplateExpression(node))
    return node.templateSpans.map((span) => printed(span.expression)).join("") || UNKNOWN;
  if (ts.isBinaryExpression(node)) return binary(node);
  if (ts.isPrefixUnaryExpression(node)) return `(${ts.tokenToString(node.operator)}${printed(node.operand)})`;
  if (ts.isPostfixUnaryExpression(node))
    return `(${printed(node.operand)}${ts.tokenToString(node.operator)})`;
  if (ts.isTypeOfExpression(node)) return `(typeof ${printed(node.expression)})`;
  if (ts.isVoidExpression(node)) return `(void ${printed(node.expression)})`;
  if (ts.isDeleteExpression(node)) return `(delete ${printed(node.expression)})`;
  if (ts.isConditionalExpression(node)) return UNKNOWN.repeat(3);
  if (ts.isObjectLiteralExpression(node)) return `{${UNKNOWN.repeat(node.properties.length)}}`;
  if (ts.isArrayLiteralExpression(node)) return `[${node.elements.map((e) => element(e)).join(",")}]`;
  if (ts.isRegularExpressionLiteral(node)) return regularExpression(node.text);
  return UNKNOWN;
}

/** Where something is read that must be iterable: a loop, a spread element, the value of a declared array pattern. */
type Reading = "for" | "..." | "const []";

/** What stands before " is not iterable"; "" where V8 does not find the expression again and describes the value. */
export function printedIterable(node: ts.Expression, reading: Reading): string {
  const inner = skipOuter(node);
  if (isLost(inner, reading)) return "";
  const isCall = ts.isNewExpression(inner) || (ts.isCallExpression(inner) && !ts.isOptionalChain(inner));
  const text = isCall ? `${printedCallee(inner)} is not a function or its return value` : printed(inner);
  return text.replaceAll("(...)", "");
}

/** V8 looks for the expression by its position, which others may share or which may be that of a part. */
function isLost(node: ts.Node, reading: Reading): boolean {
  if (reading === "...") return false;
  if (ts.isOptionalChain(node)) return true;
  if (reading === "for") return ts.isConditionalExpression(node) || isAndOr(node);
  return (
    isAccess(node) ||
    ts.isBinaryExpression(node) ||
    (ts.isCallExpression(node) && isAccess(skipOuter(node.expression)))
  );
}

function isAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function isAndOr(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && AND_OR.has(node.operatorToken.kind);
}

/** `node` without parentheses and types, but not behind the `!` that an optional chain may go on after. */
function skipTypes(node: ts.Node): ts.Node {
  return ts.isExpressionWithTypeArguments(node) ? node.expression : skipOuter(node);
}

function access(node: ts.AccessExpression): string {
  const object =
    node.expression.kind === ts.SyntaxKind.SuperKeyword
      ? UNKNOWN
      : printed(node.expression, ts.isOptionalChain(node));
  const optional = node.questionDotToken === undefined ? "" : "?";
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name))
    return `${object}${optional}.${node.name.text}`;
  const chain = optional === "" ? "" : "?.";
  if (ts.isPropertyAccessExpression(node)) return `${object}${chain}[${node.name.text}]`;
  const key = skipOuter(node.argumentExpression);
  if (ts.isStringLiteralLike(key)) return `${object}${optional}.${key.text}`;
  return `${object}${chain}[${printed(node.argumentExpression)}]`;
}

function element(node: ts.Expression): string {
  return ts.isSpreadElement(node) ? `(...${printed(node.expression)})` : printed(node);
}

/** V8 reads `a + b + c` as one operation with three operands, and `a !== b` as `!(a === b)`. */
function binary(node: ts.BinaryExpression): string {
  const kind = node.operatorToken.kind;
  if (isAssignmentOperator(kind)) return printed(node.left);
  const [left, right] = [printed(node.left), printed(node.right)];
  if (kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) return `(!(${left} === ${right}))`;
  if (kind === ts.SyntaxKind.ExclamationEqualsToken) return `(!(${left} == ${right}))`;
  const before = skipOuter(node.left);
  const joins =
    ts.isBinaryExpression(before) &&
    before.operatorToken.kind === kind &&
    constant(before) === undefined &&
    !isComparison(kind) &&
    kind !== ts.SyntaxKind.AsteriskAsteriskToken;
  return `(${joins ? left.slice(1, -1) : left} ${ts.tokenToString(kind)} ${right})`;
}

function isComparison(kind: ts.SyntaxKind): boolean {
  const last = ts.SyntaxKind.ExclamationEqualsEqualsToken;
  const isNamed = kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword;
  return isNamed || (kind >= ts.SyntaxKind.LessThanToken && kind <= last);
}

/** The number or boolean that V8's parser puts in the place of `node`. */
function constant(node: ts.Node): number | boolean | undefined {
  const inner = skipTypes(node);
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isPrefixUnaryExpression(inner)) return negated(inner);
  if (!ts.isBinaryExpression(inner)) return undefined;
  const [left, right] = [constant(inner.left), constant(inner.right)];
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  return calculated(left, inner.operatorToken.kind, right);
}

function negated(node: ts.PrefixUnaryExpression): number | boolean | undefined {
  const operand = constant(node.operand);
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = skipOuter(node.operand);
    if (inner.kind === ts.SyntaxKind.NullKeyword) return true;
    return ts.isStringLiteralLike(inner) ? inner.text === "" : operand === undefined ? operand : !operand;
  }
  if (typeof operand !== "number") return undefined;
  if (node.operator === ts.SyntaxKind.MinusToken) return -operand;
  if (node.operator === ts.SyntaxKind.PlusToken) return operand;
  return node.operator === ts.SyntaxKind.TildeToken ? ~operand : undefined;
}

function calculated(a: number, operator: ts.SyntaxKind, b: number): number | undefined {
  if (operator === ts.SyntaxKind.PlusToken) return a + b;
  if (operator === ts.SyntaxKind.MinusToken) return a - b;
  if (operator === ts.SyntaxKind.AsteriskToken) return a * b;
  if (operator === ts.SyntaxKind.SlashToken) return a / b;
  if (operator === ts.SyntaxKind.AsteriskAsteriskToken) return a ** b;
  if (operator === ts.SyntaxKind.AmpersandToken) return a & b;
  if (operator === ts.SyntaxKind.BarToken) return a | b;
  if (operator === ts.SyntaxKind.CaretToken) return a ^ b;
  if (operator === ts.SyntaxKind.LessThanLessThanToken) return a << b;
  if (operator === ts.SyntaxKind.GreaterThanGreaterThanToken) return a >> b;
  return operator === ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken ? a >>> b : undefined;
}

/** The flags stand in the order of their letters. */
function regularExpression(text: string): string {
  const end = text.lastIndexOf("/") + 1;
  return text.slice(0, end) + [...text.slice(end)].sort().join("");
}
