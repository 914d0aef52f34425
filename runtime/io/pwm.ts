// PWM of `ingot/io`: a pin that switches at a fixed rate, after the class of that name in ECMA-419 (11.5).

import type { PwmOutput } from "../../hal/pwm/pwm-output.ts";
import { claim, release } from "./claims.ts";

export interface PwmOptions<P extends string> {
  /** The channel, one of those that `uses` in ingot.config.ts lists. */
  readonly port: P;
  /** The rate. Default 1000. */
  readonly hz?: number;
}

const DEFAULT_HZ = 1000;

export class PwmBase {
  /** The rate that was reached. */
  readonly hz: number;
  /** Steps between never and always high: `write` takes 0 .. 2^resolution - 1. */
  readonly resolution: number;
  private readonly output: PwmOutput;
  private readonly name: string;
  private open: boolean;

  constructor(options: PwmOptions<string>, open: (port: string, hz: number) => PwmOutput) {
    this.name = options.port;
    claim(this.name, "a PWM that is open");
    try {
      this.output = open(options.port, options.hz ?? DEFAULT_HZ);
    } catch (error) {
      release(this.name);
      throw error;
    }
    this.open = true;
    this.hz = this.output.frequencyHz;
    let bits = 1;
    while (2 ** (bits + 1) - 1 <= this.output.steps) bits += 1;
    this.resolution = bits;
  }

  /** Sets the share of the time that the pin is high: 0 never .. 2^resolution - 1 always. */
  write(value: number): void {
    if (!this.open) throw new Error(`${this.name} is closed`);
    const most = 2 ** this.resolution - 1;
    if (!(value >= 0 && value <= most)) throw new RangeError(`${value} is outside of 0 to ${most}`);
    this.output.write((value / most) * this.output.steps);
  }

  /** Stops; the pin stays low. May be called again. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.output.stop();
    release(this.name);
  }
}
