// What has arrived and the application has not read: in order, and out of order behind gaps. RFC 9293 §3.10.7.4.
//
// Out-of-order bytes lie where they will be wanted; the list of their ranges is bounded and ordered by which one
// grew last, because that is how they are to be reported (RFC 2018 §4).

import { ByteRing } from "./byte-ring.ts";
import { add, after, before, distance, latest } from "./sequence.ts";

const RANGES = 16;

export class ReceiveQueue {
  readonly ring: ByteRing;
  /** Out-of-order ranges, the one that changed last first. */
  readonly left: number[] = [];
  readonly right: number[] = [];
  /** Segments dropped because they would have made one range too many. */
  dropped = 0;

  constructor(limit: number) {
    this.ring = new ByteRing(limit);
  }

  /** How many ranges lie behind gaps, 0 .. 16. */
  gaps(): number {
    return this.left.length;
  }

  /**
   * Takes bytes `from` .. `to`-1 with number `sequence`, which must lie in the window that starts at `nxt`. Returns
   * how many bytes are in order from `nxt` on now, which may be 0.
   */
  receive(nxt: number, sequence: number, bytes: Uint8Array, from: number, to: number): number {
    const offset = distance(nxt, sequence);
    const count = to - from;
    if (offset === 0 && this.left.length === 0) {
      this.ring.place(this.ring.length, bytes, from, count);
      this.ring.extend(count);
      return count;
    }
    if (!this.note(sequence, add(sequence, count), offset === 0)) {
      this.dropped += 1;
      return 0;
    }
    this.ring.place(this.ring.length + offset, bytes, from, count);
    if (offset !== 0) return 0;
    const end = this.right[0]!;
    this.left.shift();
    this.right.shift();
    const ready = distance(nxt, end);
    this.ring.extend(ready);
    return ready;
  }

  /** Forgets everything and gives the memory back. */
  release(): void {
    this.ring.release();
    this.left.length = 0;
    this.right.length = 0;
  }

  /** Adds a range in front, together with those that it touches. False when there are too many. */
  private note(left: number, right: number, fillsGap: boolean): boolean {
    let from = left;
    let to = right;
    let touched = false;
    for (let i = this.left.length - 1; i >= 0; i--) {
      if (after(this.left[i]!, to) || before(this.right[i]!, from)) continue;
      if (before(this.left[i]!, from)) from = this.left[i]!;
      to = latest(to, this.right[i]!);
      this.left.splice(i, 1);
      this.right.splice(i, 1);
      touched = true;
    }
    if (!touched && !fillsGap && this.left.length === RANGES) return false;
    this.left.unshift(from);
    this.right.unshift(to);
    return true;
  }
}
