// Contract: an asynchronous serial port, 8 data bits, no parity, one stop bit.

export interface Uart {
  /**
   * Sends bytes `from` .. `to`-1 of `bytes`, waiting while the transmit FIFO is full. Bounded: returns the
   * number of bytes accepted, which is less than asked only when the transmitter stayed stuck.
   */
  write(bytes: Uint8Array, from: number, to: number): number;
  /** The next received byte, 0 .. 255, or -1 when none waits. Never blocks. */
  read(): number;
  /** Waits (bounded) until the last bit has left the pin. */
  drain(): void;
  /**
   * Changes the speed once the last bit has left. False, and nothing changed, for one that the input clock does not
   * give within 2 %.
   */
  setBaud(rate: number): boolean;
  /** Turns the receive interrupt on or off. */
  enableReceiveInterrupt(on: boolean): void;
}
