// The update state on a card, as the developer's machine writes it first and reads it later.
//
// The record and its rules are the board's own (runtime/update/state.ts): two versions of them would be one too many.

import { chooseSlot, emptySlot, readRecord, type UpdateState, writeRecord } from "../runtime/update/state.ts";
import type { SignedImage } from "./image/mcuboot-read.ts";

/** The record of a card that has `image` in slot A, confirmed, and nothing in slot B. */
export function firstState(image: SignedImage): Uint8Array {
  const slot = {
    phase: "confirmed" as const,
    tries: 0,
    imageBytes: image.totalBytes,
    counter: image.counter,
    hash: image.hash,
  };
  return writeRecord({ sequence: 1, floor: image.counter, slots: [slot, emptySlot()] });
}

/** The newest whole record of several sectors, or undefined. */
export function newestState(sectors: readonly Uint8Array[]): UpdateState | undefined {
  let newest: UpdateState | undefined;
  for (const sector of sectors) {
    const found = readRecord(sector);
    if (found !== undefined && (newest === undefined || found.sequence > newest.sequence)) newest = found;
  }
  return newest;
}

/** What the loader does at the next start, in a sentence. */
export function nextBoot(state: UpdateState | undefined): string {
  if (state === undefined) {
    return "there is no state: the loader takes the good image with the highest security counter, and confirms it";
  }
  const { slot, state: after } = chooseSlot(state);
  if (slot < 0) return "no slot can be started: the loader waits for an image on the console";
  const chosen = after.slots[slot]!;
  const name = slot === 0 ? "A" : "B";
  if (chosen.phase === "trial") {
    return `slot ${name} is started on trial; ${chosen.tries} tries are left after this one`;
  }
  return `slot ${name} is started, which is ${chosen.phase}`;
}
