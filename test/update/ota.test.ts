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
import { type Appliance, buildAppliance, freeUdpPort, type Health, ingot, powerOn } from "./ota-bench.ts";

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
const SEED = Number(process.env.INGOT_OTA_SEED ?? Date.now() & 0xffff);
/** About as long as an update takes here, from the command to the confirmation. */
const UPDATE_MS = 11_000;

/** A start takes two seconds; on a computer that is busy with much else, far more. */
const START_MS = 90_000;

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

describe.skipIf(why !== undefined)("an update over the air", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    appliance = await buildAppliance(folder, signer, root.publicKey);
    cpSync(appliance.card, card);
  }, 600_000);
  afterEach(() => machine?.kill());

  async function update(version: number, health: Health, limitMs = 60_000) {
    const port = await freeUdpPort();
    machine = powerOn(card, port, 110_000);
    await machine.waitFor("ota: at 10.0.2.15", 30_000);
    const ran = await ingot(["update", appliance.version(version, health), `127.0.0.1:${port}`], limitMs);
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
    machine = powerOn(card, port, 110_000);
    await machine.waitFor("ota: at 10.0.2.15", 30_000);
    const device = `127.0.0.1:${port}`;
    const refused = await ingot(["keys", "send", list("without.bin", [later]), device], 60_000);
    expect(refused.stderr).toContain("by these keys its program would not start any more");
    const taken = await ingot(["keys", "send", list("with.bin", [signer, later]), device], 60_000);
    expect(taken.stdout, taken.stderr).toContain(`${device} goes by `);
    expect(taken.status).toBe(0);
    const shown = await ingot(["inspect", device], 60_000);
    expect(shown.stdout, shown.stderr).toMatch(
      /board {13}cubieboard, started by [\s\S]*slot B {12}version 2\.0\.0\+0, running, confirmed\n[\s\S]*next start {8}slot B/,
    );
  });

  it.each([
    ["whose health check says no", 3, "says no", "ota: not confirmed"],
    ["that panics", 4, "panics", "the appliance cannot go on"],
  ] as const)("is rolled back by itself for a version %s", async (_what, version, health, sign) => {
    const { status, stderr, console } = await update(version, health, 100_000);
    expect(console.split("on trial, setting").length - 1, console).toBe(3);
    expect(console).toContain(sign);
    expect(console.slice(console.lastIndexOf("ingot loader:"))).toMatch(
      /slot B, version 2\.0\.0\+0\s[\s\S]*start \d+, slot 1, confirmed, setting "as it was set"/,
    );
    expect(stderr).toContain("runs the one before it again");
    expect(status).toBe(1);
  });

  it(`may be ended at ${KILLS} random moments: a board that started before starts again, with its store whole`, {
    timeout: 60_000 + KILLS * (START_MS + 20_000),
  }, async () => {
    const path = join(folder, "killed.img");
    cpSync(appliance.card, path);
    const random = randomFrom(SEED);
    let [starts, boots, trials] = [0, 0, 0];
    for (let i = 0; i <= KILLS; i++) {
      const port = await freeUdpPort();
      machine = powerOn(path, port, START_MS + 20_000);
      await machine.waitFor(/ota: at 10\.0\.2\.15/, START_MS).catch(() => {
        throw new Error(`moment ${i} of seed ${SEED}: not started in ${START_MS} ms:\n${machine!.output}`);
      });
      const said = /ota: good, start (\d+), slot [01], (on trial|confirmed), setting "as it was set"/;
      const match = said.exec(machine.output);
      expect(match, `moment ${i} of seed ${SEED}:\n${machine.output}`).not.toBeNull();
      // A start that was ended before it was over may have been counted.
      expect(Number(match![1])).toBeGreaterThan(starts);
      starts = Number(match![1]);
      boots++;
      if (match![2] === "on trial") trials++;
      if (i === KILLS) break;
      const afterMs = random() * UPDATE_MS;
      const sending = ingot(
        ["update", appliance.version(10 + i, "good"), `127.0.0.1:${port}`],
        afterMs + 500,
      );
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      process.kill(machine.pid!, "SIGKILL");
      await Promise.all([machine.exited, sending]);
      rmSync(appliance.version(10 + i, "good"));
    }
    console.log(`ended updates: 0 bricks of ${boots} starts, ${trials} of them on trial (seed ${SEED})`);
  });
});
