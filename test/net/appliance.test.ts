// The stack compiled, on emulated boards: a bare-metal appliance against the TCP of this computer, through QEMU's
// user network.

import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { buildApp } from "../../sdk/build-app.ts";
import { freePort, Machine } from "../../sdk/emulator/machine.ts";
import { PATIENCE_MS } from "../patience.ts";

const here = dirname(fileURLToPath(import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-net-")));

let machine: Machine | null = null;
afterEach(async () => {
  await machine?.kill();
  machine = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Boots the echo appliance on `board`; resolves to the ports here that lead to its ports 7, 9 and 19. */
async function boot(board: string, qemuMachine: string): Promise<[number, number, number]> {
  const app = join(folder, board);
  cpSync(join(here, "fixtures", "echo"), app, { recursive: true });
  const built = await buildApp({ app, board, image: false });
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const guestPorts = [7, 9, 19];
  machine = new Machine({
    machine: qemuMachine,
    kernel: built.elf,
    network: {
      kind: "user",
      forwards: ports.map((hostPort, i) => ({ hostPort, guestPort: guestPorts[i]! })),
    },
    lifetimeMs: PATIENCE_MS,
  });
  await machine.waitFor("listening", PATIENCE_MS);
  expect(machine.output).toContain("address 10.0.2.15, router 10.0.2.2");
  return [...ports];
}

/** Everything that the other side sends, after `bytes` were sent to it. */
function talk(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket: Socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }, () => socket.end(bytes));
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("end", () => resolve(Buffer.concat(pieces)));
    socket.on("error", reject);
  });
}

function pattern(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
}

describe.each([
  ["cubieboard", "cubieboard"],
  ["orangepi-pc", "orangepi-pc"],
])("TCP on the %s", (board, qemuMachine) => {
  test("asks for its address, echoes, swallows and makes streams, many at once", async () => {
    const [echo, discard, generate] = await boot(board, qemuMachine);
    const sent = pattern(300_000);
    expect(Buffer.compare(await talk(echo, sent), Buffer.from(sent))).toBe(0);
    expect((await talk(discard, pattern(1_000_000))).toString()).toBe("1000000");
    expect((await talk(generate, Buffer.from("1000000"))).length).toBe(1_000_000);

    const many: Promise<Buffer>[] = [];
    for (let i = 0; i < 40; i++) {
      many.push(talk(echo, pattern(1000 + i)));
      // QEMU's listening sockets let few connections wait.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const lengths = (await Promise.all(many)).map((bytes) => bytes.length);
    expect(lengths).toEqual(Array.from({ length: 40 }, (_, i) => 1000 + i));
  });
});
