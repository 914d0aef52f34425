// The list of keys that may sign images, signed by a root key: what a loader goes by besides the keys it was built
// with. A list with a higher version replaces one with a lower, so leaving a key out revokes it.
//
//   0 "INGK"   4 version (u32 LE)   8 number of keys   9 zero   12 keys, 32 bytes each
//   then the Ed25519 signature by the root key of everything before it; zero to the end of a sector
//
// What reads it on a board is runtime/update/key-list.ts.

import { verify } from "node:crypto";
import { problem } from "../diagnostics/diagnostic.ts";
import { publicKeyObject, type Signer } from "./signer.ts";

export const KEY_LIST_BYTES = 512;
export const MOST_KEYS = 13;
const MAGIC = "INGK";
const HEAD_BYTES = 12;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

export interface KeyList {
  readonly version: number;
  readonly keys: readonly Uint8Array[];
}

/** One sector. Throws IngotError E6006 for no keys, too many, or a version that is no 32-bit number. */
export function writeKeyList(list: KeyList, root: Signer): Uint8Array {
  const { version, keys } = list;
  if (keys.length === 0 || keys.length > MOST_KEYS) {
    throw problem(
      "E6006",
      `a list of keys has 1 to ${MOST_KEYS} of them, not ${keys.length}`,
      "leave out keys that sign nothing any more",
    );
  }
  if (!Number.isInteger(version) || version < 1 || version > 0xffff_ffff) {
    throw problem("E6006", `${version} is no version of a list of keys`, "count up from 1");
  }
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, "ascii");
  head.writeUInt32LE(version, 4);
  head[8] = keys.length;
  const signed = Buffer.concat([head, ...keys]);
  const sector = new Uint8Array(KEY_LIST_BYTES);
  sector.set(signed);
  sector.set(root.sign(signed), signed.length);
  return sector;
}

/** The list in `bytes` if the root key signed it, else undefined. */
export function readKeyList(bytes: Uint8Array, root: Uint8Array): KeyList | undefined {
  const all = Buffer.from(bytes);
  if (all.length < HEAD_BYTES || all.toString("latin1", 0, 4) !== MAGIC) return undefined;
  const count = all[8]!;
  const end = HEAD_BYTES + count * KEY_BYTES;
  if (count === 0 || count > MOST_KEYS || end + SIGNATURE_BYTES > all.length) return undefined;
  const signature = all.subarray(end, end + SIGNATURE_BYTES);
  if (!verify(null, all.subarray(0, end), publicKeyObject(root), signature)) return undefined;
  const keys = Array.from({ length: count }, (_, i) => {
    const at = HEAD_BYTES + i * KEY_BYTES;
    return new Uint8Array(all.subarray(at, at + KEY_BYTES));
  });
  return { version: all.readUInt32LE(4), keys };
}
