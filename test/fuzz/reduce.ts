// Makes a failing program smaller: removes statements, unwraps blocks and drops parts of expressions while it
// still fails in the same way. Candidates are tried a batch at a time, because compiling a batch costs little
// more than compiling one. It knows TypeScript's syntax and nothing about the failure.
import ts from "typescript";

/** Says for each candidate source whether it still fails in the same way. */
export type StillFails = (candidates: readonly string[]) => Promise<readonly boolean[]>;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const BATCH = 16;

/** The smallest failing program found before `deadline` (milliseconds of performance.now()). */
export async function reduce(source: string, stillFails: StillFails, deadline: number): Promise<string> {
  let best = source;
  let progress = true;
  while (progress && performance.now() < deadline) {
    progress = false;
    let edits = candidateEdits(best);
    while (edits.length > 0 && performance.now() < deadline) {
      const batch = edits.slice(0, BATCH);
      const results = await stillFails(batch.map((edit) => apply(best, [edit])));
      const good = batch.filter((_, i) => results[i]);
      if (good.length === 0) {
        edits = edits.slice(BATCH);
        continue;
      }
      best = await combine(best, good, stillFails);
      progress = true;
      edits = candidateEdits(best);
    }
  }
  return best;
}

/** Edits that work one by one often work together; when they do not, the first one does. */
async function combine(source: string, good: readonly Edit[], stillFails: StillFails): Promise<string> {
  const apart = disjoint(good);
  const options = [apart, apart.slice(0, Math.ceil(apart.length / 2)), apart.slice(0, 1)];
  const sources = options.map((edits) => apply(source, edits));
  const results = await stillFails(sources);
  return sources[results.findIndex((fails) => fails)] ?? apply(source, good.slice(0, 1));
}

function disjoint(edits: readonly Edit[]): Edit[] {
  const chosen: Edit[] = [];
  for (const edit of edits) {
    if (chosen.every((other) => edit.end <= other.start || edit.start >= other.end)) chosen.push(edit);
  }
  return chosen;
}

function apply(source: string, edits: readonly Edit[]): string {
  let text = source;
  for (const { start, end, text: replacement } of [...edits].sort((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + replacement + text.slice(end);
  }
  return text;
}

/** All edits worth trying, those that remove most first. */
export function candidateEdits(source: string): Edit[] {
  const file = ts.createSourceFile("program.ts", source, ts.ScriptTarget.ES2023, true);
  const edits: Edit[] = [];
  const cut = (node: ts.Node, text = ""): void => {
    edits.push({ start: node.getStart(file), end: node.getEnd(), text });
  };
  const runs = (nodes: readonly ts.Node[]): void => {
    for (let size = nodes.length; size >= 2; size = Math.floor(size / 2)) {
      for (let i = 0; i + size <= nodes.length; i += size) {
        edits.push({ start: nodes[i]!.getStart(file), end: nodes[i + size - 1]!.getEnd(), text: "" });
      }
    }
    for (const node of nodes) cut(node);
  };
  const items = (nodes: ts.NodeArray<ts.Node>): void => {
    nodes.forEach((node, i) => {
      const next = nodes[i + 1];
      const start = next === undefined && i > 0 ? nodes[i - 1]!.getEnd() : node.getStart(file);
      edits.push({ start, end: next === undefined ? node.getEnd() : next.getStart(file), text: "" });
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) runs(node.statements);
    if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) runs(node.members as ts.NodeArray<ts.Node>);
    if (ts.isObjectLiteralExpression(node)) items(node.properties);
    if (ts.isArrayLiteralExpression(node)) items(node.elements);
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      items(node.arguments ?? ts.factory.createNodeArray());
    for (const body of unwrapped(node)) cut(node, inner(body, file));
    if (isValue(node)) {
      const own = node.getWidth(file);
      node.forEachChild((child) => {
        if (isValue(child) && child.getWidth(file) < own) cut(node, `(${child.getText(file)})`);
      });
      if (own > 3 && ts.isParenthesizedExpression(node) && !ts.isArrowFunction(node.expression)) {
        if (ts.isIdentifier(node.expression) || ts.isLiteralExpression(node.expression))
          cut(node, node.expression.getText(file));
      }
    }
    node.forEachChild(visit);
  };
  visit(file);
  return edits
    .filter((edit) => source.slice(edit.start, edit.end) !== edit.text)
    .sort((a, b) => b.end - b.start - b.text.length - (a.end - a.start - a.text.length));
}

/** Statements that may stand for the compound statement around them. */
function unwrapped(node: ts.Node): ts.Statement[] {
  if (ts.isIfStatement(node))
    return node.elseStatement ? [node.thenStatement, node.elseStatement] : [node.thenStatement];
  if (ts.isIterationStatement(node, false) || ts.isLabeledStatement(node)) return [node.statement];
  if (ts.isTryStatement(node)) {
    return [
      node.tryBlock,
      ...(node.catchClause ? [node.catchClause.block] : []),
      ...(node.finallyBlock ? [node.finallyBlock] : []),
    ];
  }
  if (ts.isFunctionDeclaration(node)) return node.body ? [node.body] : [];
  if (ts.isBlock(node) && (ts.isBlock(node.parent) || ts.isSourceFile(node.parent))) return [node];
  return [];
}

function inner(statement: ts.Statement, file: ts.SourceFile): string {
  return ts.isBlock(statement)
    ? statement.statements.map((s) => s.getText(file)).join("\n")
    : statement.getText(file);
}

function isValue(node: ts.Node): node is ts.Expression {
  return (
    ts.isBinaryExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isVoidExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ((ts.isIdentifier(node) || ts.isLiteralExpression(node)) && isOperand(node))
  );
}

function isOperand(node: ts.Node): boolean {
  const parent = node.parent;
  return (
    ts.isBinaryExpression(parent) ||
    (ts.isCallExpression(parent) && parent.expression !== node) ||
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isTemplateSpan(parent)
  );
}
