// The A10 interrupt controller: register order, and pending sources on a model.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { SunxiIntcModel } from "../testing/models/interrupt.ts";
import { Recorder } from "../testing/recorder.ts";
import { SunxiIntc } from "./sunxi-intc.ts";

const BASE = 0x01c2_0400;
const NAMES = {
  VECTOR: 0x00,
  BASE_ADDR: 0x04,
  PROTECT: 0x08,
  NMI_CTRL: 0x0c,
  PENDING0: 0x10,
  PENDING1: 0x14,
  PENDING2: 0x18,
  TYPE0: 0x30,
  TYPE1: 0x34,
  TYPE2: 0x38,
  ENABLE0: 0x40,
  ENABLE1: 0x44,
  ENABLE2: 0x48,
  MASK0: 0x50,
  MASK1: 0x54,
  MASK2: 0x58,
};

describe("the register accesses of SunxiIntc", () => {
  it("disable and mask every source at start", () => {
    const bus = new Recorder().name("intc", BASE, NAMES);
    useBus(bus);
    new SunxiIntc({ base: BASE }).start();
    expect(bus.take()).toEqual([
      "write intc.ENABLE0 <- 0x0",
      "write intc.MASK0 <- 0xffffffff",
      "write intc.TYPE0 <- 0x0",
      "write intc.PENDING0 <- 0xffffffff",
      "write intc.ENABLE1 <- 0x0",
      "write intc.MASK1 <- 0xffffffff",
      "write intc.TYPE1 <- 0x0",
      "write intc.PENDING1 <- 0xffffffff",
      "write intc.ENABLE2 <- 0x0",
      "write intc.MASK2 <- 0xffffffff",
      "write intc.TYPE2 <- 0x0",
      "write intc.PENDING2 <- 0xffffffff",
      "write intc.BASE_ADDR <- 0x0",
      "write intc.PROTECT <- 0x1",
      "write intc.NMI_CTRL <- 0x0",
    ]);
  });

  it("write ENABLE and MASK as each other's complement", () => {
    const bus = new Recorder().name("intc", BASE, NAMES);
    useBus(bus);
    const intc = new SunxiIntc({ base: BASE });
    intc.enable(55);
    intc.enable(63);
    intc.disable(55);
    expect(bus.take()).toEqual([
      "write intc.ENABLE1 <- 0x800000",
      "write intc.MASK1 <- 0xff7fffff",
      "write intc.ENABLE1 <- 0x80800000",
      "write intc.MASK1 <- 0x7f7fffff",
      "write intc.ENABLE1 <- 0x80000000",
      "write intc.MASK1 <- 0x7fffffff",
    ]);
  });

  it("look at the pending bit only when VECTOR is 0 and source 0 is enabled", () => {
    const bus = new Recorder()
      .name("intc", BASE, NAMES)
      .answer("intc.VECTOR", 22 * 4, 0)
      .answer("intc.PENDING0", 1);
    useBus(bus);
    const intc = new SunxiIntc({ base: BASE });
    expect([intc.next(), intc.next()]).toEqual([22, -1]);
    intc.enable(0);
    expect(intc.next()).toBe(0);
    expect(bus.take().filter((line) => line.startsWith("read"))).toEqual([
      "read  intc.VECTOR -> 0x58",
      "read  intc.VECTOR -> 0x0",
      "read  intc.VECTOR -> 0x0",
      "read  intc.PENDING0 -> 0x1",
    ]);
  });
});

for (const heedsEnable of [true, false]) {
  describe(`SunxiIntc on a model that ${heedsEnable ? "heeds" : "ignores"} ENABLE`, () => {
    it("reports enabled sources while their line is high, lowest number first", () => {
      const model = new SunxiIntcModel({ base: BASE, heedsEnable });
      const high = new Set([1, 22, 55, 67]);
      for (const irq of high) model.connect(irq, () => high.has(irq));
      useBus(model);
      const intc = new SunxiIntc({ base: BASE });
      intc.start();
      expect([intc.next(), model.asserted()]).toEqual([-1, false]);
      intc.enable(67);
      intc.enable(22);
      expect(intc.next()).toBe(22);
      high.delete(22);
      intc.complete(22);
      expect(intc.next()).toBe(67);
      intc.disable(67);
      expect([intc.next(), model.asserted()]).toEqual([-1, false]);
    });
  });
}
