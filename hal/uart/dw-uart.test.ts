// The UART: register order, and sending and receiving on a model with a stuck transmitter.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { DwUartModel } from "../testing/models/dw-uart.ts";
import { Recorder } from "../testing/recorder.ts";
import { DwUart } from "./dw-uart.ts";

const BASE = 0x01c2_8000;
const NAMES = { DATA: 0x00, IER: 0x04, FCR: 0x08, LCR: 0x0c, MCR: 0x10, LSR: 0x14, USR: 0x7c };
const OPTIONS = { base: BASE, inputClockHz: 24_000_000, baud: 115_200 };
const bytes = (text: string) => new TextEncoder().encode(text);

describe("the register accesses of DwUart", () => {
  it("wait for silence, then set 115200 baud 8N1 with divisor 13", () => {
    const bus = new Recorder()
      .name("uart", BASE, NAMES)
      .answer("uart.LSR", 0, 0, 0x60)
      .answer("uart.USR", 1, 0);
    useBus(bus);
    new DwUart(OPTIONS).start();
    expect(bus.take()).toEqual([
      "read  uart.LSR -> 0x0 (x2)",
      "read  uart.LSR -> 0x60",
      "read  uart.USR -> 0x1",
      "read  uart.USR -> 0x0",
      "write uart.LCR <- 0x83",
      "write uart.DATA <- 0xd",
      "write uart.IER <- 0x0",
      "write uart.LCR <- 0x3",
      "write uart.FCR <- 0x87",
      "write uart.MCR <- 0x3",
      "write uart.IER <- 0x0",
    ]);
  });

  it("fill the FIFO up to 16 bytes per look at LSR, never more", () => {
    const bus = new Recorder().name("uart", BASE, NAMES).answer("uart.LSR", 0x60);
    useBus(bus);
    expect(new DwUart(OPTIONS).write(bytes("0123456789abcdefXY"), 0, 18)).toBe(18);
    const lines = bus.take();
    expect(lines.filter((line) => line.startsWith("read"))).toHaveLength(2);
    expect(lines.indexOf("write uart.DATA <- 0x58")).toBe(18);
    expect(lines[17]).toBe("read  uart.LSR -> 0x60");
  });

  it("read the data register only when a byte waits", () => {
    const bus = new Recorder().name("uart", BASE, NAMES).answer("uart.LSR", 0, 1).answer("uart.DATA", 0x41);
    useBus(bus);
    const uart = new DwUart(OPTIONS);
    expect([uart.read(), uart.read()]).toEqual([-1, 0x41]);
    expect(bus.take()).toEqual(["read  uart.LSR -> 0x0", "read  uart.LSR -> 0x1", "read  uart.DATA -> 0x41"]);
  });

  it("change the speed to what divides 24 MHz, with the receive interrupt as it was, and leave it for what does not", () => {
    const bus = new Recorder()
      .name("uart", BASE, NAMES)
      .answer("uart.IER", 1)
      .answer("uart.LSR", 0x60)
      .answer("uart.USR", 0);
    useBus(bus);
    const uart = new DwUart(OPTIONS);
    for (const rate of [921_600, 3_000_000, 1]) expect(uart.setBaud(rate), `${rate}`).toBe(false);
    expect(bus.take()).toEqual([]);
    expect(uart.setBaud(1_500_000)).toBe(true);
    const writes = bus.take().filter((line) => line.startsWith("write"));
    expect(writes.slice(0, 3)).toEqual([
      "write uart.LCR <- 0x83",
      "write uart.DATA <- 0x1",
      "write uart.IER <- 0x0",
    ]);
    expect(writes.at(-1)).toBe("write uart.IER <- 0x1");
  });

  it("turn only the receive interrupt on and off", () => {
    const bus = new Recorder().name("uart", BASE, NAMES);
    useBus(bus);
    const uart = new DwUart(OPTIONS);
    uart.enableReceiveInterrupt(true);
    uart.enableReceiveInterrupt(false);
    expect(bus.take()).toEqual(["write uart.IER <- 0x1", "write uart.IER <- 0x0"]);
  });
});

describe("DwUart on a model of the UART", () => {
  it("sends the bytes asked for and no others", () => {
    const model = new DwUartModel({ base: BASE });
    useBus(model);
    const uart = new DwUart(OPTIONS);
    uart.start();
    expect(uart.write(bytes("[hello, board]"), 1, 13)).toBe(12);
    expect(model.text()).toBe("hello, board");
    expect([model.divisor, model.lineControl]).toEqual([13, 3]);
  });

  it("receives what arrives, in order, and announces it when asked to", () => {
    const model = new DwUartModel({ base: BASE });
    useBus(model);
    const uart = new DwUart(OPTIONS);
    uart.start();
    model.input(bytes("ok"));
    expect(model.interrupt()).toBe(false);
    uart.enableReceiveInterrupt(true);
    expect(model.interrupt()).toBe(true);
    expect([uart.read(), uart.read(), uart.read()]).toEqual([0x6f, 0x6b, -1]);
    expect(model.interrupt()).toBe(false);
  });

  it("gives up on a stuck transmitter, does not wait a second time, and recovers with it", () => {
    const model = new DwUartModel({ base: BASE });
    const bus = new Recorder(model).name("uart", BASE, NAMES);
    useBus(bus);
    const uart = new DwUart(OPTIONS);
    model.stuck = true;
    expect(uart.write(bytes("lost"), 0, 4)).toBe(0);
    bus.take();
    expect(uart.write(bytes("lost"), 0, 4)).toBe(0);
    expect(bus.take()).toEqual(["read  uart.LSR -> 0x0"]);
    model.stuck = false;
    expect(uart.write(bytes("back"), 0, 4)).toBe(4);
    expect(model.text()).toBe("back");
  });
});
