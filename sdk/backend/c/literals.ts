// Constants as C text: numbers that read back to the same bits, and string literals as static objects.
//
// String objects are shared by the whole program under a name made of their content, so that the C text of
// one source file does not change when another file gains a literal.

import { createHash } from "node:crypto";
import { staticSymbol } from "../../compiler/ir/symbols.ts";

/** A double as a C constant with exactly its value; NaN, infinities and -0 included. */
export function doubleConstant(value: number): string {
  if (Number.isNaN(value)) return '__builtin_nan("")';
  if (value === Number.POSITIVE_INFINITY) return "__builtin_inf()";
  if (value === Number.NEGATIVE_INFINITY) return "(-__builtin_inf())";
  if (Object.is(value, -0)) return "(-0.0)";
  // The shortest text that JavaScript reads back to this double also reads back to it in C.
  const text = String(value);
  const spelt = /[.e]/.test(text) ? text : `${text}.0`;
  return value < 0 ? `(${spelt})` : spelt;
}

export function intConstant(value: number): string {
  if (value === -2147483648) return "(-2147483647 - 1)";
  return value < 0 ? `(${value})` : String(value);
}

export function uintConstant(value: number): string {
  return `${value >>> 0}u`;
}

/** A C string literal of the UTF-8 bytes of `text`, for texts that only C code reads. */
export function cString(text: string): string {
  // Most are names of files.
  if (/^[\w ./:<>@$#-]*$/.test(text)) return `"${text}"`;
  let out = '"';
  for (const byte of Buffer.from(text, "utf8")) {
    if (byte === 0x22 || byte === 0x5c) out += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f && byte !== 0x3f) out += String.fromCharCode(byte);
    else out += `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return `${out}"`;
}

/** FNV-1a over UTF-16 code units, 32 bits, 0 replaced by 1: as runtime/native/strings.c computes it. */
export function stringHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash >>>= 0;
  return hash === 0 ? 1 : hash;
}

/** The C name of the static object of a string: what it says as far as C allows, and a hash of its content. */
export function stringName(text: string): string {
  const units = Buffer.from(text, "utf16le");
  const digest = createHash("sha256").update(units).digest("hex").slice(0, 12);
  const readable = text.slice(0, 20).replace(/[^A-Za-z0-9]+/g, "_");
  return `s_${readable}_${digest}`;
}

/**
 * The type of a string's static object, text included: told the size of the head alone, gcc may take every read
 * of the text for out of bounds.
 */
function stringType(text: string): string {
  // C has no empty arrays; one spare unit also keeps the end of the text inside the object.
  return `const struct { Str head; ${isLatin1(text) ? "uint8_t" : "uint16_t"} text[${text.length + 1}]; }`;
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

/** What a file that mentions the static object of a string says first. */
export function stringDeclaration(text: string): string {
  return `extern ${stringType(text)} ${stringName(text)};`;
}

/** The definition of a string's static object. */
export function stringDefinition(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const shape = isLatin1(text) ? "RS_LATIN1" : "RS_UTF16";
  const head = `{ &rt_shapes[${shape}], ${text.length}u, ${stringHash(text)}u }`;
  return `${stringType(text)} ${stringName(text)} = { ${head}, {${[...units, 0].join(",")}} };`;
}

/** The C name of the static object of a symbol, by its key. */
export function symbolName(key: string): string {
  return `y${stringName(key).slice(1)}`;
}

/** The definition of a symbol's static object, after that of its description. */
export function symbolDefinition(key: string): string {
  const { description, registered, isPrivate } = staticSymbol(key)!;
  const text = description === undefined ? "&rt_undefined" : `(const Obj *)&${stringName(description)}`;
  return (
    `const Sym ${symbolName(key)} = { &rt_shapes[RS_SYMBOL], SYMBOL_LENGTH, ${stringHash(key)}u, ` +
    `${text}, ${isPrivate === true ? 2 : registered ? 1 : 0} };`
  );
}
