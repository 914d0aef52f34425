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
