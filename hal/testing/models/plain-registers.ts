// Model of a block that only stores what is written: clock control, system control.

import type { DeviceModel } from "../bus.ts";

export class PlainRegisters implements DeviceModel {
  readonly name: string;
  readonly base: number;
  readonly sizeBytes: number;
  private readonly words = new Map<number, number>();
  private readonly readable: boolean;

  /** `readable` false: reads give 0, as most registers of QEMU's A10 clock block do. */
  constructor(options: { name: string; base: number; sizeBytes: number; readable?: boolean }) {
    this.name = options.name;
    this.base = options.base;
    this.sizeBytes = options.sizeBytes;
    this.readable = options.readable ?? true;
  }

  read32(address: number): number {
    return this.readable ? this.stored(address) : 0;
  }

  write32(address: number, value: number): void {
    this.words.set(address, value >>> 0);
  }

  /** What was last written to `address`, even when it cannot be read back. */
  stored(address: number): number {
    return this.words.get(address) ?? 0;
  }
}
