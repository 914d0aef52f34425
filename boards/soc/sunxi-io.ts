// Blocks for what applications connect to a board, as all Allwinner SoCs here have them: serial ports, I2C, SPI, PWM.
//
// Says what is the same for all; a SoC's file says where a block's clocks and pins are.

import type {
  ClockLine,
  EdgeBank,
  I2cBlock,
  Pin,
  PinGroup,
  Port,
  PwmBlock,
  SpiBlock,
  UartBlock,
} from "../board.ts";

const OSC24M_HZ = 24_000_000;

/** UART `index`; `tx` before `rx`. */
export function uart(
  index: number,
  irq: number,
  clock: ClockLine,
  pins: readonly Pin[],
  code: number,
): UartBlock {
  return {
    driver: "dw-uart",
    base: 0x01c2_8000 + 0x400 * index,
    irq,
    clock,
    inputClockHz: OSC24M_HZ,
    pins: { pins, function: code, pull: "up", driveMilliamps: null },
  };
}

/** TWI `index`: data, then clock. The pull-ups are weak; a bus of any length needs its own. */
export function twi(
  index: number,
  clock: ClockLine,
  eventClearedByOne: boolean,
  pins: readonly Pin[],
  code: number,
): I2cBlock {
  return {
    driver: "sunxi-twi",
    base: 0x01c2_ac00 + 0x400 * index,
    clock,
    eventClearedByOne,
    pins: { pins, function: code, pull: "up", driveMilliamps: null },
  };
}

/** An SPI whose module clock is the crystal's. */
export function spi(
  base: number,
  layout: "sun4i" | "sun6i",
  clock: ClockLine,
  moduleClock: number,
  pins: readonly Pin[],
  code: number,
): SpiBlock {
  return {
    driver: "sunxi-spi",
    base,
    layout,
    clock,
    moduleClock: { register: moduleClock, value: 0x8000_0000 },
    moduleHz: OSC24M_HZ,
    pins: { pins, function: code, pull: "none", driveMilliamps: null },
  };
}

export function pwm(base: number, channel: 0 | 1, hasUndivided: boolean, pin: Pin, code: number): PwmBlock {
  const pins: PinGroup = { pins: [pin], function: code, pull: "none", driveMilliamps: null };
  return { driver: "sunxi-pwm", base, channel, hasUndivided, pins };
}

export function sun8iPwm(base: number, channel: number, pin: Pin, code: number): PwmBlock {
  const pins: PinGroup = { pins: [pin], function: code, pull: "none", driveMilliamps: null };
  return { driver: "sun8i-pwm", base, channel, pins };
}

/** A bank of external interrupts whose lines 0 .. `count`-1 are pins 0 .. `count`-1 of one port. */
export function wholePort(offset: number, irq: number, port: Port, count: number): EdgeBank {
  return { offset, irq, function: 6, lines: [{ port, firstPin: 0, firstLine: 0, count }], readable: true };
}

/** EINT0 .. EINT31 of the A10, the A20 and the R40: PH0 .. PH21 and PI10 .. PI19. Their level reads 0 meanwhile. */
export function portsHAndI(irq: number): EdgeBank {
  return {
    offset: 0x200,
    irq,
    function: 6,
    lines: [
      { port: "H", firstPin: 0, firstLine: 0, count: 22 },
      { port: "I", firstPin: 10, firstLine: 22, count: 10 },
    ],
    readable: false,
  };
}
