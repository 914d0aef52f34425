// Variables and parameters that a program tests against their own types: they may hold anything, and stay boxed.
//
//   function upper(text: string) { if (typeof text !== "string") throw new TypeError("no text"); ... }
//
// Such a test says nothing under the declared types; it guards against callers that do not keep to them, and must see
// what they passed. Only tests whose outcome the declared type decides, but for undefined and null, are looked for:
// typeof, Array.isArray, Number.isInteger and its like and, for numbers and booleans, comparisons with undefined and
// null. A parameter declared `string` that is asked for nothing but whether it is true, or equal to something, may be
// anything, too: grid.map((row) => row.map((it: string) => (it ? "#" : "."))). So may one declared `object`, of which
// nothing can be asked: it is passed on to what takes anything. `unclaimed` reads an expression for such
// a test. Other uses of what is not of its type stay a TypeError (docs/language.md, D1 and D2).

import ts from "typescript";
import type { Operand } from "../ir/types.ts";
import { expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { logical } from "./operators.ts";
import type { Rep } from "./reps.ts";
import { isEqualityOperator, skipOuter } from "./syntax.ts";

const K = ts.SyntaxKind;
const T = ts.TypeFlags;

export class TestedVariables {
  private readonly checker: ts.TypeChecker;
  private readonly found = new Set<ts.Node>();
  /** Of the type of a type parameter, and compared with undefined or null. */
  private readonly compared = new Set<ts.Node>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.checker = checker;
    for (const file of files)
      if (
        /\btypeof\b|\b(Array|Number)\.is[A-Z]|[!=]==?\s*(undefined|null)\b|:\s*string\s*[,)]|:\s*object\b/.test(
          file.text,
        )
      )
        this.visit(file);
    if (this.found.size > 0 || files.some((f) => /\)\s*:\s*(asserts )?\w+ is /.test(f.text)))
      this.follow(files);
  }

  /** True when the declaration, whose type is kept as `rep`, is tested against the type that it has. */
  has(declaration: ts.Node, rep: Rep): boolean {
    return this.found.has(declaration) || (rep !== "ref" && this.compared.has(declaration));
  }

  /** True for a callback that tests what it is given: it must see the elements as they are. */
  hasParameterOf(callback: ts.Node, rep: (type: ts.Type) => Rep): boolean {
    if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return false;
    return callback.parameters.some((p) => this.has(p, rep(this.checker.getTypeAtLocation(p))));
  }

  private visit(node: ts.Node): void {
    if (ts.isTypeOfExpression(node)) {
      this.note(node.expression, (type) => typeofName(this.checker, this.given(type)) !== null);
    } else if (ts.isCallExpression(node)) {
      if (isTest(node, "Array", /^isArray$/))
        this.note(node.arguments[0]!, (type) => this.checker.isArrayLikeType(this.given(type)));
      else if (isTest(node, "Number", /^is(Integer|SafeInteger|Finite|NaN)$/))
        this.note(node.arguments[0]!, (type) => (type.flags & T.NumberLike) !== 0);
    } else if (ts.isBinaryExpression(node) && isEqualityOperator(node.operatorToken.kind)) {
      const other = isNullishLiteral(node.right)
        ? node.left
        : isNullishLiteral(node.left)
          ? node.right
          : null;
      if (other !== null) {
        this.note(other, (type) => (type.flags & (T.NumberLike | T.BooleanLike)) !== 0);
        this.note(other, (type) => (type.flags & T.TypeParameter) !== 0, this.compared);
      }
    } else if (ts.isParameter(node) && (isOnlyAsked(node) || isSomeObject(node))) this.found.add(node);
    ts.forEachChild(node, (c) => this.visit(c));
  }

  private note(tested: ts.Expression, isDecided: (type: ts.Type) => boolean, found = this.found): void {
    const name = skipOuter(tested);
    if (!ts.isIdentifier(name)) return;
    const declaration = this.checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (declaration === undefined || !this.isOpen(declaration)) return;
    if (isDecided(this.checker.getTypeAtLocation(declaration))) found.add(declaration);
  }

  /** Of an optional parameter: what it is if it is given. */
  private given(type: ts.Type): ts.Type {
    return this.checker.getNonNullableType(type);
  }

  /** What is put there comes from elsewhere: a parameter, the variable of a loop, a part of an object or array, or a result. */
  private isOpen(declaration: ts.Declaration): boolean {
    if (!isNamed(declaration)) return false;
    if (ts.isParameter(declaration)) return declaration.dotDotDotToken === undefined;
    if (ts.isBindingElement(declaration)) return declaration.dotDotDotToken === undefined;
    if (ts.isForOfStatement(declaration.parent.parent)) return true;
    const { initializer } = declaration;
    return initializer !== undefined && (readsMember(initializer) || this.callsValue(initializer));
  }

  /** The result of a function that came as a value: `const product = this.multiply(a, b)` of a property. */
  private callsValue(initializer: ts.Expression): boolean {
    const call = skipOuter(initializer) as ts.Expression;
    if (!ts.isCallExpression(call)) return false;
    const callee = skipOuter(call.expression) as ts.Expression;
    const symbol = this.checker.getSymbolAtLocation(
      ts.isPropertyAccessExpression(callee) ? callee.name : callee,
    );
    const declaration = symbol?.valueDeclaration;
    return declaration !== undefined && !ts.isFunctionLike(declaration) && !ts.isClassLike(declaration);
  }

  /**
   * Of strings and objects, also a parameter that is passed on to one that is tested, and what a function answers for
   * whose answer is a type that it has:
   *   const tryUpper = (text: string) => attempt(() => upper(text));
   *   const list = lists[i]; if (!isArrayLike(list)) continue;      isArrayLike(value: unknown): value is ArrayLike<unknown>
   */
  private follow(files: readonly ts.SourceFile[]): void {
    const passed: { from: ts.ParameterDeclaration; to: ts.ParameterDeclaration }[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) this.passings(node, passed);
      ts.forEachChild(node, visit);
    };
    for (const file of files) visit(file);
    for (let grew = true; grew; ) {
      grew = false;
      for (const { from, to } of passed) {
        if (!this.found.has(to) || this.found.has(from)) continue;
        this.found.add(from);
        grew = true;
      }
    }
  }

  private passings(
    call: ts.CallExpression,
    passed: { from: ts.ParameterDeclaration; to: ts.ParameterDeclaration }[],
  ): void {
    const names = call.arguments.map((a) => skipOuter(a));
    if (!names.some(ts.isIdentifier)) return;
    const callee = this.calleeOf(call.expression);
    if (callee === null) return;
    names.forEach((name, i) => {
      const to = callee.parameters[i];
      if (!ts.isIdentifier(name) || to === undefined || to.dotDotDotToken !== undefined) return;
      const from = this.checker.getSymbolAtLocation(name)?.valueDeclaration;
      if (from === undefined || !this.isOpen(from)) return;
      const type = this.given(this.checker.getTypeAtLocation(from));
      if (!isHeap(type)) return;
      if (this.answersFor(callee, i, type)) this.found.add(from);
      else if (ts.isParameter(from)) passed.push({ from, to });
    });
  }

  /** `callee`, or one of its overloads, says whether its parameter is of a type that `type` is by declaration. */
  private answersFor(callee: ts.FunctionLikeDeclaration, index: number, type: ts.Type): boolean {
    const symbol = callee.name === undefined ? undefined : this.checker.getSymbolAtLocation(callee.name);
    return (symbol?.declarations ?? [callee]).some((d) => {
      if (!ts.isFunctionLike(d)) return false;
      const parameter = d.parameters[index];
      const answer = d.type;
      if (parameter === undefined || answer === undefined || !ts.isTypePredicateNode(answer)) return false;
      if (answer.type === undefined || answer.parameterName.getText() !== parameter.name.getText())
        return false;
      return this.checker.isTypeAssignableTo(type, this.checker.getTypeFromTypeNode(answer.type));
    });
  }

  private calleeOf(callee: ts.Expression): ts.FunctionLikeDeclaration | null {
    let symbol = this.checker.getSymbolAtLocation(callee);
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias)
      symbol = this.checker.getAliasedSymbol(symbol);
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined) return null;
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
      ? value
      : null;
  }
}

function isNamed(
  node: ts.Declaration,
): node is (ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement) & { name: ts.Identifier } {
  return (
    (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
    ts.isIdentifier(node.name)
  );
}

/** A parameter declared `string` whose every use asks whether it is true or equal to something. */
function isOnlyAsked(parameter: ts.ParameterDeclaration): boolean {
  const { name, type, parent } = parameter;
  if (type?.kind !== K.StringKeyword || !ts.isIdentifier(name)) return false;
  const body = (parent as ts.FunctionLikeDeclaration).body;
  if (body === undefined) return false;
  let tests = 0;
  let isOther = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && !isMemberName(node)) {
      if (isCondition(node)) tests++;
      else if (!isCompared(node)) isOther = true;
    }
    if (!isOther) ts.forEachChild(node, visit);
  };
  visit(body);
  return tests > 0 && !isOther;
}

function isSomeObject({ type, dotDotDotToken }: ts.ParameterDeclaration): boolean {
  return type?.kind === K.ObjectKeyword && dotDotDotToken === undefined;
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

/** Nothing but whether the expression is true matters. */
function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === K.ExclamationToken;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  return (kind === K.AmpersandAmpersandToken || kind === K.BarBarToken) && isCondition(parent);
}

function isCompared(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && isEqualityOperator(parent.operatorToken.kind);
}

/** A property or element, or a choice (`a.b ?? c`) that begins with one. */
function readsMember(initializer: ts.Expression): boolean {
  const given = skipOuter(initializer) as ts.Expression;
  if (ts.isPropertyAccessExpression(given) || ts.isElementAccessExpression(given)) return true;
  return isChoice(given) && readsMember(given.left);
}

function isChoice(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === K.QuestionQuestionToken || kind === K.BarBarToken;
}

/** Strings and objects, which are kept as references. */
function isHeap(type: ts.Type): boolean {
  return type.isUnion() ? type.types.every(isHeap) : (type.flags & (T.StringLike | T.Object)) !== 0;
}

/** What `typeof` says of all values of a type; null when that depends on the value. */
function typeofName(checker: ts.TypeChecker, type: ts.Type): string | null {
  const { flags } = type;
  if (flags & T.StringLike) return "string";
  if (flags & T.NumberLike) return "number";
  if (flags & T.BooleanLike) return "boolean";
  if (flags & T.Union) {
    const names = (type as ts.UnionType).types.map((t) => typeofName(checker, t));
    return names.every((n) => n === names[0]) ? names[0]! : null;
  }
  if (!(flags & T.Object)) return null;
  if (type.getCallSignatures().length > 0) return "function";
  return checker.isTypeAssignableTo(checker.getNumberType(), type) ? null : "object";
}

/** A call with one argument of a static method of the built-in constructor `owner`. */
function isTest(node: ts.CallExpression, owner: string, method: RegExp): boolean {
  const callee = node.expression;
  return (
    node.arguments.length === 1 &&
    ts.isPropertyAccessExpression(callee) &&
    method.test(callee.name.text) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === owner
  );
}

export function isNullishLiteral(node: ts.Expression): boolean {
  return node.kind === K.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** The same of a variable that is tested: neither value of a choice, nor the end of an optional chain, is held to its type. */
export function unclaimedChoice(fx: FunctionLowering, node: ts.Expression): Operand {
  const inner = skipOuter(node) as ts.Expression;
  if (isChoice(inner)) return logical(fx, inner, inner.operatorToken.kind, true);
  if (!ts.isPropertyAccessChain(inner)) return unclaimed(fx, node);
  fx.openRead = inner;
  return expression(fx, inner);
}

/** An expression whose value is only tested, printed or passed on as anything: not held to be what its type claims. */
export function unclaimed(fx: FunctionLowering, node: ts.Expression): Operand {
  const inner = skipOuter(node);
  if (ts.isPropertyAccessExpression(inner) && isDowncast(fx, inner.expression)) fx.openRead = inner;
  const value = expression(fx, node);
  return fx.lowering.input.isLibraryFile(node.getSourceFile().fileName) ? value : withoutClaim(fx, value);
}

/** `(result as Int)`, or a constant that is such a cast: what is read from it may be another object's. */
function isDowncast(fx: FunctionLowering, receiver: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(receiver)) return isDowncast(fx, receiver.expression);
  if (ts.isAsExpression(receiver) || ts.isTypeAssertionExpression(receiver))
    return !fx.checker.isTypeAssignableTo(fx.typeOf(receiver.expression), fx.typeOf(receiver));
  if (!ts.isIdentifier(receiver)) return false;
  const declared = fx.checker.getSymbolAtLocation(receiver)?.valueDeclaration;
  if (declared === undefined || !ts.isVariableDeclaration(declared)) return false;
  const { initializer } = declared;
  return initializer !== undefined && !ts.isIdentifier(initializer) && isDowncast(fx, initializer);
}

/** `value` before it was held to its type, if that was the last thing done. */
export function withoutClaim(fx: FunctionLowering, value: Operand): Operand {
  const { instrs } = fx.fb.current;
  const last = instrs.at(-1);
  if (last === undefined || value.kind !== "local" || value.local.type !== "ref") return value;
  if (last.op === "convert" && last.how === "unbox" && last.dst === value.local) {
    instrs.pop();
    return last.a;
  }
  if (last.op === "array_get" && last.result === "ref" && last.dst === value.local) {
    instrs.pop();
    const dst = fx.fb.temp("value");
    fx.fb.emit({ ...last, dst: dst.local, result: "value" });
    return dst;
  }
  return value;
}
