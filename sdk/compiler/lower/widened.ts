// Objects that are made for one type and used under a wider one, which TypeScript lets a program do.
//
//   const state: State<number | null> = new State(null);      state.set(4);
//   const labels: Box<number | string> = new Box(1);          labels.set("one");
//   function clear(cell: { value: number | null }) { cell.value = null; }      const a = { value: 1 };      clear(a);
//
// TypeScript infers State<null>, Box<number> and { value: number } here, and takes them for the declared types because
// methods and properties vary with their types. Stored as inferred, such an object could not take what the declared type lets in.
// Looks at each place where a value meets an expected type. The type parameters of the program's classes are boxed in
// all instances then; so are fields and properties of literals by that name, if the program assigns one under such a
// type. A wider type that is unknown, any or a type parameter says nothing of what will be stored.

import ts from "typescript";
import { EMPTY_ENV, isLibrarySymbol, type Rep, repOf } from "./reps.ts";
import { isLogicalAssignment } from "./syntax.ts";

const T = ts.TypeFlags;
const K = ts.SyntaxKind;
/** Of objects in objects and arrays. */
const MAX_DEPTH = 3;

/** A class or interface, and which type parameter of the class that inherits from it each of its own stands for; -1: none. */
interface Ancestor {
  readonly target: ts.GenericType;
  readonly parameters: readonly number[];
}

export class WidenedTypes {
  private readonly checker: ts.TypeChecker;
  private readonly files: ReadonlySet<ts.SourceFile>;
  private readonly found = new Set<ts.Symbol>();
  private readonly fields = new Set<ts.Node>();
  private readonly names = new Set<string>();
  /** Properties that are assigned under a type whose values are boxed. */
  private readonly assigned = new Set<string>();
  private readonly ancestors = new Map<ts.Type, readonly Ancestor[]>();
  private readonly compared = new Map<ts.Type, Set<ts.Type>>();

  /** @param files the program's own modules in TypeScript; those of the library keep to their types */
  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.checker = checker;
    this.files = new Set(files);
    for (const file of files) if (/\.\w+\s*([?|&]{2})?=[^=>]/.test(file.text)) this.findAssigned(file);
    const hasGenerics = files.some((f) => /\bclass\b[^{]*</.test(f.text));
    if (hasGenerics || this.assigned.size > 0) for (const file of files) this.visit(file);
  }

  /** True for a type parameter of a class. */
  has(parameter: ts.Symbol): boolean {
    return this.found.has(parameter);
  }

  /** True for a field of a class. */
  hasField(declaration: ts.Node): boolean {
    return this.fields.has(declaration);
  }

  /** True for properties of object literals. */
  hasName(name: string): boolean {
    return this.names.has(name);
  }

  private findAssigned(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && assignsRight(node) && ts.isPropertyAccessExpression(node.left)) {
      const symbol = this.checker.getSymbolAtLocation(node.left);
      const type = symbol && this.checker.getTypeOfSymbol(symbol);
      if (type !== undefined && !(type.flags & (T.Any | T.Unknown)) && this.rep(type) === "value")
        this.assigned.add(node.left.name.text);
    }
    ts.forEachChild(node, (c) => this.findAssigned(c));
  }

  private visit(node: ts.Node): void {
    if (isFlowing(node)) this.meet(node);
    ts.forEachChild(node, (c) => this.visit(c));
  }

  private meet(node: ts.Expression): void {
    const actual = this.checker.getTypeAtLocation(node);
    if (!(actual.flags & T.Object)) return;
    const own = this.genericClass(actual);
    if (own === null && this.assigned.size === 0) return;
    const expected = expectedType(this.checker, node);
    if (expected !== undefined) this.objects(actual, expected, 0);
  }

  private objects(actual: ts.Type, expected: ts.Type, depth: number): void {
    if (expected.flags & T.Union) {
      for (const type of (expected as ts.UnionType).types) this.objects(actual, type, depth);
      return;
    }
    if (actual === expected || depth > MAX_DEPTH || !(actual.flags & expected.flags & T.Object)) return;
    const known = this.compared.get(actual) ?? new Set();
    if (known.has(expected)) return;
    this.compared.set(actual, known.add(expected));
    const own = this.genericClass(actual);
    if (own !== null) this.compare(own, actual as ts.TypeReference, expected);
    if (this.assigned.size === 0) return;
    const [from, to] = [actual, expected].map((t) => this.checker.getIndexTypeOfType(t, ts.IndexKind.Number));
    if (from !== undefined && to !== undefined) {
      this.objects(from, to, depth + 1);
      return;
    }
    if (actual.symbol !== undefined && isLibrarySymbol(actual.symbol)) return;
    for (const property of expected.getProperties()) this.property(property, actual, depth);
  }

  private property(wide: ts.Symbol, actual: ts.Type, depth: number): void {
    const narrow = actual.getProperty(wide.name);
    if (narrow === undefined || narrow === wide) return;
    const [given, wanted] = [narrow, wide].map((p) => this.checker.getTypeOfSymbol(p));
    if (given!.flags & T.Object) this.objects(given!, wanted!, depth + 1);
    else if (this.assigned.has(wide.name) && this.widens(given!, wanted!)) {
      const { valueDeclaration } = narrow;
      const isField =
        valueDeclaration !== undefined &&
        (ts.isPropertyDeclaration(valueDeclaration) || ts.isParameter(valueDeclaration));
      if (isField) this.fields.add(valueDeclaration);
      else this.names.add(wide.name);
    }
  }

  private compare(own: ts.GenericType, actual: ts.TypeReference, expected: ts.Type): void {
    const target = (expected as ts.TypeReference).target as ts.GenericType | undefined;
    if (target === undefined) return;
    const ancestor = this.ancestorsOf(own).find((a) => a.target === target);
    const wanted = this.checker.getTypeArguments(expected as ts.TypeReference);
    const given = this.checker.getTypeArguments(actual);
    ancestor?.parameters.forEach((index, i) => {
      const symbol = own.typeParameters?.[index]?.symbol;
      if (symbol !== undefined && this.widens(given[index]!, wanted[i]!)) this.found.add(symbol);
    });
  }

  private widens(given: ts.Type, wanted: ts.Type): boolean {
    if (given === wanted || wanted.flags & (T.Any | T.Unknown | T.Never | T.TypeParameter)) return false;
    if (given.flags & T.TypeParameter) return true;
    return this.rep(given) !== "value" && this.rep(wanted) !== this.rep(given);
  }

  private rep(type: ts.Type): Rep {
    return repOf(this.checker, this.checker.getBaseTypeOfLiteralType(type), EMPTY_ENV);
  }

  private genericClass(type: ts.Type): ts.GenericType | null {
    const target = (type as ts.TypeReference).target as ts.GenericType | undefined;
    const declaration = target?.symbol?.valueDeclaration;
    if (target === undefined || declaration === undefined || !ts.isClassLike(declaration)) return null;
    return this.files.has(declaration.getSourceFile()) ? target : null;
  }

  /** Of a generic class: itself, and all that it extends and implements. */
  private ancestorsOf(own: ts.GenericType): readonly Ancestor[] {
    const known = this.ancestors.get(own);
    if (known !== undefined) return known;
    const all = (own.typeParameters ?? []).map((_, i) => i);
    const found: Ancestor[] = [{ target: own, parameters: all }];
    this.ancestors.set(own, found);
    for (const declaration of own.symbol.declarations ?? []) {
      if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) continue;
      for (const named of (declaration.heritageClauses ?? []).flatMap((clause) => [...clause.types])) {
        const base = this.checker.getTypeAtLocation(named) as ts.TypeReference;
        if (base.target === undefined) continue;
        const declared = this.checker.getTypeArguments(base);
        const at = declared.map((t) => own.typeParameters?.indexOf(t as ts.TypeParameter) ?? -1);
        for (const { target, parameters } of this.ancestorsOf(base.target as ts.GenericType))
          found.push({ target, parameters: parameters.map((i) => at[i] ?? -1) });
      }
    }
    return found;
  }
}

/** `a = b`, and the assignments of `b` as it is that depend on `a`. */
function assignsRight(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind === K.EqualsToken || isLogicalAssignment(kind);
}

/** Expressions at places where values come to variables, parameters, results, elements and properties. */
function isFlowing(node: ts.Node): node is ts.Expression {
  const isRead = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
  if (!isRead && !ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === node && parent.type !== undefined;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isBinaryExpression(parent))
    return parent.right === node && parent.operatorToken.kind === K.EqualsToken;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return (
    ts.isReturnStatement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isArrowFunction(parent)
  );
}

function expectedType(checker: ts.TypeChecker, node: ts.Expression): ts.Type | undefined {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return checker.getTypeAtLocation(parent.left);
  if (ts.isAsExpression(parent)) return checker.getTypeAtLocation(parent);
  return checker.getContextualType(node);
}
