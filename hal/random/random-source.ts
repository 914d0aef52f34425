// Contract: random bytes that nobody can guess.

export interface RandomSource {
  /** Fills `bytes`. Throws Error when there is no randomness to be had; never gives weak bytes instead. */
  fill(bytes: Uint8Array): void;
}
