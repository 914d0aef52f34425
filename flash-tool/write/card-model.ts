// A memory card for tests: remembers every write until it is flushed, and can lose power or go bad.
//
// Only what the writer's promises depend on is modelled: a write that was not flushed may be absent, complete or
// torn after a power cut, in any combination. Not used outside tests.

import type { BlockTarget, ImageSource } from "./block-target.ts";

interface PendingWrite {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Thrown by every call once the power is gone. */
export class PowerCut extends Error {}

export class CardModel implements BlockTarget {
  readonly isBlank: boolean;
  /** What is certainly on the medium. */
  readonly flushed: Uint8Array;
  /** Every write in order, as the test sees it. */
  readonly log: { readonly offset: number; readonly length: number }[] = [];
  /** Power goes when this many more writes have begun; the last one stays pending. */
  writesUntilCut = Number.POSITIVE_INFINITY;
  /** Called on each read with the bytes about to be returned: a reader that garbles. */
  onRead: (offset: number, into: Uint8Array) => void = () => {};
  #pending: PendingWrite[] = [];
  #isDead = false;

  constructor(content: Uint8Array, isBlank = false) {
    this.flushed = content;
    this.isBlank = isBlank;
  }

  get pendingCount(): number {
    return this.#pending.length;
  }

  async write(offset: number, from: Uint8Array): Promise<void> {
    this.#requirePower();
    if (offset + from.length > this.flushed.length) throw new Error("ENOSPC: no space left on device");
    this.log.push({ offset, length: from.length });
    this.#pending.push({ offset, bytes: from.slice() });
    this.writesUntilCut--;
    if (this.writesUntilCut <= 0) this.#isDead = true;
    this.#requirePower();
  }

  async read(offset: number, into: Uint8Array): Promise<void> {
    this.#requirePower();
    into.set(this.contentAfter(() => 1).subarray(offset, offset + into.length));
    this.onRead(offset, into);
  }

  async flush(): Promise<void> {
    this.#requirePower();
    this.flushed.set(this.contentAfter(() => 1));
    this.#pending = [];
  }

  /**
   * The medium after a power cut. `kept` says for each pending write which part of it arrived: 0 nothing, 1 all,
   * between them a torn write.
   */
  contentAfter(kept: (index: number) => number): Uint8Array {
    const content = this.flushed.slice();
    this.#pending.forEach(({ offset, bytes }, index) => {
      content.set(bytes.subarray(0, Math.floor(bytes.length * kept(index))), offset);
    });
    return content;
  }

  #requirePower(): void {
    if (this.#isDead) throw new PowerCut("power cut");
  }
}

/** An image in memory, defined in full or in the given ranges. */
export function memoryImage(bytes: Uint8Array, ranges = [{ offset: 0, length: bytes.length }]): ImageSource {
  return {
    sizeBytes: bytes.length,
    ranges,
    async read(offset, into) {
      into.fill(0);
      into.set(bytes.subarray(offset, offset + into.length));
    },
  };
}
