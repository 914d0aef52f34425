// Representations of type arguments, found by matching declared types against actual ones.
//
// Monomorphisation is by representation, and every conversion at a boundary is checked, so any consistent
// answer is correct; a better match only makes better code. Conflicting answers join to `value`.

import ts from "typescript";
import { membersOf } from "./kinds.ts";
import { joinReps, type Rep, repOf, type TypeEnv } from "./reps.ts";

const PRIMITIVE =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.Void;

/** Collects what `declared` (mentioning the wanted parameters) tells when `actual` stands for it. */
export class TypeArgumentMatcher {
  private readonly found = new Map<ts.Symbol, Rep>();
  private readonly wanted: ReadonlySet<ts.Symbol>;
  private readonly checker: ts.TypeChecker;
  /** The environment that `actual` types are read in. */
  private readonly env: TypeEnv;

  constructor(checker: ts.TypeChecker, wanted: Iterable<ts.Symbol>, env: TypeEnv) {
    this.checker = checker;
    this.wanted = new Set(wanted);
    this.env = env;
  }

  match(declared: ts.Type, actual: ts.Type, depth = 0): void {
    if (depth > 5) return;
    const symbol = declared.symbol as ts.Symbol | undefined;
    if (declared.flags & ts.TypeFlags.TypeParameter && symbol !== undefined && this.wanted.has(symbol)) {
      if (actual.flags & ts.TypeFlags.Never) return;
      const rep = repOf(this.checker, this.checker.getBaseTypeOfLiteralType(actual), this.env);
      const before = this.found.get(symbol);
      this.found.set(symbol, before === undefined ? rep : joinReps(before, rep));
      return;
    }
    if (declared.flags & ts.TypeFlags.Union) {
      this.matchUnion(declared as ts.UnionType, actual, depth);
      return;
    }
    if (actual.flags & ts.TypeFlags.Union) {
      for (const member of (actual as ts.UnionType).types) this.match(declared, member, depth + 1);
      return;
    }
    if (!(declared.flags & ts.TypeFlags.Object) || !(actual.flags & ts.TypeFlags.Object)) return;
    this.matchObjects(declared, actual, depth);
  }

  private matchUnion(declared: ts.UnionType, actual: ts.Type, depth: number): void {
    const actuals = membersOf(actual);
    const plain = declared.types.filter((t) => !(t.flags & ts.TypeFlags.TypeParameter));
    const rest = actuals.filter((a) => !plain.some((p) => p === a || (p.flags & a.flags & PRIMITIVE) !== 0));
    for (const member of declared.types) {
      if (member.flags & PRIMITIVE) continue;
      for (const each of rest) this.match(member, each, depth + 1);
    }
  }

  private matchObjects(declared: ts.Type, actual: ts.Type, depth: number): void {
    const checker = this.checker;
    const declaredArguments = typeArguments(checker, declared);
    const actualArguments = typeArguments(checker, actual);
    const sameTarget =
      (declared as ts.TypeReference).target !== undefined &&
      ((declared as ts.TypeReference).target === (actual as ts.TypeReference).target ||
        declared.symbol?.name === actual.symbol?.name);
    if (sameTarget && declaredArguments.length === actualArguments.length) {
      for (const [i, d] of declaredArguments.entries()) this.match(d, actualArguments[i]!, depth + 1);
      return;
    }
    const declaredElement = checker.getIndexTypeOfType(declared, ts.IndexKind.Number);
    const actualElement = checker.getIndexTypeOfType(actual, ts.IndexKind.Number);
    if (declaredElement !== undefined && actualElement !== undefined) {
      this.match(declaredElement, actualElement, depth + 1);
      return;
    }
    const declaredCall = declared.getCallSignatures()[0];
    const actualCall = actual.getCallSignatures().at(-1);
    if (declaredCall !== undefined && actualCall !== undefined) {
      this.matchSignatures(declaredCall, actualCall, depth + 1);
      return;
    }
    for (const property of declared.getProperties()) {
      const other = checker.getPropertyOfType(actual, property.name);
      if (other !== undefined) {
        this.match(checker.getTypeOfSymbol(property), checker.getTypeOfSymbol(other), depth + 1);
      }
    }
  }

  matchSignatures(declared: ts.Signature, actual: ts.Signature, depth = 0): void {
    const checker = this.checker;
    const count = Math.min(declared.parameters.length, actual.parameters.length);
    for (let i = 0; i < count; i++) {
      const a = checker.getTypeOfSymbol(actual.parameters[i]!);
      if (a.flags & ts.TypeFlags.TypeParameter && !this.env.has(a.symbol)) continue;
      this.match(checker.getTypeOfSymbol(declared.parameters[i]!), a, depth + 1);
    }
    this.match(declared.getReturnType(), actual.getReturnType(), depth + 1);
  }

  /** The answer for `parameter`; `value` when nothing was learnt. */
  rep(parameter: ts.Symbol): Rep {
    return this.found.get(parameter) ?? "value";
  }
}

function typeArguments(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  if (!(type.flags & ts.TypeFlags.Object)) return [];
  const object = type as ts.ObjectType;
  return object.objectFlags & ts.ObjectFlags.Reference
    ? checker.getTypeArguments(type as ts.TypeReference)
    : [];
}
