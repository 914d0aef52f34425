// The LM75 temperature sensor and its many relatives (TMP75, TMP102, DS75), in the shape of an ECMA-419 sensor.
//
// Reads the temperature register; alarms and sleep are not used. Registers: NXP LM75B data sheet, section 7.4.

import type { I2cBus } from "ingot/hal";
import type { TemperatureSensor } from "./sensor.ts";

const TEMPERATURE_REGISTER = 0x00;
/** With all address pins low. */
const USUAL_ADDRESS = 0x48;

export class Lm75 implements TemperatureSensor {
  readonly title = "LM75";
  private readonly bus: I2cBus;
  private readonly address: number;
  private readonly register = new Uint8Array([TEMPERATURE_REGISTER]);
  private readonly answer = new Uint8Array(2);

  /** `address`: 0x48 .. 0x4f, as its three pins say; by default 0x48. */
  constructor(options: { bus: I2cBus; address?: number }) {
    this.bus = options.bus;
    this.address = options.address ?? USUAL_ADDRESS;
  }

  sample(): number | null {
    const { answer } = this;
    if (this.bus.writeRead(this.address, this.register, answer) !== "ok") return null;
    // Two's complement, 1/256 degree in the last bit; relatives leave lower bits zero.
    return ((((answer[0]! << 8) | answer[1]!) << 16) >> 16) / 256;
  }
}
