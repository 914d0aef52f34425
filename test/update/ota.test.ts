// Updates over the air on an emulated board, from end to end: SPL, loader, an appliance on Ingot's network stack, and
// the real `ingot update` on this computer. Good versions are confirmed, broken ones are taken back by themselves.

import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { requireBoard } from "../../sdk/choose-target.ts";
import type { Machine } from "../../sdk/emulator/index.ts";
import { writeKeyList } from "../../sdk/keys/key-list.ts";
import { keySigner, type Signer } from "../../sdk/keys/signer.ts";
import { missingForCards } from "../lib/emulated-card.ts";
import { ingotBeside } from "../lib/ingot-beside.ts";
import { PATIENCE_MS } from "../patience.ts";
import { type Appliance, buildAppliance, freeUdpPort, type Health, powerOn } from "./ota-bench.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-ota-"));
afterAll(() => rmSync(folder, { recursive: true }));
const newSigner = () => keySigner(generateKeyPairSync("ed25519").privateKey);
const [signer, root, later] = [newSigner(), newSigner(), newSigner()];
const why = missingForCards(requireBoard("cubieboard"));
if (why !== undefined) console.log(`skipped: updates over the air (${why})`);

const KEPT = 'setting "as it was set"';
const card = join(folder, "card.img");
/** A few at a time; `npm run test:ota` asks for 200. */
const KILLS = Number(process.env.INGOT_OTA_KILLS ?? 3);
/** Boards beside each other: an emulated one leaves its core idle half of the time. */
const LANES = KILLS < 20 ? 1 : Number(process.env.INGOT_OTA_LANES ?? 3);
const SEED = Number(process.env.INGOT_OTA_SEED ?? Date.now() & 0xffff);
/** About as long as an update takes here, from the command to the confirmation. */
const UPDATE_MS = 11_000;

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator, Numerical Recipes' constants). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

let appliance: Appliance;
let machine: Machine | undefined;

describe.skipIf(why !== undefined)("an update over the air", () => {
  beforeAll(async () => {
    appliance = await buildAppliance(folder, signer, root.publicKey);
    cpSync(appliance.card, card);
  });
  afterEach(() => machine?.kill());

  async function update(version: number, health: Health, limitMs = PATIENCE_MS) {
    const port = await freeUdpPort();
    machine = powerOn(card, port, PATIENCE_MS);
    await machine.waitFor("ota: at 10.0.2.15", PATIENCE_MS);
    const ran = await ingotBeside(
      ["update", appliance.version(version, health), `127.0.0.1:${port}`],
      limitMs,
    );
    return { ...ran, console: machine.output };
  }

  it("is tried, confirmed by its health check, and finds the settings of the one before", async () => {
    const { status, stdout, stderr, console } = await update(2, "good");
    expect(console).toContain(`ota: good, start 1, slot 0, confirmed, ${KEPT}`);
    expect(console).toMatch(/ingot loader: slot B, version 2\.0\.0\+0, on trial/);
    expect(console).toContain(`ota: good, start 2, slot 1, on trial, ${KEPT}`);
    expect(stderr).toContain("version 2.0.0");
    expect(stdout).toMatch(/runs 2\.0\.0\+0, and has confirmed it/);
    expect(status, stderr).toBe(0);
  });

  it("is signed by the keys of a list that a running board has taken; one that would lock it out it refuses", async () => {
    const list = (name: string, keys: readonly Signer[]) => {
      const file = join(folder, name);
      writeFileSync(file, writeKeyList({ version: 1, keys: keys.map((key) => key.publicKey) }, root));
      return file;
    };
    const port = await freeUdpPort();
    machine = powerOn(card, port, PATIENCE_MS);
    await machine.waitFor("ota: at 10.0.2.15", PATIENCE_MS);
    const device = `127.0.0.1:${port}`;
    const refused = await ingotBeside(["keys", "send", list("without.bin", [later]), device], 60_000);
    expect(refused.stderr).toContain("by these keys its program would not start any more");
    const taken = await ingotBeside(["keys", "send", list("with.bin", [signer, later]), device], 60_000);
    expect(taken.stdout, taken.stderr).toContain(`${device} goes by `);
    expect(taken.status).toBe(0);
    const shown = await ingotBeside(["inspect", device], 60_000);
    expect(shown.stdout, shown.stderr).toMatch(
      /board {13}cubieboard, started by [\s\S]*slot B {12}version 2\.0\.0\+0, running, confirmed\n[\s\S]*next start {8}slot B/,
    );
  });

  it.each([
    ["whose health check says no", 3, "says no", "ota: not confirmed"],
    ["that panics", 4, "panics", "the appliance cannot go on"],
  ] as const)("is rolled back by itself for a version %s", async (_what, version, health, sign) => {
    const { status, stderr, console } = await update(version, health, PATIENCE_MS);
    expect(console.split("on trial, setting").length - 1, console).toBe(3);
    expect(console).toContain(sign);
    expect(console.slice(console.lastIndexOf("ingot loader:"))).toMatch(
      /slot B, version 2\.0\.0\+0\s[\s\S]*start \d+, slot 1, confirmed, setting "as it was set"/,
    );
    expect(stderr).toContain("runs the one before it again");
    expect(status).toBe(1);
  });

  it(`may be ended at ${KILLS} random moments: a board that started before starts again, with its store whole`, {
    timeout: PATIENCE_MS + (KILLS / LANES + 1) * PATIENCE_MS,
  }, async () => {
    const lanes = Array.from({ length: LANES }, (_, lane) => endAtRandomMoments(lane));
    const seen = await Promise.all(lanes);
    const sum = (what: keyof Ended) => seen.reduce((total, lane) => total + lane[what], 0);
    const { boots, trials } = { boots: sum("boots"), trials: sum("trials") };
    console.log(
      `ended updates: ${KILLS} kills, 0 bricks of ${boots} starts, ${trials} of them on trial (seed ${SEED})`,
    );
    expect(boots).toBe(KILLS + LANES);
  });

  /** Ends the `lane`-th board of several beside each other, each with a card of its own, at its share of the moments. */
  async function endAtRandomMoments(lane: number): Promise<Ended> {
    const path = join(folder, `killed-${lane}.img`);
    cpSync(appliance.card, path);
    const random = randomFrom(SEED + lane);
    const kills = Math.floor((KILLS + lane) / LANES);
    let [starts, boots, trials] = [0, 0, 0];
    for (let i = 0; i <= kills; i++) {
      const moment = `moment ${i} of lane ${lane}, seed ${SEED}`;
      const port = await freeUdpPort();
      const board = powerOn(path, port, PATIENCE_MS);
      try {
        await board.waitFor(/ota: at 10\.0\.2\.15/, PATIENCE_MS).catch(() => {
          throw new Error(`${moment}: not started in ${PATIENCE_MS} ms:\n${board.output}`);
        });
        const said = /ota: good, start (\d+), slot [01], (on trial|confirmed), setting "as it was set"/;
        const match = said.exec(board.output);
        expect(match, `${moment}:\n${board.output}`).not.toBeNull();
        // A start that was ended before it was over may have been counted.
        expect(Number(match![1])).toBeGreaterThan(starts);
        starts = Number(match![1]);
        boots++;
        if (match![2] === "on trial") trials++;
        if (i === kills) break;
        const version = appliance.version(10 + (i % 200), "good", `lane-${lane}`);
        const afterMs = random() * UPDATE_MS;
        const sending = ingotBeside(["update", version, `127.0.0.1:${port}`], afterMs + 500);
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        process.kill(board.pid!, "SIGKILL");
        await Promise.all([board.exited, sending]);
        rmSync(version);
      } finally {
        await board.kill();
      }
    }
    return { boots, trials };
  }
});

interface Ended {
  readonly boots: number;
  readonly trials: number;
}
