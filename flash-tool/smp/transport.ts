// What an SMP client needs of a wire: messages out, messages in, some of them lost.

export interface Transport {
  /** The largest message that it carries, bytes. */
  readonly largestMessage: number;
  /** Sends a message. Whether it arrives is not known. Throws IngotError E6012 when the wire is gone. */
  send(message: Uint8Array): void;
  /** Sets who gets the messages that arrive, whole and in any order. */
  onMessage(receiver: (message: Uint8Array) => void): void;
  /** Gives the wire back. May be called again. */
  close(): Promise<void>;
}
