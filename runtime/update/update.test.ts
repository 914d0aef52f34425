// The record of update state and the rules by which it changes. Power cuts are in test/update.

import { describe, expect, it } from "vitest";
import * as update from "./index.ts";
import { emptySlot } from "./state.ts";

const image = (counter: number) => ({ imageBytes: 10, counter, hash: new Uint8Array(32).fill(counter) });
const confirmed = (counter: number): update.SlotState => ({
  ...image(counter),
  phase: "confirmed",
  tries: 0,
});
const fresh: update.UpdateState = { sequence: 1, floor: 1, slots: [confirmed(1), emptySlot()] };

describe("the record", () => {
  const bytes = update.writeRecord({ sequence: 7, floor: 3, slots: [confirmed(3), emptySlot()] });

  it("is read as it was written", () => {
    expect(update.readRecord(bytes)).toEqual({ sequence: 7, floor: 3, slots: [confirmed(3), emptySlot()] });
  });

  it("is refused with any bit flipped", () => {
    for (let bit = 0; bit < 512 * 8; bit++) {
      const wrong = bytes.slice();
      wrong[bit >> 3]! ^= 1 << (bit & 7);
      expect(update.readRecord(wrong)).toBeUndefined();
    }
  });
});

describe("the rules", () => {
  for (const tries of [1, 3, 255]) {
    it(`starts an unconfirmed image ${tries} times, then its predecessor`, () => {
      let state = update.stage(fresh, 1, image(2), tries);
      for (let i = 0; i < tries; i++) {
        const choice = update.chooseSlot(state);
        expect(choice.slot).toBe(1);
        state = choice.state;
      }
      const choice = update.chooseSlot(state);
      expect(choice.slot).toBe(0);
      expect(choice.state.slots[1]!.phase).toBe("failed");
    });
  }

  it("raises the floor when an image is confirmed, not before, and confirms once", () => {
    const trial = update.chooseSlot(update.stage(fresh, 1, image(5))).state;
    expect(trial.floor).toBe(1);
    const done = update.confirm(trial, 1);
    expect(done.floor).toBe(5);
    expect(done.slots.map((slot) => slot.phase)).toEqual(["previous", "confirmed"]);
    expect(update.confirm(done, 1)).toBe(done);
    expect(update.confirm(done, 0)).toBe(done);
  });

  it("starts nothing below the floor", () => {
    const raised = { ...fresh, floor: 4 };
    expect(update.chooseSlot(raised).slot).toBe(-1);
    expect(update.chooseSlot(update.stage(raised, 1, image(3))).slot).toBe(-1);
  });

  it("uploads never to the confirmed slot", () => {
    expect(update.slotForUpload(fresh)).toBe(1);
    expect(update.slotForUpload({ ...fresh, slots: [emptySlot(), confirmed(1)] })).toBe(0);
  });
});
