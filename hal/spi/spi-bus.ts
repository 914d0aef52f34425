// Contract: a master on an SPI bus with one device selected at a time, bytes with the most significant bit first.

export interface SpiBus {
  /** The clock rate that was reached, in Hz. */
  readonly frequencyHz: number;
  /**
   * Selects the device, sends bytes 0 .. `count`-1 of `bytes` and puts what comes back in their place, then releases the
   * device. False when the controller did not finish in time: the bytes that came back until then are in place.
   */
  transfer(bytes: Uint8Array, count: number): boolean;
}
