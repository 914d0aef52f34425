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

/** tchar beside letters and digits (RFC 9110 §5.6.2). */
const MARKS = "!#$%&'*+-.^_`|~";
const TOKEN = 1;
const VALUE = 2;
/** For each byte: what it may be part of. */
const CLASSES = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    const lower = byte | 0x20;
    const isLetter = lower >= 0x61 && lower <= 0x7a && byte < 0x80;
    if (isLetter || (byte >= ZERO && byte <= NINE)) classes[byte] |= TOKEN;
    if ((byte >= SP && byte !== DEL) || byte === HTAB) classes[byte] |= VALUE;
  }
  for (let i = 0; i < MARKS.length; i++) classes[MARKS.charCodeAt(i)] |= TOKEN;
  return classes;
}

/** Whether `byte`, 0 .. 255, may be part of a token: a method, the name of a field (RFC 9110 §5.6.2). */
export function isTokenByte(byte: number): boolean {
  return (CLASSES[byte]! & TOKEN) !== 0;
}

/** Whether `byte`, 0 .. 255, may be part of the value of a field (RFC 9110 §5.5): no controls but HTAB. */
export function isValueByte(byte: number): boolean {
  return (CLASSES[byte]! & VALUE) !== 0;
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

const ascii = new TextDecoder();
/** Below this, one character after the other is quicker than a call of the decoder. */
const SHORT_TEXT = 12;

/** Bytes `start` .. `end - 1` as a string, one code unit for each (ISO 8859-1, RFC 9110 §5.5). */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT_TEXT && isAscii(bytes, start, end)) return ascii.decode(bytes.subarray(start, end));
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}
