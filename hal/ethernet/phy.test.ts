// The PHY over MDIO: reset, negotiation, link state, and PHYs that do not answer.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { PhyModel } from "../testing/models/phy.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import type { Mdio } from "./mdio.ts";
import { Phy } from "./phy.ts";
import { SunxiMdio } from "./sunxi-mdio.ts";

const EMAC = 0x01c0_b000;
const NAMES = { MCMD: 0x80, MADR: 0x84, MWTD: 0x88, MRDD: 0x8c, MIND: 0x90 };

function connected(model: PhyModel) {
  const log: string[] = [];
  const mdio: Mdio = {
    read: (phy, register) => model.read(phy, register),
    write: (phy, register, value) => {
      log.push(`${phy}.${register} <- 0x${value.toString(16)}`);
      model.write(phy, register, value);
      return true;
    },
  };
  return { log, phy: new Phy({ mdio, address: 1, clock: new FakeClock(new VirtualTime(), 24_000) }) };
}

describe("the register accesses of SunxiMdio", () => {
  const mdio = () => new SunxiMdio({ base: EMAC, clock: new FakeClock(new VirtualTime(), 2400) });

  it("read: address, start, wait, stop, data", () => {
    const bus = new Recorder()
      .name("mdio", EMAC, NAMES)
      .answer("mdio.MIND", 1, 0)
      .answer("mdio.MRDD", 0x1786c);
    useBus(bus);
    expect(mdio().read(1, 2)).toBe(0x786c);
    expect(bus.take()).toEqual([
      "write mdio.MADR <- 0x102",
      "write mdio.MCMD <- 0x1",
      "read  mdio.MIND -> 0x1",
      "read  mdio.MIND -> 0x0",
      "write mdio.MCMD <- 0x0",
      "read  mdio.MRDD -> 0x1786c",
    ]);
  });

  it("write: the data last", () => {
    const bus = new Recorder().name("mdio", EMAC, NAMES);
    useBus(bus);
    expect(mdio().write(1, 0, 0x1200)).toBe(true);
    expect(bus.takeWrites()).toEqual([
      "write mdio.MADR <- 0x100",
      "write mdio.MCMD <- 0x1",
      "write mdio.MCMD <- 0x0",
      "write mdio.MWTD <- 0x1200",
    ]);
  });

  it("give up on a bus that stays busy and write nothing then", () => {
    const bus = new Recorder().name("mdio", EMAC, NAMES).answer("mdio.MIND", 1);
    useBus(bus);
    expect(mdio().read(1, 1)).toBe(-1);
    bus.take();
    expect(mdio().write(1, 0, 1)).toBe(false);
    expect(bus.takeWrites().join()).not.toContain("MWTD");
  });
});

describe("Phy", () => {
  it("resets the PHY and starts autonegotiation", () => {
    const { phy, log } = connected(new PhyModel(1));
    expect(phy.start()).toBe(true);
    expect(log).toEqual(["1.0 <- 0x8000", "1.0 <- 0x1200"]);
  });

  it("reports a missing PHY and a reset that never ends", () => {
    expect(connected(new PhyModel(3)).phy.start()).toBe(false);
    const hanging = new PhyModel(1);
    hanging.resetHangs = true;
    expect(connected(hanging).phy.start()).toBe(false);
  });

  it("sees the cable come and go, past the latched failure", () => {
    const model = new PhyModel(1);
    const { phy } = connected(model);
    expect(phy.linkUp()).toBe(true);
    model.setLink(false);
    expect(phy.linkUp()).toBe(false);
    model.setLink(true);
    expect(phy.linkUp()).toBe(true);
    expect(connected(new PhyModel(3)).phy.linkUp()).toBe(false);
  });

  it.each([
    [0x01e1, true, true],
    [0x00e1, true, false],
    [0x0061, false, true],
    [0x0021, false, false],
    [0x0141, true, true],
  ])("with partner abilities %d agrees on 100 Mbit: %s, full duplex: %s", (partner, speed100, fullDuplex) => {
    const model = new PhyModel(1);
    model.partner = partner;
    expect(connected(model).phy.mode()).toEqual({ megabits: speed100 ? 100 : 10, fullDuplex });
  });
});
