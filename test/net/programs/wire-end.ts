// One end of a wire without delay or loss, for programs in which two stations talk.

import type { EthernetMac } from "../../../hal/ethernet/mac.ts";

export class WireEnd implements EthernetMac {
  readonly address: Uint8Array;
  readonly waiting: Uint8Array[] = [];
  peer: WireEnd | null = null;
  constructor(last: number) {
    this.address = new Uint8Array([2, 0, 0, 0, 0, last]);
  }
  linkUp(): boolean {
    return true;
  }
  send(frame: Uint8Array, length: number): boolean {
    this.peer!.waiting.push(frame.slice(0, length));
    return true;
  }
  receive(into: Uint8Array): number {
    const frame = this.waiting.shift();
    if (frame === undefined) return 0;
    into.set(frame);
    return frame.length;
  }
  enableReceiveInterrupt(): void {}
  acknowledgeInterrupt(): void {}
}

/** Both ends of a wire. */
export function wire(): readonly [WireEnd, WireEnd] {
  const ends = [new WireEnd(1), new WireEnd(2)] as const;
  ends[0].peer = ends[1];
  ends[1].peer = ends[0];
  return ends;
}
