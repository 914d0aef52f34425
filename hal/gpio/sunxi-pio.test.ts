// The port controller: register order, the shadow of outputs, and levels on a model.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { SunxiPioModel } from "../testing/models/sunxi-pio.ts";
import { Recorder } from "../testing/recorder.ts";
import { SunxiPio } from "./sunxi-pio.ts";

const BASE = 0x01c2_0800;
const H = 7;
const PORT_H = { CFG0: 0x00, CFG2: 0x08, DAT: 0x10, DRV1: 0x18, PUL0: 0x1c, PUL1: 0x20 };
const PH20 = { port: H, index: 20 };
const PH21 = { port: H, index: 21 };

function recorded(): Recorder {
  const bus = new Recorder().name("PH", BASE + H * 0x24, PORT_H);
  useBus(bus);
  return bus;
}

describe("the register accesses of SunxiPio", () => {
  it("set the level before the function, so that no stale level is driven", () => {
    const bus = recorded();
    new SunxiPio({ base: BASE }).output(PH20, 1);
    expect(bus.take()).toEqual([
      "read  PH.DAT -> 0x0",
      "write PH.DAT <- 0x100000",
      "read  PH.CFG2 -> 0x0",
      "write PH.CFG2 <- 0x10000",
    ]);
  });

  it("keep the other pins of a register as the boot loader left them", () => {
    const bus = recorded().answer("PH.CFG2", 0x7722_7777).answer("PH.DAT", 0x8000_0001);
    new SunxiPio({ base: BASE }).output(PH21, 1);
    expect(bus.takeWrites()).toEqual(["write PH.DAT <- 0x80200001", "write PH.CFG2 <- 0x77127777"]);
  });

  it("read each register once and then write it from the copy", () => {
    const bus = recorded();
    const pio = new SunxiPio({ base: BASE });
    const blue = pio.output(PH21, 0);
    const green = pio.output(PH20, 0);
    bus.take();
    blue.write(1);
    green.write(1);
    blue.write(0);
    expect(bus.take()).toEqual([
      "write PH.DAT <- 0x200000",
      "write PH.DAT <- 0x300000",
      "write PH.DAT <- 0x100000",
    ]);
  });

  it("change only the direction of an open-drain output, whose level stays low, and read the pad", () => {
    const bus = recorded().answer("PH.DAT", 0, 2);
    const pin = new SunxiPio({ base: BASE }).openDrain({ port: H, index: 1 }, "up", 1);
    expect(bus.takeWrites()).toEqual(["write PH.PUL0 <- 0x4", "write PH.DAT <- 0x0", "write PH.CFG0 <- 0x0"]);
    pin.write(0);
    pin.write(1);
    expect(bus.takeWrites()).toEqual(["write PH.CFG0 <- 0x10", "write PH.CFG0 <- 0x0"]);
    expect(pin.read()).toBe(1);
  });

  it("set pull before function for an input, and read its bit of DAT", () => {
    const bus = recorded().answer("PH.DAT", 0x0000_0002, 0);
    const input = new SunxiPio({ base: BASE }).input({ port: H, index: 1 }, "up");
    expect([input.read(), input.read()]).toEqual([1, 0]);
    expect(bus.take()).toEqual([
      "read  PH.PUL0 -> 0x0",
      "write PH.PUL0 <- 0x4",
      "read  PH.CFG0 -> 0x0",
      "write PH.CFG0 <- 0x0",
      "read  PH.DAT -> 0x2",
      "read  PH.DAT -> 0x0",
    ]);
  });

  it("put drive strength and the highest pin of a port into the right bits", () => {
    const bus = recorded();
    const pio = new SunxiPio({ base: BASE });
    pio.setDrive({ port: H, index: 31 }, 40);
    pio.setPull({ port: H, index: 31 }, "down");
    expect(bus.takeWrites()).toEqual(["write PH.DRV1 <- 0xc0000000", "write PH.PUL1 <- 0x80000000"]);
  });
});

describe("SunxiPio on a model of the PIO", () => {
  for (const readable of [true, false]) {
    it(`drives two LEDs of one port independently when registers ${readable ? "can" : "cannot"} be read`, () => {
      const changes: string[] = [];
      const model = new SunxiPioModel({
        base: BASE,
        readable,
        onOutput: (port, index, level) => changes.push(`${port}.${index}=${level}`),
      });
      useBus(model);
      const pio = new SunxiPio({ base: BASE });
      const blue = pio.output(PH21, 1);
      const green = pio.output(PH20, 0);
      green.write(1);
      blue.write(0);
      expect(changes).toEqual(["7.21=1", "7.20=0", "7.20=1", "7.21=0"]);
      expect([blue.read(), green.read()]).toEqual([0, 1]);
    });
  }

  it("reads a button with a pull-up: high when open, low when pressed", () => {
    const model = new SunxiPioModel({ base: BASE });
    useBus(model);
    const button = new SunxiPio({ base: BASE }).input({ port: 0, index: 3 }, "up");
    expect(button.read()).toBe(1);
    model.drive(0, 3, 0);
    expect(button.read()).toBe(0);
  });
});
