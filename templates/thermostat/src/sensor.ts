// Where temperatures come from: the contract, and a room that is only imagined, for boards without a sensor.
//
// A real sensor is lm75.ts; main.ts chooses.

export interface TemperatureSensor {
  /** What the page shows as its source. */
  readonly title: string;
  /** Degrees Celsius; null when the sensor does not answer. */
  sample(): number | null;
}

const OUTSIDE_CELSIUS = 8;
const START_CELSIUS = 18.5;
/** How warm the room would become if it were heated for ever. */
const HEATED_CELSIUS = 34;
/** The room is small, so that one sees something happen. */
const TIME_CONSTANT_MS = 10 * 60_000;

/** A room that cools down and is heated by the relay: as exponential as a real one. */
export class SimulatedRoom implements TemperatureSensor {
  readonly title = "simulated room";
  private celsius = START_CELSIUS;
  private lastMs: number;
  private readonly isHeated: () => boolean;
  private readonly nowMs: () => number;

  constructor(isHeated: () => boolean, nowMs: () => number) {
    this.isHeated = isHeated;
    this.nowMs = nowMs;
    this.lastMs = nowMs();
  }

  sample(): number {
    const now = this.nowMs();
    const towards = this.isHeated() ? HEATED_CELSIUS : OUTSIDE_CELSIUS;
    const share = 1 - Math.exp((this.lastMs - now) / TIME_CONSTANT_MS);
    this.celsius += (towards - this.celsius) * share;
    this.lastMs = now;
    return this.celsius;
  }
}
