// What an appliance remembers about its two image slots, as one 512-byte record, and the rules by which it changes.
// Pure: values in, values out. Where records lie and how they survive a power cut is state-store.ts; who verifies
// images is the caller's business.
//
//   offset  0  "INGS"              offset 16  slot A (48 bytes)
//           4  format, 1                  64  slot B (48 bytes)
//           8  sequence number           112  zero
//          12  rollback floor            508  CRC-32 of bytes 0 .. 507
//
//   slot:    0  phase   1  tries left   4  image bytes   8  security counter   16  SHA-256 of the image
//
// All numbers are little-endian. Both slots and the floor are in one record, so no power cut can mix two states.

import { equalBytes, get32, put32 } from "../block/bytes.ts";
import { crc32 } from "../crypto/crc32.ts";

export const RECORD_BYTES = 512;
/** How often an image on trial is started before the loader gives it up. */
export const DEFAULT_TRIES = 3;

const MAGIC = 0x53474e49;
const FORMAT = 1;
const CRC_AT = 508;
const SLOT_AT = 16;
const SLOT_BYTES = 48;

/**
 * empty: nothing usable, perhaps half an upload. staged: complete and verified, never started. trial: started,
 * not confirmed. confirmed: the one to run. previous: confirmed once, then replaced. failed: given up.
 */
export type Phase = "empty" | "staged" | "trial" | "confirmed" | "previous" | "failed";
const PHASES: Phase[] = ["empty", "staged", "trial", "confirmed", "previous", "failed"];

export class SlotState {
  readonly phase: Phase;
  /** Starts left before the image is given up; counts while staged or on trial. */
  readonly tries: number;
  readonly imageBytes: number;
  /** The image's security counter (MCUboot SEC_CNT). */
  readonly counter: number;
  /** SHA-256 of the image: 32 bytes. */
  readonly hash: Uint8Array;

  // Classes and not literals: a member of a class is one load on a board, that of an interface a call.
  constructor(phase: Phase, tries: number, image: ImageFacts) {
    this.phase = phase;
    this.tries = tries;
    this.imageBytes = image.imageBytes;
    this.counter = image.counter;
    this.hash = image.hash;
  }
}

/** What is recorded of an image, see SlotState. */
export interface ImageFacts {
  readonly imageBytes: number;
  readonly counter: number;
  readonly hash: Uint8Array;
}

export class UpdateState {
  readonly sequence: number;
  /** No image with a smaller security counter is started. */
  readonly floor: number;
  /** Slot A, slot B. */
  readonly slots: readonly SlotState[];

  constructor(sequence: number, floor: number, slots: readonly SlotState[]) {
    this.sequence = sequence;
    this.floor = floor;
    this.slots = slots;
  }
}

export function emptySlot(): SlotState {
  return new SlotState("empty", 0, { imageBytes: 0, counter: 0, hash: new Uint8Array(32) });
}

export function writeRecord(state: UpdateState): Uint8Array {
  const bytes = new Uint8Array(RECORD_BYTES);
  put32(bytes, 0, MAGIC);
  bytes[4] = FORMAT;
  put32(bytes, 8, state.sequence);
  put32(bytes, 12, state.floor);
  for (let i = 0; i < 2; i++) {
    const at = SLOT_AT + i * SLOT_BYTES;
    const slot = state.slots[i];
    bytes[at] = PHASES.indexOf(slot.phase);
    bytes[at + 1] = slot.tries;
    put32(bytes, at + 4, slot.imageBytes);
    put32(bytes, at + 8, slot.counter);
    for (let k = 0; k < 32; k++) bytes[at + 16 + k] = slot.hash[k];
  }
  put32(bytes, CRC_AT, crc32(bytes.subarray(0, CRC_AT)));
  return bytes;
}

/** The state in a sector, or undefined if it holds no whole record. */
export function readRecord(bytes: Uint8Array): UpdateState | undefined {
  if (bytes.length !== RECORD_BYTES || get32(bytes, 0) !== MAGIC || bytes[4] !== FORMAT) return undefined;
  if (get32(bytes, CRC_AT) !== crc32(bytes.subarray(0, CRC_AT))) return undefined;
  const slots: SlotState[] = [];
  for (let i = 0; i < 2; i++) {
    const at = SLOT_AT + i * SLOT_BYTES;
    if (bytes[at] >= PHASES.length) return undefined;
    const image = {
      imageBytes: get32(bytes, at + 4),
      counter: get32(bytes, at + 8),
      hash: bytes.slice(at + 16, at + 48),
    };
    slots.push(new SlotState(PHASES[bytes[at]], bytes[at + 1], image));
  }
  return new UpdateState(get32(bytes, 8), get32(bytes, 12), slots);
}

/** The state with one slot exchanged. */
export function withSlot(state: UpdateState, index: number, slot: SlotState): UpdateState {
  const slots = [state.slots[0], state.slots[1]];
  slots[index] = slot;
  return new UpdateState(state.sequence, state.floor, slots);
}

/** The slot that an upload may overwrite: never the confirmed one, and of two others not the fallback. */
export function slotForUpload(state: UpdateState): number {
  const [a, b] = state.slots;
  if (a.phase === "confirmed") return 1;
  if (b.phase === "confirmed") return 0;
  return a.phase === "previous" ? 1 : 0;
}

/** Before the first byte of an upload is written: from now on the slot counts as nothing. */
export function beginUpload(state: UpdateState, index: number): UpdateState {
  return withSlot(state, index, emptySlot());
}

/** After a complete image in the slot was read back and verified: the next start tries it. */
export function stage(
  state: UpdateState,
  index: number,
  image: ImageFacts,
  tries: number = DEFAULT_TRIES,
): UpdateState {
  return withSlot(state, index, new SlotState("staged", tries, image));
}

/**
 * The running image is good: it becomes the one to run, the other its predecessor, and images older than it are
 * refused from now on. The floor rises here and not when a trial starts, or else a trial that fails would leave
 * nothing that may be started. Confirming a confirmed image changes nothing.
 */
export function confirm(state: UpdateState, running: number): UpdateState {
  const slot = state.slots[running];
  if (slot.phase !== "trial") return state;
  const other = state.slots[1 - running];
  const slots = [state.slots[0], state.slots[1]];
  slots[running] = new SlotState("confirmed", 0, slot);
  if (other.phase === "confirmed") slots[1 - running] = new SlotState("previous", 0, other);
  return new UpdateState(state.sequence, Math.max(state.floor, slot.counter), slots);
}

/**
 * The image staged in the slot is confirmed without a trial: for recovery, where nothing runs that could be fallen back
 * on. Any other phase changes nothing.
 */
export function confirmStaged(state: UpdateState, index: number): UpdateState {
  const slot = state.slots[index];
  if (slot.phase !== "staged") return state;
  const trial = withSlot(state, index, new SlotState("trial", slot.tries, slot));
  return confirm(trial, index);
}

/**
 * Back to the image with `hash` in the slot that does not run. The confirmed one: the running one's trial is over, and it
 * is given up. The predecessor: it is staged, and proves itself as a new one does, unless it is below the floor. The same
 * state if there is no such image.
 */
export function backTo(state: UpdateState, running: number, hash: Uint8Array): UpdateState {
  const slot = state.slots[1 - running];
  if (!equalBytes(slot.hash, hash)) return state;
  if (slot.phase === "confirmed" && state.slots[running].phase === "trial") return giveUp(state, running);
  if (slot.phase === "previous" && slot.counter >= state.floor) return stage(state, 1 - running, slot);
  return state;
}

/** The image in the slot is given up: it does not verify, or its trial was ended. */
export function giveUp(state: UpdateState, index: number): UpdateState {
  return withSlot(state, index, new SlotState("failed", 0, state.slots[index]));
}

export interface Choice {
  /** The slot to start, or -1: no slot can be started, recovery is next. */
  readonly slot: number;
  /** To be recorded before the slot is started; the same object if nothing changes. */
  readonly state: UpdateState;
}

/** What the loader starts next: a trial with tries left, else the confirmed image, else its predecessor. */
export function chooseSlot(before: UpdateState): Choice {
  let state = before;
  for (let i = 0; i < 2; i++) {
    const slot = state.slots[i];
    if (slot.phase !== "staged" && slot.phase !== "trial") continue;
    if (slot.tries === 0 || slot.counter < state.floor) {
      state = giveUp(state, i);
      continue;
    }
    return { slot: i, state: withSlot(state, i, new SlotState("trial", slot.tries - 1, slot)) };
  }
  for (const phase of ["confirmed", "previous"]) {
    for (let i = 0; i < 2; i++) {
      const slot = state.slots[i];
      if (slot.phase === phase && slot.counter >= state.floor) return { slot: i, state };
    }
  }
  return { slot: -1, state };
}
