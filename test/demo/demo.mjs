#!/usr/bin/env node
// The demo: TypeScript programs, compiled, written to SD card images, booted bare on an emulated Cubieboard.
//
// It has acts, one file each in acts/, which are played in order and may build on what earlier ones left behind;
// `npm run demo -- NAME ...` plays some of them. Everything shown is checked. Exit code 1 when anything is not as it
// should be. `npm run demo` runs set-up first.
import { mkdirSync, rmSync } from "node:fs";
import * as firstLight from "./acts/first-light.mjs";
import * as overTheAir from "./acts/over-the-air.mjs";
import * as thermostat from "./acts/thermostat.mjs";
import { DemoProblem, loadEmulator, runIngot, workFolder } from "./steps.mjs";

/**
 * An act has a `name`, a `summary`, and `play(stage)`, which rejects when anything is not as it should be. The stage has
 * the emulator (sdk/emulator), a folder for files, and `left`: what acts before this one left behind, by their names.
 */
const ACTS = [firstLight, thermostat, overTheAir];

const startedAt = performance.now();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !ACTS.some((act) => act.name === name));

try {
  if (unknown.length > 0) {
    throw new DemoProblem(
      `there is no act "${unknown[0]}"; there are ${ACTS.map(({ name }) => name).join(", ")}`,
    );
  }
  rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(workFolder, { recursive: true });
  const stage = { emulator: await loadEmulator(), folder: workFolder, left: {} };
  // The command line bundles itself first if its sources are new; that is not compile time.
  await runIngot(["--version"]);
  for (const act of ACTS) {
    if (wanted.length > 0 && !wanted.includes(act.name)) continue;
    const from = performance.now();
    console.log(`\n### ${act.summary}`);
    stage.left[act.name] = await act.play(stage);
    console.log(`\n   (this act took ${seconds(from)})`);
  }
  console.log(`\nEverything above was checked; it took ${seconds(startedAt)}.`);
} catch (error) {
  if (!(error instanceof DemoProblem) && error?.name !== "IngotError") throw error;
  console.error(`\ndemo: ${error.message}`);
  for (const { notes = [], remedy } of error.diagnostics ?? []) {
    for (const note of notes) console.error(`  | ${note}`);
    if (remedy) console.error(`  = ${remedy}`);
  }
  process.exitCode = 1;
}

function seconds(from) {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
