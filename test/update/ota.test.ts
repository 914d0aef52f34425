// Updates over the air on an emulated board, from end to end: SPL, loader, an appliance on Ingot's network stack, and
// the real `ingot update` on this computer. Good versions are confirmed, broken ones are taken back by themselves.

import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { requireBoard } from "../../sdk/choose-target.ts";
import type { Machine } from "../../sdk/emulator/index.ts";
import { keySigner } from "../../sdk/keys/signer.ts";
import { missingForCards } from "../lib/emulated-card.ts";
import { type Appliance, buildAppliance, freeUdpPort, type Health, ingot, powerOn } from "./ota-bench.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-ota-"));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);
const why = missingForCards(requireBoard("cubieboard"));
if (why !== undefined) console.log(`skipped: updates over the air (${why})`);

const KEPT = 'setting "as it was set"';
const card = join(folder, "card.img");
let appliance: Appliance;
let machine: Machine;

describe.skipIf(why !== undefined)("an update over the air", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    appliance = await buildAppliance(folder, signer);
    cpSync(appliance.card, card);
  }, 300_000);
  afterEach(() => machine.kill());

  async function update(version: number, health: Health, limitMs = 60_000) {
    const port = await freeUdpPort();
    machine = powerOn(card, port, 110_000);
    await machine.waitFor("ota: at 10.0.2.15", 30_000);
    return await ingot(["update", appliance.version(version, health), `127.0.0.1:${port}`], limitMs);
  }

  it("is tried, confirmed by its health check, and finds the settings of the one before", async () => {
    const { status, stdout, stderr } = await update(2, "good");
    expect(machine.output).toContain(`ota: good, start 1, slot 0, confirmed, ${KEPT}`);
    expect(machine.output).toMatch(/ingot loader: slot B, version 2\.0\.0\+0, on trial/);
    expect(machine.output).toContain(`ota: good, start 2, slot 1, on trial, ${KEPT}`);
    expect(stderr).toContain("version 2.0.0");
    expect(stdout).toMatch(/runs 2\.0\.0\+0, and has confirmed it/);
    expect(status, stderr).toBe(0);
  });

  it.each([
    ["whose health check says no", 3, "says no", "ota: not confirmed"],
    ["that panics", 4, "panics", "the appliance cannot go on"],
  ] as const)("is rolled back by itself for a version %s", async (_what, version, health, sign) => {
    const { status, stderr } = await update(version, health, 100_000);
    expect(machine.output.split("on trial, setting").length - 1, machine.output).toBe(3);
    expect(machine.output).toContain(sign);
    expect(machine.output.slice(machine.output.lastIndexOf("ingot loader:"))).toMatch(
      /slot B, version 2\.0\.0\+0\s[\s\S]*start \d+, slot 1, confirmed, setting "as it was set"/,
    );
    expect(stderr).toContain("runs the one before it again");
    expect(status).toBe(1);
  });
});
