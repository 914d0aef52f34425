// Contract: an SD host, which carries commands and data to the card without knowing what they mean.
//
// The card's protocol is in sd-card.ts, one host per hardware family beside it (sunxi-mmc.ts). Hosts report
// expected failures as values; the card layer decides what to repeat.

/** What the card answers to a command (SD Physical Layer Specification, section 4.9 "Responses"). */
export type ResponseKind =
  | "none"
  /** R1, R6, R7: 48 bits with a CRC. */
  | "short"
  /** R1b: as `short`, then the card may hold DAT0 low; the host waits for its end. */
  | "short-busy"
  /** R3: 48 bits whose CRC field is all ones. */
  | "short-without-crc"
  /** R2: 136 bits, a CID or CSD register. */
  | "long";

/** How a command or a transfer ended. */
export type HostResult =
  | "ok"
  /** The card did not answer. */
  | "no-response"
  /** Command, response or data arrived damaged. */
  | "crc"
  /** Data or the end of busy did not come in time. */
  | "timed-out"
  /** The host itself did not finish: it wants a reset. */
  | "stuck";

export interface SdHost {
  /** Words of the last response: [0] = bits 31:0, [3] = bits 127:96 of a long one. Without the CRC byte. */
  readonly response: Uint32Array;
  /** The fastest rate that `setClock` can reach. */
  readonly fastestHz: number;
  /** Brings the host to its power-on state: 1 bit wide, clock stopped. False when the host does not answer. */
  reset(): boolean;
  /** Runs the card clock at the fastest rate not above `hz`. False when the host does not take the change. */
  setClock(hz: number): boolean;
  setBusWidth(width: 1 | 4): void;
  /** Sends a command without data and waits (bounded) for its response. */
  command(index: number, argument: number, response: ResponseKind): HostResult;
  /**
   * Sends a read command and fills bytes `offset` .. `offset + 512*count - 1` of `into`. With `count` > 1 the
   * host sends CMD12 by itself at the end.
   */
  readBlocks(index: number, argument: number, into: Uint8Array, offset: number, count: number): HostResult;
  /** Sends a read command that answers with one block of `into.length` bytes (a multiple of 4), and fills `into`. */
  readRegister(index: number, argument: number, into: Uint8Array): HostResult;
  /** As `readBlocks`, for writing; "ok" means that the card has left its busy state. */
  writeBlocks(index: number, argument: number, from: Uint8Array, offset: number, count: number): HostResult;
}
