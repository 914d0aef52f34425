// Contract: a pin that switches at a fixed rate, with a chosen share of the time high.

export interface PwmOutput {
  /** Steps in one period: `write` takes 0 (always low) .. `steps` (always high). */
  readonly steps: number;
  /** The rate that was reached, in Hz. */
  readonly frequencyHz: number;
  /** Sets the share of the time that the pin is high. Takes effect within a period. */
  write(high: number): void;
  /** Stops; the pin stays low. */
  stop(): void;
}
