// Contract: the board's one time base and its one wake-up alarm.

export interface Clock {
  /** Ticks per second; constant while the program runs. */
  readonly frequencyHz: number;
  /**
   * Ticks since the clock was started: never decreases, does not wrap within the life of a device
   * (exact up to 2^53). Must be called at least once per hardware counter period; the event loop does.
   */
  ticks(): number;
  /** Asks for an interrupt `ticksFromNow` ticks from now (at least 1; longer than the hardware allows is shortened). */
  setAlarm(ticksFromNow: number): void;
  /** Withdraws the alarm and clears its interrupt. */
  clearAlarm(): void;
}
