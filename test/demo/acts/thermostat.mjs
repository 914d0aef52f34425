// A thermostat with a web page: signed, started by Ingot's loader, asked and set over HTTP, and cut from its power.
//
// Leaves behind the application's folder, its key and its card, for acts that go on with it.
import { cpSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { check, fact, ingot, root, runIngot, title } from "../steps.mjs";
import { PoweredBoard } from "./powered-board.mjs";

export const name = "thermostat";
export const summary = "A thermostat: web page, JSON API, settings that survive a power cut";

const TEMPLATE = join(root, "templates/thermostat");
const BOARD = "cubieboard";
const CHANGE = { target: 22.5, name: "Hall" };
const REQUESTS = 500;

export async function play({ emulator, folder }) {
  // A copy, because later acts make other versions of it.
  const app = join(folder, "thermostat");
  cpSync(TEMPLATE, app, { recursive: true, filter: (path) => path !== join(TEMPLATE, "build") });
  const key = join(folder, "demo-key.pem");
  await runIngot(["keys", "new", "demo-key", "--out", key]);
  const card = join(folder, "thermostat-card.img");
  await build(app, key, card);

  const first = await PoweredBoard.start(emulator, { machine: BOARD, card });
  try {
    await look(first);
    await set(first);
    await hurry(first);
    title("Cut the power: the emulator is killed");
  } finally {
    await first.cut();
  }

  title("Power comes back, with the same card");
  const second = await PoweredBoard.start(emulator, { machine: BOARD, card });
  try {
    const state = await second.json("/api/state");
    check(
      state.target === CHANGE.target && state.name === CHANGE.name,
      "the setting did not survive the power cut",
    );
    fact("target, name", `${state.target}, "${state.name}": the setting is still there`);
  } finally {
    await second.cut();
  }
  return { app, key, card };
}

async function build(app, key, card) {
  title(`Compile templates/thermostat for the ${BOARD}, sign it, and write a card with loader and two slots`);
  const { seconds } = await ingot("build", app, "--board", BOARD, "--loader", "--key", key);
  const made = join(app, "build");
  const kib = (file) => `${(statSync(join(made, file)).size / 1024).toFixed(1)} KiB`;
  fact("signed image", kib("thermostat.signed.bin"));
  fact("compile time", `${seconds.toFixed(1)} s`);
  await ingot("flash", join(made, "thermostat.img"), card);
}

async function look(board) {
  title("Fetch the page and the state");
  fact(
    "QEMU's start to the first HTTP 200",
    `${Math.round(board.readyMs)} ms, with boot ROM, SPL and loader`,
  );
  const page = await board.request("GET", "/");
  check(
    page.status === 200 && page.headers["content-encoding"] === "gzip",
    "the page did not come compressed",
  );
  const html = gunzipSync(page.body).toString();
  check(html.includes("<h1") && html.includes("EventSource"), "the page lacks its heading or its script");
  fact("GET /", `${page.body.length} bytes compressed, ${html.length} unpacked, one request`);
  const state = await board.json("/api/state");
  check(state.settingsAreKept === true, "the board found no place for its settings");
  fact("GET /api/state", JSON.stringify(state));
  const again = await board.request("GET", "/", { headers: { "if-none-match": page.headers.etag } });
  check(again.status === 304, "an unchanged page was sent again");
  fact("GET / with its ETag", "304");
}

async function set(board) {
  title("Change a setting; try a wrong one");
  const settings = await board.json("/api/settings", "PUT", CHANGE);
  check(settings.target === CHANGE.target, "the setting was not taken");
  fact(`PUT /api/settings ${JSON.stringify(CHANGE)}`, "200");
  const wrong = await board.request("PUT", "/api/settings", { json: { target: 99 } });
  check(wrong.status === 400, "99 degrees were taken for a target");
  fact('PUT /api/settings {"target":99}', `400 ${wrong.body}`);
  const { target } = await board.json("/api/state");
  check(target === CHANGE.target, "a refused setting changed something");
}

async function hurry(board) {
  title(`Ask ${REQUESTS} times over one connection`);
  const from = performance.now();
  for (let i = 0; i < REQUESTS; i++) {
    const { status } = await board.request("GET", "/api/state");
    check(status === 200, `request ${i} was answered ${status}`);
  }
  const perSecond = (1000 * REQUESTS) / (performance.now() - from);
  fact("requests per second, one after the other", Math.round(perSecond));
  check(board.connections === 1, `the board closed connections: ${board.connections} were made`);
}
