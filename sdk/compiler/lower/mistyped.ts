// Declarations that are given what their types leave out, where the program itself shows it: they are lowered as `any`.
//
//   trimEnd(5 as any);      round(4.016, "+2");      // behind @ts-ignore
//   export function trimEnd(text: string) { return text?.toString().replace(...) }
//
// Under Node such a call works as far as the code goes with it, and what is typed could not hold it. So parameters,
// variables, properties and results that a value of another kind reaches in plain sight - as an argument, behind a cast,
// by an assignment, through the next call - are declared `any` for lowering, and everything that is inferred from them
// follows. What only comes to light at run time stays a TypeError (docs/language.md, D1 and D2).
//
// Another kind (kinds.ts), not just another type: a cast that narrows within the type of its operand is no lie, and null
// and undefined behind a cast are for missing.ts.

import ts from "typescript";
import { checkerOf } from "./checker.ts";
import { admits, isPrimitive, kindOf, parts } from "./kinds.ts";
import { isFunctionNode, isGenerator, isLogicalAssignment, parametersOf } from "./syntax.ts";

const K = ts.SyntaxKind;
const T = ts.TypeFlags;

/** Where such values can come from: errors that are switched off, and casts through types that hide. */
const SOURCES =
  /@ts-(ignore|expect-error|nocheck)\b|\bas\s+(any|unknown|never|string|number|boolean)\b|<(any|unknown|never|string|number|boolean)>|:\s*any\b/;

/** More rounds than values are handed on from one declaration to the next. */
const MAX_ROUNDS = 8;
/** Of types in types. */
const MAX_DEPTH = 3;

type Target = (
  | ts.ParameterDeclaration
  | ts.VariableDeclaration
  | ts.PropertyDeclaration
  | ts.PropertySignature
  | ts.SignatureDeclaration
) & { type?: ts.TypeNode };

/** What an expression may be, whatever its type says: `isClaimed` where a cast stands before it. */
interface Origin {
  readonly type: ts.Type;
  readonly isClaimed: boolean;
}

/** A program of which some declarations are lowered as `any`. */
export interface Retyped {
  readonly program: ts.Program;
  /** Gives the declarations back their types, and the program as it was written, with a new checker. */
  undo(): ts.Program;
}

/**
 * The program with such declarations typed `any`; null where there are none. To be called once the program was
 * checked: declarations are changed in place.
 *
 * @param isOwn true for files of Ingot itself, which keep to their types
 */
export function withoutMistyped(written: ts.Program, isOwn: (file: string) => boolean): Retyped | null {
  const files = written
    .getSourceFiles()
    .filter((f) => !f.isDeclarationFile && !isOwn(f.fileName) && /\.[cm]?ts$/.test(f.fileName));
  if (!files.some((f) => SOURCES.test(f.text))) return null;
  const known = new Set(files);
  let found = new Mistyped(checkerOf(written), known).find();
  if (found.length === 0) return null;
  const types = new Map<Target, ts.TypeNode | undefined>();
  let program = written;
  for (let round = 0; found.length > 0 && round < MAX_ROUNDS; round++) {
    for (const target of found) {
      types.set(target, target.type);
      declareAny(target);
    }
    program = again(program);
    found = followers(program.getTypeChecker(), known, [...types.keys()]);
  }
  return {
    program,
    undo: () => {
      for (const [target, type] of types) (target as { type: ts.TypeNode | undefined }).type = type;
      return again(written);
    },
  };
}

/** The same files with a new checker. */
function again(program: ts.Program): ts.Program {
  const options = program.getCompilerOptions();
  const host = ts.createCompilerHost(options, true);
  host.getSourceFile = (name) => program.getSourceFile(name);
  return ts.createProgram({ rootNames: program.getRootFileNames(), options, host, oldProgram: program });
}

/** `: any`, and of a rest parameter `: any[]`. */
function declareAny(target: Target): void {
  const place = target.type ?? { pos: target.end, end: target.end };
  const placed = <N extends ts.TypeNode>(made: N, parent: ts.Node): N => {
    (made as { parent: ts.Node }).parent = parent;
    return ts.setTextRange(made, place);
  };
  const any = ts.factory.createKeywordTypeNode(K.AnyKeyword);
  if (isRest(target)) {
    target.type = placed(ts.factory.createArrayTypeNode(any), target);
    placed(any, target.type);
  } else target.type = placed(any, target);
}

/** Variables, fields, parameters and results to which functions that deal with `targets` give what is now of type any. */
function followers(
  checker: ts.TypeChecker,
  files: ReadonlySet<ts.SourceFile>,
  targets: readonly Target[],
): Target[] {
  const found = new Set<Target>();
  const note = (declaration: ts.Declaration | null, given: ts.Expression): void => {
    if (declaration === null || !isTarget(declaration) || !files.has(declaration.getSourceFile())) return;
    if (isGeneric(checker, declaration)) return;
    if (isAny(checker, given) && !isAny(checker, declaration)) found.add(declaration);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer !== undefined && node.type !== undefined) note(node, node.initializer);
    } else if (ts.isBinaryExpression(node)) {
      if (assignsRight(node.operatorToken.kind))
        note(assigned(checker.getSymbolAtLocation(node.left)), node.right);
    } else if (ts.isReturnStatement(node) && node.expression !== undefined) {
      const owner = enclosing(node);
      const isOpen = owner?.type !== undefined && isPlain(owner) && !isAny(checker, owner.type);
      if (isOpen && isAny(checker, node.expression) && !isGeneric(checker, owner)) found.add(owner);
    }
    ts.forEachChild(node, visit);
  };
  const bodies = new Set(targets.map((t) => (ts.isFunctionLike(t) ? t : enclosing(t))));
  for (const body of bodies) if (body !== null) visit(body);
  return [...found];
}

/** Assignments that may put the value on the right in the place on the left, or join the two as texts. */
function assignsRight(kind: ts.SyntaxKind): boolean {
  return kind === K.EqualsToken || kind === K.PlusEqualsToken || isLogicalAssignment(kind);
}

function isAny(checker: ts.TypeChecker, node: ts.Node): boolean {
  return (checker.getTypeAtLocation(node).flags & T.Any) !== 0;
}

class Mistyped {
  private readonly checker: ts.TypeChecker;
  private readonly files: ReadonlySet<ts.SourceFile>;
  private readonly given = new Map<Target, Set<ts.Type>>();
  private hasGrown = false;
  private methods: ReadonlyMap<string, ts.MethodDeclaration[]> | null = null;

  constructor(checker: ts.TypeChecker, files: ReadonlySet<ts.SourceFile>) {
    this.checker = checker;
    this.files = files;
  }

  find(): Target[] {
    const visited = new Set([...this.files].filter((f) => SOURCES.test(f.text)));
    for (let round = 0; round < MAX_ROUNDS; round++) {
      this.hasGrown = false;
      for (const file of visited) this.visit(file);
      if (!this.hasGrown) break;
      for (const target of this.given.keys()) visited.add(target.getSourceFile());
    }
    return [...this.given.keys()];
  }

  private visit(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.arguments(node);
    else if (ts.isVariableDeclaration(node)) {
      if (node.initializer !== undefined && node.type !== undefined && ts.isIdentifier(node.name))
        this.offer(node.initializer, [node], this.checker.getTypeAtLocation(node));
    } else if (ts.isPropertyDeclaration(node)) {
      if (node.initializer !== undefined)
        this.offer(node.initializer, [node], this.checker.getTypeAtLocation(node));
    } else if (ts.isBinaryExpression(node)) {
      if (node.operatorToken.kind === K.EqualsToken) this.assignment(node);
    } else if (ts.isReturnStatement(node)) {
      if (node.expression !== undefined) this.result(node.expression, enclosing(node));
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) this.result(node.body, node);
    ts.forEachChild(node, (c) => this.visit(c));
  }

  private arguments(node: ts.CallExpression | ts.NewExpression): void {
    const signature = this.checker.getResolvedSignature(node);
    const declaration = signature?.declaration;
    if (signature === undefined || declaration === undefined || ts.isJSDocSignature(declaration)) return;
    if (!this.files.has(declaration.getSourceFile())) return;
    for (const [i, argument] of (node.arguments ?? []).entries()) {
      if (ts.isSpreadElement(argument)) return;
      const parameter = signature.parameters[Math.min(i, signature.parameters.length - 1)];
      if (parameter === undefined) return;
      const type = this.checker.getTypeOfSymbolAtLocation(parameter, node);
      const isOneOfMany = parameter.valueDeclaration !== undefined && isRest(parameter.valueDeclaration);
      const expected = isOneOfMany ? this.checker.getIndexTypeOfType(type, ts.IndexKind.Number) : type;
      if (expected === undefined) return;
      this.offer(argument, this.parametersOf(declaration, i), expected);
    }
  }

  /** The parameter at `index` of a declaration and of all that a call of it may reach. */
  private parametersOf(declaration: ts.SignatureDeclaration, index: number): Target[] {
    const functions: ts.SignatureDeclaration[] = [declaration];
    if (!isFunctionNode(declaration) || declaration.body === undefined)
      functions.push(...overloadsOf(this.checker, declaration));
    if (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration))
      functions.push(...(this.overriding().get(declaration.name.getText()) ?? []));
    const all = functions.map((f) => parameterAt(f, index));
    return all.filter((p): p is ts.ParameterDeclaration => p !== null);
  }

  /** By name, the methods of classes that extend or implement something. */
  private overriding(): ReadonlyMap<string, ts.MethodDeclaration[]> {
    if (this.methods !== null) return this.methods;
    const methods = new Map<string, ts.MethodDeclaration[]>();
    const visit = (node: ts.Node): void => {
      if (ts.isMethodDeclaration(node) && ts.isClassLike(node.parent) && node.parent.heritageClauses) {
        const name = node.name.getText();
        methods.set(name, [...(methods.get(name) ?? []), node]);
      }
      ts.forEachChild(node, visit);
    };
    for (const file of this.files) if (/\b(extends|implements)\b/.test(file.text)) visit(file);
    this.methods = methods;
    return methods;
  }

  private assignment(node: ts.BinaryExpression): void {
    const target = assigned(this.checker.getSymbolAtLocation(node.left));
    if (target !== null) this.offer(node.right, [target], this.checker.getTypeAtLocation(node.left));
  }

  private result(given: ts.Expression, node: ts.SignatureDeclaration | null): void {
    if (node === null || node.type === undefined || !isPlain(node)) return;
    this.offer(given, [node], this.checker.getTypeFromTypeNode(node.type));
  }

  /** `targets`, declared as `expected`, may hold `given`. */
  private offer(given: ts.Expression, targets: readonly Target[], expected: ts.Type): void {
    if (expected.flags & (T.Any | T.Unknown) || parts(expected).some(hasPrivateNames)) return;
    this.properties(given, expected);
    const wrong = this.origins(given).filter((o) => this.isWrong(o, expected));
    if (wrong.length === 0) return;
    for (const target of targets) {
      if (!this.files.has(target.getSourceFile()) || isGeneric(this.checker, target)) continue;
      const known = this.given.get(target) ?? new Set();
      const before = known.size;
      for (const { type } of wrong) known.add(type);
      this.given.set(target, known);
      if (known.size > before) this.hasGrown = true;
    }
  }

  /** The same for the properties of an object literal: `{ precision: "2" as any }`. */
  private properties(given: ts.Expression, expected: ts.Type): void {
    const { inner } = uncast(given);
    if (!ts.isObjectLiteralExpression(inner)) return;
    for (const p of inner.properties) {
      if (!ts.isPropertyAssignment(p) || !ts.isIdentifier(p.name)) continue;
      const property = this.checker.getNonNullableType(expected).getProperty(p.name.text);
      const declaration = property?.valueDeclaration;
      if (property === undefined || declaration === undefined || !isTarget(declaration)) continue;
      this.offer(p.initializer, [declaration], this.checker.getTypeOfSymbolAtLocation(property, p));
    }
  }

  private origins(node: ts.Expression): Origin[] {
    const { inner, isCast } = uncast(node);
    const type = this.checker.getTypeAtLocation(inner);
    const declaration = this.declarationOf(inner);
    // `const bad: any = 5;`
    const own =
      type.flags & T.Any && declaration !== undefined && isConstant(declaration)
        ? this.origins(declaration.initializer)
        : (isCast ? [type] : parts(type)).map((part) => ({ type: part, isClaimed: isCast }));
    return [...own, ...this.hidden(inner)];
  }

  /** What an expression may be beyond its type: by what was handed on to what it names, and by casts of its operands. */
  private hidden(node: ts.Expression): Origin[] {
    const declaration = this.declarationOf(node);
    const given = [...((declaration && this.given.get(declaration)) ?? [])];
    const inside = operands(node).flatMap((operand) => {
      const { inner, isCast } = uncast(operand);
      return isCast ? this.origins(operand) : this.hidden(inner);
    });
    return [...given.map((type) => ({ type, isClaimed: false })), ...inside];
  }

  private declarationOf(node: ts.Expression): Target | undefined {
    if (ts.isCallExpression(node)) {
      const callee = this.checker.getResolvedSignature(node)?.declaration;
      return callee === undefined || ts.isJSDocSignature(callee) ? undefined : (callee as Target);
    }
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
    const declaration = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
    return declaration !== undefined && isTarget(declaration) ? declaration : undefined;
  }

  /** What is declared as `expected` could not hold a value of such an origin; of one that is claimed, no value at all. */
  private isWrong({ type, isClaimed }: Origin, expected: ts.Type): boolean {
    if (isClaimed) {
      const all = parts(type).filter((p) => kindOf(this.checker, p) !== "nullish");
      return all.length > 0 && all.every((p) => this.isForeign(p, expected, true));
    }
    return this.isForeign(type, expected, false);
  }

  private isForeign(type: ts.Type, expected: ts.Type, isClaimed: boolean): boolean {
    // `key as string` of a K that may be anything.
    if (isClaimed && type.flags & T.TypeParameter) return parts(expected).every(isPrimitive);
    const kind = kindOf(this.checker, type);
    if (kind === null || parts(expected).some((p) => admits(this.checker, p, kind))) return false;
    return !this.checker.isTypeAssignableTo(type, expected);
  }
}

/** Instances of a class with private names, which are read from values of known class only. */
function hasPrivateNames(type: ts.Type): boolean {
  const declaration = type.symbol?.valueDeclaration;
  if (declaration === undefined || !ts.isClassLike(declaration)) return false;
  return declaration.members.some((m) => m.name !== undefined && ts.isPrivateIdentifier(m.name));
}

/** The expressions of which one is the value of a choice. */
function operands(node: ts.Expression): ts.Expression[] {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  const isChoice =
    kind === K.QuestionQuestionToken || kind === K.BarBarToken || kind === K.AmpersandAmpersandToken;
  return isChoice ? [node.left, node.right] : [];
}

/** An expression without parentheses and casts. */
function uncast(node: ts.Expression): { inner: ts.Expression; isCast: boolean } {
  let isCast = false;
  let inner = node;
  for (;;) {
    if (ts.isAsExpression(inner) || ts.isTypeAssertionExpression(inner) || ts.isNonNullExpression(inner))
      isCast = true;
    else if (!ts.isParenthesizedExpression(inner) && !ts.isSatisfiesExpression(inner))
      return { inner, isCast };
    inner = inner.expression;
  }
}

/** What an assignment to a variable or property fills: of an accessor, the parameter of its setter. */
function assigned(symbol: ts.Symbol | undefined): (Target & ts.Declaration) | null {
  const setter = symbol?.declarations?.find(ts.isSetAccessorDeclaration);
  const declaration = setter === undefined ? symbol?.valueDeclaration : setter.parameters[0];
  return declaration !== undefined && isTarget(declaration) ? declaration : null;
}

/** Declared in terms of a type parameter, which calls infer: without it they would infer another type. */
function isGeneric(checker: ts.TypeChecker, target: Target): boolean {
  if (target.type === undefined) return mentionsParameter(checker.getTypeAtLocation(target), checker);
  const visit = (node: ts.Node): boolean => {
    if (ts.isTypeReferenceNode(node) && checker.getTypeAtLocation(node).flags & T.TypeParameter) return true;
    return ts.forEachChild(node, (c) => visit(c) || undefined) ?? false;
  };
  return visit(target.type);
}

function mentionsParameter(type: ts.Type, checker: ts.TypeChecker, depth = 0): boolean {
  if (type.flags & T.TypeParameter) return true;
  if (depth > MAX_DEPTH) return false;
  const inner = type.flags & T.UnionOrIntersection ? (type as ts.UnionType).types : [];
  const isReference = (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
  const given = isReference ? checker.getTypeArguments(type as ts.TypeReference) : [];
  return [...inner, ...given].some((t) => mentionsParameter(t, checker, depth + 1));
}

function isTarget(node: ts.Declaration): node is Target & ts.Declaration {
  if (ts.isParameter(node)) return true;
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name);
  return ts.isPropertyDeclaration(node) || ts.isPropertySignature(node);
}

function isRest(declaration: ts.Node): boolean {
  return ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
}

function isConstant(node: ts.Node): node is ts.VariableDeclaration & { readonly initializer: ts.Expression } {
  return (
    ts.isVariableDeclaration(node) &&
    node.initializer !== undefined &&
    (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0
  );
}

function parameterAt(declaration: ts.SignatureDeclaration, index: number): ts.ParameterDeclaration | null {
  const parameters = parametersOf(declaration);
  const last = parameters.at(-1);
  return parameters[index] ?? (last !== undefined && isRest(last) ? last : null);
}

/** The implementation behind an overload, and what else the name declares. */
function overloadsOf(
  checker: ts.TypeChecker,
  declaration: ts.SignatureDeclaration,
): ts.SignatureDeclaration[] {
  const symbol =
    declaration.name === undefined
      ? (declaration as unknown as { symbol?: ts.Symbol }).symbol
      : checker.getSymbolAtLocation(declaration.name);
  return (symbol?.declarations ?? []).filter(
    (d): d is ts.SignatureDeclaration & ts.Declaration => d !== declaration && ts.isFunctionLike(d),
  );
}

/** The function that a return statement ends. */
function enclosing(node: ts.Node): ts.SignatureDeclaration | null {
  for (let at = node.parent; at !== undefined; at = at.parent) if (isFunctionNode(at)) return at;
  return null;
}

/** Neither async nor a generator: what it returns is what its type says. */
function isPlain(node: ts.SignatureDeclaration): boolean {
  const isAsync = (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
  return !isAsync && !isGenerator(node);
}
