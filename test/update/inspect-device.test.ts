// `ingot inspect DEVICE` against a server of this computer that runs the appliance's own code.

import { createSocket, type Socket } from "node:dgram";
import { afterEach, expect, it } from "vitest";
import { CutCard } from "../../runtime/block/testing/cut-card.ts";
import { ApplianceGroup } from "../../runtime/smp/own-group.ts";
import { SmpServer } from "../../runtime/smp/server.ts";
import { Installer, StateStore } from "../../runtime/update/index.ts";
import { emptySlot, SlotState } from "../../runtime/update/state.ts";
import { addressIn, inspectDevice } from "../../sdk/cli/inspect-device.ts";

const layout = { copies: [0, 8, 16, 24], slots: [32, 64].map((sector) => ({ sector, sectors: 8 })) };
const hash = new Uint8Array(32).fill(5);
let socket: Socket | undefined;
afterEach(() => {
  socket?.close();
  socket = undefined;
});

async function serve(): Promise<number> {
  const card = new CutCard(new Map());
  const store = new StateStore(card, layout);
  const slots = [new SlotState("confirmed", 0, { imageBytes: 900, counter: 3, hash }), emptySlot()];
  await store.save({ sequence: 1, floor: 3, slots });
  const verify = async (slot: number) =>
    slot === 0 ? { imageBytes: 900, counter: 3, hash, version: "1.2.3+0" } : undefined;
  const board = {
    name: "orangepi-pc",
    resetReason: () => "panic",
    lastPanic: () => "ingot panic: too hot\n  build 1234\n",
  };
  const server = new SmpServer({
    store,
    installer: new Installer(card, store, layout, verify, 0),
    verify,
    running: 0,
    bufferBytes: 1472,
    own: new ApplianceGroup(
      board,
      0,
      () => false,
      () => "",
    ),
    reset: () => {},
  });
  const bound = createSocket("udp4");
  socket = bound;
  bound.on("message", async (bytes, from) => {
    const answer = await server.handle(new Uint8Array(bytes));
    if (answer !== undefined) bound.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => bound.bind(0, "127.0.0.1", resolve));
  return bound.address().port;
}

it("shows board, slots, next start and last panic of a device", async () => {
  const port = await serve();
  const text = await inspectDevice("porch.local", { host: "127.0.0.1", port }, false);
  expect(text.split("\n").map((line) => line.trimEnd())).toEqual([
    "porch.local",
    "  board             orangepi-pc, started by panic",
    "  slot A            version 1.2.3+0, running, confirmed",
    "  rollback floor    3",
    expect.stringMatching(/^ {2}next start {8}slot A/),
    "  last panic",
    "    ingot panic: too hot",
    "      build 1234",
    "",
  ]);
  const facts = JSON.parse(await inspectDevice("x", { host: "127.0.0.1", port }, true));
  expect(facts).toMatchObject({ board: "orangepi-pc", floor: 3, slots: [{ slot: 0, active: true }] });
});

it("takes addresses for devices, and everything else for files", () => {
  expect(addressIn("192.168.1.20:99")).toEqual({ host: "192.168.1.20", port: 99 });
  expect(addressIn("porch.local")).toMatchObject({ host: "porch.local", port: 1337 });
  for (const file of ["porch.img", "build/1.2.3.4", "card", "1.2.3.4.bin"])
    expect(addressIn(file)).toBeUndefined();
});
