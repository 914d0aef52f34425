// The chunked transfer coding (RFC 9112 §7.1): finds the data between sizes, one run at a time.
//
// Gives offsets into the bytes that arrive and copies nothing. Extensions of chunks and trailer fields are skipped,
// within bounds: nothing here uses them, and RFC 9110 §6.5.1 forbids merging trailers unseen.

import { CR, HTAB, isValueByte, LF, NINE, SEMICOLON, SP, toLower, ZERO } from "./characters.ts";

/** What extensions and trailers of one body may take in all, so that no peer keeps us reading for nothing. */
export const MAX_OVERHEAD_BYTES = 8192;
/** 2^48 - 1 at most: the size stays an exact number. */
const MAX_SIZE_DIGITS = 12;

type State = "size" | "extension" | "size-lf" | "data" | "data-cr" | "data-lf" | "trailer" | "done" | "bad";

export class ChunkedDecoder {
  /** The data that the last call of `next` has found: from here ... */
  dataStart = 0;
  /** ... to here; the two are equal when it found none. */
  dataEnd = 0;
  private state: State = "size";
  private size = 0;
  private digits = 0;
  private overhead = 0;
  /** In trailers: bytes of the present line, and whether its CR has come. */
  private lineBytes = 0;
  private sawCr = false;

  /** The whole body, with its trailers, has been seen. */
  get done(): boolean {
    return this.state === "done";
  }

  /** The coding is broken: answer 400 and close (RFC 9112 §8). */
  get bad(): boolean {
    return this.state === "bad";
  }

  /**
   * Reads on at `at` until a run of data, the end of the body, an error, or `end`. Returns the offset of the first
   * byte it did not consume; bytes behind the end of the body are left alone.
   */
  next(bytes: Uint8Array, at: number, end: number): number {
    this.dataStart = at;
    this.dataEnd = at;
    let i = at;
    while (i < end && this.state !== "done" && this.state !== "bad") {
      if (this.state === "data") {
        const length = Math.min(this.size, end - i);
        this.dataStart = i;
        this.dataEnd = i + length;
        this.size -= length;
        if (this.size === 0) this.state = "data-cr";
        return i + length;
      }
      this.take(bytes[i]);
      i++;
    }
    return i;
  }

  private take(byte: number): void {
    switch (this.state) {
      case "size":
        this.takeSize(byte);
        break;
      case "extension":
        if (byte === CR) this.state = "size-lf";
        else this.skip(byte);
        break;
      case "size-lf":
        if (byte !== LF) this.state = "bad";
        else this.state = this.size === 0 ? "trailer" : "data";
        break;
      case "data-cr":
        this.state = byte === CR ? "data-lf" : "bad";
        break;
      case "data-lf":
        this.state = byte === LF ? "size" : "bad";
        this.digits = 0;
        break;
      default:
        this.takeTrailer(byte);
    }
  }

  /** chunk-size: hexadecimal digits and nothing else; what other readers might stop at is refused here. */
  private takeSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.size = this.digits === 0 ? digit : this.size * 16 + digit;
      this.digits++;
      if (this.digits > MAX_SIZE_DIGITS) this.state = "bad";
    } else if (this.digits === 0) {
      this.state = "bad";
    } else if (byte === CR) {
      this.state = "size-lf";
    } else if (byte === SEMICOLON || byte === SP || byte === HTAB) {
      this.state = "extension";
    } else {
      this.state = "bad";
    }
  }

  /** Lines until an empty one (RFC 9112 §7.1.2). */
  private takeTrailer(byte: number): void {
    if (this.sawCr) {
      this.sawCr = false;
      if (byte !== LF) this.state = "bad";
      else if (this.lineBytes === 0) this.state = "done";
      this.lineBytes = 0;
    } else if (byte === CR) {
      this.sawCr = true;
    } else {
      this.lineBytes++;
      this.skip(byte);
    }
  }

  private skip(byte: number): void {
    this.overhead++;
    if (!isValueByte(byte) || this.overhead > MAX_OVERHEAD_BYTES) this.state = "bad";
  }
}

/** 0 .. 15, or -1 when `byte` is no hexadecimal digit. */
function hexDigit(byte: number): number {
  if (byte >= ZERO && byte <= NINE) return byte - ZERO;
  const lower = toLower(byte);
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
