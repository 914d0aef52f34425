// Which functions that capture nothing still need an object for each evaluation, because a program could tell.
//
// `() => 1` evaluated twice is two objects. One constant object serves where nobody can compare them: a function that is
// only called, or handed to what only calls it. Where its value goes is followed through constants and parameters of
// functions known by name; any other use counts as seeing it. Looks at syntax and symbols only.

import ts from "typescript";
import { isRepeated } from "./class-values.ts";
import { isLibrarySymbol } from "./reps.ts";
import { parametersOf, skipOuter } from "./syntax.ts";

type Candidate = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** Built-in methods and functions that call their argument and let go of it. */
const ONLY_CALL = new Set(
  (
    "map filter forEach some every find findIndex findLast findLastIndex reduce reduceRight sort toSorted flatMap from " +
    "replace replaceAll then catch finally setTimeout setInterval setImmediate queueMicrotask stringify parse"
  ).split(" "),
);

export class FunctionIdentity {
  private readonly checker: ts.TypeChecker;
  private readonly candidates = new Set<Candidate>();
  /** Variables, parameters and functions whose value something could compare. */
  private readonly seen = new Set<ts.Symbol | ts.Node>();
  /** Where values go: from a candidate or a symbol to the symbols that then hold them. */
  private readonly flows = new Map<ts.Symbol | ts.Node, Set<ts.Symbol>>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.checker = checker;
    for (const file of files) this.collect(file);
    if (this.candidates.size === 0) return;
    for (const file of files) this.visit(file);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [from, to] of this.flows) {
        if (this.seen.has(from) || ![...to].some((s) => this.seen.has(s))) continue;
        this.seen.add(from);
        changed = true;
      }
    }
  }

  /** True when each evaluation of `node` must make an object of its own. */
  has(node: ts.Node): boolean {
    return this.candidates.has(node as Candidate) && this.seen.has(this.holder(node as Candidate));
  }

  private collect(node: ts.Node): void {
    if (isCandidate(node) && isRepeated(node)) this.candidates.add(node);
    ts.forEachChild(node, (c) => this.collect(c));
  }

  /** A declared function is followed by its name, an expression by itself. */
  private holder(node: Candidate): ts.Symbol | ts.Node {
    if (!ts.isFunctionDeclaration(node) || node.name === undefined) return node;
    return this.checker.getSymbolAtLocation(node.name) ?? node;
  }

  private visit(node: ts.Node): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (isCandidate(node)) {
      if (ts.isMethodDeclaration(node)) this.seen.add(node);
      else if (!ts.isFunctionDeclaration(node) && this.candidates.has(node)) this.use(node, node);
    }
    if (ts.isIdentifier(node) && isUse(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.checker.getSymbolAtLocation(node);
      if (symbol !== undefined && isLocal(symbol)) this.use(symbol, node);
    }
    ts.forEachChild(node, (c) => this.visit(c));
  }

  /** What becomes of the value of `node`, which `from` stands for. */
  private use(from: ts.Symbol | ts.Node, given: ts.Expression): void {
    let node = given as ts.Node;
    while (skipOuter(node.parent) !== node.parent) node = node.parent;
    const parent = node.parent;
    if (ts.isExpressionStatement(parent) || ts.isTypeOfExpression(parent)) return;
    if (ts.isVariableDeclaration(parent) && parent.initializer === node) {
      const constant = (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0;
      const to =
        constant && ts.isIdentifier(parent.name) ? this.checker.getSymbolAtLocation(parent.name) : undefined;
      if (to !== undefined && isLocal(to)) this.flow(from, to);
      else this.seen.add(from);
      return;
    }
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      if (parent.expression === node) {
        if (ts.isNewExpression(parent)) this.seen.add(from);
        return;
      }
      this.pass(from, parent, ([...(parent.arguments ?? [])] as ts.Node[]).indexOf(node));
      return;
    }
    this.seen.add(from);
  }

  private pass(from: ts.Symbol | ts.Node, call: ts.CallExpression | ts.NewExpression, index: number): void {
    const callee = skipOuter(call.expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const symbol = ts.isIdentifier(name) ? this.checker.getSymbolAtLocation(name) : undefined;
    if (symbol !== undefined && isLibrarySymbol(symbol)) {
      const lets = ts.isNewExpression(call) ? symbol.name === "Promise" : ONLY_CALL.has(symbol.name);
      if (!lets) this.seen.add(from);
      return;
    }
    const parameter = this.parameterOf(call, index);
    if (parameter === undefined) this.seen.add(from);
    else this.flow(from, parameter);
  }

  /** The parameter that takes an argument, where the function is known by its name and has no `arguments`. */
  private parameterOf(call: ts.CallExpression | ts.NewExpression, index: number): ts.Symbol | undefined {
    if (ts.isNewExpression(call) || call.arguments.slice(0, index + 1).some(ts.isSpreadElement))
      return undefined;
    const declaration = this.checker.getResolvedSignature(call)?.declaration;
    if (
      declaration === undefined ||
      !(ts.isFunctionDeclaration(declaration) || ts.isArrowFunction(declaration))
    )
      return undefined;
    if (declaration.body === undefined || /\barguments\b/.test(declaration.body.getText())) return undefined;
    const p = parametersOf(declaration)[index];
    if (p === undefined || p.dotDotDotToken !== undefined || !ts.isIdentifier(p.name)) return undefined;
    return this.checker.getSymbolAtLocation(p.name);
  }

  private flow(from: ts.Symbol | ts.Node, to: ts.Symbol): void {
    const known = this.flows.get(from);
    if (known === undefined) this.flows.set(from, new Set([to]));
    else known.add(to);
  }
}

function isCandidate(node: ts.Node): node is Candidate {
  if (ts.isMethodDeclaration(node)) return ts.isObjectLiteralExpression(node.parent);
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node);
}

/** A variable or parameter that may hold a candidate, or a nested function. */
function isLocal(symbol: ts.Symbol): boolean {
  const d = symbol.valueDeclaration;
  return (
    d !== undefined &&
    (ts.isVariableDeclaration(d) || ts.isParameter(d) || ts.isFunctionDeclaration(d)) &&
    !d.getSourceFile().isDeclarationFile
  );
}

/** An identifier that stands for a value, not for a name. */
function isUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  return (parent as { name?: ts.Node }).name !== node;
}
