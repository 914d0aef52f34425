// Node's module `crypto`: createHash and createHmac with md5, sha1, sha256 and sha512, comparison and random bytes.
// Keys and ciphers are not here.

import { hmac } from "../crypto/hmac.ts";
import { sha256 } from "../crypto/sha256.ts";
import { sha512 } from "../crypto/sha512.ts";
import { Buffer, type BufferEncoding, bytesOf } from "./buffer.ts";
import { md5, sha1 } from "./digests.ts";
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

  update(data: string | Uint8Array | Buffer, encoding?: BufferEncoding): this {
    if (this.#ended) throw new CodedError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    // A copy of bytes: what the caller does to them afterwards does not count.
    this.#pieces.push(
      typeof data === "string" ? bytesOf(Buffer.from(data, encoding)) : bytesOf(data).slice(),
    );
    return this;
  }

  digest(): Buffer;
  digest(encoding: BufferEncoding): string;
  digest(encoding?: BufferEncoding): string | Buffer {
    if (this.#ended) throw new CodedError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#ended = true;
    const bytes = new Buffer(this.#digest(joined(this.#pieces)));
    this.#pieces = [];
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
}

type Algorithm = "md5" | "sha1" | "sha256" | "sha512" | "MD5" | "SHA1" | "SHA256" | "SHA512";
type Digest = (message: Uint8Array) => Uint8Array;

export function createHash(algorithm: Algorithm): Hash {
  return new Hash(digestOf(algorithm));
}

function digestOf(algorithm: Algorithm): Digest {
  switch (algorithm.toLowerCase()) {
    case "md5":
      return md5;
    case "sha1":
      return sha1;
    case "sha256":
      return sha256;
    default:
      return sha512;
  }
}

/** A keyed hash (RFC 2104). */
export function createHmac(algorithm: Algorithm, key: string | Uint8Array | Buffer): Hash {
  const digest = digestOf(algorithm);
  const blockBytes = digest === sha512 ? 128 : 64;
  const hash = (parts: readonly Uint8Array[]): Uint8Array => digest(joined(parts));
  // A copy: what the caller does to the key afterwards does not count.
  const bytes = bytesOf(key).slice();
  return new Hash((message) => hmac(hash, blockBytes, bytes, [message]));
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
export function timingSafeEqual(first: Uint8Array | Buffer, second: Uint8Array | Buffer): boolean {
  const a = bytesOf(first);
  const b = bytesOf(second);
  if (a.length !== b.length) {
    throw new UnequalLengths("Input buffers must have the same byte length");
  }
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

export { getRandomValues, randomBytes, randomFillSync, randomInt, randomUUID };

const all = {
  createHash,
  createHmac,
  getRandomValues,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  timingSafeEqual,
};

export { all as default };
