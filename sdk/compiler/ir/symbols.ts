// Symbols as property keys in IR text: which keys are symbols, and what they are called.
//
// A key that begins with "@@" and has one of the forms below stands for a symbol that exists when the program
// starts: "@@iterator" for Symbol.iterator, "@@for:KEY" for Symbol.for("KEY"), "@@N:TEXT" for the N-th module
// constant made by Symbol("TEXT"), "@@N" for one without description, "@@N#NAME" for a private name of the N-th class. Symbols made while a program runs have no key.

const WELL_KNOWN: ReadonlySet<string> = new Set(
  (
    "asyncIterator hasInstance isConcatSpreadable iterator match matchAll replace search species split " +
    "toPrimitive toStringTag unscopables"
  ).split(" "),
);
/** Not of ECMA-262 when Node 20 added them: they are registered symbols there. */
const OF_NODE = /^(dispose|asyncDispose)$/;

export interface StaticSymbol {
  /** undefined: none was given. */
  readonly description: string | undefined;
  /** Symbol.for gives it out. */
  readonly registered: boolean;
  /** A private name: no listing of keys shows it. */
  readonly isPrivate?: boolean;
}

/** The key of Symbol.NAME, or null when there is none of that name. */
export function wellKnownKey(name: string): string | null {
  if (OF_NODE.test(name)) return `@@for:nodejs.${name}`;
  return WELL_KNOWN.has(name) ? `@@${name}` : null;
}

/** What the symbol behind a property key is, or null when the key is a string. */
export function staticSymbol(key: string): StaticSymbol | null {
  if (!key.startsWith("@@")) return null;
  const name = key.slice(2);
  if (WELL_KNOWN.has(name)) return { description: `Symbol.${name}`, registered: false };
  if (name.startsWith("for:")) return { description: name.slice(4), registered: true };
  if (/^\d+#/.test(name))
    return { description: name.slice(name.indexOf("#")), registered: false, isPrivate: true };
  const own = /^\d+(:?)/.exec(name);
  if (own === null) return null;
  if (own[1] === "" && own[0].length < name.length) return null;
  return { description: own[1] === "" ? undefined : name.slice(own[0].length), registered: false };
}

/** The text of a key as the `name` property of a method shows it: [Symbol.iterator]. */
export function keyAsName(key: string): string {
  const symbol = staticSymbol(key);
  if (symbol === null) return key;
  return symbol.description === undefined ? "" : `[${symbol.description}]`;
}
