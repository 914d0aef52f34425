// Updates over the air: the thermostat of the act before gets a good version, which stays, and a broken one, which goes.
//
// The board is the same emulator all along; it restarts by itself. Settings are those that the act before left behind.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, fact, ingot, runIngot, title } from "../steps.mjs";
import { PoweredBoard } from "./powered-board.mjs";

export const name = "over-the-air";
export const summary = "Updates over the air: one that stays, one that is taken back";

const BOARD = "cubieboard";

export async function play({ emulator, left }) {
  const before = left.thermostat;
  check(before !== undefined, `the act "${name}" goes on where "thermostat" ended: play both`);
  const { app, key, card } = before;
  const good = await buildVersion(app, key, "2.0.0");
  const broken = await buildVersion(app, key, "3.0.0", breakSensor);

  title("Power on: version 1.0.0");
  const board = await PoweredBoard.start(emulator, { machine: BOARD, card });
  try {
    const state = await board.json("/api/state");
    fact("version, target", `${state.version}, ${state.target}`);
    const kept = { target: state.target, name: state.name };

    title("Send version 2.0.0: it works, so it stays");
    const sent = await ingot("update", good, `127.0.0.1:${board.updatePort}`);
    fact("sent, tried and confirmed in", `${sent.seconds.toFixed(1)} s`);
    await expectState(board, "2.0.0", kept);

    title("Send version 3.0.0, whose sensor is broken: it is tried three times, and taken back");
    const output = await refusedUpdate(broken, board);
    check(/runs the one before it again/.test(output), "the command does not say that it was taken back");
    const tries = board.machine.output.split("version 3.0.0+0, on trial").length - 1;
    check(tries === 3, `version 3.0.0 was started ${tries} times`);
    fact("starts of version 3.0.0", tries);
    await expectState(board, "2.0.0", kept);
  } finally {
    await board.cut();
  }
}

/** Builds a version of the application in `app`; resolves to its signed image. */
async function buildVersion(app, key, version, change = () => {}) {
  title(`Compile version ${version}`);
  replaceIn(join(app, "ingot.config.ts"), /version: "[^"]*"/, `version: "${version}"`);
  replaceIn(join(app, "src/version.ts"), /VERSION = "[^"]*"/, `VERSION = "${version}"`);
  change(app);
  const made = join(app, `build-${version}`);
  await ingot("build", app, "--board", BOARD, "--key", key, "--out", made);
  return join(made, "thermostat.signed.bin");
}

/** A mistake that compiles: from now on it is not a number of degrees in the room. */
function breakSensor(app) {
  replaceIn(join(app, "src/sensor.ts"), /START_CELSIUS = [\d.]+/, "START_CELSIUS = Number.NaN");
}

function replaceIn(file, from, to) {
  const text = readFileSync(file, "utf8");
  check(from.test(text), `${file} does not have what is to be changed`);
  writeFileSync(file, text.replace(from, to));
}

/** What `ingot update` prints when it fails, as it must. */
async function refusedUpdate(image, board) {
  let output = "";
  const failed = await runIngot(["update", image, `127.0.0.1:${board.updatePort}`], (text) => {
    output = text;
  }).then(
    () => false,
    () => true,
  );
  console.log(output.replace(/^/gm, "   "));
  check(failed, "the command takes a version that was taken back for updated");
  return output;
}

async function expectState(board, version, { target, name: title }) {
  // The connection that was kept ended with the board's restart.
  const state = await board.json("/api/state").catch(() => board.json("/api/state"));
  check(state.version === version, `version ${state.version} runs, not ${version}`);
  check(state.target === target && state.name === title, "the settings did not survive");
  fact("version, target, name", `${state.version}, ${state.target}, "${state.name}"`);
}
