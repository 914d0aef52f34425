// The head of a response as a client reads it (RFC 9112 §4, §5, §6.3): bytes to status, fields and framing.
//
// As strict as request-head.ts: a response that two readers could take for two things is refused.

import { COLON, CR, HTAB, isTokenByte, isValueByte, LF, latin1, NINE, SP, ZERO } from "./characters.ts";
import { MAX_FIELDS, RawFields } from "./request-head.ts";

/** How the end of the body is found (RFC 9112 §6.3). */
export type Framing = "none" | "length" | "chunked" | "until-close";

export interface ReplyHead {
  readonly status: number;
  readonly reason: string;
  readonly fields: RawFields;
  readonly framing: Framing;
  /** Of framing "length". */
  readonly contentLength: number;
  readonly keepAlive: boolean;
}

const MAX_LENGTH_DIGITS = 15;
const STATUS_LINE_BYTES = 13;

/** Parses `bytes[start]` .. `bytes[end - 1]`, a head with its empty line; a text says what is wrong with it. */
export function parseReplyHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  isHeadRequest: boolean,
): ReplyHead | string {
  const head = bytes.slice(start, end);
  const last = head.length - 2;
  // HTTP-version SP status-code SP [ reason-phrase ] CRLF
  const version = latin1(head, 0, Math.min(9, last));
  if (last < STATUS_LINE_BYTES || (version !== "HTTP/1.1 " && version !== "HTTP/1.0 ")) return "no HTTP/1.1";
  const status = number(head, 9, 12);
  if (status < 100 || status > 599) return "no status";
  let at = 12;
  // Some servers leave the space before an empty reason away.
  if (head[at] === SP) at++;
  const reasonStart = at;
  while (at < last && isValueByte(head[at]!)) at++;
  if (head[at] !== CR || head[at + 1] !== LF) return "a broken status line";
  const reason = latin1(head, reasonStart, at);
  const offsets: number[] = [];
  for (at += 2; at < last; ) {
    const next = parseField(head, at, last, offsets);
    if (next < 0) return "a broken field";
    if (offsets.length > 4 * MAX_FIELDS) return "too many fields";
    at = next;
  }
  const fields = new RawFields(head, Int32Array.from(offsets));
  const contentLength = lengthOf(fields);
  if (contentLength < -1) return "a broken Content-Length";
  const coding = fields.find("transfer-encoding", 0);
  let framing: Framing = contentLength < 0 ? "until-close" : "length";
  if (coding >= 0) {
    if (contentLength >= 0) return "both Transfer-Encoding and Content-Length";
    if (fields.value(coding).toLowerCase() !== "chunked") return "an unknown transfer coding";
    framing = "chunked";
  }
  if (isHeadRequest || status < 200 || status === 204 || status === 304) framing = "none";
  const connection = fields.find("connection", 0);
  const wish = connection < 0 ? "" : fields.value(connection).toLowerCase();
  const keepAlive = version === "HTTP/1.1 " ? !wish.includes("close") : wish.includes("keep-alive");
  return { status, reason, fields, framing, contentLength, keepAlive };
}

/** field-name ":" OWS field-value OWS CRLF (RFC 9112 §5). The offset behind it, or -1. */
function parseField(bytes: Uint8Array, start: number, end: number, offsets: number[]): number {
  let at = start;
  while (at < end && isTokenByte(bytes[at]!)) at++;
  if (at === start || bytes[at] !== COLON) return -1;
  const nameEnd = at;
  at++;
  while (at < end && (bytes[at] === SP || bytes[at] === HTAB)) at++;
  const valueStart = at;
  while (at < end && isValueByte(bytes[at]!)) at++;
  if (bytes[at] !== CR || bytes[at + 1] !== LF) return -1;
  let valueEnd = at;
  while (valueEnd > valueStart && (bytes[valueEnd - 1] === SP || bytes[valueEnd - 1] === HTAB)) valueEnd--;
  offsets.push(start, nameEnd, valueStart, valueEnd);
  return at + 2;
}

/** Content-Length; -1 without one, -2 when it is none or there are several that differ. */
function lengthOf(fields: RawFields): number {
  let length = -1;
  for (let i = fields.find("content-length", 0); i >= 0; i = fields.find("content-length", i + 1)) {
    const text = fields.value(i);
    let value = text === "" || text.length > MAX_LENGTH_DIGITS ? -1 : 0;
    for (let k = 0; k < text.length && value >= 0; k++) {
      const digit = text.charCodeAt(k) - ZERO;
      value = digit < 0 || digit > 9 ? -1 : 10 * value + digit;
    }
    if (value < 0 || (length >= 0 && value !== length)) return -2;
    length = value;
  }
  return length;
}

function number(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < ZERO || byte > NINE) return -1;
    value = 10 * value + byte - ZERO;
  }
  return value;
}
