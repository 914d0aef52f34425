// Frames that the MAC could not take at once, in their order. Bounded; knows no protocol.

import { type EthernetMac, MAX_FRAME_BYTES } from "../../hal/ethernet/mac.ts";
import { copy } from "./wire/bytes.ts";

export class TransmitQueue {
  private readonly mac: EthernetMac;
  private readonly slots: Uint8Array[] = [];
  private readonly lengths: number[] = [];
  private readonly capacity: number;
  private first = 0;
  private waiting = 0;

  /** Holds up to `capacity` frames; memory is taken when first needed. */
  constructor(mac: EthernetMac, capacity: number) {
    this.mac = mac;
    this.capacity = capacity;
  }

  /** How many frames wait. */
  size(): number {
    return this.waiting;
  }

  /** True when `send` would take a frame. */
  hasRoom(): boolean {
    return this.waiting < this.capacity;
  }

  /** Sends or keeps bytes 0 .. `length`-1 of `frame`. False when the queue is full: the frame is lost. */
  send(frame: Uint8Array, length: number): boolean {
    if (this.waiting > 0) this.drain();
    if (this.waiting === 0 && this.mac.send(frame, length)) return true;
    if (this.waiting === this.capacity) return false;
    const slot = (this.first + this.waiting) % this.capacity;
    if (slot === this.slots.length) {
      this.slots.push(new Uint8Array(MAX_FRAME_BYTES));
      this.lengths.push(0);
    }
    copy(frame, 0, this.slots[slot]!, 0, length);
    this.lengths[slot] = length;
    this.waiting += 1;
    return true;
  }

  /** Hands waiting frames to the MAC until it refuses. True when it took one. */
  drain(): boolean {
    let sent = false;
    while (this.waiting > 0 && this.mac.send(this.slots[this.first]!, this.lengths[this.first]!)) {
      this.first = (this.first + 1) % this.capacity;
      this.waiting -= 1;
      sent = true;
    }
    if (this.waiting === 0) this.first = 0;
    return sent;
  }

  /** Throws all waiting frames away: without a link they would only be late. */
  clear(): void {
    this.waiting = 0;
    this.first = 0;
  }
}
