// Images in slots: read from the card into memory, and verified there. What is verified is the copy in memory, so a
// card that changes its mind afterwards changes nothing.

import { get16, get32 } from "../block/bytes.ts";
import type { VerifiedImage } from "./boot.ts";
import { IMAGE_MAGIC, type ImageInfo, type ImageProblem, type ImageRules, verifyImage } from "./mcuboot.ts";
import type { UpdateLayout } from "./state-store.ts";

const SECTOR = 512;
/** The unsigned TLVs behind the program take far less. */
const MOST_TLV_BYTES = 4096;

/** Sectors at a time, into memory whose length is a multiple of 512. */
export interface SlotReader {
  read(sector: number, into: Uint8Array): Promise<void>;
}

export class SlotLoader {
  private readonly card: SlotReader;
  private readonly layout: UpdateLayout;
  private rules: ImageRules;
  private readonly memory: Uint8Array;
  /** The slot whose verified image lies in memory, or -1. */
  loaded = -1;
  /** Why the last image was refused. */
  problem: ImageProblem | "empty" | "unreadable" | undefined = undefined;
  version = "";

  /** `memory` is where images are put, their header first; it is as long as an image may be. */
  constructor(card: SlotReader, layout: UpdateLayout, rules: ImageRules, memory: Uint8Array) {
    this.card = card;
    this.layout = layout;
    this.rules = rules;
    this.memory = memory;
  }

  /** The keys that count. */
  get signers(): readonly Uint8Array[] {
    return this.rules.signers;
  }

  /** Other keys count from now on. */
  accept(signers: readonly Uint8Array[]): void {
    const { board, floor, from, end } = this.rules;
    this.rules = { signers, board, floor, from, end };
  }

  /** The image in `slot` if it may be started; it then lies in memory. Never rejects: a card that does not read has none. */
  async verify(slot: number): Promise<VerifiedImage | undefined> {
    this.loaded = -1;
    const found = await this.load(slot);
    if (typeof found === "string") {
      this.problem = found;
      return undefined;
    }
    this.loaded = slot;
    this.problem = undefined;
    this.version = found.version;
    return { imageBytes: found.totalBytes, counter: found.counter, hash: found.hash, version: found.version };
  }

  private async load(slot: number): Promise<ImageInfo | ImageProblem | "empty" | "unreadable"> {
    const { sector, sectors } = this.layout.slots[slot];
    const room = Math.min(sectors * SECTOR, this.memory.length);
    try {
      await this.card.read(sector, this.memory.subarray(0, SECTOR));
      const wanted = imageBytes(this.memory);
      if (wanted === 0) return "empty";
      if (wanted > room) return "bad-size";
      const whole = Math.min(room, Math.ceil((wanted + MOST_TLV_BYTES) / SECTOR) * SECTOR);
      await this.card.read(sector + 1, this.memory.subarray(SECTOR, whole));
      return verifyImage(this.memory.subarray(0, whole), this.rules);
    } catch {
      return "unreadable";
    }
  }
}

/** Header, program and protected TLVs, as the header says; 0 if it is none. Exact up to 2^32 + 2^17. */
function imageBytes(header: Uint8Array): number {
  if (get32(header, 0) !== IMAGE_MAGIC) return 0;
  return get16(header, 8) + get16(header, 10) + get32(header, 12);
}
