// A MAC for tests: frames to receive are put in by hand, sent frames are kept.

import { type EthernetMac, MAX_FRAME_BYTES } from "../../../hal/ethernet/mac.ts";

export class ScriptedMac implements EthernetMac {
  readonly address: Uint8Array;
  readonly waiting: Uint8Array[] = [];
  readonly sent: Uint8Array[] = [];
  /** False makes `send` refuse, as a MAC without a free transmit channel does. */
  transmitFree = true;
  receiveInterrupt = false;
  link = true;

  constructor(address: Uint8Array) {
    this.address = address;
  }

  linkUp(): boolean {
    return this.link;
  }

  send(frame: Uint8Array, length: number): boolean {
    if (length < 14 || length > MAX_FRAME_BYTES) throw new Error(`frame of ${length} bytes`);
    if (!this.transmitFree) return false;
    this.sent.push(frame.slice(0, length));
    return true;
  }

  receive(into: Uint8Array): number {
    if (into.length < MAX_FRAME_BYTES) throw new Error("the buffer cannot hold the largest frame");
    const frame = this.waiting.shift();
    if (frame === undefined) return 0;
    into.set(frame);
    return frame.length;
  }

  enableReceiveInterrupt(on: boolean): void {
    this.receiveInterrupt = on;
  }

  acknowledgeInterrupt(): void {}
}
