// Names: short ones of 8 and 3 characters, long ones in pieces of 13 UTF-16 units. FAT specification 1.03, p. 23-33.
//
// Short names are read and written as ASCII; what a code page would say of other bytes is not known here, so they read
// as the characters of Latin-1.

import { get16, put16 } from "../block/bytes.ts";
import { FatError } from "./error.ts";

export const ENTRY_BYTES = 32;
export const ATTRIBUTES_AT = 11;
export const ATTRIBUTE_LONG_NAME = 0x0f;
const SHORT_BYTES = 11;
const BASE_BYTES = 8;
const LONGEST_NAME = 255;
const UNITS_PER_PIECE = 13;
const LAST_PIECE = 0x40;
/** Where the 13 units of a piece lie. */
const PIECE_AT = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
const CHECKSUM_AT = 13;
const CASE_AT = 12;
const LOWER_BASE = 0x08;
const LOWER_EXTENSION = 0x10;
const SPACE = 0x20;
const NOT_IN_LONG_NAMES = '"*/:<>?\\|';
const ALSO_IN_SHORT_NAMES = "$%'-_@~`!(){}^#&";

/** Throws FatError "bad-name" for what is no name of a file, here or on other systems. */
export function checkName(name: string): void {
  let why = "";
  if (name === "" || name === "." || name === ".." || name.length > LONGEST_NAME)
    why = `has 1 to ${LONGEST_NAME} units and is not . or ..`;
  if (name.endsWith(".") || name.endsWith(" ") || name.startsWith(" "))
    why = "ends with no dot, and has no space around it";
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) < SPACE || name.charCodeAt(i) === 0x7f || NOT_IN_LONG_NAMES.includes(name[i]))
      why = `has no control characters and none of ${NOT_IN_LONG_NAMES}`;
  }
  if (why !== "") throw new FatError("bad-name", `${JSON.stringify(name)} cannot be a name: a name ${why}`);
}

/** Names that differ by case only are one. */
export function foldName(name: string): string {
  return name.toUpperCase();
}

function isShortCharacter(c: string): boolean {
  return (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || ALSO_IN_SHORT_NAMES.includes(c);
}

/** The 11 bytes of a name that needs no long one, or undefined. */
export function plainShortName(name: string): Uint8Array | undefined {
  const dot = name.lastIndexOf(".");
  const base = dot < 0 ? name : name.slice(0, dot);
  const extension = dot < 0 ? "" : name.slice(dot + 1);
  if (base.length < 1 || base.length > BASE_BYTES || extension.length > SHORT_BYTES - BASE_BYTES)
    return undefined;
  if (dot >= 0 && extension === "") return undefined;
  for (const c of base + extension) if (!isShortCharacter(c)) return undefined;
  return shortBytes(base, extension);
}

function shortBytes(base: string, extension: string): Uint8Array {
  const bytes = new Uint8Array(SHORT_BYTES).fill(SPACE);
  for (let i = 0; i < base.length; i++) bytes[i] = base.charCodeAt(i);
  for (let i = 0; i < extension.length; i++) bytes[BASE_BYTES + i] = extension.charCodeAt(i);
  return bytes;
}

/** The `attempt`th (from 1) short name that stands for a long one: "A long name.text" becomes ALONGN~1.TEX. */
export function shortNameFor(name: string, attempt: number): Uint8Array {
  const upper = name.toUpperCase();
  const dot = upper.lastIndexOf(".");
  const clean = (text: string, length: number) => {
    let out = "";
    for (const c of text) {
      if (out.length >= length) break;
      if (c === " " || c === ".") continue;
      out += isShortCharacter(c) ? c : "_";
    }
    return out;
  };
  const tail = `~${attempt}`;
  const base = clean(dot <= 0 ? upper : upper.slice(0, dot), BASE_BYTES - tail.length);
  return shortBytes((base === "" ? "_" : base) + tail, dot <= 0 ? "" : clean(upper.slice(dot + 1), 3));
}

/** Short names as text for comparing. */
export function shortKey(bytes: Uint8Array, at: number): string {
  let key = "";
  for (let i = 0; i < SHORT_BYTES; i++) key += String.fromCharCode(bytes[at + i]);
  return key;
}

/** Whether there can be a short name at `at`: what a cut leaves of a name that it tore has zeros in it. */
export function isShortName(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < SHORT_BYTES; i++) {
    if (bytes[at + i] < SPACE && !(i === 0 && bytes[at] === 0x05)) return false;
  }
  return true;
}

/** The short name in the entry at `at`, as people write it. */
export function readShortName(bytes: Uint8Array, at: number): string {
  const part = (from: number, to: number, lower: boolean) => {
    let text = "";
    for (let i = from; i < to; i++) {
      // 0x05 stands for 0xe5, which would mark the entry as free.
      const byte = i === 0 && bytes[at] === 0x05 ? 0xe5 : bytes[at + i];
      text += String.fromCharCode(byte);
    }
    return lower ? text.trimEnd().toLowerCase() : text.trimEnd();
  };
  const base = part(0, BASE_BYTES, (bytes[at + CASE_AT] & LOWER_BASE) !== 0);
  const extension = part(BASE_BYTES, SHORT_BYTES, (bytes[at + CASE_AT] & LOWER_EXTENSION) !== 0);
  return extension === "" ? base : `${base}.${extension}`;
}

/** The checksum by which pieces of a long name belong to a short one. FAT specification, p. 28. */
export function shortChecksum(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < SHORT_BYTES; i++) sum = (((sum & 1) << 7) + (sum >> 1) + bytes[at + i]) & 0xff;
  return sum;
}

/** The entries of a long name in the order in which they lie on the card: the last piece first. */
export function longNameEntries(name: string, checksum: number): Uint8Array[] {
  const pieces = Math.ceil(name.length / UNITS_PER_PIECE);
  const entries: Uint8Array[] = [];
  for (let piece = pieces; piece >= 1; piece--) {
    const bytes = new Uint8Array(ENTRY_BYTES);
    bytes[0] = piece | (piece === pieces ? LAST_PIECE : 0);
    bytes[ATTRIBUTES_AT] = ATTRIBUTE_LONG_NAME;
    bytes[CHECKSUM_AT] = checksum;
    for (let i = 0; i < UNITS_PER_PIECE; i++) {
      const unit = (piece - 1) * UNITS_PER_PIECE + i;
      // A name that does not fill its last piece ends with 0 and is filled up with 0xffff.
      const code = unit < name.length ? name.charCodeAt(unit) : unit === name.length ? 0 : 0xffff;
      put16(bytes, PIECE_AT[i], code);
    }
    entries.push(bytes);
  }
  return entries;
}

/** Puts a long name together from the entries before a short one. */
export class LongNameReader {
  private text = "";
  private expected = 0;
  private checksum = 0;
  /** How many entries the name has so far. */
  pieces = 0;

  reset(): void {
    this.text = "";
    this.expected = 0;
    this.pieces = 0;
  }

  /** Takes a piece; pieces in a wrong order are forgotten. */
  add(bytes: Uint8Array, at: number): void {
    const order = bytes[at] & ~LAST_PIECE;
    if ((bytes[at] & LAST_PIECE) !== 0) {
      this.reset();
      this.expected = order;
      this.checksum = bytes[at + CHECKSUM_AT];
    }
    if (order < 1 || order > 20 || order !== this.expected || bytes[at + CHECKSUM_AT] !== this.checksum) {
      this.reset();
      return;
    }
    let piece = "";
    for (const unitAt of PIECE_AT) {
      const unit = get16(bytes, at + unitAt);
      if (unit === 0) break;
      piece += String.fromCharCode(unit);
    }
    this.text = piece + this.text;
    this.expected--;
    this.pieces++;
  }

  /** The name, if it is complete and belongs to the short name at `at`; else "". */
  finish(bytes: Uint8Array, at: number): string {
    const whole = this.pieces > 0 && this.expected === 0 && this.checksum === shortChecksum(bytes, at);
    return whole ? this.text : "";
  }
}
