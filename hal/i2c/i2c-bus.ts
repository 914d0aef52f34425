// Contract: a master on an I2C bus (NXP UM10204), moving whole messages.

/** How a message ended. */
export type I2cResult =
  | "ok"
  /** Nobody answers at the address, or the receiver refused a byte. */
  | "no-acknowledge"
  /** Another master won the bus, or the lines were disturbed. */
  | "lost"
  /** The bus or the controller did not go on in time, for example because a device holds the clock line down. */
  | "timed-out";

export interface I2cBus {
  /** Writes all of `bytes` to the device at `address` (7 bits). */
  write(address: number, bytes: Uint8Array): I2cResult;
  /** Reads `into.length` bytes (at least 1) from the device at `address`. */
  read(address: number, into: Uint8Array): I2cResult;
  /** Writes `bytes`, then reads into `into` after a repeated start: how registers of most devices are read. */
  writeRead(address: number, bytes: Uint8Array, into: Uint8Array): I2cResult;
}
