// Node's module `crypto`: createHash with md5, sha1, sha256 and sha512. Random bytes, keys and ciphers are not here.

import { sha256 } from "../crypto/sha256.ts";
import { sha512 } from "../crypto/sha512.ts";
import { Buffer, type BufferEncoding, bytesOf } from "./buffer.ts";
import { md5, sha1 } from "./digests.ts";
import { CodedError } from "./errors.ts";

export class Hash {
  readonly #digest: (message: Uint8Array) => Uint8Array;
  #message = new Uint8Array(0);
  #ended = false;

  constructor(digest: (message: Uint8Array) => Uint8Array) {
    this.#digest = digest;
  }

  update(data: string | Uint8Array | Buffer, encoding?: BufferEncoding): this {
    if (this.#ended) throw new CodedError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    const more = typeof data === "string" ? bytesOf(Buffer.from(data, encoding)) : bytesOf(data);
    const all = new Uint8Array(this.#message.length + more.length);
    all.set(this.#message);
    all.set(more, this.#message.length);
    this.#message = all;
    return this;
  }

  digest(): Buffer;
  digest(encoding: BufferEncoding): string;
  digest(encoding?: BufferEncoding): string | Buffer {
    if (this.#ended) throw new CodedError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#ended = true;
    const bytes = new Buffer(this.#digest(this.#message));
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
}

export function createHash(
  algorithm: "md5" | "sha1" | "sha256" | "sha512" | "MD5" | "SHA1" | "SHA256" | "SHA512",
): Hash {
  switch (algorithm.toLowerCase()) {
    case "md5":
      return new Hash(md5);
    case "sha1":
      return new Hash(sha1);
    case "sha256":
      return new Hash(sha256);
    default:
      return new Hash(sha512);
  }
}

const all = { createHash };

export { all as default };
