// Reads the list of keys that may sign images: a root key that the loader was built with has signed it. Of two
// lists the one with the higher version counts, so a key that is left out is revoked. The format is drawn in
// sdk/keys/key-list.ts, which writes it.

import { verifyEd25519 } from "../crypto/ed25519.ts";

const HEAD_BYTES = 12;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MOST_KEYS = 13;

export interface KeyList {
  readonly version: number;
  /** Ed25519 public keys. */
  readonly keys: readonly Uint8Array[];
}

/**
 * The list in a sector if `root` has signed it, else undefined. Signatures cost milliseconds: a list whose version is
 * not above `known` is not looked at and undefined as well.
 */
export function readKeyList(sector: Uint8Array, root: Uint8Array, known: number): KeyList | undefined {
  if (sector.length < HEAD_BYTES) return undefined;
  // "INGK"
  if (sector[0] !== 0x49 || sector[1] !== 0x4e || sector[2] !== 0x47 || sector[3] !== 0x4b) return undefined;
  const version = (sector[4] | (sector[5] << 8) | (sector[6] << 16) | (sector[7] << 24)) >>> 0;
  const count = sector[8];
  const end = HEAD_BYTES + count * KEY_BYTES;
  if (version <= known || count === 0 || count > MOST_KEYS) return undefined;
  if (end + SIGNATURE_BYTES > sector.length) return undefined;
  if (!verifyEd25519(root, sector.slice(0, end), sector.slice(end, end + SIGNATURE_BYTES))) return undefined;
  const keys: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const at = HEAD_BYTES + i * KEY_BYTES;
    keys.push(sector.slice(at, at + KEY_BYTES));
  }
  return { version, keys };
}
