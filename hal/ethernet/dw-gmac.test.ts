// The DesignWare GMAC of the A20: register order of each operation, and its behaviour on a model with faults.

import { describe, expect, it } from "vitest";
import { DmaMemory } from "../dma.ts";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { DwGmacModel } from "../testing/models/dw-gmac.ts";
import { PhyModel } from "../testing/models/phy.ts";
import { RamModel } from "../testing/models/ram.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { DwGmac } from "./dw-gmac.ts";
import { DwMdio } from "./dw-mdio.ts";
import { Phy } from "./phy.ts";

const BASE = 0x01c5_0000;
const MEMORY = { base: 0x4100_0000, sizeBytes: 0x4_0000 };
const ADDRESS = new Uint8Array([0x02, 0x11, 0x22, 0x33, 0x44, 0x55]);
const NAMES = {
  CONFIG: 0x0000,
  FILTER: 0x0004,
  MII_ADDR: 0x0010,
  MII_DATA: 0x0014,
  INT_MASK: 0x003c,
  ADDR_HIGH: 0x0040,
  ADDR_LOW: 0x0044,
  BUS_MODE: 0x1000,
  TX_POLL: 0x1004,
  RX_POLL: 0x1008,
  RX_LIST: 0x100c,
  TX_LIST: 0x1010,
  STATUS: 0x1014,
  MODE: 0x1018,
  INT_ENABLE: 0x101c,
};
/** Receive descriptors, receive buffers, then the transmit ring: in the order in which the driver takes them. */
const RX_RING = MEMORY.base;
const RX_BUFFERS = RX_RING + 64 * 16;
const TX_RING = RX_BUFFERS + 64 * 1536;
const TX_BUFFERS = TX_RING + 16 * 16;

function driver(time: VirtualTime, gigabit = false): DwGmac {
  const clock = new FakeClock(time, 240);
  const mdio = new DwMdio({ base: BASE, clock });
  const phy = new Phy({ mdio, address: 1, clock, gigabit });
  return new DwGmac({ base: BASE, address: ADDRESS, phy, clock, memory: new DmaMemory(MEMORY) });
}

function recorded() {
  const ram = new RamModel({ ...MEMORY, fill: 0 });
  const inRam = (address: number) => address >= MEMORY.base;
  const behind = {
    read32: (address: number) => (inRam(address) ? ram.read32(address) : 0),
    write32: (address: number, value: number) => inRam(address) && ram.write32(address, value),
  };
  const bus = new Recorder(behind)
    .name("gmac", BASE, NAMES)
    .name("rx0", RX_RING, { status: 0, control: 4, buffer: 8, next: 12 })
    .name("rx1", RX_RING + 16, { status: 0, control: 4, buffer: 8, next: 12 })
    .name("tx0", TX_RING, { status: 0, control: 4, buffer: 8, next: 12 })
    .name("tx15", TX_RING + 15 * 16, { status: 0, control: 4, buffer: 8, next: 12 });
  useBus(bus);
  return { bus, ram, mac: driver(new VirtualTime()) };
}

function board() {
  const time = new VirtualTime();
  const phy = new PhyModel(1);
  const memory = new RamModel(MEMORY);
  const model = new DwGmacModel({ base: BASE, phy, memory });
  useBus(new MappedBus().add(model).add(memory));
  const mac = driver(time);
  const started = mac.start();
  return { time, phy, model, mac, started };
}

const frame = (length: number, seed = 0) => Uint8Array.from({ length }, (_, i) => (i * 7 + seed) & 0xff);
const buffer = () => new Uint8Array(1514);

describe("the register accesses of DwMdio", () => {
  it("read: idle, command, idle, data", () => {
    const bus = new Recorder().name("gmac", BASE, NAMES);
    bus.answer("gmac.MII_ADDR", 0, 1, 0).answer("gmac.MII_DATA", 0x786c);
    useBus(bus);
    const mdio = new DwMdio({ base: BASE, clock: new FakeClock(new VirtualTime(), 240) });
    expect(mdio.read(1, 2)).toBe(0x786c);
    expect(bus.take()).toEqual([
      "read  gmac.MII_ADDR -> 0x0",
      "write gmac.MII_ADDR <- 0x891",
      "read  gmac.MII_ADDR -> 0x1",
      "read  gmac.MII_ADDR -> 0x0",
      "read  gmac.MII_DATA -> 0x786c",
    ]);
  });

  it("write: the data before the command", () => {
    const bus = new Recorder().name("gmac", BASE, NAMES);
    useBus(bus);
    const mdio = new DwMdio({ base: BASE, clock: new FakeClock(new VirtualTime(), 240) });
    expect(mdio.write(1, 0, 0x1200)).toBe(true);
    expect(bus.takeWrites()).toEqual(["write gmac.MII_DATA <- 0x1200", "write gmac.MII_ADDR <- 0x813"]);
  });

  it("a bus that stays busy costs 10 ms and is reported", () => {
    const bus = new Recorder().name("gmac", BASE, NAMES).answer("gmac.MII_ADDR", 1);
    const time = new VirtualTime();
    useBus(bus);
    const mdio = new DwMdio({ base: BASE, clock: new FakeClock(time, 240) });
    expect([mdio.read(1, 2), mdio.write(1, 0, 0)]).toEqual([-1, false]);
    expect(time.now()).toBeGreaterThanOrEqual(2 * 240_000);
    expect(time.now()).toBeLessThan(3 * 240_000);
  });
});

describe("the register accesses of DwGmac", () => {
  it("start: interface, reset, bus, address, filter, rings, PHY, then both DMAs and both halves of the MAC", () => {
    const { bus, mac } = recorded();
    mac.start();
    const writes = bus.takeWrites();
    const registers = writes.filter((line) => line.includes("gmac.") && !line.includes("MII_"));
    expect(registers).toEqual([
      "write gmac.INT_ENABLE <- 0x0",
      "write gmac.CONFIG <- 0x8000",
      "write gmac.BUS_MODE <- 0x1",
      "write gmac.BUS_MODE <- 0x10200",
      "write gmac.INT_MASK <- 0x60f",
      "write gmac.ADDR_HIGH <- 0x5544",
      "write gmac.ADDR_LOW <- 0x33221102",
      "write gmac.FILTER <- 0x10",
      `write gmac.RX_LIST <- 0x${RX_RING.toString(16)}`,
      `write gmac.TX_LIST <- 0x${TX_RING.toString(16)}`,
      "write gmac.STATUS <- 0x1ffff",
      "write gmac.MODE <- 0x2202002",
      "write gmac.CONFIG <- 0xc80c",
    ]);
    // A descriptor's owner last; the last one leads back to the first.
    expect(writes.filter((line) => line.includes("rx0.") || line.includes("tx15."))).toEqual([
      "write rx0.control <- 0x1000600",
      `write rx0.buffer <- 0x${RX_BUFFERS.toString(16)}`,
      `write rx0.next <- 0x${(RX_RING + 16).toString(16)}`,
      "write rx0.status <- 0x80000000",
      "write tx15.control <- 0x1000000",
      `write tx15.buffer <- 0x${(TX_BUFFERS + 15 * 1536).toString(16)}`,
      `write tx15.next <- 0x${TX_RING.toString(16)}`,
      "write tx15.status <- 0x0",
    ]);
  });

  it("start: a reset that does not end is given up after 100 ms, before anything else is touched", () => {
    const { bus, mac } = recorded();
    bus.answer("gmac.BUS_MODE", 1);
    expect(mac.start()).toBe(false);
    expect(bus.takeWrites()).toEqual([
      "write gmac.INT_ENABLE <- 0x0",
      "write gmac.CONFIG <- 0x8000",
      "write gmac.BUS_MODE <- 0x1",
    ]);
  });

  it("send: owner looked at, bytes, control, owner given, kick", () => {
    const { bus, mac } = recorded();
    expect(mac.send(frame(18, 1), 18)).toBe(true);
    const words = ["0x160f0801", "0x322b241d", "0x4e474039", "0x6a635c55", "0x7871"];
    expect(bus.take()).toEqual([
      "read  tx0.status -> 0x0",
      ...words.map((word, i) => `write 0x${(TX_BUFFERS + 4 * i).toString(16)} <- ${word}`),
      "write tx0.control <- 0xe1000012",
      "write tx0.status <- 0x80000000",
      "write gmac.TX_POLL <- 0x1",
    ]);
  });

  it("receive: one look while the descriptor is the DMA's", () => {
    const { bus, mac, ram } = recorded();
    ram.write32(RX_RING, 0x8000_0000);
    expect(mac.receive(buffer())).toBe(0);
    expect(bus.take()).toEqual(["read  rx0.status -> 0x80000000", "read  gmac.STATUS -> 0x0"]);
  });

  it("receive: status, bytes, the descriptor back, kick; then the next one", () => {
    const { bus, mac, ram } = recorded();
    ram.write32(RX_RING, 0x0040_0300);
    expect(mac.receive(buffer())).toBe(60);
    const lines = bus.take();
    expect(lines[0]).toBe("read  rx0.status -> 0x400300");
    expect(lines.slice(-2)).toEqual(["write rx0.status <- 0x80000000", "write gmac.RX_POLL <- 0x1"]);
    ram.write32(RX_RING + 16, 0x8000_0000);
    expect(mac.receive(buffer())).toBe(0);
    expect(bus.take()).toEqual(["read  rx1.status -> 0x80000000", "read  gmac.STATUS -> 0x0"]);
  });

  it("receive: the want of a descriptor is counted once", () => {
    const { bus, mac, ram } = recorded();
    ram.write32(RX_RING, 0x8000_0000);
    bus.answer("gmac.STATUS", 0x80c0);
    expect(mac.receive(buffer())).toBe(0);
    expect(bus.take()).toEqual([
      "read  rx0.status -> 0x80000000",
      "read  gmac.STATUS -> 0x80c0",
      "write gmac.STATUS <- 0x80",
    ]);
    expect(mac.counters.overruns).toBe(1);
  });

  it("enable receive and transmit events together, and acknowledge what was read", () => {
    const { bus, mac } = recorded();
    bus.answer("gmac.STATUS", 0x66_0041);
    mac.enableReceiveInterrupt(true);
    mac.acknowledgeInterrupt();
    mac.enableReceiveInterrupt(false);
    expect(bus.take()).toEqual([
      "write gmac.INT_ENABLE <- 0x180c1",
      "read  gmac.STATUS -> 0x660041",
      "write gmac.STATUS <- 0x41",
      "write gmac.INT_ENABLE <- 0x0",
    ]);
  });

  it("refuse frames that Ethernet cannot carry, before anything is written", () => {
    const { bus, mac } = recorded();
    expect(() => mac.send(frame(10), 10)).toThrow(/a frame of 10 bytes/);
    expect(() => mac.send(frame(1600), 1515)).toThrow(/a frame of 1515 bytes/);
    expect(() => mac.send(frame(60), 61)).toThrow(RangeError);
    expect(bus.take()).toEqual([]);
  });
});

describe("DwGmac on a model", () => {
  it("starts with its address and raises its interrupt for a frame", () => {
    const { started, mac, model } = board();
    expect(started).toBe(true);
    expect(model.addressText()).toBe("02:11:22:33:44:55");
    mac.enableReceiveInterrupt(true);
    expect(model.interrupt()).toBe(false);
    model.deliver(frame(60));
    expect(model.interrupt()).toBe(true);
    mac.receive(buffer());
    mac.acknowledgeInterrupt();
    expect(model.interrupt()).toBe(false);
  });

  it.each([14, 42, 60, 61, 62, 63, 1514])("sends a frame of %d bytes unchanged", (length) => {
    const { mac, model } = board();
    mac.send(frame(length, length), length);
    expect(model.sent).toEqual([frame(length, length)]);
  });

  it.each([60, 61, 62, 63, 64, 1513, 1514])("receives a frame of %d bytes unchanged", (length) => {
    const { mac, model } = board();
    const into = buffer();
    model.deliver(frame(length, 5));
    expect(mac.receive(into)).toBe(length);
    expect(into.subarray(0, length)).toEqual(frame(length, 5));
  });

  it("keeps order and borders over many turns of both rings", () => {
    const { mac, model } = board();
    for (let i = 0; i < 300; i++) {
      expect(mac.send(frame(60 + i, i), 60 + i)).toBe(true);
      model.deliver(frame(100 + i, i));
      if (i % 50 === 49) {
        for (let k = i - 49; k <= i; k++) {
          const into = buffer();
          expect(mac.receive(into)).toBe(100 + k);
          expect(into.subarray(0, 100 + k)).toEqual(frame(100 + k, k));
        }
      }
    }
    expect(model.sent.map((sent) => sent.length)).toEqual(Array.from({ length: 300 }, (_, i) => 60 + i));
    expect(mac.counters).toMatchObject({ sent: 300, received: 300, transmitTimeouts: 0 });
    expect(model.lost).toBe(0);
  });

  it("loses frames when all buffers are full, says so, and receives again afterwards", () => {
    const { mac, model } = board();
    for (let i = 0; i < 70; i++) model.deliver(frame(60, i));
    expect(model.lost).toBe(6);
    const into = buffer();
    for (let i = 0; i < 64; i++) {
      expect(mac.receive(into)).toBe(60);
      expect(into.subarray(0, 60)).toEqual(frame(60, i));
    }
    expect(mac.receive(into)).toBe(0);
    expect(mac.counters).toMatchObject({ received: 64, overruns: 1 });
    model.deliver(frame(90, 2));
    expect(mac.receive(into)).toBe(90);
  });

  it.each([
    ["crc", "crcErrors"],
    ["runt", "lengthErrors"],
    ["piece", "lengthErrors"],
  ] as const)("drops a frame with fault %s, counts it, and returns the next", (fault, counter) => {
    const { mac, model } = board();
    model.deliver(frame(99), fault);
    model.deliver(frame(70, 1));
    expect(mac.receive(buffer())).toBe(70);
    expect(mac.counters).toMatchObject({ [counter]: 1, received: 1 });
  });

  it("takes speed and duplex from the PHY when the link comes up", () => {
    const { mac, model, phy } = board();
    phy.setLink(false);
    expect(mac.linkUp()).toBe(false);
    phy.partner = 0x0021;
    phy.setLink(true);
    expect(mac.linkUp()).toBe(true);
    expect([model.megabits, model.fullDuplex]).toEqual([10, false]);
    phy.setLink(false);
    mac.linkUp();
    phy.partner = 0x01e1;
    phy.setLink(true);
    mac.linkUp();
    expect([model.megabits, model.fullDuplex]).toEqual([100, true]);
  });
});

describe("the speed of DwGmac", () => {
  it("is 1000 Mbit/s only where the wires carry it and the PHY agreed to it", () => {
    const registers = new Map([[10, 0x0800]]);
    const model = new DwGmacModel({ base: BASE, phy: new PhyModel(1), memory: new RamModel(MEMORY) });
    const phyRead = model.phy.read.bind(model.phy);
    model.phy.read = (address, register) => registers.get(register) ?? phyRead(address, register);
    useBus(new MappedBus().add(model).add(new RamModel(MEMORY)));
    for (const gigabit of [true, false]) {
      const mac = driver(new VirtualTime(), gigabit);
      mac.start();
      expect(mac.linkUp()).toBe(true);
      expect([model.megabits, model.fullDuplex]).toEqual([gigabit ? 1000 : 100, true]);
    }
  });
});

describe("DwGmac with a broken device", () => {
  it("fills its ring while the transmitter hangs, and starts it anew after a second", () => {
    const { mac, model, time } = board();
    model.transmitterHangs = true;
    for (let i = 0; i < 16; i++) expect(mac.send(frame(60, i), 60)).toBe(true);
    expect(mac.send(frame(60), 60)).toBe(false);
    time.advance(24_000_000);
    model.transmitterHangs = false;
    expect(mac.send(frame(61, 9), 61)).toBe(true);
    expect(mac.counters.transmitTimeouts).toBe(1);
    expect(model.sent.at(-1)).toEqual(frame(61, 9));
  });

  it("a ring that was full for a moment is not taken for a broken one", () => {
    const { mac, model, time } = board();
    model.transmitterHangs = true;
    for (let i = 0; i < 17; i++) mac.send(frame(60, i), 60);
    time.advance(12_000_000);
    model.transmitterHangs = false;
    model.transmit();
    expect(mac.send(frame(60), 60)).toBe(true);
    time.advance(24_000_000);
    expect(mac.send(frame(60), 60)).toBe(true);
    expect(mac.counters).toMatchObject({ sent: 18, transmitTimeouts: 0 });
    expect(model.sent).toHaveLength(18);
  });

  it("starts without a PHY and says so", () => {
    const memory = new RamModel(MEMORY);
    useBus(new MappedBus().add(memory).add(new DwGmacModel({ base: BASE, phy: new PhyModel(9), memory })));
    const mac = driver(new VirtualTime());
    expect(mac.start()).toBe(false);
    expect(mac.linkUp()).toBe(false);
  });

  it("does not hang on a management bus that stays busy, or on a PHY without a clock", () => {
    const { mac, model } = board();
    model.mdioHangs = true;
    expect(mac.linkUp()).toBe(false);
    expect(mac.start()).toBe(false);
    model.resetHangs = true;
    expect(mac.start()).toBe(false);
  });

  it("returns to the loop under a flood of damaged frames", () => {
    const { mac, model } = board();
    for (let i = 0; i < 30; i++) model.deliver(frame(60), "crc");
    expect(mac.receive(buffer())).toBe(0);
    expect(mac.counters.crcErrors).toBe(16);
  });
});
