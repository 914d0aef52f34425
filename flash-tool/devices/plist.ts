// Reads Apple's property lists in XML (plist(5)), as far as the commands of macOS write them. Binary lists are not read.

export type PlistValue =
  | string
  | number
  | boolean
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue };

const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<(\/?)([a-z]+)\s*(\/?)>|([^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
};

interface Token {
  readonly kind: "open" | "close" | "empty" | "text";
  readonly text: string;
}

/** The value in `xml`. Throws an Error that says what was not understood. */
export function parsePlist(xml: string): PlistValue {
  const tokens = tokensOf(xml);
  let at = 0;
  const next = (): Token => {
    const token = tokens[at++];
    if (token === undefined) throw new Error("the property list ends early");
    return token;
  };
  /** The text up to the closing tag of `name`. */
  const textOf = (name: string): string => {
    let text = "";
    for (let token = next(); ; token = next()) {
      if (token.kind === "close" && token.text === name) return text;
      if (token.kind !== "text") throw new Error(`<${token.text}> inside <${name}>`);
      text += token.text;
    }
  };
  const value = (token: Token): PlistValue => {
    if (token.kind === "empty") return emptyValue(token.text);
    if (token.kind !== "open") throw new Error(`"${token.text.trim()}" where a value should be`);
    switch (token.text) {
      case "dict": {
        const entries: [string, PlistValue][] = [];
        for (let inner = next(); inner.kind !== "close"; inner = next()) {
          if (inner.text !== "key") throw new Error(`<${inner.text}> where a key should be`);
          const key = textOf("key");
          entries.push([key, value(next())]);
        }
        return Object.fromEntries(entries);
      }
      case "array": {
        const values: PlistValue[] = [];
        for (let inner = next(); inner.kind !== "close"; inner = next()) values.push(value(inner));
        return values;
      }
      case "integer":
      case "real":
        return Number(textOf(token.text));
      default:
        return textOf(token.text);
    }
  };
  const first = next();
  return value(first.kind === "open" && first.text === "plist" ? next() : first);
}

function tokensOf(xml: string): Token[] {
  const tokens: Token[] = [];
  const stack: string[] = [];
  for (const [, slash, name, empty, text] of xml.matchAll(TOKEN)) {
    if (text !== undefined) {
      // Between elements, blanks are no text.
      const inside = /^(key|string|integer|real|date|data)$/.test(stack.at(-1) ?? "");
      if (inside) tokens.push({ kind: "text", text: unescaped(text) });
    } else if (name !== undefined) {
      if (empty === "/") tokens.push({ kind: "empty", text: name });
      else if (slash === "/") {
        stack.pop();
        tokens.push({ kind: "close", text: name });
      } else {
        stack.push(name);
        tokens.push({ kind: "open", text: name });
      }
    }
  }
  return tokens;
}

function emptyValue(name: string): PlistValue {
  if (name === "true" || name === "false") return name === "true";
  if (name === "dict") return {};
  return name === "array" ? [] : "";
}

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (entity) => ENTITIES[entity]!);
}
