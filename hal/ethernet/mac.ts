// Contract: an Ethernet MAC with its PHY, moving whole frames without FCS (IEEE 802.3 clause 3).

/** Largest frame without FCS: 14 header + 1500 payload. */
export const MAX_FRAME_BYTES = 1514;

export interface EthernetMac {
  /** Own address, 6 bytes. */
  readonly address: Uint8Array;
  /** True while the PHY reports a link. */
  linkUp(): boolean;
  /**
   * Queues bytes 0 .. `length`-1 of `frame` (14 .. 1514) for sending. The bytes are copied out before it
   * returns. False when no transmit channel is free: the frame was not taken.
   */
  send(frame: Uint8Array, length: number): boolean;
  /**
   * Takes the next received frame into `into` (at least 1514 bytes) and returns its length without FCS, or
   * 0 when none waits. Damaged frames are dropped and counted, never returned.
   */
  receive(into: Uint8Array): number;
  /** Turns the receive interrupt on or off. */
  enableReceiveInterrupt(on: boolean): void;
  /** Silences the interrupt the MAC has raised. */
  acknowledgeInterrupt(): void;
}
