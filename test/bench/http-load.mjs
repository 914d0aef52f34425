#!/usr/bin/env node
// Load on the thermostat in the emulator: requests per second, and whether its memory grows.
//
//   node test/bench/http-load.mjs [REQUESTS]     default 100,000; needs what set-up brings
//
// The heap after 1,000 requests is compared with that after all of them: exit code 1 when it has grown by more than 5 %.
// What lives is asked of ingot/debug, which collects first; the thermostat is otherwise the template's. Rates are this computer's and this emulator's, and say nothing about a board.
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEmulator, root, runIngot } from "../demo/steps.mjs";

const TOTAL = Number(process.argv[2] ?? 100_000);
const WARM = 1000;
const AT_ONCE = 8;
const GROWTH = 1.05;
/** Readings of the heap between the first and the last, so that growth can be told from scatter. */
const STEPS = 5;
const LIFETIME_MS = 1_800_000;

const folder = mkdtempSync(join(tmpdir(), "ingot-load-"));
const { Machine, freePort } = await loadEmulator();
const app = join(folder, "thermostat");
cpSync(join(root, "templates/thermostat"), app, { recursive: true });
appendFileSync(join(app, "src/main.ts"), 'import { startDebug } from "ingot/debug";\nawait startDebug();\n');
await runIngot(["build", app, "--out", folder]);
const [port, debugPort] = [await freePort(), await freePort()];
const machine = new Machine({
  machine: "cubieboard",
  sdImage: join(folder, "thermostat.img"),
  network: {
    kind: "user",
    forwards: [
      { hostPort: port, guestPort: 80 },
      { hostPort: debugPort, guestPort: 8081 },
    ],
  },
  lifetimeMs: LIFETIME_MS,
});
try {
  await machine.waitFor("http://10.0.2.15/", 60_000);
  const kept = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  await rate("to warm up", WARM, kept);
  const before = await liveBytes();
  let after = before;
  for (let step = 1; step <= STEPS; step++) {
    await rate("over kept connections", Math.ceil(TOTAL / STEPS), kept);
    after = await liveBytes();
    console.log(`  ${after} bytes live`);
  }
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

async function liveBytes() {
  const text = await (await fetch(`http://127.0.0.1:${debugPort}/heap`)).text();
  return Number(/^(\d+) bytes live/.exec(text)[1]);
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
