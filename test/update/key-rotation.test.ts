// A list of keys brought to a running appliance: no power cut takes its keys, its state or its image; and what it refuses.

import { generateKeyPairSync } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CutCard, DAMAGES, GROUP, PowerCut, SECTOR } from "../../runtime/block/testing/cut-card.ts";
import type { Handoff } from "../../runtime/update/handoff.ts";
import * as update from "../../runtime/update/index.ts";
import { emptySlot, SlotState } from "../../runtime/update/state.ts";
import { IMAGE_HEADER_BYTES } from "../../sdk/image/layout.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { readSignedImage } from "../../sdk/image/mcuboot-read.ts";
import { writeKeyList } from "../../sdk/keys/key-list.ts";
import { keySigner } from "../../sdk/keys/signer.ts";
import { withBug } from "../lib/with-bug.ts";

type UpdateCode = typeof update;

const newSigner = () => keySigner(generateKeyPairSync("ed25519").privateKey);
const [root, oldKey, newKey] = [newSigner(), newSigner(), newSigner()];
const OFFSET = 4;
const layout = {
  copies: [0, GROUP, 2 * GROUP, 3 * GROUP],
  slots: [4, 5].map((group) => ({ sector: group * GROUP, sectors: GROUP })),
};
const first = writeKeyList({ version: 1, keys: [oldKey.publicKey] }, root);
const second = writeKeyList({ version: 2, keys: [newKey.publicKey, oldKey.publicKey] }, root);

/** An appliance that has just confirmed its image: the copies of its state before the newest speak of others. */
async function medium(code: UpdateCode, sequence: number): Promise<CutCard> {
  const card = new CutCard(new Map());
  const store = new code.StateStore(card, layout);
  const slot = (phase: update.Phase, counter: number) =>
    new SlotState(phase, 1, { imageBytes: 1000, counter, hash: new Uint8Array(32).fill(counter) });
  let state: update.UpdateState = { sequence, floor: 1, slots: [slot("confirmed", 1), emptySlot()] };
  for (const slots of [
    [slot("confirmed", 1), slot("staged", 2)],
    [slot("confirmed", 1), slot("trial", 2)],
    [slot("previous", 1), slot("confirmed", 2)],
  ]) {
    state = await store.save({ ...state, slots });
  }
  for (const copy of layout.copies) await card.write(copy + OFFSET, first);
  await card.flush();
  return card;
}

/** Every cut of bringing the second list: what was wrong afterwards. */
async function cuts(code: UpdateCode): Promise<{ cases: number; failures: string[] }> {
  const outcome = { cases: 0, failures: [] as string[] };
  for (let sequence = 1; sequence <= 4; sequence++) {
    const before = (await medium(code, sequence)).medium;
    const bring = (card: CutCard) =>
      code.writeKeyLists(card, new code.StateStore(card, layout), layout, OFFSET, second);
    const whole = new CutCard(before);
    await bring(whole);
    for (let at = 0; at < whole.writes; at++) {
      for (const damage of DAMAGES) {
        const card = new CutCard(before, { at, damage, survivors: 0 });
        await expect(bring(card)).rejects.toBeInstanceOf(PowerCut);
        outcome.cases++;
        const after = new CutCard(card.medium);
        const state = await new code.StateStore(after, layout).load();
        const phases = state?.slots.map((slot) => slot.phase).join(" ");
        const where = `state ${sequence}, write ${at}, ${JSON.stringify(damage)}`;
        if (phases !== "previous confirmed") outcome.failures.push(`${where}: the state is ${phases}`);
        const version = (await code.newestKeyList(after, layout, OFFSET, root.publicKey))?.version;
        if (version !== 1 && version !== 2) outcome.failures.push(`${where}: no list is left`);
      }
    }
  }
  return outcome;
}

describe("a list of keys for a running appliance", () => {
  it("is there or not after a power cut at any write, and the state as it was", async () => {
    const { cases, failures } = await cuts(update);
    console.log(`power cuts while keys are rotated: ${failures.length} bricks of ${cases} cases`);
    expect(failures).toEqual([]);
    expect(cases).toBeGreaterThan(200);
  });

  it.each([
    [
      "the state is not brought out of the way",
      "key-list.ts",
      "if (state !== undefined && state.sequence % copies.length === i)",
      "if (state === undefined)",
    ],
    ["there is one copy of the state", "state-store.ts", "next.sequence % this.layout.copies.length", "0"],
  ])("would be noticed to harm the appliance if %s", async (_what, file, from, to) => {
    const folder = resolve(import.meta.dirname, "../../runtime/update");
    const code = (await withBug(resolve(folder, "index.ts"), resolve(folder, file), from, to)) as UpdateCode;
    expect((await cuts(code)).failures).not.toEqual([]);
  });

  it("is taken if it is newer, signed by the root key, and lets the running program start", async () => {
    const image = writeMcubootImage({
      body: new Uint8Array(1000).fill(7),
      loadAddress: 0x4200_0000,
      headerBytes: IMAGE_HEADER_BYTES,
      version: { major: 1, minor: 0, revision: 0, build: 0 },
      counter: 1,
      board: "cubieboard",
      signer: oldKey,
    });
    const card = new CutCard(new Map());
    const padded = new Uint8Array(Math.ceil(image.length / SECTOR) * SECTOR);
    padded.set(image);
    await card.write(layout.slots[0]!.sector, padded);
    const { hash, totalBytes, counter } = readSignedImage(image, "");
    const running = new SlotState("confirmed", 0, { imageBytes: totalBytes, counter, hash });
    await new update.StateStore(card, layout).save({ sequence: 1, floor: 0, slots: [running, emptySlot()] });
    const handoff: Handoff = {
      slot: 0,
      onTrial: false,
      layout,
      keyListOffset: OFFSET,
      watchdogSeconds: 0,
      board: "cubieboard",
      signers: [oldKey.publicKey],
      root: root.publicKey,
    };
    const watchdog = { arm: () => 0, feed() {}, disarm() {}, reset: () => Promise.reject() as never };
    const device = new update.DeviceUpdates(handoff, card, watchdog);
    const list = (version: number, keys: (typeof root)[], by = root) =>
      writeKeyList({ version, keys: keys.map((key) => key.publicKey) }, by);
    expect(await device.installKeys(list(1, [oldKey], newKey))).toBe("not-signed");
    expect(await device.installKeys(new Uint8Array(7))).toBe("not-signed");
    expect(await device.installKeys(list(1, [newKey]))).toBe("would-not-start");
    expect(await device.installKeys(list(1, [newKey, oldKey]))).toBe("installed");
    expect(await device.installKeys(list(1, [oldKey]))).toBe("not-newer");
    expect(device.slots.signers).toEqual([newKey.publicKey, oldKey.publicKey]);
    expect((await update.newestKeyList(card, layout, OFFSET, root.publicKey))?.version).toBe(1);
    const none = new update.DeviceUpdates({ ...handoff, root: new Uint8Array(0) }, card, watchdog);
    expect(await none.installKeys(list(5, [oldKey]))).toBe("not-signed");
  });
});
