// Reads the list of keys that may sign images: a root key that the loader was built with has signed it. Of two
// lists the one with the higher version counts, so a key that is left out is revoked. The format is drawn in
// sdk/keys/key-list.ts, which writes it.

import { get32 } from "../block/bytes.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";

/** "INGK" */
const MAGIC = 0x4b47_4e49;
const HEAD_BYTES = 12;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MOST_KEYS = 13;

export interface KeyList {
  readonly version: number;
  /** Ed25519 public keys. */
  readonly signers: readonly Uint8Array[];
}

/**
 * The list in a sector if `root` has signed it, else undefined. Signatures cost milliseconds: a list whose version is
 * not above `known` is not looked at and undefined as well.
 */
export function readKeyList(sector: Uint8Array, root: Uint8Array, known: number): KeyList | undefined {
  if (sector.length < HEAD_BYTES) return undefined;
  if (get32(sector, 0) !== MAGIC) return undefined;
  const version = get32(sector, 4);
  const count = sector[8];
  const end = HEAD_BYTES + count * KEY_BYTES;
  if (version <= known || count === 0 || count > MOST_KEYS) return undefined;
  if (end + SIGNATURE_BYTES > sector.length) return undefined;
  if (!verifyEd25519(root, sector.slice(0, end), sector.slice(end, end + SIGNATURE_BYTES))) return undefined;
  const signers: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const at = HEAD_BYTES + i * KEY_BYTES;
    signers.push(sector.slice(at, at + KEY_BYTES));
  }
  return { version, signers };
}
