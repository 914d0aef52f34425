// The loader's decision: which slot is started, with everything recorded before it is. Verifying is asked for, so
// that a loader verifies what it has copied into DRAM; jumping is the caller's.

import { equalBytes } from "../block/bytes.ts";
import { chooseSlot, emptySlot, giveUp, SlotState, UpdateState } from "./state.ts";
import type { StateStore } from "./state-store.ts";

/** What a verified image says of itself. */
export interface VerifiedImage {
  readonly imageBytes: number;
  readonly counter: number;
  readonly hash: Uint8Array;
  /** major.minor.revision+build, where whoever verified it knows. */
  readonly version?: string;
}

export interface BootResult {
  /** The slot to jump into, or -1 for recovery. */
  readonly slot: number;
  readonly state: UpdateState;
}

/** The image in a slot, if it is whole and signed; undefined for anything else. Rejects only if reading does. */
export type Verify = (slot: number) => Promise<VerifiedImage | undefined>;

function isImageOf(slot: SlotState, image: VerifiedImage): boolean {
  return slot.counter === image.counter && equalBytes(slot.hash, image.hash);
}

/**
 * Chooses, verifies and records. A slot whose image does not verify, or is not the one that was recorded, is given
 * up and the next one chosen: at most once for each slot, so this ends.
 */
export async function boot(store: StateStore, verify: Verify): Promise<BootResult> {
  const loaded = await store.load();
  if (loaded === undefined) return await adopt(store, verify);
  let state = loaded;
  for (let attempt = 0; attempt < 3; attempt++) {
    const choice = chooseSlot(state);
    if (choice.slot < 0) return await settle(store, loaded, choice.state, -1);
    const image = await verify(choice.slot);
    if (image !== undefined && isImageOf(choice.state.slots[choice.slot], image)) {
      return await settle(store, loaded, choice.state, choice.slot);
    }
    state = giveUp(choice.state, choice.slot);
  }
  return await settle(store, loaded, state, -1);
}

async function settle(
  store: StateStore,
  before: UpdateState,
  after: UpdateState,
  slot: number,
): Promise<BootResult> {
  // A try must be counted before the jump, or an image that hangs would be started for ever.
  return { slot, state: after === before ? after : await store.save(after) };
}

/** A card without state: the first slot with a good image, newest counter first, becomes the confirmed one. */
async function adopt(store: StateStore, verify: Verify): Promise<BootResult> {
  const slots: SlotState[] = [];
  let best = -1;
  for (let i = 0; i < 2; i++) {
    const image = await verify(i);
    if (image === undefined) {
      slots.push(emptySlot());
      continue;
    }
    slots.push(new SlotState("previous", 0, image));
    if (best < 0 || image.counter > slots[best].counter) best = i;
  }
  let floor = 0;
  if (best >= 0) {
    floor = slots[best].counter;
    slots[best] = new SlotState("confirmed", 0, slots[best]);
  }
  return { slot: best, state: await store.save(new UpdateState(0, floor, slots)) };
}
