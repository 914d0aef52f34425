// A device that fetches its updates over Ingot's own HTTP, from Node's HTTP server: as servers and networks really are.

import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { imageFor } from "../../fleet/testing/appliance.ts";
import { CutCard, SECTOR } from "../../runtime/block/testing/cut-card.ts";
import { NodeTransport } from "../../runtime/net/node/transport.ts";
import { getOver } from "../../runtime/poll/get.ts";
import { type PollOutcome, pollUpdates, UpdatePoller } from "../../runtime/poll/index.ts";
import type { Handoff } from "../../runtime/update/handoff.ts";
import { boot, DeviceUpdates, StateStore } from "../../runtime/update/index.ts";
import { emptySlot, SlotState } from "../../runtime/update/state.ts";
import { writeUpdateIndex } from "../../sdk/image/update-index.ts";
import { keySigner } from "../../sdk/keys/signer.ts";

const newSigner = () => keySigner(generateKeyPairSync("ed25519").privateKey);
const [signer, stranger] = [newSigner(), newSigner()];
const one = imageFor(signer, 1);
const two = imageFor(signer, 2, 200_000);
const LAYOUT = { copies: [0, 8, 16, 24], slots: [32, 1024].map((sector) => ({ sector, sectors: 512 })) };
const indexBy = (by = signer, { bytes, image } = two) =>
  writeUpdateIndex({ sequence: 1, file: "lamp.bin", image, fileBytes: bytes.length, percent: 100 }, by);

/** A device that runs `one` from slot A. */
async function device(): Promise<DeviceUpdates> {
  const card = new CutCard(new Map());
  const padded = new Uint8Array(Math.ceil(one.bytes.length / SECTOR) * SECTOR);
  padded.set(one.bytes);
  await card.write(LAYOUT.slots[0]!.sector, padded);
  const { counter, hash } = one.image;
  const running = new SlotState("confirmed", 0, { imageBytes: one.bytes.length, counter, hash });
  await new StateStore(card, LAYOUT).save({ sequence: 1, floor: 1, slots: [running, emptySlot()] });
  const handoff: Handoff = {
    slot: 0,
    onTrial: false,
    layout: LAYOUT,
    keyListOffset: 4,
    watchdogSeconds: 0,
    board: "cubieboard",
    signers: [signer.publicKey],
    root: new Uint8Array(0),
  };
  const watchdog = { arm: () => 0, feed() {}, disarm() {}, reset: () => Promise.reject() as never };
  return new DeviceUpdates(handoff, card, watchdog);
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** As static servers answer: the index, and the image by ranges. */
function usual(index = indexBy(), image = two.bytes): Answer {
  return (request, response) => {
    if (request.url === "/up/lamp.index") {
      response.end(Buffer.from(index, "latin1"));
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (request.url !== "/up/lamp.bin" || range === null) {
      response.writeHead(404).end("<html>not here</html>");
      return;
    }
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), image.length - 1)];
    response.writeHead(206, { "content-range": `bytes ${from}-${to}/${image.length}` });
    response.end(image.subarray(from, to + 1));
  };
}

let server: Server;
let answer: Answer;
let asked: string[];
const root = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeEach(async () => {
  asked = [];
  answer = usual();
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.range ?? ""}`.trim());
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

async function look(board?: DeviceUpdates) {
  const updates = board ?? (await device());
  const get = getOver(new NodeTransport());
  const poller = new UpdatePoller(updates, { url: `${root()}/up/lamp.index`, device: "porch", get });
  return { updates, poller, outcome: await poller.look() };
}
const slotOf = async (updates: DeviceUpdates) =>
  (await boot(updates.store, (slot) => updates.slots.verify(slot))).slot;

describe("a device that fetches its updates over HTTP", () => {
  it("downloads by ranges, and starts the image on trial", async () => {
    const { updates, outcome } = await look();
    expect(outcome).toBe("staged");
    expect(asked).toEqual([
      "/up/lamp.index",
      "/up/lamp.bin bytes=0-65535",
      "/up/lamp.bin bytes=65536-131071",
      "/up/lamp.bin bytes=131072-196607",
      `/up/lamp.bin bytes=196608-${two.bytes.length - 1}`,
    ]);
    expect(await slotOf(updates)).toBe(1);
  });

  it("keeps what came of a piece before the connection broke, and goes on there", async () => {
    const good = usual();
    answer = (request, response) => {
      if (request.url !== "/up/lamp.bin" || asked.length % 2 === 1) return good(request, response);
      // The head promises the whole piece; the half of it comes, then nothing.
      const from = Number(/=(\d+)/.exec(request.headers.range!)![1]);
      response.writeHead(206, { "content-length": "65536" });
      response.write(two.bytes.subarray(from, from + 30_000), () => response.destroy());
    };
    const { updates, outcome } = await look();
    expect(outcome).toBe("staged");
    expect(asked.slice(1, 3)).toEqual(["/up/lamp.bin bytes=0-65535", "/up/lamp.bin bytes=30000-95535"]);
    expect(await slotOf(updates)).toBe(1);
  });

  it("follows redirects, of the index and of the image, with the range", async () => {
    const good = usual();
    answer = (request, response) => {
      const { url } = request;
      if (url?.startsWith("/up/")) response.writeHead(302, { location: url.replace("/up/", "/cdn/") }).end();
      else {
        request.url = url!.replace("/cdn/", "/up/");
        good(request, response);
      }
    };
    const { updates, outcome } = await look();
    expect(outcome).toBe("staged");
    expect(asked.slice(0, 4)).toEqual([
      "/up/lamp.index",
      "/cdn/lamp.index",
      "/up/lamp.bin bytes=0-65535",
      "/cdn/lamp.bin bytes=0-65535",
    ]);
    expect(await slotOf(updates)).toBe(1);
  });

  it("gets its image from a server that knows no ranges and sends the whole each time", async () => {
    answer = (request, response) =>
      response.end(request.url === "/up/lamp.index" ? Buffer.from(indexBy(), "latin1") : two.bytes);
    const { updates, outcome } = await look();
    expect(outcome).toBe("staged");
    expect(await slotOf(updates)).toBe(1);
  });

  it.each<[string, () => Answer, PollOutcome]>([
    ["that has no index", () => (_, response) => response.writeHead(404).end(), "unreachable"],
    [
      "that has no image",
      () => (request, response) => {
        if (request.url === "/up/lamp.index") response.end(Buffer.from(indexBy(), "latin1"));
        else response.writeHead(404).end("not here");
      },
      "unreachable",
    ],
    ["that fails", () => (_, response) => response.writeHead(503).end("busy"), "unreachable"],
    [
      "that redirects in a circle",
      () => (request, response) => response.writeHead(302, { location: request.url! }).end(),
      "unreachable",
    ],
    [
      "that redirects to https",
      () => (_, response) => response.writeHead(301, { location: "https://updates.example/" }).end(),
      "unreachable",
    ],
    [
      "that ends in the middle of the index",
      () => (_, response) => {
        response.writeHead(200, { "content-length": "500" });
        response.write("ingot-index 1\n", () => response.destroy());
      },
      "unreachable",
    ],
    [
      "that speaks no HTTP",
      () => (_, response) => response.socket!.end("SSH-2.0-nonsense\r\n"),
      "unreachable",
    ],
    ["whose index a stranger has signed", () => usual(indexBy(stranger)), "bad-index"],
    [
      "that shows a page of its own",
      () => (_, response) => response.end("<html>log in first</html>"),
      "bad-index",
    ],
    [
      "with another image than the index says",
      () => usual(indexBy(), imageFor(signer, 2, 200_001).bytes.slice(0, two.bytes.length)),
      "bad-image",
    ],
    [
      "whose image a stranger has signed",
      () => {
        const image = imageFor(stranger, 2, 200_000);
        return usual(indexBy(signer, image), image.bytes);
      },
      "bad-image",
    ],
  ])("takes nothing from a server %s", async (_what, made, expected) => {
    answer = made();
    const { updates, outcome } = await look();
    expect(outcome).toBe(expected);
    expect(await slotOf(updates)).toBe(0);
  });

  it("looks again by itself until there is something, and restarts then", async () => {
    const good = usual();
    answer = (request, response) => {
      if (asked.length > 2) good(request, response);
      else response.writeHead(503).end();
    };
    const looks: PollOutcome[] = [];
    let restarts = 0;
    await pollUpdates(await device(), {
      url: `${root()}/up/lamp.index`,
      device: "porch",
      everyMs: 20,
      restart: () => restarts++,
      onLook: (outcome) => looks.push(outcome),
      transport: new NodeTransport(),
    });
    expect([looks, restarts]).toEqual([["unreachable", "unreachable", "staged"], 1]);
  });

  it("is nowhere when nobody listens", async () => {
    const get = getOver(new NodeTransport());
    const poller = new UpdatePoller(await device(), { url: "http://127.0.0.1:9/x.index", device: "d", get });
    expect(await poller.look()).toBe("unreachable");
  });
});
