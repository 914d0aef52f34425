// The gateway between an update server, written from DDI's documentation, and devices that run the board's own update
// code: what the server is told agrees with what the devices do, in good weather and in bad.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../sdk/cli/gateway.ts";
import { keySigner } from "../../sdk/keys/signer.ts";
import { EMPTY, type FleetDevice, saveInventory } from "../inventory.ts";
import { Appliance, imageFor } from "../testing/appliance.ts";
import {
  type Action,
  type ArtifactFile,
  DdiServerModel,
  sha256Of,
  type Trouble,
} from "../testing/ddi-server.ts";
import { runCommand } from "../testing/run-command.ts";
import { Controller, type ControllerOptions, type GatewayEvent } from "./controller.ts";
import { Downloads } from "./downloads.ts";
import { runGateway } from "./gateway.ts";
import { Places } from "./places.ts";

const TOKEN = "GatewayToken 4711";
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);
const one = imageFor(signer, 1);
const two = imageFor(signer, 2, 60_000);
const folder = mkdtempSync(join(tmpdir(), "ingot-gateway-"));
afterAll(() => rmSync(folder, { recursive: true }));

let server: DdiServerModel;
let devices: Appliance[] = [];
let cache = 0;
beforeEach(async () => {
  server = await DdiServerModel.start(TOKEN);
});
afterEach(async () => {
  for (const device of devices) if (device.isOn) device.stop();
  devices = [];
  await server.stop();
});

async function deviceOf(isHealthy = true): Promise<Appliance> {
  const device = await Appliance.start({ signer, runs: one, isHealthy: () => isHealthy });
  devices.push(device);
  return device;
}

const artifact = (image = two, filename = "lamp-cubieboard.signed.bin"): ArtifactFile => ({
  filename,
  bytes: image.bytes,
});

interface Made {
  readonly controller: Controller;
  readonly events: GatewayEvent[];
  readonly options: ControllerOptions;
  readonly device: FleetDevice;
}

/** A controller for `appliance`; with `before`, one that goes on where an ended gateway stopped. */
function controllerFor(
  appliance: Appliance,
  before?: Made,
  token = TOKEN,
  onEvent: (event: GatewayEvent) => void = () => {},
): Made {
  const events: GatewayEvent[] = [];
  const at = before?.options.folder ?? join(folder, String(cache++));
  const options: ControllerOptions = {
    server: { url: server.url, tenant: "default", authorization: token },
    downloads: new Downloads(at, 1),
    places: new Places(4),
    folder: at,
    addressOf: () => ({ host: "127.0.0.1", port: appliance.port }),
    onEvent: (event) => {
      events.push(event);
      onEvent(event);
    },
    outcome: { limitMs: 1500, everyMs: 20 },
    contact: { timeoutMs: 250, tries: 2 },
  };
  const device: FleetDevice = { id: "porch", board: "cubieboard", group: "default" };
  return { controller: new Controller(device, options), events, options, device };
}

/** One poll, and what it begins, to its end. */
async function turn({ controller }: Made): Promise<number> {
  const wait = await controller.turn();
  await controller.settled();
  return wait;
}

const executions = (action: Action) =>
  action.feedback.map(({ execution, finished }) => `${execution} ${finished}`);
const lastWord = (action: Action) => action.feedback.at(-1)?.details[0];

describe("the gateway", () => {
  it("brings a deployment to the device, and closes it when the device has confirmed the image", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    server.wantsConfigData = true;
    expect(await turn(made)).toBe(1000);
    expect(server.configData).toEqual([{ mode: "merge", data: { board: "cubieboard", group: "default" } }]);
    const action = server.deploy("porch", [artifact()]);
    await turn(made);
    expect(executions(action)).toEqual([
      "download none",
      "downloaded none",
      "proceeding none",
      "proceeding none",
      "closed success",
    ]);
    expect(lastWord(action)).toBe("it runs version 2.0.0+0, and has confirmed it");
    expect([device.version, action.state, device.starts]).toEqual(["2.0.0+0", "finished", 2]);
    // Nothing to do any more, and the server need not say so twice.
    await turn(made);
    await turn(made);
    expect(server.notModified).toBe(1);
  });

  it("says nothing of success before the device does", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    let whenConfirmed: string[] = [];
    server.trouble = (line) => {
      if (line.endsWith("/feedback") && device.version === "1.0.0+0") whenConfirmed = executions(action);
      return undefined;
    };
    await turn(made);
    expect(whenConfirmed).not.toContain("closed success");
    expect(executions(action).at(-1)).toBe("closed success");
  });

  it("closes a deployment as failed that the device has rolled back", async () => {
    const device = await deviceOf(false);
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    await turn(made);
    expect(executions(action).at(-1)).toBe("closed failure");
    expect(lastWord(action)).toContain("runs the one before again");
    expect(device.version).toBe("1.0.0+0");
  });

  it("closes a deployment as failed when the device does not come back in time", async () => {
    const device = await deviceOf();
    const made = controllerFor(device, undefined, TOKEN, ({ event }) => {
      if (event === "trial") device.isOn = false;
    });
    const action = server.deploy("porch", [artifact()]);
    await turn(made);
    device.isOn = true;
    expect(executions(action).at(-1)).toBe("closed failure");
    expect(lastWord(action)).toContain("not come back");
  });

  it("closes a deployment at once of what the device runs already", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact(one)]);
    await turn(made);
    expect(executions(action)).toEqual(["download none", "downloaded none", "closed success"]);
    expect([device.pieces, device.starts]).toEqual([0, 1]);
  });

  it.each([
    ["without an image", [artifact(two, "readme.txt")], /no artifact/],
    ["with several for the board", [artifact(), artifact(one, "old-cubieboard.bin")], /of its 2 artifacts/],
    ["for another board", [artifact(imageFor(signer, 2, 99, "orangepi-pc"))], /for the board orangepi-pc/],
    ["of no image", [{ filename: "x.bin", bytes: new Uint8Array(99) }], /no whole signed image/],
    ["that is damaged", [artifact({ ...two, bytes: damaged() })], /damaged/],
    [
      "whose hash is another one",
      [{ ...artifact(), sha256: sha256Of(one.bytes) }],
      /not what its SHA-256 says/,
    ],
    ["that is larger than it says", [{ ...artifact(), size: 1000 }], /larger than the update server says/],
    ["that is larger than a slot", [{ ...artifact(), size: 9 << 20 }], /larger than a slot/],
    ["that its keys have not signed", [artifact(strangers())], /the device refuses/],
  ] as const)(
    "closes a deployment as failed %s, and leaves the device alone",
    async (_what, artifacts, why) => {
      const device = await deviceOf();
      const made = controllerFor(device);
      const action = server.deploy("porch", artifacts);
      await turn(made);
      expect(executions(action).at(-1)).toBe("closed failure");
      expect(lastWord(action)).toMatch(why);
      expect([device.version, device.starts]).toEqual(["1.0.0+0", 1]);
    },
  );

  it("finds the image for its board among those for several", async () => {
    const device = await deviceOf();
    const orange = artifact(imageFor(signer, 2, 99, "orangepi-pc"), "lamp-orangepi-pc.signed.bin");
    const action = server.deploy("porch", [orange, artifact()]);
    await turn(controllerFor(device));
    expect([action.state, device.version]).toEqual(["finished", "2.0.0+0"]);
  });

  it("downloads in a closed window, says so once, and installs when it opens", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()], "skip");
    for (let i = 0; i < 3; i++) await turn(made);
    expect(executions(action)).toEqual(["download none", "downloaded none"]);
    expect(device.pieces).toBe(0);
    action.update = "forced";
    await turn(made);
    expect([action.state, server.ranges.length]).toEqual(["finished", 1]);
  });
});

describe("a download", () => {
  const troubled = (...troubles: (Trouble | undefined)[]) => {
    server.trouble = (line) => (line.includes("/artifacts/") ? troubles.shift() : undefined);
  };

  it("goes on where the connection broke, and where an ended gateway stopped", async () => {
    const device = await deviceOf();
    const first = controllerFor(device);
    server.deploy("porch", [artifact()]);
    const cut = { cutAt: 10_000 };
    troubled(
      cut,
      cut,
      { status: 503 },
      cut,
      { status: 500 },
      { status: 500 },
      { status: 500 },
      { status: 500 },
    );
    await turn(first);
    expect(first.events.at(-1)).toMatchObject({
      event: "later",
      details: expect.stringContaining("try 1 of 5"),
    });
    expect(server.ranges).toEqual(["whole", "bytes=10000-", "bytes=20000-"]);
    server.ranges.length = 0;
    await turn(controllerFor(device, first));
    expect(server.ranges).toEqual(["bytes=30000-"]);
    expect([device.version, server.actions[0]!.state]).toEqual(["2.0.0+0", "finished"]);
  });

  it("starts over with a server that sends the whole for a part", async () => {
    const device = await deviceOf();
    server.deploy("porch", [artifact()]);
    troubled({ cutAt: 10_000 }, { ignoreRange: true });
    await turn(controllerFor(device));
    expect(device.version).toBe("2.0.0+0");
  });

  it("starts over when what it has turns out wrong", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const name = `${sha256Of(two.bytes)}.bin`;
    writeFileSync(join(made.options.folder, `${name}.part`), new Uint8Array(100));
    server.deploy("porch", [artifact()]);
    await turn(made);
    expect(server.ranges).toEqual(["bytes=100-", "whole"]);
    expect(readFileSync(join(made.options.folder, name)).equals(two.bytes)).toBe(true);
    expect(device.version).toBe("2.0.0+0");
  });

  it("is shared by devices that want the same, and given up when nobody waits for it", async () => {
    const downloads = new Downloads(join(folder, "shared"), 1);
    server.deploy("porch", [artifact()]);
    const wanted = {
      filename: "x.bin",
      size: two.bytes.length,
      sha256: sha256Of(two.bytes),
      url: `${server.url}/artifacts/1/0`,
    };
    const headers = { authorization: TOKEN };
    const [stays, leaves] = [new AbortController(), new AbortController()];
    const both = [
      downloads.get(wanted, headers, stays.signal),
      downloads.get(wanted, headers, leaves.signal).catch((error: unknown) => error),
    ];
    leaves.abort("left");
    expect(await Promise.all(both)).toEqual([expect.any(Uint8Array), "left"]);
    expect(downloads.requests).toBe(1);
  });
});

describe("a cancellation", () => {
  it("is accepted before the deployment was looked at", async () => {
    const device = await deviceOf();
    const action = server.deploy("porch", [artifact()]);
    action.state = "cancelling";
    await turn(controllerFor(device));
    expect(action.cancelFeedback).toMatchObject([{ execution: "closed", finished: "success" }]);
    expect([action.state, action.feedback.length, device.pieces]).toEqual(["cancelled", 0, 0]);
  });

  it("ends a download", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    // An artifact that never ends: the connection stays open and silent.
    let heard = () => {};
    const asked = new Promise<void>((resolve) => (heard = resolve));
    server.trouble = (line) => {
      if (!line.includes("/artifacts/")) return undefined;
      heard();
      return { cutAt: 0 };
    };
    await made.controller.turn();
    await asked;
    action.state = "cancelling";
    await turn(made);
    expect([action.state, device.pieces]).toEqual(["cancelled", 0]);
    expect(executions(action)).toEqual(["download none"]);
  });

  it("ends an upload, and the device goes on with what it runs", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    let cancelled: Promise<number> | undefined;
    device.onPiece = (pieces) => {
      if (pieces !== 3) return;
      action.state = "cancelling";
      cancelled = made.controller.turn();
    };
    await turn(made);
    await cancelled;
    expect(action.state).toBe("cancelled");
    expect(device.pieces).toBeLessThan(10);
    expect([device.version, device.starts]).toEqual(["1.0.0+0", 1]);
    // The next deployment is not disturbed by what was left of this one.
    device.onPiece = () => {};
    const next = server.deploy("porch", [artifact()]);
    await turn(made);
    expect([next.state, device.version]).toEqual(["finished", "2.0.0+0"]);
  });

  it("comes too late when the device tries the image, and the deployment ends as the device says", async () => {
    const device = await deviceOf();
    const action = server.deploy("porch", [artifact()]);
    let cancelled: Promise<number> | undefined;
    const made = controllerFor(device, undefined, TOKEN, ({ event }) => {
      if (cancelled !== undefined || event !== "trial") return;
      action.state = "cancelling";
      cancelled = made.controller.turn();
    });
    await turn(made);
    await cancelled;
    expect(action.cancelFeedback).toMatchObject([{ execution: "rejected" }]);
    expect([action.state, device.version]).toEqual(["finished", "2.0.0+0"]);
  });
});

describe("a server or device in trouble", () => {
  it("is polled less often while the server is away, up to a limit, and as before when it is back", async () => {
    const made = controllerFor(await deviceOf());
    await turn(made);
    server.trouble = () => ({ status: 503 });
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) waits.push(await turn(made));
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 16_000, 16_000]);
    server.trouble = () => undefined;
    expect(await turn(made)).toBe(1000);
  });

  it("is hardly polled where the token is refused", async () => {
    const made = controllerFor(await deviceOf(), undefined, "GatewayToken wrong");
    expect(await turn(made)).toBe(16 * 60_000);
    expect(made.events).toMatchObject([{ event: "server", details: expect.stringContaining("401") }]);
  });

  it("fails an action after some tries of a device that does not answer, each after more polls", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    device.isOn = false;
    const turns: number[] = [];
    for (let i = 1; i <= 40 && action.state === "open"; i++) {
      const before = made.events.length;
      await turn(made);
      if (made.events.length > before) turns.push(i);
    }
    expect(turns).toEqual([1, 3, 7, 15, 31]);
    expect(executions(action).at(-1)).toBe("closed failure");
    expect(lastWord(action)).toMatch(/^5 tries: the device has not answered/);
  });

  it("keeps its last word while the server is away, also over its own end", async () => {
    const device = await deviceOf(false);
    const first = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    server.trouble = (line) => (line.endsWith("/feedback") ? { status: 503 } : undefined);
    await turn(first);
    expect([action.state, device.starts]).toEqual(["open", 5]);
    expect(readdirSync(first.options.folder)).toContain("porch.feedback.json");
    // Still away for feedback: nothing is begun that was done.
    const second = controllerFor(device, first);
    await turn(second);
    expect(device.starts).toBe(5);
    server.trouble = () => undefined;
    await turn(second);
    expect([action.state, device.starts]).toEqual(["failed", 5]);
    expect(readdirSync(first.options.folder)).not.toContain("porch.feedback.json");
  });

  it("says its last word again to a server that has lost it, and does nothing twice", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    await turn(made);
    action.state = "open";
    await turn(made);
    expect([action.state, device.starts]).toEqual(["finished", 2]);
  });

  it("drops an action that the server has forgotten", async () => {
    const device = await deviceOf();
    const made = controllerFor(device);
    const action = server.deploy("porch", [artifact()]);
    server.trouble = (line) =>
      line.includes("/deploymentBase/") && line.includes("feedback") ? { status: 404 } : undefined;
    await turn(made);
    expect([action.feedback.length, device.version]).toEqual([0, "1.0.0+0"]);
  });

  it("sends the token to nobody but the server", async () => {
    const made = controllerFor(await deviceOf());
    const other = await DdiServerModel.start("none");
    try {
      other.deploy("porch", [artifact()]);
      expect(made.controller).toBeDefined();
      const { DdiClient } = await import("./ddi-client.ts");
      const client = new DdiClient(made.options.server, "porch");
      expect(client.headersFor(`${server.url}/x`)).toEqual({ authorization: TOKEN });
      expect(client.headersFor(`${other.url}/artifacts/1/0`)).toEqual({});
      await expect(client.deployment(`${other.url}/x`)).rejects.toThrow(/401.*which gets no token/);
    } finally {
      await other.stop();
    }
  });
});

it("serves several devices at a time, and ends when it is told to", async () => {
  const [porch, attic] = [await deviceOf(), await deviceOf()];
  const { options } = controllerFor(porch);
  const ports: Record<string, number> = { porch: porch.port, attic: attic.port };
  const inventory = Object.keys(ports).map((id) => ({ id, board: "cubieboard", group: "default" }));
  for (const id of Object.keys(ports)) server.deploy(id, [artifact()]);
  const end = new AbortController();
  const all = {
    ...options,
    places: new Places(1),
    addressOf: ({ id }: FleetDevice) => ({ host: "127.0.0.1", port: ports[id]! }),
    signal: end.signal,
  };
  await runGateway(inventory, { ...all, once: true });
  expect(server.actions.map(({ state }) => state)).toEqual(["finished", "finished"]);
  expect(server.ranges).toEqual(["whole"]);
  const running = runGateway(inventory, all);
  await expect.poll(() => server.requests.length).toBeGreaterThan(15);
  end.abort();
  await running;
});

describe("ingot gateway", () => {
  const run = (...words: string[]) => runCommand(command, words);
  const token = join(folder, "token.txt");
  const file = join(folder, "fleet.json");
  writeFileSync(token, "4711\n");

  it("serves the devices of the inventory", async () => {
    const device = await deviceOf();
    const porch = { id: "porch", board: "cubieboard", address: device.address, group: "default" };
    saveInventory(file, { ...EMPTY, devices: [porch, { ...porch, id: "attic", address: undefined }] });
    server.deploy("porch", [artifact()]);
    const words = [
      "--server",
      server.url,
      "--token-file",
      token,
      "--file",
      file,
      "--cache",
      join(folder, "cli"),
    ];
    const { status, out } = await run(...words, "--once", "--json");
    expect(status).toBe(0);
    const events = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual([
      "download",
      "downloaded",
      "install",
      "trial",
      "closed",
    ]);
    expect(events[4]).toMatchObject({
      device: "porch",
      action: "1",
      details: expect.stringMatching(/^success: /),
    });
    expect(server.requests.some((line) => line.includes("attic"))).toBe(false);
  });

  it.each([
    [[], 2, "E0003"],
    [["--server", "updates.example.com", "--token-file", token], 2, "E0002"],
    [["--server", "http://127.0.0.1:1", "--token-file", "none.txt"], 1, "E0008"],
    [["--server", "http://127.0.0.1:1", "--token-file", file], 2, "E0002"],
    [["--server", "http://127.0.0.1:1"], 2, "E0003"],
    [["--server", "http://127.0.0.1:1", "--token-file", token, "--file", "none.json"], 1, "E6014"],
    [["--server", "http://127.0.0.1:1", "--token-file", token, "--parallel", "0"], 2, "E0002"],
    [["porch"], 2, "E0004"],
  ] as const)("refuses %j", async (words, status, code) => {
    saveInventory(file, EMPTY);
    expect(await run(...words)).toMatchObject({ status, code });
    expect((await run("--server", "http://127.0.0.1:1", "--token-file", token, "--file", file)).code).toBe(
      "E6015",
    );
  });
});

function damaged(): Uint8Array {
  const bytes = two.bytes.slice();
  bytes[2000]! ^= 1;
  return bytes;
}

function strangers() {
  return imageFor(keySigner(generateKeyPairSync("ed25519").privateKey), 3);
}
