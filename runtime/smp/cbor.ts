// The part of CBOR (RFC 8949) that SMP uses: integers, strings, bytes, booleans, null, arrays, and maps with text
// keys. No floats and no tags. What is malformed, nested too deeply or has a key twice is refused as a whole.

export type CborValue = number | string | boolean | null | Uint8Array | CborValue[] | CborMap;

/**
 * A map with text keys, in the order in which they were set. Looks keys up one by one: messages have a dozen, and a
 * loader has no room for the hash tables of Map.
 */
export class CborMap {
  private readonly keys: string[] = [];
  private readonly values: CborValue[] = [];

  /** The map with the entries of a record. */
  static of(entries: Readonly<Record<string, CborValue>>): CborMap {
    const map = new CborMap();
    for (const key of Object.keys(entries)) map.set(key, entries[key]);
    return map;
  }

  get size(): number {
    return this.keys.length;
  }

  keyAt(index: number): string {
    return this.keys[index];
  }

  valueAt(index: number): CborValue {
    return this.values[index];
  }

  get(key: string): CborValue | undefined {
    const at = this.keys.indexOf(key);
    return at < 0 ? undefined : this.values[at];
  }

  /** Adds an entry; a key that is there keeps its place and gets the new value. */
  set(key: string, value: CborValue): void {
    const at = this.keys.indexOf(key);
    if (at < 0) {
      this.keys.push(key);
      this.values.push(value);
    } else this.values[at] = value;
  }
}

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const SIMPLE = 7;
/** The additional information that says "until a break follows". */
const INDEFINITE = 31;
const BREAK = 0xff;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
/** SMP's own messages nest 4 deep; more is an attack on the stack. */
const DEEPEST = 8;

class Writer {
  bytes = new Uint8Array(128);
  length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const wider = new Uint8Array(this.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes[this.length++] = value;
  }

  /** RFC 8949 §3: the shortest form of the head. */
  head(major: number, argument: number): void {
    const top = major << 5;
    let width = 8;
    if (argument < 24) {
      this.byte(top | argument);
      return;
    }
    if (argument < 0x100) {
      this.byte(top | 24);
      width = 1;
    } else if (argument < 0x1_0000) {
      this.byte(top | 25);
      width = 2;
    } else if (argument < 0x1_0000_0000) {
      this.byte(top | 26);
      width = 4;
    } else this.byte(top | 27);
    let unit = 1;
    for (let i = 1; i < width; i++) unit *= 256;
    for (; unit >= 1; unit /= 256) this.byte(Math.floor(argument / unit) % 256);
  }

  run(major: number, bytes: Uint8Array): void {
    this.head(major, bytes.length);
    for (let i = 0; i < bytes.length; i++) this.byte(bytes[i]);
  }

  value(value: CborValue): void {
    if (value === null) this.byte(NULL);
    else if (typeof value === "boolean") this.byte(value ? TRUE : FALSE);
    else if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) throw new RangeError(`SMP has integers only, not ${value}`);
      if (value < 0) this.head(NEGATIVE, -1 - value);
      else this.head(UNSIGNED, value);
    } else if (typeof value === "string") this.run(TEXT, new TextEncoder().encode(value));
    else if (value instanceof Uint8Array) this.run(BYTES, value);
    else if (Array.isArray(value)) {
      this.head(ARRAY, value.length);
      for (let i = 0; i < value.length; i++) this.value(value[i]);
    } else {
      this.head(MAP, value.size);
      for (let i = 0; i < value.size; i++) {
        this.value(value.keyAt(i));
        this.value(value.valueAt(i));
      }
    }
  }
}

/** The map in CBOR, keys in the map's order. Throws RangeError for a number that is no safe integer. */
export function encodeMap(map: CborMap): Uint8Array {
  const writer = new Writer();
  writer.value(map);
  return writer.bytes.slice(0, writer.length);
}

/**
 * The text of UTF-8 bytes; bytes that are no UTF-8 become U+FFFD one by one. The Encoding Standard's decoder would take
 * more room in a loader than all of CBOR.
 */
function textOf(bytes: Uint8Array): string {
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at];
    const more =
      first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    let point = more < 1 ? first : first & (0x3f >> more);
    let valid = more >= 0 && at + more < bytes.length;
    for (let i = 1; valid && i <= more; i++) {
      if ((bytes[at + i] & 0xc0) !== 0x80) valid = false;
      else point = (point << 6) | (bytes[at + i] & 0x3f);
    }
    // Overlong forms, halves of surrogate pairs, and what is above U+10FFFF.
    if (more === 2 && (point < 0x800 || (point >= 0xd800 && point < 0xe000))) valid = false;
    if (more === 3 && (point < 0x1_0000 || point > 0x10_ffff)) valid = false;
    if (!valid) point = 0xfffd;
    at += valid ? more + 1 : 1;
    if (point >= 0x1_0000) {
      text += String.fromCharCode(0xd800 + ((point - 0x1_0000) >> 10));
      text += String.fromCharCode(0xdc00 + (point & 0x3ff));
    } else text += String.fromCharCode(point);
  }
  return text;
}

class Reader {
  private readonly bytes: Uint8Array;
  at = 0;
  /** Set once something is malformed; what is returned afterwards means nothing. */
  bad = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  private fail(): null {
    this.bad = true;
    return null;
  }

  private byte(): number {
    if (this.at >= this.bytes.length) {
      this.bad = true;
      return 0;
    }
    return this.bytes[this.at++];
  }

  private argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) {
      this.bad = true;
      return 0;
    }
    let value = 0;
    for (let i = 1 << (info - 24); i > 0; i--) value = value * 256 + this.byte();
    if (value > Number.MAX_SAFE_INTEGER) this.bad = true;
    return value;
  }

  /** Whether an array or map goes on: `left` items are due, or -1 until a break. */
  private goesOn(left: number): boolean {
    if (this.bad) return false;
    if (left >= 0) return left > 0;
    if (this.at < this.bytes.length && this.bytes[this.at] === BREAK) {
      this.at++;
      return false;
    }
    return true;
  }

  value(depth: number): CborValue {
    const head = this.byte();
    if (this.bad || depth > DEEPEST) return this.fail();
    const major = head >> 5;
    if (major === SIMPLE) {
      if (head === FALSE) return false;
      if (head === TRUE) return true;
      return head === NULL ? null : this.fail();
    }
    const info = head & 31;
    const open = info === INDEFINITE && (major === ARRAY || major === MAP);
    const argument = open ? -1 : this.argument(info);
    if (this.bad) return null;
    if (major === UNSIGNED) return argument;
    if (major === NEGATIVE) return -1 - argument;
    if (major === BYTES || major === TEXT) {
      if (argument > this.bytes.length - this.at) return this.fail();
      const run = this.bytes.slice(this.at, this.at + argument);
      this.at += argument;
      return major === BYTES ? run : textOf(run);
    }
    if (major === ARRAY) return this.array(argument, depth);
    return major === MAP ? this.map(argument, depth) : this.fail();
  }

  private array(count: number, depth: number): CborValue {
    const items: CborValue[] = [];
    for (let left = count; this.goesOn(left); left = left < 0 ? left : left - 1)
      items.push(this.value(depth + 1));
    return items;
  }

  private map(count: number, depth: number): CborValue {
    const map = new CborMap();
    for (let left = count; this.goesOn(left); left = left < 0 ? left : left - 1) {
      const key = this.value(depth + 1);
      if (this.bad || typeof key !== "string" || map.get(key) !== undefined) return this.fail();
      map.set(key, this.value(depth + 1));
    }
    return map;
  }
}

/** The map that `bytes` are, all of them; undefined if they are not one. Does not throw. */
export function decodeMap(bytes: Uint8Array): CborMap | undefined {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.bad || reader.at !== bytes.length) return undefined;
  return value instanceof CborMap ? value : undefined;
}
