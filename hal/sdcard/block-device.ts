// Contract: storage in 512-byte sectors.

export const SECTOR_BYTES = 512;

/** Why a transfer failed. `code` is stable; the message is for people. */
export class BlockDeviceError extends Error {
  readonly code:
    | "no-card"
    | "card-changed"
    | "timed-out"
    | "crc"
    | "out-of-range"
    | "write-protected"
    | "card";
  constructor(code: BlockDeviceError["code"], message: string) {
    super(message);
    this.name = "BlockDeviceError";
    this.code = code;
  }
}

export interface BlockDevice {
  /** Capacity in sectors. */
  readonly sectorCount: number;
  /**
   * Reads `into.length / 512` sectors starting at `sector` into `into`, whose length must be a multiple of
   * 512. Rejects with BlockDeviceError; `into` is then undefined.
   */
  read(sector: number, into: Uint8Array): Promise<void>;
  /** Writes `from.length / 512` sectors starting at `sector`; settled when the card has programmed them. */
  write(sector: number, from: Uint8Array): Promise<void>;
}
