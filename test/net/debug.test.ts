// ingot/debug on an emulated board: what it answers over HTTP and on the console, and many connections at once.

import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../sdk/build-app.ts";
import { freePort, Machine } from "../../sdk/emulator/machine.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-debug-")));
const CONNECTIONS = 200;
/** What 1,000 connections may take in all is 32 MiB. */
const MOST_BYTES_PER_CONNECTION = 32 * 1024;

let machine: Machine;
let web = 0;
let debug = 0;
beforeAll(async () => {
  const app = join(folder, "debug");
  cpSync(join(import.meta.dirname, "fixtures/debug"), app, { recursive: true });
  const { elf } = await buildApp({ app, image: false });
  [web, debug] = [await freePort(), await freePort()];
  machine = new Machine({
    machine: "cubieboard",
    kernel: elf,
    network: {
      kind: "user",
      forwards: [
        { hostPort: web, guestPort: 80 },
        { hostPort: debug, guestPort: 8081 },
      ],
    },
    lifetimeMs: PATIENCE_MS,
  });
  await machine.waitFor("http://10.0.2.15/", PATIENCE_MS);
});
afterAll(async () => {
  await machine?.kill();
  rmSync(folder, { recursive: true });
});

async function ask(path: string): Promise<string> {
  return await (await fetch(`http://127.0.0.1:${debug}/${path}`)).text();
}

test("says what it can be asked, and answers", async () => {
  expect(await ask("")).toMatch(/^tasks .*\nsockets .*\n/);
  expect(await ask("panic")).toBe("this run began by: power-on\n");
  expect(await ask("log")).toContain("http://10.0.2.15/\n");
  expect(await ask("boot")).toMatch(/\| debug started\n.*\| (serving|address 10\.0\.2\.15)\n/);
  expect(await ask("tasks")).toMatch(/\d+ timers? of 1000 ms, the first due in \d+ ms\n/);
  expect(await ask("counters")).toMatch(/^framesReceived \d+$/m);
  const sockets = await ask("sockets");
  expect(sockets).toMatch(/^ESTABLISHED +8081 +10\.0\.2\.2:\d+ /m);
  expect(sockets).toMatch(/^LISTEN +80 /m);
  expect(sockets).toMatch(/^UDP +5353 /m);
});

test("pings, one at a time", async () => {
  const times = await ask("ping/10.0.2.2");
  expect(times).toMatch(/^(10\.0\.2\.2: \d+\.\d\d ms\n){4}$/);
  expect(await ask("ping")).toContain("say whom");
});

test("streams a capture of everything but itself", async () => {
  const capture = await fetch(`http://127.0.0.1:${debug}/capture`);
  const reader = capture.body!.getReader();
  let bytes = Buffer.from((await reader.read()).value!);
  await (await fetch(`http://127.0.0.1:${web}/seen`)).text();
  while (!bytes.includes("GET /seen")) bytes = Buffer.concat([bytes, (await reader.read()).value!]);
  await reader.cancel();
  expect(bytes.readUInt32LE(0)).toBe(0xa1b2_c3d4);
  for (let at = 24; at + 16 <= bytes.length; at += 16 + bytes.readUInt32LE(at + 8)) {
    const frame = bytes.subarray(at + 16);
    if (frame.length < 40 || frame.readUInt16BE(12) !== 0x0800 || frame[23] !== 6) continue;
    expect([frame.readUInt16BE(34), frame.readUInt16BE(36)]).not.toContain(8081);
  }
});

test("answers on the serial console as well", async () => {
  const from = machine.output.length;
  machine.send("heap\r");
  await machine.waitFor(/\d+ bytes live, \d+ with what was not collected yet/, PATIENCE_MS, from);
});

test(`holds ${CONNECTIONS} connections, each in little memory`, async () => {
  const live = async () => Number(/^\d+/.exec(await ask("heap"))![0]);
  const before = await live();
  const sockets: Socket[] = [];
  for (let i = 0; i < CONNECTIONS; i++) {
    const socket = connect({ port: web, host: "127.0.0.1" });
    sockets.push(socket);
    await new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("data", resolve);
      socket.write("GET / HTTP/1.1\r\nHost: board\r\n\r\n");
    });
  }
  expect(Number(await (await fetch(`http://127.0.0.1:${web}/count`)).text())).toBeGreaterThanOrEqual(
    CONNECTIONS,
  );
  const each = ((await live()) - before) / CONNECTIONS;
  for (const socket of sockets) socket.destroy();
  expect(each).toBeLessThan(MOST_BYTES_PER_CONNECTION);
});
