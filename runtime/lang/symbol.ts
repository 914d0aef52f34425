// Symbol: the constructor function, the registry, and the methods of symbols.
//
// Well-known symbols and symbols of module constants are static objects that the compiler makes.

import { describe } from "./describe.ts";
import { isSymbol, symbolDescription, symbolIsRegistered, symbolNew, symbolRegistered } from "./native.ts";
import { unwrapped } from "./wrapped.ts";

/** Symbol(description): a new symbol. */
export function Symbol_call(description?: unknown): symbol {
  return symbolNew(description === undefined ? undefined : `${description}`, 0);
}

/** GlobalSymbolRegistry, apart from the symbols that the compiler knows. */
const registry: { readonly key: string; readonly symbol: symbol }[] = [];

/** Symbol.for(key). */
export function Symbol_for(key: unknown): symbol {
  const text = `${key}`;
  const known = symbolRegistered(text);
  if (known !== undefined) return known;
  for (let i = 0; i < registry.length; i++) {
    if (registry[i]!.key === text) return registry[i]!.symbol;
  }
  const symbol = symbolNew(text, 1);
  registry.push({ key: text, symbol });
  return symbol;
}

/** Symbol.keyFor(symbol): undefined for symbols that Symbol.for did not make. */
export function Symbol_keyFor(symbol: unknown): string | undefined {
  if (!isSymbol(symbol)) throw new TypeError(`${describe(symbol)} is not a symbol`);
  return symbolIsRegistered(symbol) ? symbolDescription(symbol) : undefined;
}

/** SymbolDescriptiveString. */
export function symbolText(symbol: unknown): string {
  const description = symbolDescription(symbol);
  return description === undefined ? "Symbol()" : `Symbol(${description})`;
}

/** ThisSymbolValue. */
function thisSymbol(given: unknown, method: string): symbol {
  const self = unwrapped(given);
  if (isSymbol(self)) return self;
  throw new TypeError(`Symbol.prototype.${method} requires that 'this' be a Symbol`);
}

/** Symbol.prototype.toString. */
export function Symbol_prototype_toString(given: unknown): string {
  return symbolText(thisSymbol(given, "toString"));
}

/** Symbol.prototype.valueOf. */
export function Symbol_prototype_valueOf(given: unknown): symbol {
  return thisSymbol(given, "valueOf");
}
