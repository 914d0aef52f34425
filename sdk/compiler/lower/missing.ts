// Where undefined or null comes although the program's types say number, boolean or T: what is stored unboxed there
// could not hold it, so such variables, results, fields and type parameters are boxed.
//
//   peek(): T { return this.items[this.items.length - 1]; }      an element out of bounds
//   get(key: K): V { return this.map.get(key) as V; }            a cast that leaves undefined out
//   head = new Item<T>(null as any);                             a sentinel
//
// Looks at syntax and declared types, and only at the program's own code: the library keeps to its types. What it does
// not see, such as an element passed on as an argument, stays a TypeError where it is stored (docs/language.md, D1).

import ts from "typescript";
import { isJavaScript } from "./javascript.ts";
import { membersOf } from "./kinds.ts";
import { type FunctionNode, isFunctionNode, skipOuter } from "./syntax.ts";

const T = ts.TypeFlags;
/** Types of what is cast that can hide undefined or null. */
const HIDING = T.Undefined | T.Null | T.Any | T.Unknown;

export class Missing {
  private readonly checker: ts.TypeChecker;
  private readonly isLibraryFile: (file: string) => boolean;
  private readonly functions = new Map<ts.Node, boolean>();
  private readonly passing = new Map<ts.Node, boolean>();
  private readonly variables = new Map<ts.Node, boolean>();
  /** Variables, fields and parameters that are given null or undefined by a cast. */
  private readonly given = new Set<ts.Node>();
  /** Methods and getters of derived classes by name: a call of the base's may reach them. */
  private readonly overriding = new Map<string, FunctionNode[]>();
  private readonly typeParameters = new Set<ts.Symbol>();

  constructor(
    checker: ts.TypeChecker,
    files: readonly ts.SourceFile[],
    isLibraryFile: (file: string) => boolean,
  ) {
    this.checker = checker;
    this.isLibraryFile = isLibraryFile;
    for (const file of files) {
      if (/\bextends\b/.test(file.text)) this.findOverriding(file);
      if (/\b(null|undefined|void 0)\s*(!|as\b|\))/.test(file.text)) this.findCasts(file);
      // What is written in JavaScript has no types to be wrong about.
      if (!isJavaScript(file)) this.findAssigned(file);
    }
  }

  /** True when the type parameter stands for values that may be undefined or null whatever its argument says. */
  hidesIn(parameter: ts.Symbol): boolean {
    return this.typeParameters.has(parameter);
  }

  /** True when the variable, field or parameter may hold undefined or null whatever its type says. */
  mayHold(declaration: ts.Node): boolean {
    if (this.given.has(declaration)) return true;
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
    const known = this.variables.get(declaration);
    if (known !== undefined) return known;
    if (this.isLibraryFile(declaration.getSourceFile().fileName)) return false;
    this.variables.set(declaration, false);
    const found = this.mayBe(declaration.initializer);
    this.variables.set(declaration, found);
    return found;
  }

  /** True when the function may return undefined or null whatever its type says. */
  mayReturn(node: FunctionNode): boolean {
    const known = this.functions.get(node);
    if (known !== undefined) return known;
    if (this.isLibraryFile(node.getSourceFile().fileName)) return false;
    this.functions.set(node, false);
    const found =
      (node.body !== undefined && this.returns(node.body)) ||
      this.overridingOf(node).some((other) => this.returns(other.body!));
    this.functions.set(node, found);
    return found;
  }

  /**
   * True when the variable's initializer, or a result of the function, may have a type that its own leaves out:
   * `table[key] ?? key` has the type of the elements alone, because they are never undefined by their type.
   */
  mayBeOther(node: ts.VariableDeclaration | FunctionNode): boolean {
    if (this.isLibraryFile(node.getSourceFile().fileName)) return false;
    if (ts.isVariableDeclaration(node))
      return node.initializer !== undefined && this.isOther(node.initializer);
    return node.body !== undefined && this.returns(node.body, (e) => this.isOther(e));
  }

  /**
   * True when a function whose type returns void passes on what another one returns that may return anything:
   * `const run = (task: () => void) => task()`, or a method that such a method overrides.
   */
  passesOn(node: FunctionNode): boolean {
    const known = this.passing.get(node);
    if (known !== undefined) return known;
    if (this.isLibraryFile(node.getSourceFile().fileName)) return false;
    this.passing.set(node, false);
    const found =
      (node.body !== undefined && this.returns(node.body, (e) => this.isUnknown(e))) ||
      this.overridingOf(node).some((other) => !this.returnsVoid(other) || this.passesOn(other));
    this.passing.set(node, found);
    return found;
  }

  /** What else a call of a method or getter may reach. */
  private overridingOf(node: FunctionNode): FunctionNode[] {
    if (!ts.isClassElement(node) || node.name === undefined) return [];
    return (this.overriding.get(node.name.getText()) ?? []).filter((other) => other !== node);
  }

  private returnsVoid(node: ts.SignatureDeclaration): boolean {
    const result = this.checker.getSignatureFromDeclaration(node)?.getReturnType();
    return result !== undefined && (result.flags & (T.Void | T.Undefined | T.Never)) !== 0;
  }

  /** True when an expression of type void or any may be other than undefined. */
  private isUnknown(node: ts.Expression): boolean {
    const e = skipOuter(node) as ts.Expression;
    if (ts.isVoidExpression(e)) return false;
    if (ts.isConditionalExpression(e)) return this.isUnknown(e.whenTrue) || this.isUnknown(e.whenFalse);
    const type = this.checker.getTypeAtLocation(e);
    const parts = membersOf(type);
    if (!parts.some((part) => part.flags & (T.Void | T.Any | T.Unknown))) return false;
    const callee = ts.isCallExpression(e) ? this.checker.getResolvedSignature(e)?.declaration : undefined;
    if (callee === undefined || ts.isJSDocSignature(callee) || !this.returnsVoid(callee)) return true;
    const file = callee.getSourceFile();
    if (file.hasNoDefaultLib || this.isLibraryFile(file.fileName)) return false;
    const body = this.implementation(callee);
    return body === undefined || this.passesOn(body);
  }

  /** `keys.map((key) => table[key])`: what a function written in place gives may not be what its type says. */
  isOpenCallback(node: ts.Expression): boolean {
    if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
    return this.mayReturn(node) || this.mayBeOther(node);
  }

  private isOther(node: ts.Expression): boolean {
    if (ts.isParenthesizedExpression(node)) return this.isOther(node.expression);
    if (ts.isConditionalExpression(node)) return this.isOther(node.whenTrue) || this.isOther(node.whenFalse);
    if (!ts.isBinaryExpression(node)) return false;
    const kind = node.operatorToken.kind;
    if (kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.BarBarToken) return false;
    if (this.isOther(node.right)) return true;
    if (!this.mayBe(node.left)) return false;
    const [right, whole] = [node.right, node].map((e) => this.checker.getTypeAtLocation(e));
    return !this.checker.isTypeAssignableTo(right!, whole!);
  }

  private returns(body: ts.ConciseBody, is = (e: ts.Expression) => this.mayBe(e)): boolean {
    if (!ts.isBlock(body)) return is(body);
    const visit = (n: ts.Node): boolean => {
      if (ts.isReturnStatement(n)) return n.expression !== undefined && is(n.expression);
      if (ts.isFunctionLike(n) || ts.isClassLike(n)) return false;
      return ts.forEachChild(n, (c) => visit(c) || undefined) ?? false;
    };
    return visit(body);
  }

  /** True when the value may be undefined or null whatever the expression's type says. */
  private mayBe(node: ts.Expression): boolean {
    if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
      return this.mayBe(node.expression);
    if (ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isTypeAssertionExpression(node)) {
      const type = this.checker.getTypeAtLocation(node.expression);
      const parts = membersOf(type);
      return parts.some((p) => (p.flags & HIDING) !== 0) || this.mayBe(node.expression);
    }
    if (ts.isElementAccessExpression(node)) return !this.isFixedElement(node);
    if (ts.isConditionalExpression(node)) return this.mayBe(node.whenTrue) || this.mayBe(node.whenFalse);
    if (ts.isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken)
        return this.mayBe(node.left) || this.mayBe(node.right);
      const passesRight =
        kind === ts.SyntaxKind.BarBarToken ||
        kind === ts.SyntaxKind.QuestionQuestionToken ||
        kind === ts.SyntaxKind.EqualsToken ||
        kind === ts.SyntaxKind.CommaToken;
      return (passesRight && this.mayBe(node.right)) || this.isOther(node);
    }
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
      const declaration = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
      return declaration !== undefined && this.mayHold(declaration);
    }
    if (!ts.isCallExpression(node)) return false;
    const callee = this.checker.getResolvedSignature(node)?.declaration;
    if (callee === undefined || ts.isJSDocSignature(callee)) return false;
    return this.mayReturn(this.implementation(callee) ?? (callee as FunctionNode));
  }

  /** The function itself where it has a body, otherwise the one behind the overload. */
  private implementation(callee: ts.SignatureDeclaration): FunctionNode | undefined {
    const hasBody = (d: ts.Declaration): d is FunctionNode => isFunctionNode(d) && d.body !== undefined;
    if (hasBody(callee)) return callee;
    const symbol = callee.name === undefined ? undefined : this.checker.getSymbolAtLocation(callee.name);
    return symbol?.declarations?.find(hasBody);
  }

  /** pair[0] of a tuple, or a property named in brackets. */
  private isFixedElement(node: ts.ElementAccessExpression): boolean {
    const { argumentExpression: index } = node;
    if (!ts.isStringLiteralLike(index) && !ts.isNumericLiteral(index)) return false;
    return (
      this.checker.getPropertyOfType(this.checker.getTypeAtLocation(node.expression), index.text) !==
      undefined
    );
  }

  private findOverriding(node: ts.Node): void {
    if (ts.isClassLike(node) && node.heritageClauses?.some((h) => h.token === ts.SyntaxKind.ExtendsKeyword)) {
      for (const m of node.members) {
        if (!(ts.isMethodDeclaration(m) || ts.isGetAccessor(m)) || m.body === undefined) continue;
        const name = m.name.getText();
        this.overriding.set(name, [...(this.overriding.get(name) ?? []), m]);
      }
    }
    ts.forEachChild(node, (c) => this.findOverriding(c));
  }

  /**
   * `max = 1000; constructor(max?: number) { this.max = max; }`: correct without strictNullChecks, and then the inferred type
   * does not say what the field holds.
   */
  private findAssigned(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const target = this.checker.getSymbolAtLocation(node.left)?.valueDeclaration;
      if (
        target !== undefined &&
        isInferred(target) &&
        this.isNullable(node.right) &&
        !this.isNullable(target)
      )
        this.given.add(target);
    }
    ts.forEachChild(node, (c) => this.findAssigned(c));
  }

  private isNullable(node: ts.Node): boolean {
    const type = this.checker.getTypeAtLocation(node);
    const parts = membersOf(type);
    return parts.some((part) => part.flags & (T.Undefined | T.Null));
  }

  // ---- Casts of null and undefined -----------------------------------------------------------------------------

  private findCasts(node: ts.Node): void {
    if (isNullish(node) && isCast(node.parent)) this.noteCast(node);
    ts.forEachChild(node, (c) => this.findCasts(c));
  }

  private noteCast(nullish: ts.Node): void {
    let at = nullish;
    while (skipOuter(at.parent) !== at.parent || isBranch(at)) {
      const cast = at.parent;
      if (isCast(cast)) this.noteTypes(this.checker.getTypeAtLocation(cast));
      at = cast;
    }
    const { parent } = at;
    let target: ts.Node | undefined;
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      target =
        parent.right === at ? this.checker.getSymbolAtLocation(parent.left)?.valueDeclaration : undefined;
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const index = parent.arguments?.indexOf(at as ts.Expression) ?? -1;
      target =
        index < 0 ? undefined : this.checker.getResolvedSignature(parent)?.declaration?.parameters[index];
    } else if (
      ts.isVariableDeclaration(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isParameter(parent)
    ) {
      target = parent.initializer === at ? parent : undefined;
    }
    if (target === undefined || this.isLibraryFile(target.getSourceFile().fileName)) return;
    this.given.add(target);
    if (ts.isParameter(target)) this.notePassedOn(target);
    this.noteTypes(this.checker.getTypeAtLocation(target));
  }

  /** this.size = size */
  private notePassedOn(parameter: ts.ParameterDeclaration): void {
    const symbol = this.checker.getSymbolAtLocation(parameter.name);
    const visit = (node: ts.Node): void => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isIdentifier(node.right) &&
        this.checker.getSymbolAtLocation(node.right) === symbol
      ) {
        const target = this.checker.getSymbolAtLocation(node.left)?.valueDeclaration;
        if (target !== undefined) this.given.add(target);
      }
      ts.forEachChild(node, visit);
    };
    visit(parameter.parent);
  }

  private noteTypes(type: ts.Type): void {
    for (const part of membersOf(type))
      if (part.flags & T.TypeParameter && part.symbol !== undefined) this.typeParameters.add(part.symbol);
  }
}

/** A variable or field whose type is that of what it begins with. */
function isInferred(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node) && !ts.isPropertyDeclaration(node)) return false;
  return node.type === undefined && node.initializer !== undefined;
}

function isNullish(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    ts.isVoidExpression(node) ||
    (ts.isIdentifier(node) && node.text === "undefined")
  );
}

function isCast(node: ts.Node): node is ts.AsExpression | ts.NonNullExpression | ts.TypeAssertion {
  return ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isTypeAssertionExpression(node);
}

/** One of the results of `a ? b : c`, `a ?? b` or `a || b`. */
function isBranch(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  const kind = parent.operatorToken.kind;
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}
