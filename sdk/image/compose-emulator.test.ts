// The composed device side of the Cubieboard against the emulator's own devices, without a compiler between:
// the application's TypeScript runs under Node, its register accesses happen in QEMU.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { boards } from "../../boards/index.ts";
import { emulatorMissing } from "../../hal/testing/qtest-bus.ts";
import { PATIENCE_MS } from "../../test/patience.ts";
import { PacketPeer } from "../emulator/packet-peer.ts";
import { StreamLink } from "../emulator/stream-link.ts";
import { composeBoard } from "./compose.ts";
import { publicModules } from "./resolve-modules.ts";

const ROOT = join(import.meta.dirname, "../..");
const SD_BYTES = 64 * 1024 * 1024;
const missing = emulatorMissing();
if (missing !== null) console.log(`skipped: composition in the emulator (${missing})`);
const emulated = test.skipIf(missing !== null);

let folder: string;
let link: StreamLink;
let children: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ingot-composed-"));
  writeFileSync(join(folder, "sd.img"), "");
  truncateSync(join(folder, "sd.img"), SD_BYTES);
  link = await StreamLink.listen(join(folder, "wire"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGTERM");
  link.close();
  rmSync(folder, { recursive: true });
});

/** Starts QEMU and connects the HAL to it. Stands in a file of its own, because it must run before the drivers. */
function connection(): string {
  const args = ["-m", "1024M", "-drive", `if=sd,format=raw,file=${join(folder, "sd.img")}`];
  args.push("-netdev", `stream,id=wire,server=off,addr.type=unix,addr.path=${link.path}`);
  args.push("-net", "nic,netdev=wire", "-serial", `file:${join(folder, "serial.txt")}`);
  const { base } = boards.cubieboard.soc.interruptController;
  return `
    import { useCpu } from "${ROOT}/hal/cpu.ts";
    import { useBus } from "${ROOT}/hal/mmio.ts";
    import { QtestBus } from "${ROOT}/hal/testing/qtest-bus.ts";
    const bus = new QtestBus("cubieboard", ${JSON.stringify(args)});
    useBus(bus);
    useCpu({
      // WFI ends when the interrupt controller has something: its VECTOR register tells.
      waitForInterrupt() { while (bus.read32(${base}) === 0); },
      halt(exitCode) { process.exit(exitCode); },
    });
    process.on("exit", () => bus.close());
    process.on("SIGTERM", () => process.exit(1));
    setTimeout(() => process.exit(1), ${PATIENCE_MS}).unref();
  `;
}

/** Runs TypeScript modules on the composed board; `modules` are imported in order. */
async function start(modules: readonly string[]): Promise<{ child: ChildProcess; text: () => string }> {
  const { files } = composeBoard({
    board: boards.cubieboard,
    config: { name: "first-light" },
    side: "device",
    root: ROOT,
  });
  const boardFile = join(folder, "board.ts");
  writeFileSync(boardFile, files[0].text);
  writeFileSync(join(folder, "connect.ts"), connection());
  const imported = [join(folder, "connect.ts"), ...modules];
  await build({
    stdin: { contents: imported.map((file) => `import "${file}";`).join("\n"), resolveDir: folder },
    outfile: join(folder, "app.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    plugins: [publicModules(ROOT, boardFile)],
  });
  const child = spawn(process.execPath, [join(folder, "app.mjs")], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  child.stdout?.on("data", (bytes: Buffer) => {
    text += bytes.toString();
  });
  child.stderr?.on("data", (bytes: Buffer) => {
    text += bytes.toString();
  });
  return { child, text: () => text };
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("close", (code) => resolve(code));
  });
}

emulated("the first-light template counts its boot on the card and answers ping", async () => {
  const { text } = await start([
    join(ROOT, "sdk/simulator/poll-loop.ts"),
    join(ROOT, "templates/first-light/src/main.ts"),
  ]);
  const peer = new PacketPeer(link, { ip: "10.0.2.2" });
  const report = await peer.ping("10.0.2.15", { count: 3, payloadBytes: 1472, timeoutMs: 5000 });
  expect(report, text()).toMatchObject({ sent: 3, received: 3, faults: [] });
  await expect.poll(text).toContain("sd card: 131072 sectors, boot 1, 4096 bytes verified");
  const record = readFileSync(join(folder, "sd.img")).subarray(4096 * 512);
  expect(record.subarray(0, 25).toString("latin1")).toBe("ingot first-light boot 1\n");
});

emulated("the platform sleeps until its alarm, wakes for a frame, speaks and ends", async () => {
  const program = join(folder, "program.ts");
  writeFileSync(
    program,
    `
    import { board, platform } from "ingot/board";
    const before = platform.nowMs();
    platform.idle(before + 200);
    console.log("slept", platform.nowMs() - before);
    const mac = board.ethernet();
    mac.enableReceiveInterrupt(true);
    console.log("listening");
    const deadline = platform.nowMs() + 20000;
    const frame = new Uint8Array(1514);
    let length = 0;
    while (length === 0 && platform.nowMs() < deadline) {
      platform.idle(deadline);
      length = mac.receive(frame);
    }
    console.log("frame", length, "early", platform.nowMs() < deadline - 1000);
    platform.writeConsole(new TextEncoder().encode("over and out, unsent"), 12);
    platform.end(7);
    `,
  );
  const { child, text } = await start([program]);
  const ended = exitCode(child);
  await expect.poll(text).toContain("listening");
  link.send(new Uint8Array(60).fill(0xff, 0, 6));
  expect(await ended, text()).toBe(7);
  const slept = Number(/slept ([\d.]+)/.exec(text())?.[1]);
  expect(slept).toBeGreaterThanOrEqual(200);
  expect(slept).toBeLessThan(2000);
  expect(text()).toContain("frame 60 early true");
  expect(readFileSync(join(folder, "serial.txt"), "latin1")).toBe("over and out");
});
