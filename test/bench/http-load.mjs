#!/usr/bin/env node
// Load on the thermostat in the emulator: requests per second, and whether its memory grows.
//
//   node test/bench/http-load.mjs [REQUESTS]     default 100,000; needs what set-up brings
//
// The heap after 1,000 requests is compared with that after all of them: exit code 1 when it has grown by more than 5 %.
// Rates are this computer's and this emulator's, and say nothing about a board.
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEmulator, root, runIngot } from "../demo/steps.mjs";

const TOTAL = Number(process.argv[2] ?? 100_000);
const WARM = 1000;
const AT_ONCE = 8;
const GROWTH = 1.05;
/** What was allocated since the last collection counts as well: the lowest of so many readings is what lives. */
const READINGS = 500;
const LIFETIME_MS = 1_800_000;

const folder = mkdtempSync(join(tmpdir(), "ingot-load-"));
const { Machine, freePort } = await loadEmulator();
await runIngot(["build", join(root, "templates/thermostat"), "--out", folder]);
const port = await freePort();
const machine = new Machine({
  machine: "cubieboard",
  sdImage: join(folder, "thermostat.img"),
  network: { kind: "user", forwards: [{ hostPort: port, guestPort: 80 }] },
  lifetimeMs: LIFETIME_MS,
});
try {
  await machine.waitFor("http://10.0.2.15/", 60_000);
  const kept = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  await rate("to warm up", WARM, kept);
  const before = await liveBytes(kept);
  await rate("over kept connections", TOTAL, kept);
  const after = await liveBytes(kept);
  kept.destroy();
  await rate("each on a new connection", Math.min(TOTAL, 2000), undefined);
  const grown = after / before;
  console.log(`heap: ${before} bytes after ${WARM} requests, ${after} after ${TOTAL}: x ${grown.toFixed(3)}`);
  if (grown > GROWTH) process.exitCode = 1;
} finally {
  await machine.kill();
  rmSync(folder, { recursive: true });
}

async function rate(what, count, agent) {
  const from = performance.now();
  let left = count;
  const work = async () => {
    while (left-- > 0) await ask(agent);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const perSecond = (1000 * count) / (performance.now() - from);
  console.log(`${count} requests ${what}, ${AT_ONCE} at once: ${Math.round(perSecond)} per second`);
}

async function liveBytes(agent) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < READINGS; i++) least = Math.min(least, JSON.parse(await ask(agent)).heapBytes);
  return least;
}

/** The body of GET /api/state; rejects unless it comes with 200. */
function ask(agent) {
  return new Promise((resolve, reject) => {
    const headers = agent === undefined ? { connection: "close" } : {};
    const sent = request({ host: "127.0.0.1", port, path: "/api/state", agent: agent ?? false, headers });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("error", reject);
      response.on("end", () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`answered ${response.statusCode}`)),
      );
    });
    sent.end();
  });
}
