// A bus made of device models, each in its own window of addresses.
//
// For tests and the simulator: it catches what hardware or the emulator may swallow. An access outside every
// window, or at an address that is not a multiple of 4, is an error that names the address.

import type { Bus } from "../mmio.ts";

/** A behavioural model of a device. Addresses given to `read32` and `write32` are absolute. */
export interface DeviceModel extends Bus {
  readonly name: string;
  readonly base: number;
  readonly sizeBytes: number;
}

export class MappedBus implements Bus {
  /** One line for every access that met no device. */
  readonly faults: string[] = [];
  private readonly models: DeviceModel[] = [];
  private readonly throwing: boolean;
  private readonly beforeAccess: () => void;

  /**
   * `onFault`: "throw" stops the program, as the Cortex-A7 boards do with an abort; "record" reads 0 and goes
   * on, as the Cubieboard does. `beforeAccess` runs before every access: let time pass there.
   */
  constructor(options: { onFault?: "throw" | "record"; beforeAccess?: () => void } = {}) {
    this.throwing = options.onFault !== "record";
    this.beforeAccess = options.beforeAccess ?? (() => {});
  }

  /** Adds a model. Throws when its window overlaps another's. */
  add(model: DeviceModel): this {
    for (const other of this.models) {
      if (model.base < other.base + other.sizeBytes && other.base < model.base + model.sizeBytes) {
        throw new Error(`the windows of ${model.name} and ${other.name} overlap`);
      }
    }
    this.models.push(model);
    return this;
  }

  read32(address: number): number {
    this.beforeAccess();
    const model = this.find(address, "read of");
    return model === null ? 0 : model.read32(address) >>> 0;
  }

  write32(address: number, value: number): void {
    this.beforeAccess();
    this.find(address, "write to")?.write32(address, value >>> 0);
  }

  private find(address: number, what: string): DeviceModel | null {
    const where = `0x${address.toString(16).padStart(8, "0")}`;
    if (address % 4 !== 0) return this.fault(`${what} ${where}, which is not a multiple of 4`);
    const model = this.models.find((m) => address >= m.base && address < m.base + m.sizeBytes);
    return model ?? this.fault(`${what} ${where}, where there is no device`);
  }

  private fault(line: string): null {
    this.faults.push(line);
    if (this.throwing) throw new Error(line);
    return null;
  }
}
