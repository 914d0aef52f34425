// Edges on pins: register order, and edges on a model.

import { describe, expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { SunxiEintModel } from "../testing/models/sunxi-eint.ts";
import { Recorder } from "../testing/recorder.ts";
import { FALLING, RISING, SunxiEint } from "./sunxi-eint.ts";

const BASE = 0x01c2_0a00;
const NAMES = { CFG0: 0x00, CFG3: 0x0c, CTL: 0x10, STATUS: 0x14, DEBOUNCE: 0x18 };

function recorded() {
  const bus = new Recorder().name("eint", BASE, NAMES);
  useBus(bus);
  return { bus, eint: new SunxiEint({ base: BASE, nowMs: () => 5 }) };
}

describe("the register accesses of SunxiEint", () => {
  it("start: all lines off, then what is pending forgotten", () => {
    const { bus, eint } = recorded();
    eint.start();
    expect(bus.take()).toEqual([
      "write eint.CTL <- 0x0",
      "write eint.DEBOUNCE <- 0x0",
      "write eint.STATUS <- 0xffffffff",
    ]);
  });

  it("open: kind of edge, old edges forgotten, then the enable", () => {
    const { bus, eint } = recorded();
    bus.answer("eint.CFG0", 0x4444_4444);
    eint.open(3, RISING);
    eint.open(31, FALLING);
    eint.close(3);
    expect(bus.take()).toEqual([
      "read  eint.CFG0 -> 0x44444444",
      "write eint.CFG0 <- 0x44440444",
      "write eint.STATUS <- 0x8",
      "write eint.CTL <- 0x8",
      "read  eint.CFG3 -> 0x0",
      "write eint.CFG3 <- 0x10000000",
      "write eint.STATUS <- 0x80000000",
      "write eint.CTL <- 0x80000008",
      "write eint.CTL <- 0x80000000",
    ]);
  });

  it("collect: clears only what it has seen of enabled lines", () => {
    const { bus, eint } = recorded();
    eint.open(4, RISING | FALLING);
    bus.take();
    bus.answer("eint.STATUS", 0x30, 0x20);
    eint.collect();
    eint.collect();
    expect(bus.take()).toEqual([
      "read  eint.STATUS -> 0x30",
      "write eint.STATUS <- 0x10",
      "read  eint.STATUS -> 0x20",
    ]);
  });
});

describe("SunxiEint on a model", () => {
  it.each([
    [RISING, [true, false]],
    [FALLING, [false, true]],
    [RISING | FALLING, [true, true]],
  ])("edges %d: up and down are noticed as %j, with the moment", (edges, expected) => {
    const model = new SunxiEintModel({ base: BASE });
    useBus(model);
    let now = 0;
    const eint = new SunxiEint({ base: BASE, nowMs: () => now });
    eint.start();
    eint.open(9, edges);
    const noticed = ([1, 0] as const).map((level, i) => {
      model.drive(9, level);
      expect(model.interrupt()).toBe(expected[i]);
      now = 100 + i;
      eint.collect();
      expect(model.interrupt()).toBe(false);
      if (expected[i]) expect(eint.noticedAt(9)).toBe(now);
      return eint.take(9);
    });
    expect(noticed).toEqual(expected);
    expect(eint.take(9)).toBe(false);
  });

  it("keeps lines apart, and a closed one silent", () => {
    const model = new SunxiEintModel({ base: BASE });
    useBus(model);
    const eint = new SunxiEint({ base: BASE, nowMs: () => 0 });
    eint.start();
    eint.open(0, RISING);
    eint.open(31, RISING);
    model.drive(31, 1);
    eint.collect();
    expect([eint.take(0), eint.take(31)]).toEqual([false, true]);
    eint.close(31);
    model.drive(31, 0);
    model.drive(31, 1);
    expect(model.interrupt()).toBe(false);
    eint.open(31, RISING);
    eint.collect();
    expect(eint.take(31)).toBe(false);
  });
});
