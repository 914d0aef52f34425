// Which sent bytes the receiver has, out of order, and which must be lost. RFC 2018, RFC 6675 §3 and §4.
//
// Ranges in order of their sequence numbers; bounded: what does not fit is forgotten and may be sent twice.

import { add, after, before, distance, latest } from "./sequence.ts";

const RANGES = 64;
/** RFC 6675 §2 DupThresh. */
const DUPLICATE_THRESHOLD = 3;

export class Scoreboard {
  private readonly left: number[] = [];
  private readonly right: number[] = [];

  /** How many separate ranges are known. */
  size(): number {
    return this.left.length;
  }

  clear(): void {
    this.left.length = 0;
    this.right.length = 0;
  }

  /** The receiver has `left` .. `right`-1. True when that was news. */
  add(left: number, right: number): boolean {
    let at = 0;
    while (at < this.left.length && before(this.right[at]!, left)) at++;
    // Ranges at .. end-1 touch the new one and become one with it.
    let end = at;
    let from = left;
    let to = right;
    while (end < this.left.length && !after(this.left[end]!, right)) {
      if (!before(left, this.left[end]!) && !after(right, this.right[end]!)) return false;
      if (before(this.left[end]!, from)) from = this.left[end]!;
      to = latest(to, this.right[end]!);
      end++;
    }
    if (end === at && this.left.length === RANGES) return false;
    this.left.splice(at, end - at, from);
    this.right.splice(at, end - at, to);
    return true;
  }

  /** Everything before `una` is acknowledged: its ranges are of no more use. */
  advance(una: number): void {
    let gone = 0;
    while (gone < this.left.length && !after(this.right[gone]!, una)) gone++;
    if (gone > 0) {
      this.left.splice(0, gone);
      this.right.splice(0, gone);
    }
  }

  /**
   * Bytes before this number that the receiver does not have are lost (RFC 6675 §4 IsLost): three ranges, or more
   * than two segments' worth of bytes, have come after them. `una` when nothing is.
   */
  lostBefore(una: number, segment: number): number {
    let bytes = 0;
    for (let i = this.left.length - 1; i >= 0; i--) {
      bytes += distance(this.left[i]!, this.right[i]!);
      const ranges = this.left.length - i;
      if (ranges >= DUPLICATE_THRESHOLD || bytes > (DUPLICATE_THRESHOLD - 1) * segment) return this.left[i]!;
    }
    return una;
  }

  /** The first byte from `sequence` on that the receiver is not known to have. */
  nextMissing(sequence: number): number {
    for (let i = 0; i < this.left.length; i++) {
      if (before(sequence, this.left[i]!)) return sequence;
      if (before(sequence, this.right[i]!)) return this.right[i]!;
    }
    return sequence;
  }

  /** Where the known range behind `sequence`, which is missing itself, begins; `end` when there is none before. */
  missingUntil(sequence: number, end: number): number {
    for (let i = 0; i < this.left.length; i++) {
      if (after(this.left[i]!, sequence)) return before(this.left[i]!, end) ? this.left[i]! : end;
    }
    return end;
  }

  /**
   * RFC 6675 §4 SetPipe: how many of the bytes `una` .. `nxt`-1 are under way, when those before `lost` that are
   * missing were lost and those before `repaired` were sent again.
   */
  pipe(una: number, nxt: number, lost: number, repaired: number): number {
    let bytes = 0;
    let at = this.nextMissing(una);
    while (before(at, nxt)) {
      const end = this.missingUntil(at, nxt);
      bytes += positive(distance(latest(at, lost), end));
      bytes += positive(distance(at, before(repaired, end) ? repaired : end));
      at = before(end, nxt) ? this.nextMissing(end) : end;
    }
    return bytes;
  }

  /** For tests: the ranges as numbers relative to `base`. */
  relativeTo(base: number): string {
    let text = "";
    for (let i = 0; i < this.left.length; i++) {
      text += `${i === 0 ? "" : " "}${distance(base, this.left[i]!)}-${distance(base, this.right[i]!)}`;
    }
    return text;
  }

  /** One past the highest byte that the receiver has; `una` when it has none out of order. */
  highest(una: number): number {
    return this.right.length === 0 ? una : this.right[this.right.length - 1]!;
  }
}

/** Whether a range that arrived makes sense: within what was sent and is not acknowledged (RFC 2018 §5). */
export function plausible(left: number, right: number, una: number, nxt: number): boolean {
  return after(left, add(una, -1)) && before(left, right) && !after(right, nxt);
}

function positive(value: number): number {
  return Math.max(value, 0);
}
