// Writes an uploaded image into the slot that is not in use, and stages it once it was read back and verified. It
// knows no protocol: pieces come in order from whoever receives them.

import { equalBytes } from "../block/bytes.ts";
import type { VerifiedImage, Verify } from "./boot.ts";
import { beginUpload, slotForUpload, stage, type UpdateState } from "./state.ts";
import type { StateStore, UpdateLayout, UpdateStorage } from "./state-store.ts";

const SECTOR = 512;

/** Why an image was not staged. */
export type InstallProblem =
  | "too-large"
  | "out-of-order"
  | "not-begun"
  | "incomplete"
  | "invalid"
  | "too-old";

export class Installer {
  private readonly storage: UpdateStorage;
  private readonly store: StateStore;
  private readonly layout: UpdateLayout;
  private readonly verify: Verify;
  private readonly running: number;
  private readonly sector = new Uint8Array(SECTOR);
  private slot = -1;
  private total = 0;
  private written = 0;
  /** Rises whenever a slot's contents begin to change: what was known of slots before is out of date. */
  changes = 0;
  /** What the last `finish` has found in the slot. */
  verified: VerifiedImage | undefined = undefined;

  /** `running` is the slot that this program was started from: it is never written. */
  constructor(
    storage: UpdateStorage,
    store: StateStore,
    layout: UpdateLayout,
    verify: Verify,
    running: number,
  ) {
    this.storage = storage;
    this.store = store;
    this.layout = layout;
    this.verify = verify;
    this.running = running;
  }

  /** Bytes taken so far: where the next piece must start. */
  get offset(): number {
    return this.written;
  }

  /** The slot being written, or -1. */
  get target(): number {
    return this.slot;
  }

  /** The bytes that an image may have. */
  get slotBytes(): number {
    return this.layout.slots[0].sectors * SECTOR;
  }

  /** The slot that an upload goes to. */
  slotFor(state: UpdateState): number {
    return this.running >= 0 ? 1 - this.running : slotForUpload(state);
  }

  /** Makes a slot count as empty, and ends what is there of its image; an upload in progress is forgotten. */
  async erase(state: UpdateState, slot: number): Promise<UpdateState> {
    this.slot = -1;
    this.changes++;
    const next = await this.store.save(beginUpload(state, slot));
    this.sector.fill(0);
    await this.storage.write(this.layout.slots[slot].sector, this.sector);
    await this.storage.flush();
    return next;
  }

  /** Starts over with an image of `bytes` bytes. Until it is staged, its slot counts as empty. */
  async begin(state: UpdateState, bytes: number): Promise<UpdateState | InstallProblem> {
    const slot = this.slotFor(state);
    if (bytes <= 0 || bytes > this.layout.slots[slot].sectors * SECTOR) return "too-large";
    // An image on trial that did not confirm itself must not overwrite the one to fall back on.
    if (state.slots[slot].phase === "confirmed") return "invalid";
    this.changes++;
    const next = await this.store.save(beginUpload(state, slot));
    this.slot = slot;
    this.total = bytes;
    this.written = 0;
    return next;
  }

  /** Takes the bytes that follow `offset`. Returns undefined, or why not. Rejects as writes do. */
  async write(at: number, bytes: Uint8Array): Promise<InstallProblem | undefined> {
    if (this.slot < 0) return "not-begun";
    if (at !== this.written) return "out-of-order";
    if (at + bytes.length > this.total) return "too-large";
    const first = this.layout.slots[this.slot].sector;
    for (let i = 0; i < bytes.length; i++) {
      this.sector[this.written % SECTOR] = bytes[i];
      this.written++;
      if (this.written % SECTOR === 0 || this.written === this.total) {
        for (let k = this.written % SECTOR; k > 0 && k < SECTOR; k++) this.sector[k] = 0;
        await this.storage.write(first + Math.floor((this.written - 1) / SECTOR), this.sector);
      }
    }
    return undefined;
  }

  /** Reads the image back, verifies it, and stages it if its hash is `wanted`. */
  async finish(
    state: UpdateState,
    tries?: number,
    wanted?: Uint8Array,
  ): Promise<UpdateState | InstallProblem> {
    this.verified = undefined;
    if (this.slot < 0) return "not-begun";
    if (this.written !== this.total) return "incomplete";
    this.changes++;
    await this.storage.flush();
    const image: VerifiedImage | undefined = await this.verify(this.slot);
    this.verified = image;
    if (image === undefined || (wanted !== undefined && !equalBytes(image.hash, wanted))) return "invalid";
    if (image.counter < state.floor) return "too-old";
    const next = await this.store.save(stage(state, this.slot, image, tries));
    this.slot = -1;
    return next;
  }
}
