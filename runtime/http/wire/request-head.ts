// The head of a request (RFC 9112 §2, §3, §5, §6): bytes to offsets, and how long the body is.
//
// Strict where leniency lets two readers see two requests (request smuggling, RFC 9112 §11.2): lines end in CRLF
// and nothing else, no folded lines, one way only to say where the body ends. Nothing is copied; the offsets point
// into the bytes that were parsed. Bodies, and requests of HTTP/2, are not its business.

import {
  COLON,
  COMMA,
  CR,
  equalsIgnoringCase,
  HTAB,
  isTargetByte,
  isTokenByte,
  isValueByte,
  LF,
  latin1,
  NINE,
  SP,
  ZERO,
} from "./characters.ts";

/** RFC 9112 §3: recipients should take request lines of 8,000 bytes; the head as a whole gets twice that. */
export const MAX_TARGET_BYTES = 8000;
export const MAX_HEAD_BYTES = 16384;
export const MAX_FIELDS = 100;
const MAX_METHOD_BYTES = 32;
/** Content-Length stays an exact number: 10^15 - 1 is below 2^53. */
const MAX_LENGTH_DIGITS = 15;

/** The request is well formed, or the status to answer before closing the connection. */
export type HeadStatus = 0 | 400 | 414 | 417 | 431 | 501 | 505;

/**
 * Where the head that begins at `start` ends: the offset behind its empty line, or 0 when that has not arrived yet.
 * `scanned` is how far earlier calls have looked, so that a head that trickles in is read once.
 */
export function findHeadEnd(bytes: Uint8Array, start: number, scanned: number, end: number): number {
  const from = Math.max(scanned - 3, start);
  for (let i = from; i + 3 < end; i++) {
    if (bytes[i] === CR && bytes[i + 1] === LF && bytes[i + 2] === CR && bytes[i + 3] === LF) return i + 4;
  }
  return 0;
}

/** Methods that need no new string. */
const METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"];

/** Methods are case-sensitive (RFC 9110 §9.1). */
function methodName(bytes: Uint8Array, start: number, end: number): string {
  for (let i = 0; i < METHODS.length; i++) {
    const name = METHODS[i]!;
    if (name.length === end - start && equalsText(bytes, start, name)) return name;
  }
  return latin1(bytes, start, end);
}

function equalsText(bytes: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Fields as they arrived: bytes, and for each field the offsets of its name and value in them. */
export class RawFields {
  readonly count: number;
  private readonly bytes: Uint8Array;
  private readonly offsets: Int32Array;

  constructor(bytes: Uint8Array, offsets: Int32Array) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.count = offsets.length >> 2;
  }

  name(index: number): string {
    return latin1(this.bytes, this.offsets[4 * index]!, this.offsets[4 * index + 1]!);
  }

  value(index: number): string {
    return latin1(this.bytes, this.offsets[4 * index + 2]!, this.offsets[4 * index + 3]!);
  }

  /** The index of the first field of this name, given in lower case, from `from` on, or -1. */
  find(name: string, from: number): number {
    for (let i = from; i < this.count; i++) {
      if (equalsIgnoringCase(this.bytes, this.offsets[4 * i]!, this.offsets[4 * i + 1]!, name)) return i;
    }
    return -1;
  }
}

/** A parsed head. One object serves one connection after the other: `parse` overwrites it. */
export class RequestHead {
  method = "";
  targetStart = 0;
  targetEnd = 0;
  /** The minor version: 0 or 1. */
  minor = 1;
  fieldCount = 0;
  /** Bytes of the body; 0 when none is announced, -1 when it comes in chunks. */
  contentLength = 0;
  keepAlive = true;
  expectsContinue = false;
  /** What was wrong, for the log, when `parse` has returned a status. */
  problem = "";
  private bytes: Uint8Array = new Uint8Array(0);
  /** Four offsets for each field: start and end of its name, start and end of its value. */
  private readonly offsets = new Int32Array(4 * MAX_FIELDS);

  /** Parses bytes `start` .. `end - 1`, which are a whole head with the empty line behind it. */
  parse(bytes: Uint8Array, start: number, end: number): HeadStatus {
    this.bytes = bytes;
    this.fieldCount = 0;
    this.problem = "";
    if (end - start > MAX_HEAD_BYTES) return this.refuse(431, "the head is too long");
    // The last CRLF is the empty line.
    const last = end - 2;
    let at = this.parseRequestLine(start, last);
    if (at < 0) return -at as HeadStatus;
    while (at < last) {
      const next = this.parseField(at, last);
      if (next < 0) return -next as HeadStatus;
      at = next;
    }
    return this.interpret();
  }

  /** The value of the first field of this name, which is given in lower case; null when there is none. */
  get(name: string): string | null {
    const index = this.find(name, 0);
    return index < 0 ? null : this.value(index);
  }

  /** The name of field `index` as it was sent. */
  name(index: number): string {
    return latin1(this.bytes, this.offsets[4 * index], this.offsets[4 * index + 1]);
  }

  value(index: number): string {
    return latin1(this.bytes, this.offsets[4 * index + 2], this.offsets[4 * index + 3]);
  }

  target(): string {
    return latin1(this.bytes, this.targetStart, this.targetEnd);
  }

  /** The fields, apart from the bytes that were parsed and from later calls of `parse`. */
  copyFields(): RawFields {
    const count = this.fieldCount;
    if (count === 0) return new RawFields(new Uint8Array(0), new Int32Array(0));
    const base = this.offsets[0]!;
    const offsets = this.offsets.slice(0, 4 * count);
    for (let i = 0; i < offsets.length; i++) offsets[i]! -= base;
    return new RawFields(this.bytes.slice(base, base + offsets[4 * count - 1]!), offsets);
  }

  /** The index of the first field of this name from `from` on, or -1. */
  private find(name: string, from: number): number {
    for (let i = from; i < this.fieldCount; i++) {
      if (equalsIgnoringCase(this.bytes, this.offsets[4 * i], this.offsets[4 * i + 1], name)) return i;
    }
    return -1;
  }

  /** Sets `problem` and returns `status`. */
  private refuse(status: HeadStatus, problem: string): HeadStatus {
    this.problem = problem;
    return status;
  }

  /** method SP request-target SP HTTP-version CRLF (RFC 9112 §3). The offset behind it, or minus a status. */
  private parseRequestLine(start: number, end: number): number {
    const bytes = this.bytes;
    let at = start;
    while (at < end && isTokenByte(bytes[at])) at++;
    if (at === start || at - start > MAX_METHOD_BYTES || bytes[at] !== SP) {
      return -this.refuse(400, "the request line does not begin with a method and one space");
    }
    this.method = methodName(bytes, start, at);
    at++;
    this.targetStart = at;
    while (at < end && isTargetByte(bytes[at])) at++;
    this.targetEnd = at;
    if (at - this.targetStart > MAX_TARGET_BYTES) return -this.refuse(414, "the target is too long");
    if (at === this.targetStart || bytes[at] !== SP) {
      return -this.refuse(400, "no target, or a byte in it that must be escaped");
    }
    at++;
    // "HTTP/" DIGIT "." DIGIT, in upper case (RFC 9112 §2.3).
    const version = latin1(bytes, at, Math.min(at + 8, end));
    if (!version.startsWith("HTTP/") || bytes[at + 8] !== CR || bytes[at + 9] !== LF) {
      return -this.refuse(400, "the request line does not end in a version and CRLF");
    }
    if (version !== "HTTP/1.1" && version !== "HTTP/1.0") return -this.refuse(505, "not HTTP/1.1 or 1.0");
    this.minor = version === "HTTP/1.1" ? 1 : 0;
    return at + 10;
  }

  /** field-name ":" OWS field-value OWS CRLF (RFC 9112 §5). The offset behind it, or minus a status. */
  private parseField(start: number, end: number): number {
    const bytes = this.bytes;
    if (this.fieldCount === MAX_FIELDS) return -this.refuse(431, "too many fields");
    let at = start;
    while (at < end && isTokenByte(bytes[at])) at++;
    // RFC 9112 §5.1: no space before the colon. §5.2: a line that begins with space continued the one before.
    if (at === start || bytes[at] !== COLON) {
      return -this.refuse(400, "a line of the head is no field, or is folded");
    }
    const nameEnd = at;
    at++;
    while (at < end && (bytes[at] === SP || bytes[at] === HTAB)) at++;
    const valueStart = at;
    while (at < end && isValueByte(bytes[at])) at++;
    // RFC 9112 §2.2: a CR without LF, and an LF without CR, end the trust in what follows.
    if (bytes[at] !== CR || bytes[at + 1] !== LF) {
      return -this.refuse(400, "a control character in a field");
    }
    let valueEnd = at;
    while (valueEnd > valueStart && (bytes[valueEnd - 1] === SP || bytes[valueEnd - 1] === HTAB)) valueEnd--;
    const slot = 4 * this.fieldCount;
    this.offsets[slot] = start;
    this.offsets[slot + 1] = nameEnd;
    this.offsets[slot + 2] = valueStart;
    this.offsets[slot + 3] = valueEnd;
    this.fieldCount++;
    return at + 2;
  }

  /** What the fields say of the message itself. */
  private interpret(): HeadStatus {
    const host = this.find("host", 0);
    // RFC 9112 §3.2: none in HTTP/1.1, or more than one, is refused.
    if (host < 0 ? this.minor === 1 : this.find("host", host + 1) >= 0) {
      return this.refuse(400, "not exactly one Host field");
    }
    this.keepAlive = this.minor === 1;
    for (let i = this.find("connection", 0); i >= 0; i = this.find("connection", i + 1)) {
      if (this.hasListItem(i, "close")) {
        this.keepAlive = false;
        break;
      }
      if (this.hasListItem(i, "keep-alive")) this.keepAlive = true;
    }
    this.expectsContinue = false;
    const expect = this.find("expect", 0);
    if (expect >= 0 && this.minor === 1) {
      // RFC 9110 §10.1.1
      if (!this.valueIs(expect, "100-continue")) return this.refuse(417, "an unknown expectation");
      this.expectsContinue = true;
    }
    return this.findBodyLength();
  }

  /** RFC 9112 §6.3: how long the body is. */
  private findBodyLength(): HeadStatus {
    this.contentLength = 0;
    const coding = this.find("transfer-encoding", 0);
    const length = this.find("content-length", 0);
    if (coding >= 0) {
      // RFC 9112 §6.3 item 3: both at once is how requests are smuggled.
      if (length >= 0) return this.refuse(400, "both Transfer-Encoding and Content-Length");
      // RFC 9112 §6.1: HTTP/1.0 has no transfer codings.
      if (this.minor === 0) return this.refuse(400, "Transfer-Encoding in HTTP/1.0");
      if (this.find("transfer-encoding", coding + 1) >= 0 || !this.valueIs(coding, "chunked")) {
        return this.refuse(501, "a transfer coding other than chunked alone");
      }
      this.contentLength = -1;
      return 0;
    }
    if (length < 0) return 0;
    // RFC 9112 §6.3 item 5 would allow equal ones; who sends two is not to be trusted with either.
    if (this.find("content-length", length + 1) >= 0) return this.refuse(400, "two Content-Length fields");
    const start = this.offsets[4 * length + 2];
    const end = this.offsets[4 * length + 3];
    if (end === start || end - start > MAX_LENGTH_DIGITS)
      return this.refuse(400, "Content-Length out of range");
    let total = 0;
    for (let i = start; i < end; i++) {
      const byte = this.bytes[i];
      if (byte < ZERO || byte > NINE) return this.refuse(400, "Content-Length is not a number");
      total = total * 10 + byte - ZERO;
    }
    this.contentLength = total;
    return 0;
  }

  private valueIs(index: number, text: string): boolean {
    return equalsIgnoringCase(this.bytes, this.offsets[4 * index + 2], this.offsets[4 * index + 3], text);
  }

  /** Whether the comma-separated value of field `index` has this item (RFC 9110 §5.6.1). */
  private hasListItem(index: number, item: string): boolean {
    const bytes = this.bytes;
    const end = this.offsets[4 * index + 3];
    let start = this.offsets[4 * index + 2];
    while (start < end) {
      let stop = start;
      while (stop < end && bytes[stop] !== COMMA) stop++;
      let from = start;
      let to = stop;
      while (from < to && (bytes[from] === SP || bytes[from] === HTAB)) from++;
      while (to > from && (bytes[to - 1] === SP || bytes[to - 1] === HTAB)) to--;
      if (equalsIgnoringCase(bytes, from, to, item)) return true;
      start = stop + 1;
    }
    return false;
  }
}
