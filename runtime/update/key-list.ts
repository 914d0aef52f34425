// Reads the list of keys that may sign images: a root key that the loader was built with has signed it. Of two
// lists the one with the higher version counts, so a key that is left out is revoked. The format is drawn in
// sdk/keys/key-list.ts, which writes it.

import { get32 } from "../block/bytes.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";
import type { SlotReader } from "./slots.ts";
import type { StateStore, UpdateLayout, UpdateStorage } from "./state-store.ts";

/** "INGK" */
const MAGIC = 0x4b47_4e49;
const HEAD_BYTES = 12;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MOST_KEYS = 13;
const SECTOR = 512;

export interface KeyList {
  readonly version: number;
  /** Ed25519 public keys. */
  readonly signers: readonly Uint8Array[];
}

/**
 * The newest list on the card that `root` has signed, or undefined. `offset` sectors behind each copy of the state lies one;
 * one that cannot be read is none.
 */
export async function newestKeyList(
  storage: SlotReader,
  layout: UpdateLayout,
  offset: number,
  root: Uint8Array,
): Promise<KeyList | undefined> {
  let newest: KeyList | undefined;
  const sector = new Uint8Array(SECTOR);
  for (const copy of layout.copies) {
    try {
      await storage.read(copy + offset, sector);
    } catch {
      continue;
    }
    newest = readKeyList(sector, root, newest === undefined ? 0 : newest.version) ?? newest;
  }
  return newest;
}

/**
 * Writes a list of keys, a sector that readKeyList has accepted, to every copy. Power may go at any write: the card then
 * has the old list or the new one, and its state. Rejects as writes do; may be called again.
 */
export async function writeKeyLists(
  storage: UpdateStorage,
  store: StateStore,
  layout: UpdateLayout,
  offset: number,
  sector: Uint8Array,
): Promise<void> {
  const { copies } = layout;
  for (let i = 0; i < copies.length; i++) {
    // A cut can take the whole group of a card, and the copy of the state in it: the newest must not be only there.
    const state = await store.load();
    if (state !== undefined && state.sequence % copies.length === i) await store.save(state);
    await storage.write(copies[i] + offset, sector);
    await storage.flush();
  }
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
