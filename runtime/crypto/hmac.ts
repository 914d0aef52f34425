// HMAC (RFC 2104) over any hash, and with SHA-256.

import { SHA256_BYTES, Sha256 } from "./sha256.ts";

const INNER = 0x36;
const OUTER = 0x5c;

/** The hash of the message that the parts are in their order. */
type HashOfParts = (parts: readonly Uint8Array[]) => Uint8Array;

/** The code of the message that `parts` are, by a hash that works on blocks of `blockBytes`. Keys of any length. */
export function hmac(
  hash: HashOfParts,
  blockBytes: number,
  key: Uint8Array,
  parts: readonly Uint8Array[],
): Uint8Array {
  const short = key.length > blockBytes ? hash([key]) : key;
  const inner = hash([masked(short, blockBytes, INNER), ...parts]);
  return hash([masked(short, blockBytes, OUTER), inner]);
}

function masked(key: Uint8Array, blockBytes: number, mask: number): Uint8Array {
  const block = new Uint8Array(blockBytes);
  block.set(key);
  for (let i = 0; i < blockBytes; i++) block[i] = block[i]! ^ mask;
  return block;
}

const SHA256_BLOCK_BYTES = 64;
export const HMAC_SHA256_BYTES = SHA256_BYTES;

/** The 32-byte code with SHA-256. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return hmac(sha256OfParts, SHA256_BLOCK_BYTES, key, parts);
}

function sha256OfParts(parts: readonly Uint8Array[]): Uint8Array {
  const sha = new Sha256();
  for (const part of parts) sha.update(part);
  return sha.digest();
}
