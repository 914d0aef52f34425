// An appliance asked over SMP: upload, test, confirm, and what a bad network or client does.

import { describe, expect, it } from "vitest";
import { CutCard } from "../block/testing/cut-card.ts";
import { sha256 } from "../crypto/sha256.ts";
import { boot, Installer, readRecord, StateStore } from "../update/index.ts";
import { CborMap, type CborValue } from "./cbor.ts";
import { decodeMessage, encodeMessage, READ, WRITE } from "./message.ts";
import { ApplianceGroup } from "./own-group.ts";
import { SmpServer } from "./server.ts";

const LAYOUT = { copies: [0, 8, 16, 24], slots: [32, 40].map((sector) => ({ sector, sectors: 4 })) };

/** An appliance that runs an image with counter 1 from slot A. */
async function appliance() {
  const card = new CutCard(new Map([[32, new Uint8Array(512).fill(1)]]));
  const verified: number[] = [];
  const verify = async (slot: number) => {
    verified.push(slot);
    const bytes = new Uint8Array(512);
    await card.read(LAYOUT.slots[slot]!.sector, bytes);
    return bytes[0] === 0
      ? undefined
      : { imageBytes: 512, counter: bytes[0]!, hash: sha256(bytes), version: `${slot}.0.0` };
  };
  const store = new StateStore(card, LAYOUT);
  let resets = 0;
  let installer = new Installer(card, store, LAYOUT, verify, -1);
  const serverOn = (running: number) => {
    installer = new Installer(card, store, LAYOUT, verify, running);
    return new SmpServer({
      store,
      installer,
      verify,
      running,
      bufferBytes: 2048,
      own: new ApplianceGroup(
        {
          name: "cubieboard",
          resetReason: () => "watchdog",
          lastPanic: () => "ingot panic: it was too much",
        },
        running,
        () => false,
        () => "x".repeat(2500),
      ),
      reset: () => resets++,
    });
  };
  let server = serverOn((await boot(store, verify)).slot);
  const ask = async (
    operation: number,
    group: number,
    command: number,
    payload: Record<string, CborValue>,
  ) => {
    const message = {
      version: 1,
      operation,
      group,
      sequence: 9,
      command,
      payload: CborMap.of(payload),
    };
    const answer = decodeMessage((await server.handle(encodeMessage(message)))!)!;
    expect([answer.operation, answer.sequence, answer.group]).toEqual([operation + 1, 9, group]);
    return answer.payload;
  };
  const restart = async () => {
    const found = await boot(store, verify);
    server = serverOn(found.slot);
    return found.slot;
  };
  const recover = () => {
    server = serverOn(-1);
  };
  const phases = async () => (await store.load())?.slots.map((slot) => slot.phase);
  return {
    ask,
    restart,
    recover,
    phases,
    resets: () => resets,
    /** The slots that were verified, in order. */
    verified,
    /** As a device does that fetches its updates beside this server. */
    eraseByOthers: async () => installer.erase((await store.load())!, 1),
    raw: (bytes: Uint8Array) => server.handle(bytes),
  };
}

const image = new Uint8Array(512).fill(2);
const off = (answer: CborMap) => answer.get("off");

describe("an SMP server", () => {
  it("answers echo, params and reset, and says what it does not know", async () => {
    const { ask, resets } = await appliance();
    expect(await ask(WRITE, 0, 0, { d: "hi" })).toEqual(CborMap.of({ r: "hi" }));
    expect((await ask(READ, 0, 6, {})).get("buf_size")).toBe(2048);
    expect(await ask(WRITE, 0, 5, {})).toEqual(new CborMap());
    expect(resets()).toBe(1);
    expect((await ask(READ, 7, 7, {})).get("rc")).toBe(8);
  });

  it("takes an image in pieces, tries it after a restart, and keeps it once confirmed", async () => {
    const { ask, restart } = await appliance();
    const first = { len: 512, sha: sha256(image), data: image.subarray(0, 200) };
    expect(off(await ask(WRITE, 1, 1, { off: 0, ...first }))).toBe(200);
    // The answer was lost, and the client starts again: it may go on.
    expect(off(await ask(WRITE, 1, 1, { off: 0, ...first }))).toBe(200);
    expect(off(await ask(WRITE, 1, 1, { off: 300, data: image.subarray(300) }))).toBe(200);
    expect(off(await ask(WRITE, 1, 1, { off: 200, data: image.subarray(200) }))).toBe(512);
    expect((await ask(WRITE, 1, 0, { hash: sha256(image), confirm: false })).get("images")).toBeDefined();
    expect(await restart()).toBe(1);
    expect((await ask(WRITE, 1, 0, { confirm: true })).get("images")).toBeDefined();
    for (let i = 0; i < 5; i++) expect(await restart()).toBe(1);
  });

  it("says yes again to what it has done, because the first answer may have been lost", async () => {
    const { ask, restart, recover } = await appliance();
    recover();
    expect(off(await ask(WRITE, 1, 1, { off: 0, len: 512, data: image }))).toBe(512);
    for (const confirm of [false, false, true, true])
      expect(
        (await ask(WRITE, 1, 0, { hash: sha256(image), confirm })).get("images"),
        `${confirm}`,
      ).toBeDefined();
    const other = await ask(WRITE, 1, 0, { hash: new Uint8Array(32), confirm: true });
    expect(other.get("err")).toBeDefined();
    for (let i = 0; i < 5; i++) expect(await restart()).toBeGreaterThanOrEqual(0);
  });

  it("refuses what is too large, another hash, and confirming what never ran", async () => {
    const { ask, restart } = await appliance();
    const code = (answer: CborMap) => (answer.get("err") as CborMap).get("rc");
    expect(code(await ask(WRITE, 1, 1, { off: 0, len: 2049, data: image }))).toBe(30);
    expect((await ask(WRITE, 1, 1, { off: 0, data: image })).get("rc")).toBe(3);
    expect(off(await ask(WRITE, 1, 1, { off: 0, len: 512, data: image }))).toBe(512);
    expect(code(await ask(WRITE, 1, 0, { hash: new Uint8Array(32), confirm: false }))).toBe(24);
    expect(code(await ask(WRITE, 1, 0, { hash: sha256(image), confirm: true }))).toBe(32);
    expect(await restart()).toBe(0);
  });

  it("refuses an upgrade to what is not newer than what runs, by the header in the first piece", async () => {
    const { ask, recover } = await appliance();
    const code = (answer: CborMap) => (answer.get("err") as CborMap).get("rc");
    const header = (major: number, build: number) => {
      const bytes = image.slice();
      bytes.set([0x3d, 0xb8, 0xf3, 0x96]);
      bytes.set([major, 0, 0, 0, build, 0, 0, 0], 20);
      return bytes;
    };
    const upgrade = (data: Uint8Array) => ask(WRITE, 1, 1, { off: 0, len: 512, upgrade: true, data });
    expect(code(await upgrade(header(0, 0)))).toBe(27);
    expect(code(await upgrade(image))).toBe(22);
    expect(code(await upgrade(header(0, 1).subarray(0, 20)))).toBe(22);
    expect(off(await upgrade(header(0, 1)))).toBe(512);
    // Without the word, and in a loader, where nothing runs, any version may come.
    expect(off(await ask(WRITE, 1, 1, { off: 0, len: 512, data: header(0, 0) }))).toBe(512);
    recover();
    expect(off(await upgrade(header(0, 0)))).toBe(512);
  });

  it("verifies an image once before it is tried, and again after others have changed the slot", async () => {
    const { ask, verified, eraseByOthers } = await appliance();
    verified.length = 0;
    expect(off(await ask(WRITE, 1, 1, { off: 0, len: 512, data: image }))).toBe(512);
    await ask(WRITE, 1, 0, { hash: sha256(image), confirm: false });
    await ask(READ, 1, 0, {});
    expect(verified.sort()).toEqual([0, 1]);
    await eraseByOthers();
    const slots = (await ask(READ, 1, 0, {})).get("images") as CborMap[];
    expect(slots.map((slot) => slot.get("slot"))).toEqual([0]);
    expect(verified).toEqual([0, 1, 1]);
  });

  it("tells what the slots are, and what the state says", async () => {
    const { ask } = await appliance();
    const [slots] = (await ask(READ, 1, 6, {})).get("images") as CborMap[];
    expect(slots!.get("max_image_size")).toBe(2048);
    expect((slots!.get("slots") as CborMap[]).map((slot) => slot.get("upload_image_id"))).toEqual([
      undefined,
      0,
    ]);
    const state = readRecord((await ask(READ, 64, 1, {})).get("record") as Uint8Array);
    expect(state?.slots.map((slot) => slot.phase)).toEqual(["confirmed", "empty"]);
  });

  it("erases the slot that nothing depends on, and no other", async () => {
    const { ask, restart, phases } = await appliance();
    expect((await ask(WRITE, 1, 5, { slot: 0 })).get("rc")).toBe(6);
    await ask(WRITE, 1, 1, { off: 0, len: 512, data: image });
    await ask(WRITE, 1, 0, { hash: sha256(image), confirm: false });
    expect((await ask(WRITE, 1, 5, {})).get("rc")).toBe(6);
    await restart();
    await ask(WRITE, 1, 0, { confirm: true });
    expect(await phases()).toEqual(["previous", "confirmed"]);
    expect(await ask(WRITE, 1, 5, {})).toEqual(new CborMap());
    expect(await phases()).toEqual(["empty", "confirmed"]);
    expect((await ask(READ, 1, 0, {})).get("images")).toHaveLength(1);
    expect(await restart()).toBe(1);
  });

  it("goes back from a trial when it is told to, and to a predecessor only if it is not too old", async () => {
    const { ask, restart, phases } = await appliance();
    const first = new Uint8Array(512).fill(1);
    await ask(WRITE, 1, 1, { off: 0, len: 512, data: image });
    await ask(WRITE, 1, 0, { hash: sha256(image), confirm: false });
    expect(await restart()).toBe(1);
    expect((await ask(WRITE, 1, 0, { hash: sha256(first), confirm: false })).get("images")).toBeDefined();
    expect(await phases()).toEqual(["confirmed", "failed"]);
    expect(await restart()).toBe(0);
    // The same image again, and this time it is confirmed: its counter is the floor, and the first is below.
    await ask(WRITE, 1, 1, { off: 0, len: 512, data: image });
    await ask(WRITE, 1, 0, { hash: sha256(image), confirm: false });
    expect(await restart()).toBe(1);
    await ask(WRITE, 1, 0, { confirm: true });
    expect((await ask(WRITE, 1, 0, { hash: sha256(first), confirm: false })).get("err")).toBeDefined();
    expect(await phases()).toEqual(["previous", "confirmed"]);
  });

  it("answers for its board what is asked in Ingot's group", async () => {
    const { ask } = await appliance();
    const map = await ask(READ, 64, 0, {});
    expect([map.get("board"), map.get("running"), map.get("trial"), map.get("reason")]).toEqual([
      "cubieboard",
      0,
      false,
      "watchdog",
    ]);
    expect((await ask(READ, 64, 2, {})).get("text")).toBe("ingot panic: it was too much");
    expect((await ask(READ, 64, 3, {})).get("end")).toBe(2500);
    expect((await ask(READ, 64, 3, { off: 2400 })).get("text")).toBe("x".repeat(100));
    expect((await ask(WRITE, 64, 4, { rate: 1_500_000 })).get("rc")).toBe(8);
  });

  it("says nothing to responses and to noise", async () => {
    const { raw } = await appliance();
    for (let length = 0; length < 40; length++)
      expect(await raw(new Uint8Array(length).fill(0xa5))).toBeUndefined();
    expect(await raw(new Uint8Array([9, 0, 0, 1, 0, 0, 1, 0, 0xa0]))).toBeUndefined();
  });
});
