// The TWI: register order of each message, both kinds of event flag, and what goes wrong on a bus.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { RegisterDevice, SunxiTwiModel } from "../testing/models/sunxi-twi.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { SunxiTwi } from "./sunxi-twi.ts";

const BASE = 0x01c2_ac00;
const NAMES = { DATA: 0x08, CNTR: 0x0c, STAT: 0x10, CCR: 0x14, SRST: 0x18 };
const PMIC = 0x34;

function board(eventClearedByOne: boolean) {
  const model = new SunxiTwiModel({ base: BASE, eventClearedByOne });
  const pmic = new RegisterDevice();
  model.devices.set(PMIC, pmic);
  const bus = new Recorder(model).name("twi", BASE, NAMES);
  useBus(bus);
  const time = new VirtualTime();
  const twi = new SunxiTwi({ base: BASE, clock: new FakeClock(time, 240), eventClearedByOne });
  twi.start();
  bus.take();
  model.resets = 0;
  return { model, pmic, bus, twi, time };
}

describe("the register accesses of SunxiTwi", () => {
  it("start: reset, 100 kHz, bus on", () => {
    const bus = new Recorder().name("twi", BASE, NAMES).answer("twi.SRST", 1, 0);
    useBus(bus);
    const twi = new SunxiTwi({
      base: BASE,
      clock: new FakeClock(new VirtualTime(), 240),
      eventClearedByOne: false,
    });
    twi.start();
    expect(bus.take()).toEqual([
      "write twi.SRST <- 0x1",
      "read  twi.SRST -> 0x1",
      "read  twi.SRST -> 0x0",
      "write twi.SRST <- 0x0",
      "write twi.CCR <- 0x2a",
      "write twi.CNTR <- 0x40",
    ]);
  });

  it.each([
    [false, "0x40", "0x50"],
    [true, "0x48", "0x58"],
  ])("write: start, address, bytes, stop (event cleared by one: %s)", (byOne, step, stop) => {
    const { bus, twi } = board(byOne);
    expect(twi.write(PMIC, new Uint8Array([0x12, 0x5f]))).toBe("ok");
    expect(bus.takeWrites()).toEqual([
      "write twi.CNTR <- 0x60",
      "write twi.DATA <- 0x68",
      `write twi.CNTR <- ${step}`,
      "write twi.DATA <- 0x12",
      `write twi.CNTR <- ${step}`,
      "write twi.DATA <- 0x5f",
      `write twi.CNTR <- ${step}`,
      `write twi.CNTR <- ${stop}`,
    ]);
  });

  it("read: every byte but the last is acknowledged", () => {
    const { bus, twi } = board(false);
    expect(twi.read(PMIC, new Uint8Array(3))).toBe("ok");
    expect(bus.takeWrites()).toEqual([
      "write twi.CNTR <- 0x60",
      "write twi.DATA <- 0x69",
      "write twi.CNTR <- 0x40",
      "write twi.CNTR <- 0x44",
      "write twi.CNTR <- 0x44",
      "write twi.CNTR <- 0x40",
      "write twi.CNTR <- 0x50",
    ]);
  });
});

for (const byOne of [false, true]) {
  describe(`SunxiTwi on a model whose event flag is cleared by ${byOne ? "one" : "zero"}`, () => {
    it("writes registers and reads them back after a repeated start", () => {
      const { twi, pmic } = board(byOne);
      expect(twi.write(PMIC, new Uint8Array([0x10, 1, 2, 3]))).toBe("ok");
      expect([...pmic.registers.subarray(0x10, 0x14)]).toEqual([1, 2, 3, 0]);
      const back = new Uint8Array(2);
      expect(twi.writeRead(PMIC, new Uint8Array([0x11]), back)).toBe("ok");
      expect([...back]).toEqual([2, 3]);
    });

    it("reports an address where nobody is, and a device that refuses, and frees the bus", () => {
      const { twi, pmic } = board(byOne);
      const byte = new Uint8Array(1);
      expect(twi.write(0x50, byte)).toBe("no-acknowledge");
      expect(twi.read(0x50, byte)).toBe("no-acknowledge");
      expect(twi.writeRead(0x50, byte, byte)).toBe("no-acknowledge");
      pmic.refuses = true;
      expect(twi.write(PMIC, byte)).toBe("no-acknowledge");
      pmic.refuses = false;
      expect(twi.write(PMIC, byte)).toBe("ok");
    });

    it("reports a bus that another master took", () => {
      const { twi, model } = board(byOne);
      model.arbitrationLost = true;
      expect(twi.write(PMIC, new Uint8Array(1))).toBe("lost");
    });

    it("gives up on a clock line that is held down, after bounded time, and resets the controller", () => {
      const { twi, model, time } = board(byOne);
      model.clockHeld = true;
      expect(twi.read(PMIC, new Uint8Array(1))).toBe("timed-out");
      expect(model.resets).toBe(1);
      expect(time.now() / 24).toBeLessThan(40_000);
      model.clockHeld = false;
      expect(twi.read(PMIC, new Uint8Array(1))).toBe("ok");
    });
  });
}
