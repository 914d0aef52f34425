// Allwinner PIO: function, level, pull and drive of pins, A10 / A20 / H3 / R40 register layout.
//
// One bank of registers per port; names are those of the A10 User Manual, chapter "Port Controller". This
// file moves bits; which pin is an LED is the board's business. No external interrupts.
//
// The PIO has no set and clear registers, so every change rewrites a register that other pins share. All
// pins of one controller therefore share one copy of CFG and DAT, kept here: make one SunxiPio per controller.
// Nothing else may write these registers afterwards. The copy is also what makes outputs work where the
// registers cannot be read back: QEMU has no PIO model, its reads give 0.

import { read32, write32 } from "../mmio.ts";
import type { InputPin, Level, OutputPin, PinNumber } from "./pin.ts";

const BANK_STRIDE = 0x24;
const BANK_WORDS = BANK_STRIDE / 4;
/** Ports A .. I. */
const MAX_BANKS = 9;
const CFG = 0x00; // Pn_CFG0..3: 4 bits per pin, 8 pins per register
const DAT = 0x10; // Pn_DAT: 1 bit per pin
const DRV = 0x14; // Pn_DRV0..1: 2 bits per pin, 16 pins per register
const PULL = 0x1c; // Pn_PUL0..1: 2 bits per pin, 16 pins per register

const FUNCTION_INPUT = 0;
const FUNCTION_OUTPUT = 1;
const FUNCTION_BITS = 4;
const DRIVE_STEP_MILLIAMPS = 10;

export type Pull = "none" | "up" | "down";

export class SunxiPio {
  private readonly base: number;
  /** Last value of each register, by word index in the block; -1 until first touched. */
  private readonly shadow: number[];

  constructor(options: { readonly base: number }) {
    this.base = options.base;
    this.shadow = [];
    for (let i = 0; i < MAX_BANKS * BANK_WORDS; i++) this.shadow.push(-1);
  }

  /** Makes `pin` an output that drives `initial` from its first moment. */
  output(pin: PinNumber, initial: Level): OutputPin {
    // Level before function: the pad must not drive a stale level, even briefly.
    this.setLevel(pin, initial);
    this.setFunction(pin, FUNCTION_OUTPUT);
    return new SunxiOutput(this, pin, initial);
  }

  /**
   * Makes `pin` an output that only ever pulls low: for 1 it lets go, and a resistor or another device decides. Reads the
   * level on the pad. `pull` is for wires without a resistor of their own.
   */
  openDrain(pin: PinNumber, pull: Pull, initial: Level): OutputPin {
    this.setPull(pin, pull);
    // What it drives when it drives; the direction is what changes.
    this.setLevel(pin, 0);
    const made = new SunxiOpenDrain(this, pin, this.base + pin.port * BANK_STRIDE + DAT);
    made.write(initial);
    return made;
  }

  /** Makes `pin` an input with the given pull resistor. */
  input(pin: PinNumber, pull: Pull): InputPin {
    this.setPull(pin, pull);
    this.setFunction(pin, FUNCTION_INPUT);
    return new SunxiInput(this.base + pin.port * BANK_STRIDE + DAT, pin.index);
  }

  /** Hands `pin` to a block: `code` is the Pn_CFG function number, 0 .. 7. */
  setFunction(pin: PinNumber, code: number): void {
    const register = CFG + 4 * (pin.index >> 3);
    this.setField(pin.port, register, FUNCTION_BITS * (pin.index & 7), FUNCTION_BITS, code);
  }

  setPull(pin: PinNumber, pull: Pull): void {
    const code = pull === "up" ? 1 : pull === "down" ? 2 : 0;
    this.setField(pin.port, PULL + 4 * (pin.index >> 4), 2 * (pin.index & 15), 2, code);
  }

  /** Sets the drive strength: 10, 20, 30 or 40 mA. */
  setDrive(pin: PinNumber, milliamps: number): void {
    const code = milliamps / DRIVE_STEP_MILLIAMPS - 1;
    this.setField(pin.port, DRV + 4 * (pin.index >> 4), 2 * (pin.index & 15), 2, code);
  }

  /** Sets the level that `pin` drives once it is an output. */
  setLevel(pin: PinNumber, level: Level): void {
    this.setField(pin.port, DAT, pin.index, 1, level);
  }

  // No handler runs between the load and the store (see hal/interrupt/controller.ts), so no masking is needed.
  private setField(port: number, register: number, shift: number, width: number, value: number): void {
    const offset = port * BANK_STRIDE + register;
    const word = offset / 4;
    let current = this.shadow[word]!;
    // The first touch keeps what the SPL set up for its console and card.
    if (current < 0) current = read32(this.base + offset);
    const mask = ((1 << width) - 1) << shift;
    current = ((current & ~mask) | (value << shift)) >>> 0;
    this.shadow[word] = current;
    write32(this.base + offset, current);
  }
}

class SunxiOutput implements OutputPin {
  private readonly pio: SunxiPio;
  private readonly pin: PinNumber;
  private level: Level;

  constructor(pio: SunxiPio, pin: PinNumber, level: Level) {
    this.pio = pio;
    this.pin = pin;
    this.level = level;
  }

  write(level: Level): void {
    this.level = level;
    this.pio.setLevel(this.pin, level);
  }

  read(): Level {
    return this.level;
  }
}

class SunxiOpenDrain implements OutputPin {
  private readonly pio: SunxiPio;
  private readonly pin: PinNumber;
  private readonly register: number;

  constructor(pio: SunxiPio, pin: PinNumber, register: number) {
    this.pio = pio;
    this.pin = pin;
    this.register = register;
  }

  write(level: Level): void {
    this.pio.setFunction(this.pin, level === 0 ? FUNCTION_OUTPUT : FUNCTION_INPUT);
  }

  read(): Level {
    return ((read32(this.register) >>> this.pin.index) & 1) === 1 ? 1 : 0;
  }
}

class SunxiInput implements InputPin {
  private readonly register: number;
  private readonly index: number;

  constructor(register: number, index: number) {
    this.register = register;
    this.index = index;
  }

  read(): Level {
    return ((read32(this.register) >>> this.index) & 1) === 1 ? 1 : 0;
  }
}
