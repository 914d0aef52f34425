// Representations of what the program declares: variables, parameters and results.
//
// Mostly what the type says (reps.ts); a value of any type where something else may come although the type forbids it,
// which missing.ts, tested.ts, widened.ts and loose-properties.ts find out.

import ts from "typescript";
import type { Type } from "../ir/types.ts";
import { usesArguments } from "./arguments-object.ts";
import { isOnlyCalculatedWith } from "./calculated.ts";
import { isJavaScript } from "./javascript.ts";
import type { Lowering } from "./lowering.ts";
import { indexedKind, isLibrarySymbol, type Rep, repOf, type TypeEnv } from "./reps.ts";
import { type FunctionNode, isGenerator, parametersOf, skipOuter } from "./syntax.ts";

export interface ParameterInfo {
  readonly type: Type;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly name: string;
  /** A number for which undefined is as good as NaN (calculated.ts). */
  readonly takesMissing: boolean;
}

export class DeclaredReps {
  private readonly lowering: Lowering;
  private readonly checker: ts.TypeChecker;

  constructor(lowering: Lowering) {
    this.lowering = lowering;
    this.checker = lowering.checker;
  }

  /** What the type at `node` says. */
  private repAt(node: ts.Node, env: TypeEnv): Rep {
    return repOf(this.checker, this.checker.getTypeAtLocation(node), env);
  }

  /** True for a type parameter whose values are stored boxed whatever it stands for. */
  boxes(parameter: ts.Symbol): boolean {
    return this.lowering.missing.hidesIn(parameter) || this.lowering.widened.has(parameter);
  }

  /** Of the parameters without `this`. */
  parameters(node: FunctionNode, env: TypeEnv): ParameterInfo[] {
    if (usesArguments(node))
      return [{ type: "ref", optional: false, rest: true, name: "arguments", takesMissing: false }];
    return parametersOf(node).map((p) => {
      const rest = p.dotDotDotToken !== undefined;
      const optional = p.initializer !== undefined || p.questionToken !== undefined;
      const rep = rest ? "ref" : this.repAt(p, env);
      const boxed =
        (rep !== "ref" && (optional || this.lowering.missing.mayHold(p))) ||
        (!rest && this.lowering.tested.has(p, rep));
      const takesMissing =
        rep === "f64" &&
        !boxed &&
        !this.lowering.input.isLibraryFile(node.getSourceFile().fileName) &&
        isOnlyCalculatedWith(this.checker, p);
      return {
        type: boxed ? "value" : rep,
        optional,
        rest,
        name: ts.isIdentifier(p.name) ? p.name.text : "",
        takesMissing,
      };
    });
  }

  /** Of what a call gives; void where nothing can be done with it. */
  result(node: FunctionNode, env: TypeEnv): Type {
    // Only who calls the setter itself sees what it returns, as JavaScript can.
    if (ts.isSetAccessorDeclaration(node) && ts.isObjectLiteralExpression(node.parent) && isJavaScript(node))
      return "value";
    if (ts.isConstructorDeclaration(node) || ts.isSetAccessorDeclaration(node)) return "void";
    if (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async) return "ref";
    if (isGenerator(node)) return "ref";
    const signature = this.checker.getSignatureFromDeclaration(node);
    if (signature === undefined || isJavaScript(node)) return "value";
    const type = signature.getReturnType();
    // Inferred, it comes from tests of a value against all that its type says, which a cast may have defeated.
    if (type.flags & ts.TypeFlags.Never)
      return node.type === undefined && returnsMissing(node, () => true) ? "value" : "void";
    if (type.flags & ts.TypeFlags.Void) return this.lowering.missing.passesOn(node) ? "value" : "void";
    const rep = repOf(this.checker, type, env);
    // An element read out of bounds makes the result undefined as under Node; without an annotation, so does a property.
    if (rep === "value") return rep;
    if (rep === "ref") return this.lowering.missing.mayBeOther(node) ? "value" : rep;
    const found =
      (node.type === undefined && returnsMissing(node, (e) => this.mayBeMissing(e, env))) ||
      this.lowering.missing.mayReturn(node);
    return found ? "value" : rep;
  }

  /** Representation of a variable; `value` when its initialiser may be an element out of bounds. */
  variable(declaration: ts.Node, env: TypeEnv): Rep {
    if (ts.isExportAssignment(declaration)) {
      const given = declaration.expression;
      const plain = this.repAt(given, env);
      return plain !== "ref" && this.mayBeMissing(given, env) ? "value" : plain;
    }
    if (
      ts.isFunctionDeclaration(declaration) &&
      declaration.name !== undefined &&
      this.lowering.captures.isAssignedFunction(this.checker.getSymbolAtLocation(declaration.name))
    )
      return "value";
    const type = this.checker.getTypeAtLocation(declaration);
    const rep = repOf(this.checker, type, env);
    if (rep === "value" || this.lowering.tested.has(declaration, rep)) return "value";
    if (rep === "ref") {
      const other =
        ts.isVariableDeclaration(declaration) &&
        (this.lowering.missing.mayBeOther(declaration) || this.lowering.loose.initialises(declaration));
      return other || this.isClaimed(declaration, env) ? "value" : rep;
    }
    if (this.lowering.missing.mayHold(declaration)) return "value";
    if (
      ts.isVariableDeclaration(declaration) &&
      declaration.type === undefined &&
      declaration.initializer !== undefined
    ) {
      if (this.mayBeMissing(declaration.initializer, env)) return "value";
    }
    if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent))
      return "value";
    if (ts.isBindingElement(declaration) && ts.isArrayBindingPattern(declaration.parent)) {
      const source = this.checker.getTypeAtLocation(declaration.parent);
      if (declaration.initializer === undefined && !this.checker.isTupleType(source)) return "value";
    }
    return rep;
  }

  /** `const entry = found as Entry`, where `found` may be anything: a number in it must not hurt unless it is used. */
  private isClaimed(declaration: ts.Node, env: TypeEnv): boolean {
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
    if (this.lowering.input.isLibraryFile(declaration.getSourceFile().fileName)) return false;
    const given = skipOuter(declaration.initializer) as ts.Expression;
    if (given === declaration.initializer && declaration.type === undefined) return false;
    return this.repAt(given, env) === "value";
  }

  /** A read whose value may be undefined whatever its type says: an element, or a property found by name. */
  mayBeMissing(node: ts.Expression, env: TypeEnv): boolean {
    const inner = skipOuter(node) as ts.Expression;
    if (ts.isConditionalExpression(inner))
      return this.mayBeMissing(inner.whenTrue, env) || this.mayBeMissing(inner.whenFalse, env);
    if (ts.isElementAccessExpression(inner)) return true;
    if (mayYieldBigint(inner, (e) => this.repAt(e, env))) return true;
    if (!ts.isPropertyAccessExpression(inner)) return false;
    const type = this.checker.getTypeAtLocation(inner.expression);
    if (indexedKind(this.checker, this.checker.getNonNullableType(type)) !== null) return false;
    const instance = this.lowering.classes.ofType(type, env);
    if (instance !== null)
      return (
        this.lowering.classes.member(instance, inner.name.text) === null &&
        !ts.isPrivateIdentifier(inner.name)
      );
    const symbol = this.checker.getSymbolAtLocation(inner.name);
    const declared = symbol?.valueDeclaration;
    return (
      declared !== undefined &&
      (ts.isPropertySignature(declared) ||
        ts.isPropertyAssignment(declared) ||
        ts.isShorthandPropertyAssignment(declared)) &&
      !isLibrarySymbol(symbol!)
    );
  }
}

/** Arithmetic on operands of unknown type, which TypeScript calls a number, but bigints make a bigint. */
function mayYieldBigint(node: ts.Expression, rep: (e: ts.Expression) => Rep): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return (
      node.operator !== ts.SyntaxKind.ExclamationToken &&
      node.operator !== ts.SyntaxKind.PlusToken &&
      rep(node.operand) === "value"
    );
  if (!ts.isBinaryExpression(node)) return false;
  const kind = node.operatorToken.kind;
  const arithmetic =
    (kind >= ts.SyntaxKind.MinusToken && kind <= ts.SyntaxKind.PercentToken) ||
    (kind >= ts.SyntaxKind.LessThanLessThanToken && kind <= ts.SyntaxKind.CaretToken);
  return arithmetic && rep(node.left) === "value" && rep(node.right) === "value";
}

/** True when some return statement yields an expression for which `missing` holds. */
function returnsMissing(node: FunctionNode, missing: (e: ts.Expression) => boolean): boolean {
  const body = node.body;
  if (body === undefined) return false;
  if (!ts.isBlock(body)) return missing(body);
  let found = false;
  const visit = (n: ts.Node): void => {
    if (ts.isReturnStatement(n) && n.expression !== undefined && missing(n.expression)) found = true;
    else if (!ts.isFunctionLike(n) && !ts.isClassLike(n)) ts.forEachChild(n, visit);
  };
  visit(body);
  return found;
}
