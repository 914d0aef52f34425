// The A10 EMAC: register order of each operation, and its behaviour on a model with faults.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { MappedBus } from "../testing/bus.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { PhyModel } from "../testing/models/phy.ts";
import { SunxiEmacModel } from "../testing/models/sunxi-emac.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { Phy } from "./phy.ts";
import { SunxiEmac } from "./sunxi-emac.ts";
import { SunxiMdio } from "./sunxi-mdio.ts";

const BASE = 0x01c0_b000;
const ADDRESS = new Uint8Array([0x02, 0x11, 0x22, 0x33, 0x44, 0x55]);
const NAMES = {
  CTL: 0x00,
  TX_MODE: 0x04,
  TX_CTL0: 0x0c,
  TX_CTL1: 0x10,
  TX_INS: 0x14,
  TX_PL0: 0x18,
  TX_PL1: 0x1c,
  TX_IO_DATA: 0x24,
  RX_CTL: 0x3c,
  RX_IO_DATA: 0x4c,
  RX_FBC: 0x50,
  INT_CTL: 0x54,
  INT_STA: 0x58,
  MAC_CTL0: 0x5c,
  MAC_CTL1: 0x60,
  MAC_IPGT: 0x64,
  MAC_IPGR: 0x68,
  MAC_CLRT: 0x6c,
  MAC_MAXF: 0x70,
  MAC_SUPP: 0x74,
  MAC_MCFG: 0x7c,
  MAC_A0: 0x98,
  MAC_A1: 0x9c,
  MCMD: 0x80,
  MADR: 0x84,
  MWTD: 0x88,
  MRDD: 0x8c,
  MIND: 0x90,
};

function driver(time: VirtualTime): SunxiEmac {
  const clock = new FakeClock(time, 240);
  const mdio = new SunxiMdio({ base: BASE, clock });
  return new SunxiEmac({ base: BASE, address: ADDRESS, phy: new Phy({ mdio, address: 1, clock }), clock });
}

function recorded() {
  const bus = new Recorder().name("emac", BASE, NAMES);
  useBus(bus);
  return { bus, mac: driver(new VirtualTime()) };
}

function board(emulated: boolean) {
  const time = new VirtualTime();
  const phy = new PhyModel(1);
  const model = new SunxiEmacModel({ base: BASE, phy, emulated });
  useBus(new MappedBus().add(model));
  const mac = driver(time);
  const started = mac.start();
  return { time, phy, model, mac, started };
}

const frame = (length: number, seed = 0) => Uint8Array.from({ length }, (_, i) => (i * 7 + seed) & 0xff);
const buffer = () => new Uint8Array(1514);

describe("the register accesses of SunxiEmac", () => {
  it("start: quiet, mode, address, reset pulse, then transmitter and receiver on", () => {
    const { bus, mac } = recorded();
    bus.answer("emac.INT_STA", 0x3);
    mac.start();
    const writes = bus.takeWrites().filter((line) => !/MADR|MCMD|MWTD/.test(line));
    expect(writes).toEqual([
      "write emac.RX_CTL <- 0x8",
      "write emac.RX_CTL <- 0x0",
      "write emac.RX_FBC <- 0x0",
      "write emac.MAC_CTL0 <- 0x0",
      "write emac.MAC_MCFG <- 0x34",
      "write emac.INT_CTL <- 0x0",
      "write emac.INT_STA <- 0x3",
      "write emac.TX_MODE <- 0x1",
      "write emac.RX_CTL <- 0x530100",
      "write emac.MAC_CTL0 <- 0xc",
      "write emac.MAC_CTL1 <- 0x32",
      "write emac.MAC_IPGT <- 0x15",
      "write emac.MAC_IPGR <- 0xc12",
      "write emac.MAC_CLRT <- 0x370f",
      "write emac.MAC_MAXF <- 0x600",
      "write emac.MAC_A1 <- 0x21122",
      "write emac.MAC_A0 <- 0x334455",
      "write emac.CTL <- 0x0",
      "write emac.CTL <- 0x1",
      "write emac.CTL <- 0x7",
    ]);
  });

  it("send: channel, words with the last one padded, length, start", () => {
    const { bus, mac } = recorded();
    expect(mac.send(frame(18, 1), 18)).toBe(true);
    expect(bus.take()).toEqual([
      "write emac.TX_INS <- 0x0",
      "write emac.TX_IO_DATA <- 0x160f0801",
      "write emac.TX_IO_DATA <- 0x322b241d",
      "write emac.TX_IO_DATA <- 0x4e474039",
      "write emac.TX_IO_DATA <- 0x6a635c55",
      "write emac.TX_IO_DATA <- 0x7871",
      "write emac.TX_PL0 <- 0x12",
      "write emac.TX_CTL0 <- 0x1",
    ]);
  });

  it("send: the second channel while the first is busy, then none, then the one that is done", () => {
    const { bus, mac } = recorded();
    mac.send(frame(60), 60);
    bus.take();
    mac.send(frame(60), 60);
    const second = bus.takeWrites();
    expect([second[0], second.at(-2), second.at(-1)]).toEqual([
      "write emac.TX_INS <- 0x1",
      "write emac.TX_PL1 <- 0x3c",
      "write emac.TX_CTL1 <- 0x1",
    ]);
    expect(mac.send(frame(60), 60)).toBe(false);
    expect(bus.take()).toEqual(["read  emac.INT_STA -> 0x0"]);
    bus.answer("emac.INT_STA", 0x102);
    expect(mac.send(frame(60), 60)).toBe(true);
    expect(bus.take().slice(0, 3)).toEqual([
      "read  emac.INT_STA -> 0x102",
      "write emac.INT_STA <- 0x2",
      "write emac.TX_INS <- 0x1",
    ]);
  });

  it("receive: counter twice when it reads 0, and nothing else", () => {
    const { bus, mac } = recorded();
    expect(mac.receive(buffer())).toBe(0);
    expect(bus.take()).toEqual(["read  emac.RX_FBC -> 0x0 (x2)"]);
  });

  it("receive: magic, header, the frame's words and its checksum", () => {
    const { bus, mac } = recorded();
    bus.answer("emac.RX_FBC", 1).answer("emac.RX_IO_DATA", 0x0143_414d, 0x0080_0042, 0x0403_0201);
    expect(mac.receive(buffer())).toBe(62);
    expect(bus.take()).toEqual([
      "read  emac.RX_FBC -> 0x1",
      "read  emac.RX_IO_DATA -> 0x143414d",
      "read  emac.RX_IO_DATA -> 0x800042",
      // 62 bytes and 4 of checksum: 17 words.
      "read  emac.RX_IO_DATA -> 0x4030201 (x17)",
    ]);
  });

  it("enable receive and transmit events together, and acknowledge exactly what was read", () => {
    const { bus, mac } = recorded();
    bus.answer("emac.INT_STA", 0x101);
    mac.enableReceiveInterrupt(true);
    mac.acknowledgeInterrupt();
    mac.enableReceiveInterrupt(false);
    expect(bus.take()).toEqual([
      "write emac.INT_CTL <- 0x10f",
      "read  emac.INT_STA -> 0x101",
      "write emac.INT_STA <- 0x101",
      "write emac.INT_CTL <- 0x0",
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

for (const emulated of [false, true]) {
  describe(`SunxiEmac on a model that behaves like ${emulated ? "QEMU" : "hardware"}`, () => {
    it("starts, and still has its interrupt when it is enabled afterwards", () => {
      const { started, mac, model } = board(emulated);
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
      const { mac, model } = board(emulated);
      mac.send(frame(length, length), length);
      expect(model.sent).toEqual([frame(length, length)]);
    });

    it.each([60, 61, 62, 63, 64, 1513, 1514])("receives a frame of %d bytes unchanged", (length) => {
      const { mac, model } = board(emulated);
      const into = buffer();
      model.deliver(frame(length, 5));
      expect(mac.receive(into)).toBe(length);
      expect(into.subarray(0, length)).toEqual(frame(length, 5));
      expect(model.waiting).toBe(0);
    });

    it("keeps order and borders over many frames in both directions", () => {
      const { mac, model } = board(emulated);
      for (let i = 0; i < 40; i++) {
        expect(mac.send(frame(60 + i, i), 60 + i)).toBe(true);
        model.deliver(frame(100 + i, i));
        if (i % 4 === 3) {
          for (let k = i - 3; k <= i; k++) {
            const into = buffer();
            expect(mac.receive(into)).toBe(100 + k);
            expect(into.subarray(0, 100 + k)).toEqual(frame(100 + k, k));
          }
        }
      }
      expect(model.sent).toHaveLength(40);
      expect(mac.receive(buffer())).toBe(0);
      expect(mac.counters).toMatchObject({ sent: 40, received: 40, transmitTimeouts: 0 });
    });

    it("drops a frame with a bad checksum, counts it, and returns the next", () => {
      const { mac, model } = board(emulated);
      model.deliver(frame(99), "crc");
      model.deliver(frame(70, 1));
      expect(mac.receive(buffer())).toBe(70);
      expect(mac.counters).toMatchObject({ crcErrors: 1, received: 1, flushes: 0 });
    });

    it.each(["bad-magic", "bad-length"] as const)("recovers from a FIFO with %s", (fault) => {
      const { mac, model } = board(emulated);
      model.deliver(frame(80), fault);
      model.deliver(frame(70, 1));
      expect(mac.receive(buffer())).toBe(0);
      expect(mac.counters.flushes).toBe(1);
      model.deliver(frame(90, 2));
      const into = buffer();
      expect(mac.receive(into)).toBe(90);
      expect(into.subarray(0, 90)).toEqual(frame(90, 2));
    });

    it("takes speed and duplex from the PHY when the link comes up", () => {
      const { mac, model, phy } = board(emulated);
      phy.setLink(false);
      expect(mac.linkUp()).toBe(false);
      phy.partner = 0x0021;
      phy.setLink(true);
      expect(mac.linkUp()).toBe(true);
      expect([model.speed100, model.fullDuplex]).toEqual([false, false]);
      phy.setLink(false);
      mac.linkUp();
      phy.partner = 0x01e1;
      phy.setLink(true);
      mac.linkUp();
      expect([model.speed100, model.fullDuplex]).toEqual([true, true]);
    });
  });
}

describe("SunxiEmac with a broken device", () => {
  it("has no free channel while the transmitter hangs, and takes them back after a second", () => {
    const { mac, model, time } = board(false);
    model.transmitterHangs = true;
    expect([mac.send(frame(60), 60), mac.send(frame(60), 60)]).toEqual([true, true]);
    expect(mac.send(frame(60), 60)).toBe(false);
    time.advance(24_000_000);
    model.transmitterHangs = false;
    expect(mac.send(frame(60), 60)).toBe(true);
    expect(mac.counters.transmitTimeouts).toBe(1);
  });

  it("starts without a PHY and says so", () => {
    const model = new SunxiEmacModel({ base: BASE, phy: new PhyModel(9) });
    useBus(model);
    const mac = driver(new VirtualTime());
    expect(mac.start()).toBe(false);
    expect(mac.linkUp()).toBe(false);
  });

  it("does not hang on a management bus that stays busy", () => {
    const { mac, model } = board(false);
    model.mdioHangs = true;
    expect(mac.linkUp()).toBe(false);
    expect(mac.start()).toBe(false);
  });

  it("returns to the loop under a flood of damaged frames", () => {
    const { mac, model } = board(false);
    for (let i = 0; i < 30; i++) model.deliver(frame(60), "crc");
    expect(mac.receive(buffer())).toBe(0);
    expect(model.waiting).toBe(14);
  });
});
