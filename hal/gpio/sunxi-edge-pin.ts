// A pin that is watched for edges: its function, its pull and its line in a bank of external interrupts.
//
// On the A10, the A20 and the R40 the level of a watched pin reads 0, so it becomes an ordinary input for the moment of
// reading. An edge in that moment is not noticed, but the level that was read is already the new one.

import type { EdgePin, InputPin, Level, PinNumber } from "./pin.ts";
import type { SunxiEint } from "./sunxi-eint.ts";
import type { Pull, SunxiPio } from "./sunxi-pio.ts";

const FUNCTION_INPUT = 0;

export class SunxiEdgePin implements EdgePin {
  private readonly pio: SunxiPio;
  private readonly pin: PinNumber;
  private readonly eint: SunxiEint;
  private readonly line: number;
  private readonly code: number;
  private readonly readable: boolean;
  private readonly level: InputPin;

  /** Makes `pin` an input with `pull` and watches `line`, its line, for `edges`. `code`: the function of a watched pin. */
  constructor(options: {
    readonly pio: SunxiPio;
    readonly pin: PinNumber;
    readonly pull: Pull;
    readonly eint: SunxiEint;
    readonly line: number;
    readonly edges: number;
    readonly code: number;
    readonly readable: boolean;
  }) {
    this.pio = options.pio;
    this.pin = options.pin;
    this.eint = options.eint;
    this.line = options.line;
    this.code = options.code;
    this.readable = options.readable;
    this.level = options.pio.input(options.pin, options.pull);
    options.pio.setFunction(options.pin, options.code);
    options.eint.open(options.line, options.edges);
  }

  read(): Level {
    if (this.readable) return this.level.read();
    this.pio.setFunction(this.pin, FUNCTION_INPUT);
    const level = this.level.read();
    this.pio.setFunction(this.pin, this.code);
    return level;
  }

  take(): boolean {
    this.eint.collect();
    return this.eint.take(this.line);
  }

  noticedAtMs(): number {
    return this.eint.noticedAt(this.line);
  }

  stop(): void {
    this.eint.close(this.line);
    this.pio.setFunction(this.pin, FUNCTION_INPUT);
  }
}
