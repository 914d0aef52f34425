// What a loader leaves in DRAM for the program that it starts: which slot it came from, where slots and state lie on
// the card, and which keys may sign. So one build of an application fits every card and every set of keys.
//
//   0 "INGB"   4 format, 1   5 slot   6 1 on trial   7 number of keys   8 sectors of the state copies (4 x u32)
//   24 slot A: sector, sectors (u32 each)   32 slot B   40 sector distance of key lists from state copies (u32)
//   44 seconds that the watchdog leaves, 0: not armed   48 board name, 16 bytes, zero-padded
//   64 keys, 32 bytes each   960 root key, zero if there is none   1020 CRC-32 of bytes 0 .. 1019
//
// Numbers are little-endian. Pure: bytes in, bytes out; where they lie is HANDOFF_ADDRESS.

import { get32, put32 } from "../block/bytes.ts";
import { crc32 } from "../crypto/crc32.ts";
import type { UpdateLayout } from "./state-store.ts";

/** Below the image's header, which is a sector below the program. */
export const HANDOFF_ADDRESS = 0x41ff_f000;
export const HANDOFF_BYTES = 1024;

const MAGIC = 0x4247_4e49;
const FORMAT = 1;
const COPIES_AT = 8;
const SLOTS_AT = 24;
const LISTS_AT = 40;
const WATCHDOG_AT = 44;
const BOARD_AT = 48;
const BOARD_BYTES = 16;
const KEYS_AT = 64;
const KEY_BYTES = 32;
const MOST_KEYS = 28;
const ROOT_AT = KEYS_AT + MOST_KEYS * KEY_BYTES;
const CRC_AT = 1020;

export interface Handoff {
  /** 0 or 1. */
  readonly slot: number;
  /** Whether the program must confirm itself, or another one is started after some tries. */
  readonly onTrial: boolean;
  readonly layout: UpdateLayout;
  /** A list of keys lies so many sectors behind each copy of the state. */
  readonly keyListOffset: number;
  /** The board restarts after so many seconds without a sign of life; 0: the watchdog is not armed. */
  readonly watchdogSeconds: number;
  readonly board: string;
  /** Ed25519 public keys that may sign images. */
  readonly signers: readonly Uint8Array[];
  /** The Ed25519 public key that may sign lists of keys; of no bytes if there is none. */
  readonly root: Uint8Array;
}

/** Writes the record over `bytes`, which are HANDOFF_BYTES. Keys beyond the 28th are left out. */
export function writeHandoff(handoff: Handoff, bytes: Uint8Array): void {
  bytes.fill(0);
  const count = Math.min(handoff.signers.length, MOST_KEYS);
  put32(bytes, 0, MAGIC);
  bytes[4] = FORMAT;
  bytes[5] = handoff.slot;
  bytes[6] = handoff.onTrial ? 1 : 0;
  bytes[7] = count;
  for (let i = 0; i < 4; i++) put32(bytes, COPIES_AT + 4 * i, handoff.layout.copies[i]);
  for (let i = 0; i < 2; i++) {
    put32(bytes, SLOTS_AT + 8 * i, handoff.layout.slots[i].sector);
    put32(bytes, SLOTS_AT + 8 * i + 4, handoff.layout.slots[i].sectors);
  }
  put32(bytes, LISTS_AT, handoff.keyListOffset);
  bytes[WATCHDOG_AT] = handoff.watchdogSeconds;
  for (let i = 0; i < handoff.board.length && i < BOARD_BYTES; i++) {
    bytes[BOARD_AT + i] = handoff.board.charCodeAt(i);
  }
  for (let i = 0; i < count; i++) bytes.set(handoff.signers[i], KEYS_AT + i * KEY_BYTES);
  bytes.set(handoff.root, ROOT_AT);
  put32(bytes, CRC_AT, crc32(bytes.subarray(0, CRC_AT)));
}

/** The record in `bytes`, or undefined: the program was not started by a loader of this kind. */
export function readHandoff(bytes: Uint8Array): Handoff | undefined {
  if (bytes.length !== HANDOFF_BYTES || get32(bytes, 0) !== MAGIC || bytes[4] !== FORMAT) return undefined;
  if (get32(bytes, CRC_AT) !== crc32(bytes.subarray(0, CRC_AT))) return undefined;
  const copies: number[] = [];
  for (let i = 0; i < 4; i++) copies.push(get32(bytes, COPIES_AT + 4 * i));
  const slots: { sector: number; sectors: number }[] = [];
  for (let i = 0; i < 2; i++) {
    slots.push({ sector: get32(bytes, SLOTS_AT + 8 * i), sectors: get32(bytes, SLOTS_AT + 8 * i + 4) });
  }
  let board = "";
  for (let i = BOARD_AT; i < BOARD_AT + BOARD_BYTES && bytes[i] !== 0; i++)
    board += String.fromCharCode(bytes[i]);
  const signers: Uint8Array[] = [];
  for (let i = 0; i < bytes[7]; i++) {
    signers.push(bytes.slice(KEYS_AT + i * KEY_BYTES, KEYS_AT + (i + 1) * KEY_BYTES));
  }
  return {
    slot: bytes[5],
    onTrial: bytes[6] === 1,
    layout: { copies, slots },
    keyListOffset: get32(bytes, LISTS_AT),
    watchdogSeconds: bytes[WATCHDOG_AT],
    board,
    signers,
    root: hasRoot(bytes) ? bytes.slice(ROOT_AT, ROOT_AT + KEY_BYTES) : new Uint8Array(0),
  };
}

function hasRoot(bytes: Uint8Array): boolean {
  for (let i = ROOT_AT; i < ROOT_AT + KEY_BYTES; i++) if (bytes[i] !== 0) return true;
  return false;
}
