// A program on trial: confirmed by its health check, or left to the watchdog. And what a loader hands over.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CutCard } from "../block/testing/cut-card.ts";
import { DeviceUpdates } from "./device.ts";
import { HANDOFF_BYTES, type Handoff, readHandoff, writeHandoff } from "./handoff.ts";
import { emptySlot, type Phase } from "./state.ts";
import { StateStore } from "./state-store.ts";

const layout = { copies: [0, 8, 16, 24], slots: [32, 40].map((sector) => ({ sector, sectors: 4 })) };
const handoff: Handoff = {
  slot: 1,
  onTrial: true,
  layout,
  keyListOffset: 8,
  watchdogSeconds: 16,
  board: "cubieboard",
  signers: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)],
  root: new Uint8Array(32).fill(3),
};

async function device(change: Partial<Handoff> = {}, phase: Phase = "trial") {
  const card = new CutCard(new Map());
  const slots = [
    { ...emptySlot(), phase: "confirmed" as const, counter: 1 },
    { ...emptySlot(), phase, tries: 2, counter: 3 },
  ];
  await new StateStore(card, layout).save({ sequence: 0, floor: 1, slots });
  const calls: string[] = [];
  const watchdog = {
    arm: (milliseconds: number) => milliseconds,
    feed: () => void calls.push("feed"),
    disarm: () => void calls.push("disarm"),
    reset: () => {
      throw new Error("reset");
    },
  };
  const updates = new DeviceUpdates({ ...handoff, ...change }, card, watchdog);
  return {
    updates,
    calls,
    phases: async () => (await updates.store.load())!.slots.map((slot) => slot.phase),
  };
}

describe("a program on trial", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is confirmed once its check says yes, is kept alive until then, and the watchdog is off afterwards", async () => {
    const { updates, calls, phases } = await device();
    const done = updates.confirmWhen(() => new Promise((yes) => setTimeout(() => yes(true), 9000)), 60_000);
    await vi.advanceTimersByTimeAsync(8000);
    expect(calls).toEqual(["feed", "feed", "feed", "feed", "feed"]);
    expect(await phases()).toEqual(["confirmed", "trial"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await done).toBe(true);
    expect(await phases()).toEqual(["previous", "confirmed"]);
    expect(calls.at(-1)).toBe("disarm");
    expect((await updates.store.load())!.floor).toBe(3);
    expect(updates.onTrial).toBe(false);
  });

  const unhealthy: [string, () => Promise<boolean>][] = [
    ["says no", async () => false],
    ["fails", () => Promise.reject(new Error("no network"))],
    ["never ends", () => new Promise(() => {})],
  ];
  for (const [why, check] of unhealthy) {
    it(`is left to the watchdog if its check ${why}`, async () => {
      const { updates, calls, phases } = await device();
      const done = updates.confirmWhen(check, 10_000);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await done).toBe(false);
      const fed = calls.length;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(calls.length).toBe(fed);
      expect(calls).not.toContain("disarm");
      expect(await phases()).toEqual(["confirmed", "trial"]);
    });
  }

  it("that is not on trial needs no check, and the watchdog is left alone", async () => {
    const { updates, calls, phases } = await device({ onTrial: false, watchdogSeconds: 0 }, "confirmed");
    expect(await updates.confirmWhen(() => Promise.reject(new Error("not asked")), 1000)).toBe(true);
    await updates.confirm();
    expect(calls).toEqual([]);
    expect((await phases())[1]).toBe("confirmed");
  });
});

describe("what a loader hands over", () => {
  const bytes = new Uint8Array(HANDOFF_BYTES).fill(0xee);
  writeHandoff(handoff, bytes);

  it("is read back as it was written", () => {
    expect(readHandoff(bytes)).toEqual(handoff);
  });

  it("is not believed with a bit flipped, or if nothing was written", () => {
    for (let at = 0; at < HANDOFF_BYTES; at += 13) {
      const flipped = bytes.slice();
      flipped[at]! ^= 4;
      expect(readHandoff(flipped), `byte ${at}`).toBeUndefined();
    }
    expect(readHandoff(new Uint8Array(HANDOFF_BYTES))).toBeUndefined();
    expect(readHandoff(new Uint8Array(3))).toBeUndefined();
  });
});
