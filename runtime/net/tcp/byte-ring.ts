// Bytes in a ring: a stream between the application and the network. Knows no protocol.
//
// Memory is taken as bytes come, in powers of two up to a limit, so that idle connections cost little.

import { copy } from "../wire/bytes.ts";

const FIRST_BYTES = 2048;
const NOTHING = new Uint8Array(0);

export class ByteRing {
  /** How many bytes may be held. */
  readonly limit: number;
  /** How many are held. */
  length = 0;
  /** Of a length that is a power of two, so that places are found by a mask. */
  private storage: Uint8Array = NOTHING;
  private start = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** How many bytes may be added. */
  room(): number {
    return this.limit - this.length;
  }

  /** How many bytes of memory are taken. */
  memory(): number {
    return this.storage.length;
  }

  /** Adds as many of bytes `from` .. `to`-1 as there is room for, and returns how many. */
  push(bytes: Uint8Array, from: number, to: number): number {
    const count = Math.min(to - from, this.room());
    this.place(this.length, bytes, from, count);
    this.length += count;
    return count;
  }

  /**
   * Puts `count` bytes at `offset` from the first byte held, at or behind the end, without counting them as held:
   * `extend` does that once what is missing before them has come. `offset + count` must not exceed `limit`.
   */
  place(offset: number, bytes: Uint8Array, from: number, count: number): void {
    if (count === 0) return;
    this.makeRoom(offset + count);
    const size = this.storage.length;
    const at = (this.start + offset) & (size - 1);
    const first = Math.min(count, size - at);
    copy(bytes, from, this.storage, at, first);
    if (first < count) copy(bytes, from + first, this.storage, 0, count - first);
  }

  /** Counts `count` more bytes, which `place` has put there, as held. */
  extend(count: number): void {
    this.length += count;
  }

  /** Copies `count` bytes from `offset` behind the first one; they must be held. */
  copyTo(offset: number, count: number, into: Uint8Array, at: number): void {
    if (count === 0) return;
    const size = this.storage.length;
    const from = (this.start + offset) & (size - 1);
    const first = Math.min(count, size - from);
    copy(this.storage, from, into, at, first);
    if (first < count) copy(this.storage, 0, into, at + first, count - first);
  }

  /** A view of the first bytes held, as many as lie together; they stay as they are until they are consumed. */
  head(): Uint8Array {
    const together = Math.min(this.length, this.storage.length - this.start);
    return this.storage.subarray(this.start, this.start + together);
  }

  /** Drops the first `count` bytes; they must be held. */
  consume(count: number): void {
    this.length -= count;
    this.start += count;
    if (this.start >= this.storage.length) this.start -= this.storage.length;
  }

  /** Forgets all bytes and gives the memory back. */
  release(): void {
    this.length = 0;
    this.start = 0;
    this.storage = NOTHING;
  }

  private makeRoom(size: number): void {
    const old = this.storage;
    if (size <= old.length) return;
    let grown = old.length === 0 ? FIRST_BYTES : old.length;
    while (grown < size) grown *= 2;
    const storage = new Uint8Array(grown);
    // All of the old ring, not only `length` bytes: some may have been placed behind the end.
    copy(old, this.start, storage, 0, old.length - this.start);
    copy(old, 0, storage, old.length - this.start, this.start);
    this.storage = storage;
    this.start = 0;
  }
}
