// Verifies Ed25519 signatures (RFC 8032 §5.1.7). It does not sign: private keys never come near a board.

import { isBelowOrder, reduceModuloOrder } from "./ed25519/order.ts";
import { Curve } from "./ed25519/point.ts";
import { Sha512 } from "./sha512.ts";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/**
 * Whether `signature` (64 bytes) is one of `message` by the key `publicKey` (32 bytes). Anything malformed is
 * simply no signature: wrong lengths, keys that are no point, S not below the order (malleability).
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const r = signature.subarray(0, 32);
  const s = signature.subarray(32, 64);
  if (!isBelowOrder(s)) return false;
  const curve = new Curve();
  const key = curve.decode(publicKey);
  if (key === undefined) return false;
  const hash = new Sha512();
  hash.update(r);
  hash.update(publicKey);
  hash.update(message);
  const k = reduceModuloOrder(hash.digest());
  // [S]B = R + [k]A, checked as encode([S]B - [k]A) = R: no second point to decode.
  const found = curve.encode(curve.twoProducts(k, curve.negate(key), s));
  let difference = 0;
  for (let i = 0; i < 32; i++) difference |= found[i] ^ r[i];
  return difference === 0;
}
