// DigitalBank of `ingot/io`: several pins of one port at once, after the class of that name in ECMA-419 (11.2).
//
// The pins of a bank change one after another, within a microsecond. Edges: `rises` and `falls` are masks of pins.

import type { EdgePin, InputPin, OutputPin } from "../../hal/gpio/pin.ts";
import { addSource, removeSource, type Source } from "../loop/sources.ts";
import { type DigitalPins, pullOf } from "./digital.ts";

export interface DigitalBankOptions<B extends string> {
  /** The port, as in "PD". */
  readonly bank: B;
  /** Bit n is pin n of the port. */
  readonly pins: number;
  /** As for Digital, for all pins. */
  readonly mode: number;
  /** Inputs with `onReadable`: the pins whose rising edges count. */
  readonly rises?: number;
  /** Inputs with `onReadable`: the pins whose falling edges count. */
  readonly falls?: number;
  /** Inputs: called with the mask of pins that have had an edge. */
  readonly onReadable?: (this: DigitalBankBase, triggers: number) => void;
}

const OUTPUT = 8;
const BITS = 32;

export class DigitalBankBase implements Source {
  private readonly pins: DigitalPins;
  private readonly bank: string;
  private readonly onReadable: ((this: DigitalBankBase, triggers: number) => void) | null;
  // By bit; null where the mask has none.
  private outputs: (OutputPin | null)[] = [];
  private inputs: (InputPin | null)[] = [];
  private watched: (EdgePin | null)[] = [];
  private open = true;

  constructor(options: DigitalBankOptions<string>, pins: DigitalPins) {
    this.pins = pins;
    this.bank = options.bank;
    this.onReadable = options.onReadable ?? null;
    for (let bit = 0; bit < BITS; bit++) {
      this.outputs.push(null);
      this.inputs.push(null);
      this.watched.push(null);
    }
    try {
      for (let bit = 0; bit < BITS; bit++) {
        if (((options.pins >>> bit) & 1) !== 0) this.openPin(bit, options);
      }
    } catch (error) {
      this.close();
      throw error;
    }
    if (this.onReadable !== null) addSource(this);
  }

  /** The levels on the pins, as a mask. */
  read(): number {
    this.requireOpen();
    let levels = 0;
    for (let bit = 0; bit < BITS; bit++) {
      const pin = this.inputs[bit] ?? this.outputs[bit];
      if (pin !== null && pin !== undefined && pin.read() === 1) levels |= 1 << bit;
    }
    return levels >>> 0;
  }

  /** Drives the pins of the bank to the bits of `levels`; other bits mean nothing. */
  write(levels: number): void {
    this.requireOpen();
    for (let bit = 0; bit < BITS; bit++) {
      const pin = this.outputs[bit];
      if (pin !== null && pin !== undefined) pin.write(((levels >>> bit) & 1) === 1 ? 1 : 0);
    }
  }

  /** Gives the pins back. May be called again. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    if (this.onReadable !== null) removeSource(this);
    for (let bit = 0; bit < BITS; bit++) {
      this.watched[bit]?.stop();
      const used = (this.inputs[bit] ?? this.outputs[bit] ?? null) !== null;
      if (used) this.pins.release(this.bank + bit);
    }
  }

  poll(): boolean {
    let triggers = 0;
    for (let bit = 0; bit < BITS; bit++) {
      if (this.watched[bit]?.take() === true) triggers |= 1 << bit;
    }
    if (triggers === 0) return false;
    if (this.onReadable !== null) this.onReadable.call(this, triggers >>> 0);
    return true;
  }

  private openPin(bit: number, options: DigitalBankOptions<string>): void {
    const name = this.bank + bit;
    if (options.mode === OUTPUT) {
      this.outputs[bit] = this.pins.output(name, 0);
      return;
    }
    const pull = pullOf(options.mode);
    const edges = (((options.rises ?? 0) >>> bit) & 1) | ((((options.falls ?? 0) >>> bit) & 1) << 1);
    if (edges === 0 || this.onReadable === null) {
      this.inputs[bit] = this.pins.input(name, pull);
      return;
    }
    const watched = this.pins.watch(name, pull, edges);
    this.watched[bit] = watched;
    this.inputs[bit] = watched;
  }

  private requireOpen(): void {
    if (!this.open) throw new Error(`the bank of ${this.bank} is closed`);
  }
}
