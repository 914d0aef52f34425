// The bus that joins device models: windows, and accesses to nothing.

import { describe, expect, it } from "vitest";
import { MappedBus } from "./bus.ts";
import { PlainRegisters } from "./models/plain-registers.ts";

const ccu = () => new PlainRegisters({ name: "ccu", base: 0x1000, sizeBytes: 0x100 });

describe("MappedBus", () => {
  it("routes an access to the model whose window holds it", () => {
    const model = ccu();
    const bus = new MappedBus().add(model);
    bus.write32(0x10fc, 5);
    expect(bus.read32(0x10fc)).toBe(5);
    expect(model.stored(0x10fc)).toBe(5);
  });

  it("throws on an access that meets no device, and says where", () => {
    const bus = new MappedBus().add(ccu());
    expect(() => bus.read32(0x1100)).toThrow("read of 0x00001100, where there is no device");
  });

  it("can read 0 and write the fault down instead", () => {
    const bus = new MappedBus({ onFault: "record" }).add(ccu());
    expect(bus.read32(0x2000)).toBe(0);
    bus.write32(0x1002, 1);
    expect(bus.faults).toEqual([
      "read of 0x00002000, where there is no device",
      "write to 0x00001002, which is not a multiple of 4",
    ]);
  });

  it("refuses overlapping windows", () => {
    const overlapping = new PlainRegisters({ name: "pio", base: 0x10ff, sizeBytes: 4 });
    expect(() => new MappedBus().add(ccu()).add(overlapping)).toThrow("the windows of pio and ccu overlap");
  });
});
