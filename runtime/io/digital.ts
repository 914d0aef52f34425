// Digital of `ingot/io`: one pin as an output or an input, after the class of that name in ECMA-419 (11.1).
//
// An input with `onReadable` tells of edges, with the moment, and, if asked to, only of levels that have held for a while.
// Not of ECMA-419: inputs with both pull resistors. Which pins there are, the generated module
// knows; it hands them in.

import type { EdgePin, InputPin, OutputPin } from "../../hal/gpio/pin.ts";
import { addSource, removeSource, type Source } from "../loop/sources.ts";

/** What a board can do with its pins. Every pin that is opened is the caller's until it is released. */
export interface DigitalPins {
  output(pin: string, initial: 0 | 1): OutputPin;
  /** An output that pulls low or lets go, and reads the pad. */
  openDrain(pin: string, initial: 0 | 1): OutputPin;
  input(pin: string, pull: "none" | "up" | "down"): InputPin;
  /** `edges`: 1 rising, 2 falling, 3 both. Throws RangeError for a pin whose edges cannot be noticed. */
  watch(pin: string, pull: "none" | "up" | "down", edges: number): EdgePin;
  release(pin: string): void;
}

export interface DigitalOptions<P extends string> {
  readonly pin: P;
  /** Digital.Input, Digital.InputPullUp, Digital.InputPullDown, Digital.Output or Digital.OutputOpenDrain. */
  readonly mode: number;
  /** Inputs with `onReadable`: Digital.Rising, Digital.Falling or their sum. */
  readonly edge?: number;
  /** Inputs: called after an edge, with the Digital as `this`. */
  readonly onReadable?: (this: DigitalBase) => void;
  /** Inputs with `onReadable`: tells only of a level that has held for so long. Default 0. */
  readonly debounceMs?: number;
  /** Outputs: the level from the first moment on. Default 0; of open-drain ones 1. */
  readonly initial?: 0 | 1;
}

const RISING = 1;
const FALLING = 2;
const INPUT = 0;
const INPUT_PULL_UP = 1;
const INPUT_PULL_DOWN = 2;
const OUTPUT = 8;
const OUTPUT_OPEN_DRAIN = 9;

export class DigitalBase implements Source {
  // Accessors, because the module of a library is not evaluated from top to bottom.
  static get Input(): number {
    return INPUT;
  }
  static get InputPullUp(): number {
    return INPUT_PULL_UP;
  }
  static get InputPullDown(): number {
    return INPUT_PULL_DOWN;
  }
  static get Output(): number {
    return OUTPUT;
  }
  static get OutputOpenDrain(): number {
    return OUTPUT_OPEN_DRAIN;
  }
  static get Rising(): number {
    return RISING;
  }
  static get Falling(): number {
    return FALLING;
  }

  /** When the edge that `onReadable` was last called for was noticed, in milliseconds since the start. */
  changedAtMs = 0;
  private readonly pins: DigitalPins;
  private readonly name: string;
  private readonly edges: number;
  private readonly debounceMs: number;
  private readonly onReadable: ((this: DigitalBase) => void) | null;
  private reading: InputPin | null = null;
  private writing: OutputPin | null = null;
  private watching: EdgePin | null = null;
  /** The level of the last call of `onReadable`, or at the start. */
  private told: 0 | 1 = 0;
  private settling: ReturnType<typeof setTimeout> | null = null;

  constructor(options: DigitalOptions<string>, pins: DigitalPins) {
    this.pins = pins;
    this.name = options.pin;
    this.edges = options.edge ?? 0;
    this.debounceMs = options.debounceMs ?? 0;
    this.onReadable = options.onReadable ?? null;
    if (options.mode === OUTPUT || options.mode === OUTPUT_OPEN_DRAIN) {
      if (this.onReadable !== null)
        throw new TypeError("an output is not readable: onReadable is for inputs");
      const isOpenDrain = options.mode === OUTPUT_OPEN_DRAIN;
      // Letting go is what disturbs nobody else on the wire.
      this.writing = isOpenDrain
        ? pins.openDrain(options.pin, options.initial ?? 1)
        : pins.output(options.pin, options.initial ?? 0);
      return;
    }
    const pull = pullOf(options.mode);
    if (this.onReadable === null) {
      this.reading = pins.input(options.pin, pull);
      return;
    }
    if (this.edges !== RISING && this.edges !== FALLING && this.edges !== (RISING | FALLING)) {
      throw new RangeError("edge must be Digital.Rising, Digital.Falling or both");
    }
    // A level that must hold is left by either edge.
    this.watching = pins.watch(options.pin, pull, this.debounceMs > 0 ? RISING | FALLING : this.edges);
    this.reading = this.watching;
    this.told = this.watching.read();
    addSource(this);
  }

  /** The level on the pin, 0 or 1; of an output that is not open-drain the one last written. */
  read(): 0 | 1 {
    if (this.writing !== null) return this.writing.read();
    if (this.reading !== null) return this.reading.read();
    throw this.closed();
  }

  /** Drives the pin: 0 low, everything else high. */
  write(value: number): void {
    if (this.writing === null) {
      throw this.reading === null ? this.closed() : new TypeError(`${this.name} is an input`);
    }
    this.writing.write(value === 0 ? 0 : 1);
  }

  /** Gives the pin back; an output becomes an input. May be called again. */
  close(): void {
    if (this.settling !== null) clearTimeout(this.settling);
    this.settling = null;
    if (this.watching !== null) {
      removeSource(this);
      this.watching.stop();
    }
    if (this.writing !== null || this.reading !== null) this.pins.release(this.name);
    this.watching = null;
    this.reading = null;
    this.writing = null;
  }

  poll(): boolean {
    const { watching } = this;
    if (watching === null || !watching.take()) return false;
    if (this.debounceMs === 0) this.tell(watching.noticedAtMs());
    else this.settleLater(watching.noticedAtMs());
    return true;
  }

  /** Every edge begins the wait anew. */
  private settleLater(noticedAtMs: number): void {
    if (this.settling !== null) clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = null;
      const level = this.read();
      if (level === this.told) return;
      this.told = level;
      if ((this.edges & (level === 1 ? RISING : FALLING)) !== 0) this.tell(noticedAtMs);
    }, this.debounceMs);
  }

  private tell(noticedAtMs: number): void {
    this.changedAtMs = noticedAtMs;
    if (this.onReadable !== null) this.onReadable.call(this);
  }

  private closed(): Error {
    return new Error(`${this.name} is closed`);
  }
}

export function pullOf(mode: number): "none" | "up" | "down" {
  if (mode === INPUT) return "none";
  if (mode === INPUT_PULL_UP) return "up";
  if (mode === INPUT_PULL_DOWN) return "down";
  throw new RangeError(`${mode} is no mode of a Digital on this board`);
}
