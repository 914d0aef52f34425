// The head of a response (RFC 9112 §4, §5): fields to bytes, into a buffer of the caller.
//
// Refuses to write what would end a field or the head early (response splitting). Which fields a response needs is
// its caller's business.

import { COLON, CR, isTokenByte, isValueByte, LF, SP } from "./characters.ts";

/** RFC 9110 §15.2.2: of the interim responses the one that ends the exchange. */
const SWITCHING_PROTOCOLS = 101;
const FIRST_STATUS = 200;
const LAST_STATUS = 599;

/** Fills `bytes` from its beginning; `length` is how much is written. One object serves many responses. */
export class ResponseHeadWriter {
  length = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Begins anew with a status line of HTTP/1.1; `reason` may be empty. Throws RangeError unless 101 or 200 .. 599. */
  start(status: number, reason: string): void {
    const isFinal = status >= FIRST_STATUS && status <= LAST_STATUS && status % 1 === 0;
    if (!isFinal && status !== SWITCHING_PROTOCOLS) {
      throw new RangeError(`${status} is not the status of a final response: use 200 to 599`);
    }
    this.length = 0;
    // RFC 9112 §4: the space before the reason stands even when there is none.
    this.putValue(`HTTP/1.1 ${status} ${reason}`);
    this.putLineEnd();
  }

  /** Adds a field. Throws TypeError for a name or value that RFC 9110 §5.1, §5.5 do not allow. */
  field(name: string, value: string): void {
    if (name.length === 0) throw new TypeError("the name of a field is empty");
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i);
      if (code > 0xff || !isTokenByte(code)) throw new TypeError(`"${name}" cannot be the name of a field`);
      this.put(code);
    }
    this.put(COLON);
    this.put(SP);
    this.putValue(value);
    this.putLineEnd();
  }

  /** Copies bytes as they are: lines that are known to be right, or the beginning of the body. */
  append(bytes: Uint8Array): void {
    if (bytes.length > this.room) throw new RangeError("the head is longer than its buffer");
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** How many bytes more fit. */
  get room(): number {
    return this.bytes.length - this.length;
  }

  /** Ends the head with its empty line. */
  end(): void {
    this.putLineEnd();
  }

  private putValue(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0xff || !isValueByte(code)) {
        throw new TypeError(`character ${i} of "${text}" cannot stand in a field: escape it`);
      }
      this.put(code);
    }
  }

  private putLineEnd(): void {
    this.put(CR);
    this.put(LF);
  }

  private put(byte: number): void {
    if (this.length === this.bytes.length) throw new RangeError("the head is longer than its buffer");
    this.bytes[this.length] = byte;
    this.length++;
  }
}
