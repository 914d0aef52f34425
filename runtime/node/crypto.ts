// Node's module `crypto`: createHash and createHmac with md5, sha1, sha256 and sha512, comparison and random bytes.
// Keys and ciphers are not here.

import { hmac } from "../crypto/hmac.ts";
import { sha256 } from "../crypto/sha256.ts";
import { sha512 } from "../crypto/sha512.ts";
import type { Buffer, BufferEncoding } from "../lang/buffer-types.d.ts";
import { crypto as webcrypto } from "../lang/web/crypto.ts";
import { asBuffer } from "./buffer-construct.ts";
import { Buffer_prototype_toString } from "./buffer-methods.ts";
import { md5, sha1 } from "./digests.ts";
import { encoded } from "./encodings.ts";
import { CodedError } from "./errors.ts";
import { getRandomValues, randomBytes, randomFillSync, randomInt, randomUUID } from "./random.ts";

export class Hash {
  readonly #digest: (message: Uint8Array) => Uint8Array;
  /** Joined at the end only, so that a message may come in any number of pieces. */
  #pieces: Uint8Array[] = [];
  #ended = false;

  constructor(digest: (message: Uint8Array) => Uint8Array) {
    this.#digest = digest;
  }

  update(data: string | Uint8Array, encoding?: BufferEncoding): this {
    if (this.#ended) throw new CodedError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    // A copy of bytes: what the caller does to them afterwards does not count.
    this.#pieces.push(typeof data === "string" ? encoded(data, encoding) : copyOf(data));
    return this;
  }

  digest(): Buffer;
  digest(encoding: BufferEncoding): string;
  digest(encoding?: BufferEncoding): string | Buffer {
    if (this.#ended) throw new CodedError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#ended = true;
    const bytes = this.#digest(joined(this.#pieces));
    this.#pieces = [];
    return encoding === undefined ? asBuffer(bytes) : Buffer_prototype_toString(bytes, encoding);
  }
}

type Algorithm = "md5" | "sha1" | "sha256" | "sha512" | "MD5" | "SHA1" | "SHA256" | "SHA512";
type Digest = (message: Uint8Array) => Uint8Array;

export function createHash(algorithm: Algorithm): Hash {
  const digest = digestOf(algorithm);
  if (digest === null) throw new Error("Digest method not supported");
  return new Hash(digest);
}

/** Null for what JavaScript may ask for and is not here. */
function digestOf(algorithm: string): Digest | null {
  switch (algorithm.toLowerCase()) {
    case "md5":
      return md5;
    case "sha1":
      return sha1;
    case "sha256":
      return sha256;
    case "sha512":
      return sha512;
    default:
      return null;
  }
}

/** A keyed hash (RFC 2104). */
export function createHmac(algorithm: Algorithm, key: string | Uint8Array | Buffer): Hash {
  const digest = digestOf(algorithm);
  if (digest === null) throw new CodedError("ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
  const blockBytes = digest === sha512 ? 128 : 64;
  const hash = (parts: readonly Uint8Array[]): Uint8Array => digest(joined(parts));
  // A copy: what the caller does to the key afterwards does not count.
  const bytes = typeof key === "string" ? encoded(key, "utf8") : copyOf(key);
  return new Hash((message) => hmac(hash, blockBytes, bytes, [message]));
}

/** A buffer's own slice would share its bytes. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Its text does not show its code: Node throws it from C++. */
class UnequalLengths extends RangeError {
  readonly code = "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH";
}

/** Whether both have the same bytes, in a time that does not tell where they differ. */
export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    throw new UnequalLengths("Input buffers must have the same byte length");
  }
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

export { getRandomValues, randomBytes, randomFillSync, randomInt, randomUUID, webcrypto };

const all = {
  createHash,
  createHmac,
  getRandomValues,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  timingSafeEqual,
  webcrypto,
};

export { all as default };
