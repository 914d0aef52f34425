// Keeps update state on a card so that a power cut at any write leaves the state before or the state after: four
// copies in turn, each in its own erase group, the newest whole one counts. The rules of the state are state.ts.

import { RECORD_BYTES, readRecord, UpdateState, writeRecord } from "./state.ts";

/** Sectors of 512 bytes that may be cached until flush is called. */
export interface UpdateStorage {
  read(sector: number, into: Uint8Array): Promise<void>;
  write(sector: number, from: Uint8Array): Promise<void>;
  /** Settled when everything written before is on the medium. */
  flush(): Promise<void>;
}

/** Where things lie, in sectors. */
export interface UpdateLayout {
  /** One sector for each copy of the state, in different erase groups (4 MiB on SD cards). */
  readonly copies: readonly number[];
  /** Slot A, slot B: erase groups of their own. */
  readonly slots: readonly { readonly sector: number; readonly sectors: number }[];
}

export class StateStore {
  private readonly storage: UpdateStorage;
  private readonly layout: UpdateLayout;

  constructor(storage: UpdateStorage, layout: UpdateLayout) {
    this.storage = storage;
    this.layout = layout;
  }

  /** The newest whole copy, or undefined: a new card, or one on which every copy is lost. Rejects as reads do. */
  async load(): Promise<UpdateState | undefined> {
    let newest: UpdateState | undefined;
    for (const sector of this.layout.copies) {
      const bytes = new Uint8Array(RECORD_BYTES);
      await this.storage.read(sector, bytes);
      const found = readRecord(bytes);
      if (found === undefined) continue;
      if (newest === undefined || found.sequence > newest.sequence) newest = found;
    }
    return newest;
  }

  /**
   * Records a state and returns it with its sequence number. When it settles, everything written before and the
   * record are on the medium, in this order.
   */
  async save(state: UpdateState): Promise<UpdateState> {
    const next = new UpdateState(state.sequence + 1, state.floor, state.slots);
    // What the record speaks of must be there before the record is.
    await this.storage.flush();
    await this.storage.write(
      this.layout.copies[next.sequence % this.layout.copies.length],
      writeRecord(next),
    );
    await this.storage.flush();
    return next;
  }
}
