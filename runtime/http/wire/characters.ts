// Which bytes may stand where in a message of HTTP (RFC 9110 §5.5, §5.6). Knows no message.

export const CR = 0x0d;
export const LF = 0x0a;
export const SP = 0x20;
export const HTAB = 0x09;
export const COLON = 0x3a;
export const COMMA = 0x2c;
export const SEMICOLON = 0x3b;
export const ZERO = 0x30;
export const NINE = 0x39;
const DEL = 0x7f;

/** tchar beside letters and digits (RFC 9110 §5.6.2): ! # $ % & ' * + - . ^ _ ` | ~ */
const MARKS = [0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e, 0x5f, 0x60, 0x7c, 0x7e];

/** Whether `byte` may be part of a token: a method, the name of a field (RFC 9110 §5.6.2). */
export function isTokenByte(byte: number): boolean {
  const lower = byte | 0x20;
  if (lower >= 0x61 && lower <= 0x7a) return true;
  if (byte >= ZERO && byte <= NINE) return true;
  return MARKS.includes(byte);
}

/** Whether `byte` may be part of the value of a field (RFC 9110 §5.5): no control characters but HTAB. */
export function isValueByte(byte: number): boolean {
  return (byte >= SP && byte !== DEL) || byte === HTAB;
}

/** Whether `byte` may be part of a request target (RFC 9112 §3.2, RFC 3986): visible ASCII. */
export function isTargetByte(byte: number): boolean {
  return byte > SP && byte < DEL;
}

/** The lower-case form of an ASCII letter; any other byte as it is. */
export function toLower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** Whether bytes `start` .. `end - 1` are `text`, which is ASCII in lower case; case does not matter. */
export function equalsIgnoringCase(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (toLower(bytes[start + i]) !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** Bytes `start` .. `end - 1` as a string, one code unit for each (ISO 8859-1, RFC 9110 §5.5). */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
