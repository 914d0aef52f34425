// JSON.stringify: SerializeJSONProperty and what it calls, with V8's message for cycles.

import { ownKeys } from "../keys.ts";
import {
  callWithArray,
  getElem,
  isArray,
  isFunction,
  isObject,
  numberToString,
  shapeName,
  strBuild,
  strCharCodeAt,
  strSubstring,
} from "../native.ts";
import { radixText } from "../number/radix.ts";
import { unwrapped } from "../wrapped.ts";

/** Longest indentation. */
const MAX_GAP = 10;
/** So many pieces are joined to one: a list that grows with the whole text is moved ever again. */
const MANY_PARTS = 512;
/** Places for the names of properties as they stand in the text. */
const NAMES = 64;

/** JSON.stringify. Undefined for undefined and functions. TypeError for cycles and bigints. */
export function JSON_stringify(value: unknown, replacer?: unknown, space?: unknown): string | undefined {
  const serializer = new Serializer(replacer, gapOf(space));
  if (!serializer.property({ "": value }, "", value)) return undefined;
  return serializer.text();
}

/** Of an object around a number or string ToNumber or ToString; the cast is for unary plus. */
function plainOf(value: unknown): unknown {
  const inner = unwrapped(value);
  if (inner === value) return value;
  if (typeof inner === "number") return +(value as string);
  return typeof inner === "string" ? `${value}` : inner;
}

/** @rare */
function gapOf(given: unknown): string {
  const space = plainOf(given);
  if (typeof space === "number") {
    let gap = "";
    for (let i = 1; i <= space && i <= MAX_GAP; i++) gap += " ";
    return gap;
  }
  if (typeof space === "string") return space.length > MAX_GAP ? strSubstring(space, 0, MAX_GAP) : space;
  return "";
}

/** @sealed */
class Serializer {
  /** The end of the text; what stands before it is in `done`. */
  parts: string[] = [];
  readonly done: string[] = [];
  /** Names that were written, each at the place of its position in its object, and their text with the colon. */
  readonly names: string[] = [];
  readonly nameTexts: string[] = [];
  readonly replacer: unknown;
  readonly allowed: string[] | null;
  readonly gap: string;
  /** What stands between a name that needs no escapes and its value. */
  readonly colon: string;
  /** What stands before a name of one line, but for the first; where there is a gap, it goes before the line. */
  readonly comma: string;
  indentation = "";
  /** The objects around the value being written, outermost first, and the key of each in the one before. */
  readonly around: object[] = [];
  readonly aroundKeys: (string | number)[] = [];

  constructor(replacer: unknown, gap: string) {
    this.replacer = isFunction(replacer) ? replacer : undefined;
    this.allowed = isArray(replacer) ? allowedKeys(replacer) : null;
    this.gap = gap;
    this.colon = gap === "" ? '":' : '": ';
    this.comma = gap === "" ? "," : "";
    for (let i = 0; i < NAMES; i++) {
      this.names.push("");
      this.nameTexts.push(`${this.comma}"${this.colon}`);
    }
  }

  /** All that was written. */
  text(): string {
    if (this.done.length === 0) return strBuild(this.parts);
    this.done.push(strBuild(this.parts));
    return strBuild(this.done);
  }

  /** SerializeJSONProperty. False when the value has no JSON text. `key`: a name, or an index that few ask for. */
  property(holder: unknown, key: string | number, initial: unknown): boolean {
    let value = initial;
    if (this.replacer === undefined && this.primitive(value)) return true;
    if (isObject(value) || typeof value === "bigint") {
      const toJson = getElem(value, "toJSON");
      if (isFunction(toJson)) value = callWithArray(toJson, value, [`${key}`]);
    }
    if (this.replacer !== undefined) value = callWithArray(this.replacer, holder, [`${key}`, value]);
    value = plainOf(value);
    if (this.primitive(value)) return true;
    if (typeof value === "bigint") throw new TypeError("Do not know how to serialize a BigInt");
    if (!isObject(value) || isFunction(value)) return false;
    this.object(value, key);
    return true;
  }

  /** Writes null, a string, a number or a boolean; false for anything else. */
  primitive(value: unknown): boolean {
    if (typeof value === "string") this.string(value);
    else if (typeof value === "number") this.parts.push(value - value === 0 ? numberToString(value) : "null");
    else if (typeof value === "boolean") this.parts.push(value ? "true" : "false");
    else if (value === null) this.parts.push("null");
    else return false;
    return true;
  }

  string(text: string): void {
    const parts = this.parts;
    parts.push('"');
    if (isPlain(text)) parts.push(text);
    else pushEscaped(parts, text);
    parts.push('"');
  }

  /** The text of a name with quotes and colon, and the comma before it; `place` is where it stands among the names of its object. */
  nameText(name: string, place: number): string {
    const at = place & (NAMES - 1);
    if (this.names[at] !== name) {
      this.names[at] = name;
      this.nameTexts[at] = `${this.comma}${quoteJson(name)}${strSubstring(this.colon, 1, this.colon.length)}`;
    }
    return this.nameTexts[at]!;
  }

  object(object: object, key: string | number): void {
    for (let i = 0; i < this.around.length; i++) {
      if (this.around[i] === object) throw new TypeError(this.cycleMessage(i, key));
    }
    this.around.push(object);
    this.aroundKeys.push(key);
    const outer = this.indentation;
    this.indentation += this.gap;
    if (isArray(object)) this.arrayContents(object, outer);
    else this.objectContents(object, outer);
    this.indentation = outer;
    this.around.pop();
    this.aroundKeys.pop();
  }

  /** SerializeJSONObject. */
  objectContents(object: object, outer: string): void {
    const keys = this.allowed === null ? ownKeys(object, 1) : this.allowed;
    this.parts.push("{");
    let isFollowing = false;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const mark = this.parts.length;
      const name = this.nameText(key, i);
      if (this.gap !== "") this.separate(isFollowing);
      this.parts.push(isFollowing || this.gap !== "" ? name : strSubstring(name, 1, name.length));
      if (this.property(object, key, getElem(object, key))) {
        isFollowing = true;
        this.joinMany();
      } else this.parts.length = mark;
    }
    this.finish(isFollowing, outer);
    this.parts.push("}");
  }

  /** SerializeJSONArray. */
  arrayContents(array: readonly unknown[], outer: string): void {
    this.parts.push("[");
    for (let i = 0; i < array.length; i++) {
      this.separate(i > 0);
      if (!this.property(array, i, array[i])) this.parts.push("null");
      this.joinMany();
    }
    this.finish(array.length > 0, outer);
    this.parts.push("]");
  }

  /** After a whole value only: an undefined one takes back its name, which must still be a part of its own. */
  joinMany(): void {
    if (this.parts.length < MANY_PARTS) return;
    this.done.push(strBuild(this.parts));
    this.parts = [];
  }

  separate(isFollowing: boolean): void {
    const comma = isFollowing ? "," : "";
    if (this.gap !== "") this.parts.push(`${comma}\n${this.indentation}`);
    else if (isFollowing) this.parts.push(comma);
  }

  finish(hasContents: boolean, outer: string): void {
    if (hasContents && this.gap !== "") this.parts.push(`\n${outer}`);
  }

  /**
   * V8's drawing of the way from the object back to itself; long ways are shortened in the middle.
   *
   * @rare
   */
  cycleMessage(first: number, closingKey: string | number): string {
    const name = (object: object): string => `object with constructor '${shapeName(object)}'`;
    const lines = [
      "Converting circular structure to JSON",
      `    --> starting at ${name(this.around[first]!)}`,
    ];
    const last = this.around.length - 1;
    for (let i = first + 1; i <= last; i++) {
      if (i === first + 3 && last > first + 3) {
        lines.push("    |     ...");
        i = last;
      }
      lines.push(
        `    |     ${keyName(this.around[i - 1]!, this.aroundKeys[i]!)} -> ${name(this.around[i]!)}`,
      );
    }
    lines.push(`    --- ${keyName(this.around[last]!, closingKey)} closes the circle`);
    return lines.join("\n");
  }
}

function keyName(holder: object, key: string | number): string {
  return isArray(holder) ? `index ${key}` : `property '${key}'`;
}

/** An object around a string or number counts as its text; objects around booleans and the like do not count. */
function unwrappedKey(item: unknown): unknown {
  const inner = unwrapped(item);
  if (inner === item) return item;
  return typeof inner === "string" || typeof inner === "number" ? `${item}` : undefined;
}

/**
 * PropertyList: strings and numbers of the replacer array, each once.
 *
 * @rare
 */
function allowedKeys(replacer: readonly unknown[]): string[] {
  const keys: string[] = [];
  for (let i = 0; i < replacer.length; i++) {
    const item = unwrappedKey(replacer[i]);
    if (typeof item !== "string" && typeof item !== "number") continue;
    const key = `${item}`;
    if (!keys.includes(key)) keys.push(key);
  }
  return keys;
}

/** Whether a string is its own JSON text between quotes. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = strCharCodeAt(text, i);
    if (mayNeedEscape(unit)) return false;
  }
  return true;
}

/** Controls, the quote, the backslash, and surrogates: those only where they stand alone. */
function mayNeedEscape(unit: number): boolean {
  return unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff);
}

/** QuoteJSONString. Lone surrogates become escapes. */
export function quoteJson(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  const parts = ['"'];
  pushEscaped(parts, text);
  parts.push('"');
  return strBuild(parts);
}

/** What stands between the quotes. */
function pushEscaped(parts: string[], text: string): void {
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = strCharCodeAt(text, i);
    if (!mayNeedEscape(unit)) continue;
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      const low = strCharCodeAt(text, i + 1);
      if (low >= 0xdc00 && low <= 0xdfff) {
        i++;
        continue;
      }
    }
    if (from < i) parts.push(strSubstring(text, from, i));
    parts.push(escaped(unit));
    from = i + 1;
  }
  if (from < text.length) parts.push(strSubstring(text, from, text.length));
}

function escaped(unit: number): string {
  if (unit === 0x22) return '\\"';
  if (unit === 0x5c) return "\\\\";
  if (unit === 0x08) return "\\b";
  if (unit === 0x09) return "\\t";
  if (unit === 0x0a) return "\\n";
  if (unit === 0x0c) return "\\f";
  if (unit === 0x0d) return "\\r";
  const hex = radixText(unit, 16);
  return `\\u${"0000".substring(hex.length)}${hex}`;
}
