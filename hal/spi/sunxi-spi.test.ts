// The SPI in both layouts: register order, clocks and modes, whole transfers on a model.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { SunxiSpiModel } from "../testing/models/sunxi-spi.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { SunxiSpi } from "./sunxi-spi.ts";

const BASE = 0x01c0_5000;
const SUN4I = { RXDATA: 0x0, TXDATA: 0x4, CTL: 0x8, INT_STA: 0x10, CC: 0x1c, BC: 0x20, TC: 0x24 };
const SUN6I = {
  GCR: 0x4,
  TCR: 0x8,
  ISR: 0x14,
  FCR: 0x18,
  CCR: 0x24,
  MBC: 0x30,
  MTC: 0x34,
  BCC: 0x38,
  TXD: 0x200,
};

function driver(layout: "sun4i" | "sun6i", hz = 1_000_000, mode = 0, time = new VirtualTime()): SunxiSpi {
  const clock = new FakeClock(time, 240);
  return new SunxiSpi({ base: BASE, clock, layout, moduleHz: 24_000_000, hz, mode });
}

describe("the register accesses of SunxiSpi", () => {
  it("start, A10: master and clock, device released, FIFOs empty", () => {
    const bus = new Recorder().name("spi", BASE, SUN4I).answer("spi.CTL", 0);
    useBus(bus);
    driver("sun4i").start();
    expect(bus.take()).toEqual([
      "write spi.CTL <- 0x30013",
      "write spi.CC <- 0x100b",
      "write spi.CTL <- 0x30313",
      "read  spi.CTL -> 0x0",
    ]);
  });

  it("start, H3: the block first", () => {
    const bus = new Recorder().name("spi", BASE, SUN6I).answer("spi.FCR", 0);
    useBus(bus);
    driver("sun6i").start();
    expect(bus.take()).toEqual([
      "write spi.GCR <- 0x83",
      "write spi.TCR <- 0xc4",
      "write spi.CCR <- 0x100b",
      "write spi.FCR <- 0x80008000",
      "read  spi.FCR -> 0x0",
    ]);
  });

  it("transfer, A10: selected, counts, bytes, exchange, answer, released", () => {
    const bus = new Recorder().name("spi", BASE, SUN4I);
    useBus(bus);
    bus.answer("spi.INT_STA", 0x1_0000).answer("spi.RXDATA", 0x11, 0x22);
    const bytes = new Uint8Array([0x9f, 0]);
    expect(driver("sun4i").transfer(bytes, 2)).toBe(true);
    expect([...bytes]).toEqual([0x11, 0x22]);
    expect(bus.take()).toEqual([
      "write spi.CTL <- 0x10013",
      "write spi.INT_STA <- 0xffffffff",
      "write spi.BC <- 0x2",
      "write spi.TC <- 0x2",
      "write spi.TXDATA <- 0x9f",
      "write spi.TXDATA <- 0x0",
      "write spi.CTL <- 0x10413",
      "read  spi.INT_STA -> 0x10000",
      "read  spi.RXDATA -> 0x11",
      "read  spi.RXDATA -> 0x22",
      "write spi.CTL <- 0x30013",
    ]);
  });

  it("modes are phase and polarity, in each layout's own bits", () => {
    for (const [layout, values] of [
      ["sun4i", ["0x30013", "0x30017", "0x3001b", "0x3001f"]],
      ["sun6i", ["0xc4", "0xc5", "0xc6", "0xc7"]],
    ] as const) {
      values.forEach((value, mode) => {
        const bus = new Recorder().name("spi", BASE, { CTL: 0x8 });
        useBus(bus);
        driver(layout, 1_000_000, mode).start();
        expect(bus.take().find((line) => line.includes("CTL"))).toBe(`write spi.CTL <- ${value}`);
      });
    }
  });
});

describe("the clock of SunxiSpi", () => {
  it.each([
    [12_000_000, 12_000_000],
    [50_000_000, 12_000_000],
    [1_000_000, 1_000_000],
    [1_100_000, 24_000_000 / 22],
    [50_000, 50_000],
  ])("asked for %d Hz is %d Hz", (asked, reached) => {
    expect(driver("sun4i", asked).frequencyHz).toBe(reached);
  });

  it("refuses what no divider reaches, and modes that there are not", () => {
    expect(() => driver("sun4i", 1000)).toThrow("no SPI clock of 1000 Hz: the slowest is 46875 Hz");
    expect(() => driver("sun4i", 0)).toThrow(RangeError);
    expect(() => driver("sun4i", 1_000_000, 4)).toThrow("there is no SPI mode 4");
  });
});

describe.each(["sun4i", "sun6i"] as const)("SunxiSpi on a model of layout %s", (layout) => {
  it.each([1, 31, 32, 33, 64, 1000])("moves %d bytes in one selection", (count) => {
    const model = new SunxiSpiModel({ base: BASE, layout, answer: (sent) => sent ^ 0x5a });
    useBus(model);
    const spi = driver(layout);
    spi.start();
    const bytes = Uint8Array.from({ length: count + 3 }, (_, i) => (i * 7) & 0xff);
    const sent = [...bytes.subarray(0, count)];
    expect(spi.transfer(bytes, count)).toBe(true);
    expect(model.selections).toEqual([sent]);
    expect([...bytes.subarray(0, count)]).toEqual(sent.map((byte) => byte ^ 0x5a));
    expect(bytes[count]).toBe((count * 7) & 0xff);
    expect(model.selected).toBe(false);
  });

  it("gives up an exchange that hangs, releases the device, and works again afterwards", () => {
    const model = new SunxiSpiModel({ base: BASE, layout, answer: () => 1 });
    useBus(model);
    const time = new VirtualTime();
    const spi = driver(layout, 1_000_000, 0, time);
    spi.start();
    model.hangs = true;
    const before = time.now();
    expect(spi.transfer(new Uint8Array(100), 100)).toBe(false);
    expect(time.now() - before).toBeLessThan(2 * 1_200_000);
    expect(model.selected).toBe(false);
    model.hangs = false;
    const bytes = new Uint8Array([7]);
    expect(spi.transfer(bytes, 1)).toBe(true);
    expect([...bytes]).toEqual([1]);
    expect(model.selections).toEqual([[], [7]]);
  });
});
