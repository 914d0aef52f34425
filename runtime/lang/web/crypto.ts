// The `crypto` object (W3C Web Cryptography, section 10): random values. `subtle` is not here.

import { K_TYPED, TA_F32, TA_F64 } from "../kinds.ts";
import { objectKind, typedBuffer, typedByteOffset, typedKind } from "../native.ts";
import { DOMException } from "./dom-exception.ts";
import { fillRandom } from "./random-source.ts";

const MOST_BYTES = 65_536;

/** @sealed outside */
class Crypto {
  /**
   * Fills a typed array of integers and returns it. DOMException TypeMismatchError for another value,
   * QuotaExceededError for more than 65,536 bytes.
   */
  getRandomValues<T>(array: T): T {
    const kind = objectKind(array) === K_TYPED ? typedKind(array as object) : TA_F64;
    if (kind === TA_F32 || kind === TA_F64) {
      throw new DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
    }
    const view = array as unknown as Uint8Array;
    if (view.byteLength > MOST_BYTES) {
      throw new DOMException("The requested length exceeds 65,536 bytes", "QuotaExceededError");
    }
    fillRandom(new Uint8Array(typedBuffer(view), typedByteOffset(view), view.byteLength));
    return array;
  }

  /** A version 4 UUID (RFC 9562, 5.4). */
  randomUUID(): string {
    const bytes = new Uint8Array(16);
    fillRandom(bytes);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    let text = "";
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
      text += HEX[bytes[i]! >> 4]! + HEX[bytes[i]! & 15]!;
    }
    return text;
  }
}

const HEX = "0123456789abcdef";

export const crypto = new Crypto();
