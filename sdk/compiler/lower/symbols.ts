// Symbols known at compile time: the well-known ones, Symbol.for with a constant, and module constants that hold
// Symbol(...). They are static objects, so that members of classes can be named by them.
//
// Any other symbol is made when the program runs and can name properties of ordinary objects only.

import ts from "typescript";
import { str } from "../ir/build.ts";
import { wellKnownKey } from "../ir/symbols.ts";
import type { Operand } from "../ir/types.ts";
import { isModuleLevel } from "./captures.ts";
import type { FunctionLowering } from "./function.ts";
import { notableNodes } from "./notable-nodes.ts";
import { isLibrarySymbol } from "./reps.ts";
import { skipOuter } from "./syntax.ts";

/** Keys of computed names that are symbols, noted once per program: names are read where no checker is at hand. */
const namedBySymbol = new WeakMap<ts.Node, string>();

/** The key of a member name `[symbol]`, or null. */
export function computedSymbolKey(name: ts.ComputedPropertyName): string | null {
  return namedBySymbol.get(name) ?? null;
}

/** Numbers of the module constants that hold symbols. */
export class StaticSymbols {
  private readonly checker: ts.TypeChecker;
  private readonly numbers = new Map<ts.Node, number>();

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  /** Notes which computed names of the file are symbols. */
  scan(file: ts.SourceFile): void {
    for (const node of notableNodes(file)) {
      if (!ts.isComputedPropertyName(node)) continue;
      const key = this.keyOf(node.expression);
      if (key !== null) namedBySymbol.set(node, key);
    }
  }

  /** The key of the static symbol that an expression certainly yields, or null. */
  keyOf(expression: ts.Expression): string | null {
    const node = skipOuter(expression) as ts.Expression;
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return null;
    if (ts.isPropertyAccessExpression(node) && this.isGlobalSymbol(node.expression))
      return wellKnownKey(node.name.text);
    const type = this.checker.getTypeAtLocation(node);
    if (!(type.flags & ts.TypeFlags.UniqueESSymbol)) return null;
    const symbol = type.symbol;
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined) return null;
    if (isLibrarySymbol(symbol)) {
      const owner = declaration.parent;
      return ts.isInterfaceDeclaration(owner) && owner.name.text === "SymbolConstructor"
        ? wellKnownKey(symbol.name)
        : null;
    }
    return this.keyOfDeclaration(declaration);
  }

  /** The key of the symbol that a call makes, or null when it is made each time anew. */
  keyOfCall(call: ts.CallExpression): string | null {
    const registered = this.registeredKey(call);
    if (registered !== null) return registered;
    let at: ts.Node = call.parent;
    while (skipOuter(at) === call) at = at.parent;
    return ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) ? this.keyOfDeclaration(at) : null;
  }

  private keyOfDeclaration(declaration: ts.Node): string | null {
    if (ts.isVariableDeclaration(declaration)) {
      if (!(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) || !isModuleLevel(declaration))
        return null;
    } else if (ts.isPropertyDeclaration(declaration)) {
      const flags = ts.getCombinedModifierFlags(declaration);
      const once = ts.ModifierFlags.Static | ts.ModifierFlags.Readonly;
      if ((flags & once) !== once || !isModuleLevel(declaration.parent)) return null;
    } else return null;
    if (declaration.initializer === undefined) return null;
    const call = skipOuter(declaration.initializer);
    if (!ts.isCallExpression(call)) return null;
    const registered = this.registeredKey(call);
    if (registered !== null) return registered;
    if (!this.isGlobalSymbol(call.expression) || call.arguments.length > 1) return null;
    const text = call.arguments[0];
    if (text !== undefined && !ts.isStringLiteralLike(text)) return null;
    let number = this.numbers.get(declaration);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(declaration, number);
    }
    return text === undefined ? `@@${number}` : `@@${number}:${text.text}`;
  }

  private registeredKey(call: ts.CallExpression): string | null {
    const callee = call.expression;
    const text = call.arguments[0];
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "for") return null;
    if (!this.isGlobalSymbol(callee.expression) || call.arguments.length !== 1) return null;
    return text !== undefined && ts.isStringLiteralLike(text) ? `@@for:${text.text}` : null;
  }

  private isGlobalSymbol(node: ts.Node): boolean {
    if (ts.isPropertyAccessExpression(node)) {
      const { expression, name } = node;
      return name.text === "Symbol" && ts.isIdentifier(expression) && expression.text === "globalThis";
    }
    if (!ts.isIdentifier(node) || node.text !== "Symbol") return false;
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol !== undefined && isLibrarySymbol(symbol);
  }
}

/** A static symbol as a value. */
export function symbolOperand(fx: FunctionLowering, key: string): Operand {
  return fx.runtime("symbol_of", [str(key)], "ref");
}
