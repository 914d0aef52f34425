// Module-level constants whose value is known at compile time: `const SECTORS = 4 * 512`.
//
// A read of one is the value itself, so that a switch over such names is a switch over numbers, and a variable of the
// library that only names a number is never stored. Variables that may be read before their initialiser has run are
// not asked about here.

import ts from "typescript";
import { num, str } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";

type Constant = number | string | boolean;

export class Constants {
  private readonly checker: ts.TypeChecker;
  private readonly known = new Map<ts.Symbol, Constant | null>();

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  /** What reading the variable gives, or null when that is not known. */
  operand(symbol: ts.Symbol): Operand | null {
    const value = this.value(symbol);
    if (value === null) return null;
    if (typeof value === "number") return num(value);
    return typeof value === "string" ? str(value) : { kind: "bool", value };
  }

  private value(symbol: ts.Symbol): Constant | null {
    const known = this.known.get(symbol);
    if (known !== undefined) return known;
    // A constant that needs its own value is read before its initialiser has run.
    this.known.set(symbol, null);
    const initialiser = initialiserOf(symbol);
    const value = initialiser === null ? null : this.evaluate(initialiser);
    this.known.set(symbol, value);
    return value;
  }

  private evaluate(node: ts.Expression): Constant | null {
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isStringLiteralLike(node)) return node.text;
    switch (node.kind) {
      case ts.SyntaxKind.TrueKeyword:
        return true;
      case ts.SyntaxKind.FalseKeyword:
        return false;
      case ts.SyntaxKind.ParenthesizedExpression:
        return this.evaluate((node as ts.ParenthesizedExpression).expression);
      case ts.SyntaxKind.AsExpression: {
        const { type, expression } = node as ts.AsExpression;
        return ts.isConstTypeReference(type) ? this.evaluate(expression) : null;
      }
      case ts.SyntaxKind.PrefixUnaryExpression:
        return this.unary(node as ts.PrefixUnaryExpression);
      case ts.SyntaxKind.BinaryExpression:
        return this.binary(node as ts.BinaryExpression);
      case ts.SyntaxKind.Identifier:
        return this.reference(node as ts.Identifier);
      default:
        return null;
    }
  }

  private reference(node: ts.Identifier): Constant | null {
    const symbol = this.checker.getSymbolAtLocation(node);
    // Constants of other modules may not be initialised yet when modules form a cycle.
    if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) !== 0) return null;
    const declaration = symbol.valueDeclaration;
    const isEarlier = declaration !== undefined && declaration.end <= node.pos;
    return isEarlier && declaration.getSourceFile() === node.getSourceFile() ? this.value(symbol) : null;
  }

  private unary(node: ts.PrefixUnaryExpression): Constant | null {
    const a = this.evaluate(node.operand);
    if (typeof a !== "number") return null;
    switch (node.operator) {
      case ts.SyntaxKind.MinusToken:
        return -a;
      case ts.SyntaxKind.PlusToken:
        return a;
      case ts.SyntaxKind.TildeToken:
        return ~a;
      default:
        return null;
    }
  }

  private binary(node: ts.BinaryExpression): Constant | null {
    const a = this.evaluate(node.left);
    const b = a === null ? null : this.evaluate(node.right);
    if (typeof a !== "number" || typeof b !== "number") return null;
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.PlusToken:
        return a + b;
      case ts.SyntaxKind.MinusToken:
        return a - b;
      case ts.SyntaxKind.AsteriskToken:
        return a * b;
      case ts.SyntaxKind.AsteriskAsteriskToken:
        return exactPower(a, b);
      case ts.SyntaxKind.SlashToken:
        return a / b;
      case ts.SyntaxKind.PercentToken:
        return a % b;
      case ts.SyntaxKind.LessThanLessThanToken:
        return a << b;
      case ts.SyntaxKind.GreaterThanGreaterThanToken:
        return a >> b;
      case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
        return a >>> b;
      case ts.SyntaxKind.AmpersandToken:
        return a & b;
      case ts.SyntaxKind.BarToken:
        return a | b;
      case ts.SyntaxKind.CaretToken:
        return a ^ b;
      default:
        return null;
    }
  }
}

/** The operands' power when both are constants and `exactPower` knows it. */
export function foldedPower(a: Operand, b: Operand): Operand | null {
  const power = a.kind === "number" && b.kind === "number" ? exactPower(a.value, b.value) : null;
  return power === null ? null : num(power);
}

/** base ** exponent where every engine agrees: powers of two, and results that are whole and exact; otherwise null. */
function exactPower(base: number, exponent: number): number | null {
  if (!Number.isInteger(base) || !Number.isInteger(exponent)) return null;
  const power = base ** exponent;
  if (base === 2) return power;
  return exponent >= 0 && Number.isSafeInteger(power) ? power : null;
}

/** The initialiser of `const name = ..` at the top of a module, or null. */
function initialiserOf(symbol: ts.Symbol): ts.Expression | null {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return null;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || (list.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const)
    return null;
  if (!ts.isVariableStatement(list.parent) || !ts.isSourceFile(list.parent.parent)) return null;
  return ts.isIdentifier(declaration.name) ? (declaration.initializer ?? null) : null;
}
