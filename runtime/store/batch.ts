// Changes of several keys that are committed together, and the rules for keys.

import { StoreError } from "./error.ts";
import { LONGEST_KEY_BYTES } from "./record.ts";

export interface Change {
  readonly key: Uint8Array;
  /** undefined deletes. */
  readonly value: Uint8Array | undefined;
}

/** A key as UTF-8. Throws StoreError "bad-key" unless it has 1 to 255 bytes and no half of a surrogate pair. */
export function encodeKey(key: string): Uint8Array {
  const bytes = new TextEncoder().encode(key);
  if (bytes.length === 0 || bytes.length > LONGEST_KEY_BYTES) {
    throw new StoreError(
      "bad-key",
      `a key has 1 to ${LONGEST_KEY_BYTES} bytes of UTF-8; this one has ${bytes.length}`,
    );
  }
  // Half a pair is encoded as U+FFFD: two such keys would be one on the card.
  if (new TextDecoder().decode(bytes) !== key)
    throw new StoreError("bad-key", `the key ${JSON.stringify(key)} is not well-formed Unicode`);
  return bytes;
}

/** Of several changes of one key the last counts. */
export class Batch {
  private readonly changes: Map<string, Change> = new Map();
  private readonly write: (changes: Map<string, Change>) => Promise<number>;

  /** Use Store.batch. */
  constructor(write: (changes: Map<string, Change>) => Promise<number>) {
    this.write = write;
  }

  /** The bytes are copied. Throws StoreError "bad-key". */
  set(key: string, value: Uint8Array | string): this {
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value.slice();
    this.changes.set(key, { key: encodeKey(key), value: bytes });
    return this;
  }

  delete(key: string): this {
    this.changes.set(key, { key: encodeKey(key), value: undefined });
    return this;
  }

  /**
   * Settles with the commit's number when the changes are safe; rejects with StoreError "batch-too-large" or "full",
   * then nothing has changed, or as the device does, then the batch is not in this store object, but may be there
   * when the store is opened again.
   */
  commit(): Promise<number> {
    return this.write(this.changes);
  }
}
