// Says in the types of a module what they mean without `strictNullChecks`: every value may be null or undefined.
//
// Lowering chooses how a value is stored by its type, and reads types as strict ones. A program that is checked without
// strictNullChecks declares `n: number` for what is sometimes null, so that module is lowered as if it said
// `n: (number) | null | undefined`. Nothing else changes, no line moves, and the checks of the program's own options are
// made on the text as it stands. Types that are inferred stay what the values are, but for those inferred from null or
// undefined alone, which the checker takes for `any` then: `let n = null` reads `let n = (null as any)`.

import ts from "typescript";

const NULLABLE = ") | null | undefined";

/** The text of the module `file` with types that admit null and undefined. */
export function withNullableTypes(file: ts.SourceFile): string {
  const inserts: { readonly at: number; readonly text: string; readonly opens: boolean }[] = [];
  const wrap = (type: ts.TypeNode): void => {
    inserts.push({ at: type.getStart(file), text: "(", opens: true });
    inserts.push({ at: type.getEnd(), text: NULLABLE, opens: false });
  };
  const visit = (node: ts.Node): void => {
    const declared = declaredType(node);
    if (declared !== null) wrap(declared);
    else if (isMissing(node) && saysType(node)) {
      inserts.push({ at: node.getStart(file), text: "(", opens: true });
      inserts.push({ at: node.getEnd(), text: " as any)", opens: false });
    } else if (isPrimitive(node) && isArgument(node)) {
      inserts.push({ at: node.getStart(file), text: "((", opens: true });
      inserts.push({ at: node.getEnd(), text: `${NULLABLE})`, opens: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  // From the end, so that positions stay; of two at one place, what closes stands before what opens.
  inserts.sort((a, b) => b.at - a.at || Number(b.opens) - Number(a.opens));
  let text = file.text;
  for (const { at, text: inserted } of inserts) text = text.slice(0, at) + inserted + text.slice(at);
  return text;
}

/** The type of a declaration or the result of a function, where it can be widened; null for everything else. */
function declaredType(node: ts.Node): ts.TypeNode | null {
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node))
    return node.type !== undefined && widens(node.type) && ts.isIdentifier(node.name) ? node.type : null;
  if (ts.isParameter(node)) {
    if (node.type === undefined || node.dotDotDotToken !== undefined || !widens(node.type)) return null;
    if (ts.isIndexSignatureDeclaration(node.parent) || !ts.isIdentifier(node.name)) return null;
    return node.name.text === "this" ? null : node.type;
  }
  if (!ts.isFunctionLike(node) || node.type === undefined || !widens(node.type)) return null;
  if (ts.isConstructorTypeNode(node) || ts.isConstructSignatureDeclaration(node)) return null;
  if (ts.isIndexSignatureDeclaration(node)) return node.type;
  const isAsync =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
  const generator =
    (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) &&
    node.asteriskToken !== undefined;
  return isAsync || generator ? null : node.type;
}

function isMissing(node: ts.Node): node is ts.Expression {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** True where the type of a variable, a parameter, an element, a result ... is that of the expression `node`. */
function saysType(node: ts.Expression): boolean {
  const { parent } = node;
  // What a type parameter is inferred from.
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return parent.arguments?.includes(node) === true;
  if (ts.isArrowFunction(parent)) return parent.type === undefined;
  if (ts.isReturnStatement(parent)) {
    const around = ts.findAncestor(parent, ts.isFunctionLike) as ts.FunctionLikeDeclaration | undefined;
    return around?.body !== undefined && around.type === undefined && returnsNothingElse(around.body);
  }
  if (ts.isArrayLiteralExpression(parent)) return parent.elements.every(isMissing);
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (!ts.isVariableDeclaration(parent) && !ts.isPropertyDeclaration(parent) && !ts.isParameter(parent))
    return false;
  return parent.initializer === node && parent.type === undefined;
}

function returnsNothingElse(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return true;
  if (ts.isReturnStatement(node)) return node.expression === undefined || isMissing(node.expression);
  return ts.forEachChild(node, (child) => !returnsNothingElse(child)) !== true;
}

/** False for types that say what no value can be null of, or that admit null as it is. */
function widens(type: ts.TypeNode): boolean {
  switch (type.kind) {
    case ts.SyntaxKind.AnyKeyword:
    case ts.SyntaxKind.UnknownKeyword:
    case ts.SyntaxKind.VoidKeyword:
    case ts.SyntaxKind.NeverKeyword:
    case ts.SyntaxKind.ThisType:
    case ts.SyntaxKind.TypePredicate:
      return false;
    default:
      return !(ts.isTypeOperatorNode(type) && type.operator === ts.SyntaxKind.UniqueKeyword);
  }
}

/** Types whose values are stored without room for null. */
function isPrimitive(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.NumberKeyword || node.kind === ts.SyntaxKind.BooleanKeyword;
}

/** Inside another type: an element, an argument, a member of a union. */
function isArgument(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isArrayTypeNode(parent) ||
    ts.isTupleTypeNode(parent) ||
    ts.isNamedTupleMember(parent) ||
    ts.isTypeReferenceNode(parent) ||
    ts.isExpressionWithTypeArguments(parent) ||
    ts.isNewExpression(parent) ||
    ts.isCallExpression(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isMappedTypeNode(parent) ||
    ts.isAsExpression(parent) ||
    ts.isTypeAssertionExpression(parent)
  );
}
