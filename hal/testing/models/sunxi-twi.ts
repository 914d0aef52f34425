// Model of the Allwinner TWI as a master, with devices on its bus that have 256 registers of a byte each.

import type { DeviceModel } from "../bus.ts";

const DATA = 0x08;
const CNTR = 0x0c;
const STAT = 0x10;
const SRST = 0x18;
const START = 0x20;
const STOP = 0x10;
const EVENT = 0x08;
const ACKNOWLEDGE = 0x04;
const IDLE = 0xf8;

/** A device whose first written byte chooses a register; further ones and reads go on from there. */
export class RegisterDevice {
  readonly registers = new Uint8Array(256);
  /** Fault: the device refuses every byte of data. */
  refuses = false;
  pointer = 0;
}

export class SunxiTwiModel implements DeviceModel {
  readonly name = "twi";
  readonly base: number;
  readonly sizeBytes = 0x400;
  /** By 7-bit address. */
  readonly devices = new Map<number, RegisterDevice>();
  /** Fault: a device holds the clock line down. */
  clockHeld = false;
  /** Fault: another master takes the bus away at the next step. */
  arbitrationLost = false;
  /** Times that the controller was reset. */
  resets = 0;
  private readonly clearedByOne: boolean;
  private control = 0;
  private status = IDLE;
  private data = 0;
  private device: RegisterDevice | null = null;
  private expects: "nothing" | "address" | "pointer" | "bytes" | "reading" = "nothing";

  constructor(options: { base: number; eventClearedByOne: boolean }) {
    this.base = options.base;
    this.clearedByOne = options.eventClearedByOne;
  }

  read32(address: number): number {
    const offset = address - this.base;
    if (offset === CNTR) return this.control;
    if (offset === STAT) return this.status;
    return offset === DATA ? this.data : 0;
  }

  write32(address: number, value: number): void {
    const offset = address - this.base;
    if (offset === DATA) this.data = value & 0xff;
    else if (offset === CNTR) this.command(value);
    else if (offset === SRST && (value & 1) !== 0) {
      this.resets += 1;
      this.status = IDLE;
      this.control = 0;
      this.expects = "nothing";
    }
  }

  private command(value: number): void {
    const pending = (this.control & EVENT) !== 0;
    const cleared = this.clearedByOne ? (value & EVENT) !== 0 : (value & EVENT) === 0;
    this.control = (value & ~(START | STOP | EVENT)) | (pending && !cleared ? EVENT : 0);
    if ((value & STOP) !== 0) {
      if (this.clockHeld) this.control |= STOP;
      this.status = IDLE;
      this.expects = "nothing";
      this.control &= ~EVENT;
      return;
    }
    if (pending && !cleared) return;
    if (this.clockHeld) return;
    if (this.arbitrationLost) this.happen(0x38);
    else if ((value & START) !== 0) {
      this.happen(this.expects === "nothing" ? 0x08 : 0x10);
      this.expects = "address";
    } else if (pending) this.nextByte((value & ACKNOWLEDGE) !== 0);
  }

  private nextByte(acknowledge: boolean): void {
    if (this.expects === "address") this.takeAddress();
    else if (this.expects === "reading") {
      const device = this.device!;
      this.data = device.registers[device.pointer]!;
      device.pointer = (device.pointer + 1) & 0xff;
      this.happen(acknowledge ? 0x50 : 0x58);
    } else this.takeData();
  }

  private takeAddress(): void {
    const reading = (this.data & 1) !== 0;
    this.device = this.devices.get(this.data >> 1) ?? null;
    if (this.device === null) {
      this.happen(reading ? 0x48 : 0x20);
      return;
    }
    this.expects = reading ? "reading" : "pointer";
    this.happen(reading ? 0x40 : 0x18);
  }

  private takeData(): void {
    const device = this.device;
    if (device === null || device.refuses) {
      this.happen(0x30);
      return;
    }
    if (this.expects === "pointer") device.pointer = this.data;
    else {
      device.registers[device.pointer] = this.data;
      device.pointer = (device.pointer + 1) & 0xff;
    }
    this.expects = "bytes";
    this.happen(0x28);
  }

  private happen(status: number): void {
    this.status = status;
    this.control |= EVENT;
  }
}
