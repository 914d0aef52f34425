// A device that fetches its updates: from a server as it should be, and from bad servers and networks.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CutCard, SECTOR } from "../../runtime/block/testing/cut-card.ts";
import { type GetBytes, UpdatePoller } from "../../runtime/poll/poller.ts";
import { readIndex, turnOf } from "../../runtime/poll/update-index.ts";
import type { Handoff } from "../../runtime/update/handoff.ts";
import { boot, DeviceUpdates, StateStore } from "../../runtime/update/index.ts";
import { emptySlot, SlotState } from "../../runtime/update/state.ts";
import { runIngot } from "../../sdk/cli/testing/run-ingot.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { readSignedImage } from "../../sdk/image/mcuboot-read.ts";
import { writeUpdateIndex } from "../../sdk/image/update-index.ts";
import { keySigner, type Signer } from "../../sdk/keys/signer.ts";

const pair = generateKeyPairSync("ed25519");
const key = keySigner(pair.privateKey);
const stranger = keySigner(generateKeyPairSync("ed25519").privateKey);

function signedImage(signer: Signer, major: number, size: number, fill = 7) {
  const bytes = writeMcubootImage({
    body: new Uint8Array(size).fill(fill),
    loadAddress: 0x4200_0000,
    headerBytes: 512,
    version: { major, minor: 0, revision: 0, build: 0 },
    counter: major,
    board: "cubieboard",
    signer,
  });
  return { bytes, ...readSignedImage(bytes, "") };
}

interface IndexChange {
  readonly board?: string;
  readonly bytes?: number;
  readonly percent?: number;
  readonly sequence?: number;
}

function indexText(signer: Signer, image: ReturnType<typeof signedImage>, change: IndexChange = {}): string {
  const { board = image.board, bytes = image.bytes.length, percent = 100, sequence = 1 } = change;
  const facts = { sequence, file: "porch-2.bin", image: { ...image, board }, fileBytes: bytes, percent };
  return writeUpdateIndex(facts, signer);
}

const layout = { copies: [0, 8, 16, 24], slots: [32, 1024].map((sector) => ({ sector, sectors: 512 })) };
const URL_OF_INDEX = "http://server/updates/porch.index";

const one = signedImage(key, 1, 1000);
const two = signedImage(key, 2, 150_000);

/** A device that runs image `one` from slot A. */
async function device() {
  const card = new CutCard(new Map());
  const padded = new Uint8Array(Math.ceil(one.bytes.length / SECTOR) * SECTOR);
  padded.set(one.bytes);
  await card.write(layout.slots[0]!.sector, padded);
  const facts = { imageBytes: one.bytes.length, counter: 1, hash: one.hash };
  const slots = [new SlotState("confirmed", 0, facts), emptySlot()];
  await new StateStore(card, layout).save({ sequence: 1, floor: 1, slots });
  const handoff: Handoff = {
    slot: 0,
    onTrial: false,
    layout,
    keyListOffset: 4,
    watchdogSeconds: 0,
    board: "cubieboard",
    signers: [key.publicKey],
    root: new Uint8Array(0),
  };
  const watchdog = { arm: () => 0, feed() {}, disarm() {}, reset: () => Promise.reject() as never };
  return new DeviceUpdates(handoff, card, watchdog);
}

interface ServerOptions {
  readonly index?: string;
  readonly image?: Uint8Array;
  /** Called before each reply; may throw as a network does, or cut the reply. */
  readonly trouble?: (request: number, bytes: Uint8Array) => Uint8Array;
  readonly ranges?: boolean;
}

function server({
  index = indexText(key, two),
  image = two.bytes,
  trouble,
  ranges = true,
}: ServerOptions = {}) {
  const asked: string[] = [];
  const get: GetBytes = async (url, headers, from) => {
    asked.push(`${url} ${headers.range ?? ""}`.trim());
    const spoil = (bytes: Uint8Array) => trouble?.(asked.length, bytes) ?? bytes;
    if (url === URL_OF_INDEX) return { status: 200, bytes: spoil(new Uint8Array(Buffer.from(index))) };
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
    if (url !== "http://server/updates/porch-2.bin" || range === null)
      return { status: 404, bytes: new Uint8Array(0) };
    if (!ranges) return { status: 200, bytes: spoil(image.slice(from)) };
    return { status: 206, bytes: spoil(image.slice(Number(range[1]), Number(range[2]) + 1)) };
  };
  return { get, asked };
}

async function look(options: ServerOptions = {}, updates?: DeviceUpdates) {
  const board = updates ?? (await device());
  const { get, asked } = server(options);
  const poller = new UpdatePoller(board, { url: URL_OF_INDEX, device: "02:00:00:00:00:01", get });
  return { board, poller, asked, outcome: await poller.look() };
}

const bootOf = async (board: DeviceUpdates) =>
  (await boot(board.store, (slot) => board.slots.verify(slot))).slot;

describe("a device that fetches its updates", () => {
  it("downloads the image that the index names, in pieces, and starts it on trial", async () => {
    const { board, outcome, asked } = await look();
    expect(outcome).toBe("staged");
    expect(asked).toEqual([
      URL_OF_INDEX,
      "http://server/updates/porch-2.bin bytes=0-65535",
      "http://server/updates/porch-2.bin bytes=65536-131071",
      `http://server/updates/porch-2.bin bytes=131072-${two.bytes.length - 1}`,
    ]);
    expect(await bootOf(board)).toBe(1);
  });

  it("goes on where it was when requests fail or replies are cut, and at the next look", async () => {
    const { board, poller, outcome } = await look({
      trouble: (request, bytes) => {
        if (request % 2 === 0) throw new Error("reset");
        return request === 1 ? bytes : bytes.subarray(0, 1000 + request);
      },
    });
    expect(outcome).toBe("staged");
    expect(poller.pieces).toBeGreaterThan(100);
    expect(await bootOf(board)).toBe(1);

    const fresh = await device();
    let broken = true;
    const { get, asked } = server({
      trouble: (request, bytes) => {
        if (broken && request > 3) throw new Error("unplugged");
        return bytes;
      },
    });
    const patient = new UpdatePoller(fresh, { url: URL_OF_INDEX, device: "d", get });
    expect(await patient.look()).toBe("unreachable");
    broken = false;
    asked.length = 0;
    expect(await patient.look()).toBe("staged");
    expect(asked.filter((line) => line.includes("bytes=0-"))).toEqual([]);
  });

  it("does nothing when it runs what the index names, or when that was tried and given up", async () => {
    expect((await look({ index: indexText(key, one) })).outcome).toBe("current");
    const { board } = await look();
    for (let start = 0; start < 4; start++) await bootOf(board);
    expect((await board.store.load())?.slots[1]?.phase).toBe("failed");
    expect((await look({}, board)).outcome).toBe("current");
  });

  it.each([
    ["signed by a stranger", { index: indexText(stranger, two) }, "bad-index"],
    ["for another board", { index: indexText(key, two, { board: "orangepi-pc" }) }, "bad-index"],
    ["changed", { index: indexText(key, two).replace("percent 100", "percent 099") }, "bad-index"],
    ["a web page", { index: "<html>captive portal</html>" }, "bad-index"],
    ["of an image that is another one", { image: signedImage(key, 2, 150_000, 9).bytes }, "bad-image"],
    ["of an image that a stranger signed", strangers(), "bad-image"],
    ["of an image that is too large", { index: indexText(key, two, { bytes: 400_000 }) }, "bad-image"],
    ["of an image that ends too early", { ranges: false, image: two.bytes.slice(0, 9) }, "unreachable"],
    ["not for this device's turn", { index: indexText(key, two, { percent: 0 }) }, "later"],
  ] as const)("takes nothing from an index %s", async (_what, options, expected) => {
    const { board, outcome } = await look(options);
    expect(outcome).toBe(expected);
    expect(await bootOf(board)).toBe(0);
  });

  it("does not go back to an older index", async () => {
    const board = await device();
    let index = indexText(key, one, { sequence: 9 });
    const get: GetBytes = async () => ({ status: 200, bytes: new Uint8Array(Buffer.from(index)) });
    const poller = new UpdatePoller(board, { url: URL_OF_INDEX, device: "d", get });
    expect(await poller.look()).toBe("current");
    index = indexText(key, two, { sequence: 8 });
    expect(await poller.look()).toBe("bad-index");
  });

  it("finds what `ingot publish` has put into a folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ingot-publish-"));
    try {
      writeFileSync(join(folder, "key.pem"), pair.privateKey.export({ format: "pem", type: "pkcs8" }));
      writeFileSync(join(folder, "two.signed.bin"), two.bytes);
      const words = ["publish", "two.signed.bin", "www", "--channel", "porch", "--key", "key.pem"];
      expect(runIngot([...words, "--percent", "10"], { cwd: folder }).stdout).toContain(
        "for 10 % of the devices, change 1",
      );
      expect(runIngot(words, { cwd: folder }).stdout).toContain(
        "version 2.0.0+0 for 100 % of the devices, change 2",
      );
      expect(readdirSync(join(folder, "www")).sort()[1]).toBe("porch.index");
      const get: GetBytes = async (url, headers) => {
        const bytes = new Uint8Array(
          readFileSync(join(folder, "www", url.slice("http://server/updates/".length))),
        );
        const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
        if (range === null) return { status: 200, bytes };
        return { status: 206, bytes: bytes.slice(Number(range[1]), Number(range[2]) + 1) };
      };
      const board = await device();
      expect(await new UpdatePoller(board, { url: URL_OF_INDEX, device: "d", get }).look()).toBe("staged");
      expect(await bootOf(board)).toBe(1);
      expect(runIngot([...words, "--percent", "101"], { cwd: folder }).stderr).toContain("0 to 100");
      writeFileSync(join(folder, "two.signed.bin"), signedImage(stranger, 2, 100).bytes);
      expect(runIngot(words, { cwd: folder }).stderr).toContain("E6005");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has its turn at the same percentage always, as many devices as the percentage says", () => {
    const turns = Array.from({ length: 2000 }, (_, i) => turnOf(`device ${i}`, "porch-2.bin"));
    expect(turns.filter((turn) => turn < 25).length / 2000).toBeCloseTo(0.25, 1);
    expect(turnOf("device 7", "porch-2.bin")).toBe(turns[7]);
    expect(readIndex(indexText(key, two), [key.publicKey])?.version).toBe("2.0.0+0");
  });
});

function strangers(): ServerOptions {
  const image = signedImage(stranger, 2, 150_000);
  return { index: indexText(key, image), image: image.bytes };
}
