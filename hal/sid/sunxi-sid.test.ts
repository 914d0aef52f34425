// The chip's identification: register order in both layouts, and what is no identification.

import { expect, it } from "vitest";
import { useBus } from "../mmio.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { Recorder } from "../testing/recorder.ts";
import { VirtualTime } from "../testing/time.ts";
import { readChipId } from "./sunxi-sid.ts";

const BASE = 0x01c1_4000;
const NAMES = { W0: 0x0, W1: 0x4, W2: 0x8, W3: 0xc, PRCTL: 0x40, RDKEY: 0x60 };

function read(layout: "words" | "keyed", prepare: (bus: Recorder) => void) {
  const time = new VirtualTime();
  const bus = new Recorder().name("sid", BASE, NAMES);
  prepare(bus);
  useBus(bus);
  const id = readChipId({ base: BASE, layout, clock: new FakeClock(time, 240) });
  return { id: id === null ? null : [...id], bus, time };
}

it("A10: four registers", () => {
  const { id, bus } = read("words", (sid) => {
    sid.answer("sid.W0", 0x1623_4183).answer("sid.W1", 2).answer("sid.W2", 3).answer("sid.W3", 0xffff_ffff);
  });
  expect(id).toEqual([0x1623_4183, 2, 3, 0xffff_ffff]);
  expect(bus.take()).toHaveLength(4);
});

it("H3: each word asked for by its offset and key, waited for, and the controller left alone", () => {
  const { id, bus } = read("keyed", (sid) => {
    sid.answer("sid.PRCTL", 2, 0, 0, 0, 0).answer("sid.RDKEY", 0x02c0_0081, 1, 2, 3);
  });
  expect(id).toEqual([0x02c0_0081, 1, 2, 3]);
  expect(bus.take().slice(0, 5)).toEqual([
    "write sid.PRCTL <- 0xac02",
    "read  sid.PRCTL -> 0x2",
    "read  sid.PRCTL -> 0x0",
    "read  sid.RDKEY -> 0x2c00081",
    "write sid.PRCTL <- 0x4ac02",
  ]);
});

it("words of zero are none, and a controller that stays busy costs 10 ms", () => {
  expect(read("words", () => {}).id).toBeNull();
  expect(read("keyed", () => {}).id).toBeNull();
  const { id, time } = read("keyed", (sid) => sid.answer("sid.PRCTL", 2));
  expect(id).toBeNull();
  expect(time.now()).toBeLessThan(2 * 240_000);
});
