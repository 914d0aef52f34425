// The SMP client against the board's own server: over a wire that loses, doubles and delays, over UDP, and resumed.

import { generateKeyPairSync } from "node:crypto";
import { createSocket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { CutCard } from "../../runtime/block/testing/cut-card.ts";
import { SmpServer } from "../../runtime/smp/server.ts";
import { Installer, SlotLoader, StateStore } from "../../runtime/update/index.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { readSignedImage } from "../../sdk/image/mcuboot-read.ts";
import { keySigner } from "../../sdk/keys/signer.ts";
import { READ, SmpClient, WRITE } from "./client.ts";
import { installImage, listImages } from "./install.ts";
import type { Transport } from "./transport.ts";
import { openUdp } from "./udp.ts";

const LAYOUT = { copies: [0, 8, 16, 24], slots: [32, 160].map((sector) => ({ sector, sectors: 128 })) };
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);

function imageOf(bytes: number, board = "cubieboard") {
  const body = new Uint8Array(bytes).map((_, i) => (i * 7) & 255);
  return writeMcubootImage({
    body,
    loadAddress: 0x4200_0000,
    headerBytes: 512,
    version: { major: 1, minor: 0, revision: 0, build: 0 },
    counter: 1,
    board,
    signer,
  });
}

/** A loader in recovery, with an empty card. */
function device() {
  const storage = new CutCard(new Map());
  const card = {
    async read(sector: number, into: Uint8Array) {
      for (let at = 0; at < into.length; at += 512)
        await storage.read(sector + at / 512, into.subarray(at, at + 512));
    },
  };
  const store = new StateStore(storage, LAYOUT);
  const empty = { phase: "empty" as const, tries: 0, imageBytes: 0, counter: 0, hash: new Uint8Array(32) };
  const ready = store.save({ sequence: 0, floor: 0, slots: [empty, empty] });
  const rules = {
    signers: [signer.publicKey],
    board: "cubieboard",
    floor: 0,
    from: 0x4200_0000,
    end: 0x4300_0000,
  };
  const slots = new SlotLoader(card, LAYOUT, rules, new Uint8Array(128 * 512));
  const verify = (slot: number) => slots.verify(slot);
  const seen = { resets: 0, uploads: 0 };
  const server = new SmpServer({
    store,
    installer: new Installer(storage, store, LAYOUT, verify, -1),
    verify,

    running: -1,
    bufferBytes: 1024,
    reset: () => seen.resets++,
  });
  const handle = async (bytes: Uint8Array) => {
    await ready;
    if (bytes[7] === 1) seen.uploads++;
    return server.handle(bytes);
  };
  return { handle, store, seen };
}

/** A wire in memory: each message is lost, doubled or late with the given chances. Repeats exactly. */
function wireTo(handle: (bytes: Uint8Array) => Promise<Uint8Array | undefined>, loss: number): Transport {
  let seed = Math.round(loss * 1000) + 1;
  const chance = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  let receiver: (message: Uint8Array) => void = () => {};
  let turn: Promise<unknown> = Promise.resolve();
  const arrive = (bytes: Uint8Array) => {
    turn = turn.then(async () => {
      const answer = await handle(bytes);
      if (answer === undefined || chance() < loss) return;
      if (chance() < loss / 3) setTimeout(() => receiver(answer), 12);
      else receiver(answer);
      if (chance() < loss / 3) receiver(answer);
    });
  };
  return {
    largestMessage: 1472,
    send(message) {
      if (chance() < loss) return;
      setImmediate(() => arrive(message));
      if (chance() < loss / 3) setTimeout(() => arrive(message), 8);
    },
    onMessage(next) {
      receiver = next;
    },
    async close() {},
  };
}

/** For wires that lose: a lost message costs little. A busy machine may answer later than this, so it is resent then too. */
const HASTE = { timeoutMs: 6, tries: 60 };
/** For wires that lose nothing: longer than the worst stall of a busy machine, so whatever is resent is a fault. */
const CALM = { timeoutMs: 10_000, tries: 2 };

describe("an image over SMP", () => {
  for (const loss of [0, 0.05, 0.15, 0.3]) {
    it(`arrives whole over a wire that loses ${loss * 100} %`, async () => {
      const { handle, store, seen } = device();
      const bytes = imageOf(40_000);
      const wire = wireTo(handle, loss);
      const patience = loss === 0 ? CALM : HASTE;
      const client = new SmpClient(wire, patience);
      const progress: number[] = [];
      const done = await installImage(client, wire, bytes, readSignedImage(bytes, ""), {
        mode: "confirm",
        onProgress: ({ doneBytes }) => progress.push(doneBytes),
        patience: { upload: patience, verify: { timeoutMs: 500, tries: 20 } },
      });
      expect((await store.load())!.slots[0]).toMatchObject({ phase: "confirmed", imageBytes: bytes.length });
      expect(seen.resets).toBeGreaterThan(0);
      expect(progress.at(-1)).toBe(bytes.length);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      if (loss === 0) expect(done).toMatchObject({ resent: 0, resumedAt: 0, sentBytes: bytes.length });
      else expect(done.resent).toBeGreaterThan(0);
    });
  }

  it("goes on where an earlier try ended", async () => {
    const { handle, seen } = device();
    const bytes = imageOf(30_000);
    const image = readSignedImage(bytes, "");
    let left = 12;
    const breaking = wireTo(async (message) => (left-- > 0 ? handle(message) : undefined), 0);
    const install = (wire: Transport, timeoutMs: number) => {
      const patience = { timeoutMs, tries: 3 };
      return installImage(new SmpClient(wire, patience), wire, bytes, image, {
        mode: "test",
        patience: { upload: patience },
      });
    };
    await expect(install(breaking, 200)).rejects.toThrow("E6010");
    const before = seen.uploads;
    const wire = wireTo(handle, 0);
    const done = await install(wire, CALM.timeoutMs);
    expect(done.resumedAt).toBeGreaterThan(8000);
    expect(done.sentBytes + done.resumedAt).toBe(bytes.length);
    expect(seen.uploads - before).toBeLessThan(30);
    expect(await listImages(new SmpClient(wire))).toMatchObject([
      { slot: 0, version: "1.0.0+0", pending: true },
    ]);
  });

  it("is refused with a reason: another board, too large, not whole", async () => {
    const { handle, store } = device();
    const wire = wireTo(handle, 0);
    const send = (bytes: Uint8Array) =>
      installImage(new SmpClient(wire), wire, bytes, readSignedImage(bytes, ""), { mode: "test" });
    await expect(send(imageOf(1000, "orangepi-pc"))).rejects.toThrow("for another board");
    await expect(send(imageOf(70_000))).rejects.toThrow("larger than its slot");
    const damaged = imageOf(1000);
    damaged[600]! ^= 1;
    await expect(send(damaged)).rejects.toThrow("not whole");
    expect((await store.load())!.slots.map((slot) => slot.phase)).toEqual(["empty", "empty"]);
  });

  it("travels over UDP", async () => {
    const { handle, store } = device();
    const socket = createSocket("udp4");
    socket.on("message", async (bytes, { port, address }) => {
      const answer = await handle(new Uint8Array(bytes));
      if (answer !== undefined) socket.send(answer, port, address);
    });
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const wire = await openUdp("127.0.0.1", socket.address().port);
    try {
      const bytes = imageOf(20_000);
      await installImage(new SmpClient(wire), wire, bytes, readSignedImage(bytes, ""), { mode: "test" });
      expect((await store.load())!.slots[0]!.phase).toBe("staged");
    } finally {
      await wire.close();
      socket.close();
    }
  });

  it("is given up when nobody answers", async () => {
    const silent = wireTo(async () => undefined, 0);
    const client = new SmpClient(silent, { timeoutMs: 5, tries: 3 });
    await expect(client.ask(READ, 0, 6, {})).rejects.toThrow("E6010");
    expect(client.resent).toBe(2);
    const deaf = await openUdp("127.0.0.1", 9);
    await expect(
      new SmpClient(deaf, { timeoutMs: 5, tries: 3 }).ask(WRITE, 0, 0, { d: "x" }),
    ).rejects.toThrow("E6010");
    await deaf.close();
  });
});
