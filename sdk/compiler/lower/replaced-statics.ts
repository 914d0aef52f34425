// Functions of console, Math, JSON and Reflect that a program replaces by its own: console.log = spy.
//
// Calls that name such a function call the library directly, so that it alone is linked. Where the program may put
// another in its place, they ask the object instead. What code does to a value decides: `console.log = f` names the
// function, and once an object is handed on (`mock(console)`), each name counts that is written to some object that
// may be it. The library's own calls are never replaced, as under Node.

import ts from "typescript";
import type { LoweringInput } from "./lowering.ts";
import { isLibrarySymbol } from "./reps.ts";
import { isAssignmentOperator, skipOuter } from "./syntax.ts";

const OWNERS: ReadonlySet<string> = new Set(["console", "Math", "JSON", "Reflect"]);
/** An owner that is written to, or stands anywhere but before a dot: only such files are walked. */
const UNUSUAL =
  /(?<![\w$])(?:console|Math|JSON|Reflect)\b(?:\s*!?\.\s*\w+\s*(?:[-+*/%&|^?]{0,2}=(?![=>]))|(?!\s*[.\w$]))/;
/** Every function of the owner. */
const ALL = "*";
const PRIMITIVE =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.ESSymbolLike;
/** Functions that give their first argument the properties of others, or one that is named. */
const DEFINING = /^(?:assign|defineProperty|defineProperties|set|spyOn|replaceProperty|stub|mock|method)$/;

export class ReplacedStatics {
  private readonly checker: ts.TypeChecker;
  private readonly isLibraryFile: LoweringInput["isLibraryFile"];
  /** By file: `console.log`, `Math.*`. */
  private readonly byFile = new Map<string, Set<string>>();

  constructor(checker: ts.TypeChecker, input: LoweringInput) {
    this.checker = checker;
    this.isLibraryFile = input.isLibraryFile;
    for (const program of input.programs) {
      const own = program.filter((f) => !f.isDeclarationFile && !input.isLibraryFile(f.fileName));
      const found = this.search(own);
      if (found.size === 0) continue;
      for (const { fileName } of own)
        this.byFile.set(fileName, new Set([...(this.byFile.get(fileName) ?? []), ...found]));
    }
  }

  /** Whether `owner.name`, read at `node`, may be a function of the program. */
  has(owner: string, name: string, node: ts.Node): boolean {
    if (this.byFile.size === 0) return false;
    const found = this.byFile.get(node.getSourceFile().fileName);
    return found !== undefined && (found.has(`${owner}.${name}`) || found.has(`${owner}.${ALL}`));
  }

  private search(files: readonly ts.SourceFile[]): Set<string> {
    const found = new Set<string>();
    const handedOn = new Set<string>();
    for (const file of files) if (UNUSUAL.test(file.text)) this.uses(file, found, handedOn);
    if (handedOn.size === 0) return found;
    const names = new Set<string>();
    for (const file of files) this.written(file, names);
    for (const owner of handedOn) for (const name of names) found.add(`${owner}.${name}`);
    return found;
  }

  /** Writes to members of owners that the file names, and owners that it hands on. */
  private uses(node: ts.Node, found: Set<string>, handedOn: Set<string>): void {
    if (ts.isTypeNode(node)) return;
    const owner = this.ownerOf(node);
    if (owner === null) {
      ts.forEachChild(node, (c) => this.uses(c, found, handedOn));
      return;
    }
    let use = node;
    while (ts.isParenthesizedExpression(use.parent) || ts.isNonNullExpression(use.parent)) use = use.parent;
    const { parent } = use;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === use) {
      if (isWritten(parent)) found.add(`${owner}.${parent.name.text}`);
    } else if (ts.isElementAccessExpression(parent) && parent.expression === use) {
      if (isWritten(parent)) found.add(`${owner}.${this.keyOf(parent.argumentExpression) ?? ALL}`);
    } else if (!isHarmless(use)) handedOn.add(owner);
  }

  /** The owner that an expression names, by itself or as a property of the global object. */
  private ownerOf(node: ts.Node): string | null {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const key = ts.isPropertyAccessExpression(node) ? node.name.text : this.keyOf(node.argumentExpression);
      return key !== null && OWNERS.has(key) && this.mayBeGlobal(node.expression) ? key : null;
    }
    if (!ts.isIdentifier(node) || !OWNERS.has(node.text) || isDeclared(node)) return null;
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol !== undefined && isLibrarySymbol(symbol) ? node.text : null;
  }

  private mayBeGlobal(node: ts.Expression): boolean {
    const type = this.checker.getTypeAtLocation(node);
    return (type.flags & ts.TypeFlags.Any) !== 0 || (ts.isIdentifier(node) && node.text === "globalThis");
  }

  /** Names of properties that some expression, whose type does not exclude the owners, is given. */
  private written(node: ts.Node, names: Set<string>): void {
    if (ts.isPropertyAccessExpression(node) && isWritten(node)) {
      if (this.mayBeOwner(node.expression)) names.add(node.name.text);
    } else if (ts.isElementAccessExpression(node) && isWritten(node)) {
      if (this.mayBeOwner(node.expression)) names.add(this.keyOf(node.argumentExpression) ?? ALL);
    } else if (ts.isCallExpression(node)) this.defined(node, names);
    ts.forEachChild(node, (c) => this.written(c, names));
  }

  /** Object.assign(target, { log }), Object.defineProperty(target, "log", ..) and their like in test libraries. */
  private defined(node: ts.CallExpression, names: Set<string>): void {
    const callee = skipOuter(node.expression);
    const [target, ...rest] = node.arguments;
    if (!ts.isPropertyAccessExpression(callee) || !DEFINING.test(callee.name.text)) return;
    if (target === undefined || ts.isSpreadElement(target) || !this.mayBeOwner(target)) return;
    for (const argument of rest) {
      const given = skipOuter(argument) as ts.Expression;
      if (ts.isObjectLiteralExpression(given))
        for (const p of given.properties) names.add(p.name === undefined ? ALL : (nameOf(p.name) ?? ALL));
      else {
        const key = this.keyOf(given);
        if (key !== null) names.add(key);
        else if (argument === rest[0]) names.add(ALL);
      }
    }
  }

  private keyOf(node: ts.Expression): string | null {
    const type = this.checker.getTypeAtLocation(node);
    return type.isStringLiteral() ? type.value : null;
  }

  private mayBeOwner(node: ts.Expression): boolean {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return false;
    const type = this.checker.getNonNullableType(this.checker.getTypeAtLocation(node));
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
    if (type.flags & PRIMITIVE || type.isClass()) return false;
    if (this.checker.isArrayLikeType(type)) return false;
    const declaration = type.symbol?.valueDeclaration;
    if (
      declaration !== undefined &&
      (ts.isClassLike(declaration) || ts.isObjectLiteralExpression(declaration))
    )
      return false;
    return this.checker.getIndexInfosOfType(type).length === 0;
  }
}

/** The target of an assignment, also as a part of a pattern. */
function isWritten(node: ts.Expression): boolean {
  let use: ts.Node = node;
  while (isPartOfTarget(use)) use = use.parent;
  const { parent } = use;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === use;
  return (
    ts.isBinaryExpression(parent) && parent.left === use && isAssignmentOperator(parent.operatorToken.kind)
  );
}

function isPartOfTarget({ parent }: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent)
  );
}

function nameOf(name: ts.PropertyName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : null;
}

/** Places where an identifier is no value: declarations, names of properties, labels of imports. */
function isDeclared(name: ts.Identifier): boolean {
  const { parent } = name;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === name) ||
    (ts.isDeclarationStatement(parent) && parent.name === name) ||
    ts.isImportOrExportSpecifier(parent)
  );
}

/** `typeof console`, comparisons, and patterns that take functions out. */
function isHarmless(use: ts.Node): boolean {
  const { parent } = use;
  if (ts.isTypeOfExpression(parent)) return true;
  if (ts.isVariableDeclaration(parent))
    return (
      ts.isObjectBindingPattern(parent.name) &&
      parent.name.elements.every((e) => e.dotDotDotToken === undefined)
    );
  if (ts.isBinaryExpression(parent)) {
    const kind = parent.operatorToken.kind;
    return kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
  }
  return ts.isExpressionStatement(parent) || ts.isIfStatement(parent) || ts.isSpreadAssignment(parent);
}
