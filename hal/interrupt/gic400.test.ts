// The GIC-400: register order, and which interrupt is served on a model.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { Gic400Model } from "../testing/models/interrupt.ts";
import { Recorder } from "../testing/recorder.ts";
import { Gic400 } from "./gic400.ts";

const GICD = 0x01c8_1000;
const GICC = 0x01c8_2000;
const OPTIONS = { distributor: GICD, cpuInterface: GICC };
const DISTRIBUTOR = {
  CTLR: 0x000,
  TYPER: 0x004,
  ISENABLER1: 0x104,
  ICENABLER0: 0x180,
  ICENABLER1: 0x184,
  ICPENDR0: 0x280,
  ICPENDR1: 0x284,
  IPRIORITYR0: 0x400,
  ITARGETSR0: 0x800,
  ITARGETSR8: 0x820,
};
const INTERFACE = { CTLR: 0x00, PMR: 0x04, IAR: 0x0c, EOIR: 0x10 };

function recorded(): Recorder {
  const bus = new Recorder().name("gicd", GICD, DISTRIBUTOR).name("gicc", GICC, INTERFACE);
  useBus(bus);
  return bus;
}

describe("the register accesses of Gic400", () => {
  it("turn everything off, set priorities and targets, then open both halves", () => {
    // TYPER 1: 64 identifiers, so two words of enable bits.
    const bus = recorded().answer("gicd.TYPER", 1);
    new Gic400(OPTIONS).start();
    const lines = bus.take();
    expect(lines.slice(0, 6)).toEqual([
      "write gicd.CTLR <- 0x0",
      "read  gicd.TYPER -> 0x1",
      "write gicd.ICENABLER0 <- 0xffffffff",
      "write gicd.ICPENDR0 <- 0xffffffff",
      "write gicd.ICENABLER1 <- 0xffffffff",
      "write gicd.ICPENDR1 <- 0xffffffff",
    ]);
    expect(lines).toContain("write gicd.IPRIORITYR0 <- 0xa0a0a0a0");
    expect(lines).toContain("write gicd.ITARGETSR8 <- 0x1010101");
    expect(lines.filter((line) => line.includes("ITARGETSR0"))).toEqual([]);
    expect(lines.slice(-3)).toEqual([
      "write gicd.CTLR <- 0x1",
      "write gicc.PMR <- 0xff",
      "write gicc.CTLR <- 0x1",
    ]);
  });

  it("enable by one bit, acknowledge by IAR and complete by EOIR", () => {
    const bus = recorded().answer("gicc.IAR", 33, 1023);
    const gic = new Gic400(OPTIONS);
    gic.enable(33);
    expect(gic.next()).toBe(33);
    gic.complete(33);
    expect(gic.next()).toBe(-1);
    gic.disable(33);
    expect(bus.take()).toEqual([
      "write gicd.ISENABLER1 <- 0x2",
      "read  gicc.IAR -> 0x21",
      "write gicc.EOIR <- 0x21",
      "read  gicc.IAR -> 0x3ff",
      "write gicd.ICENABLER1 <- 0x2",
    ]);
  });
});

describe("Gic400 on a model of the GIC", () => {
  it("reports one source at a time until it is completed", () => {
    const model = new Gic400Model(OPTIONS);
    const high = new Set([33, 54]);
    for (const irq of high) model.connect(irq, () => high.has(irq));
    useBus(new MappedBus().add(model).add(model.cpuInterface));
    const gic = new Gic400(OPTIONS);
    gic.start();
    expect(gic.next()).toBe(-1);
    gic.enable(33);
    gic.enable(54);
    expect(model.asserted()).toBe(true);
    expect(gic.next()).toBe(33);
    expect(gic.next()).toBe(-1);
    high.delete(33);
    gic.complete(33);
    expect(gic.next()).toBe(54);
    gic.disable(54);
    gic.complete(54);
    expect([gic.next(), model.asserted()]).toEqual([-1, false]);
  });
});
