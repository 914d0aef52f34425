// Contract: one digital pin used as an output or an input. Which pin is an LED is the board's business.

/** Electrical level: 0 low, 1 high. */
export type Level = 0 | 1;

/** A pin of a SoC: port letter index (A = 0) and bit number in that port's registers. */
export interface PinNumber {
  readonly port: number;
  readonly index: number;
}

export interface OutputPin {
  /** Drives the pin. Takes effect before it returns. */
  write(level: Level): void;
  /** The level last written (not the level measured on the pad). */
  read(): Level;
}

export interface InputPin {
  /** The level on the pad now. */
  read(): Level;
}

/** An input whose edges are noticed. */
export interface EdgePin extends InputPin {
  /** Whether an edge has come since the last call. */
  take(): boolean;
  /** When the last edge was noticed, in the board's milliseconds: at most a turn of the event loop after it came. */
  noticedAtMs(): number;
  /** Ends the watching. The pin stays an input. */
  stop(): void;
}
