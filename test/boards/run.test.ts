// `ingot run`: the blink template on every emulated board from its SD card, and the emulated board's surroundings.

import {
  closeSync,
  constants,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { appFiles, runIngot, writeFiles } from "../../sdk/cli/testing/run-ingot.ts";
import { freePort } from "../../sdk/emulator/index.ts";
import { Session } from "../emulator/session.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "ingot-run-"));
/** The first compilation in a fresh checkout compiles the whole language library. */
const POLL_MS = 20;
const POLLS = 1000;

let session: Session | null = null;
afterEach(async () => {
  await session?.end();
  session = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

function copyOf(source: string, name: string): string {
  const built = join(ROOT, source, "build");
  cpSync(join(ROOT, source), join(folder, name), {
    recursive: true,
    filter: (path) => !path.startsWith(built),
  });
  return name;
}

describe("templates/blink from an SD card, through the stock SPL", () => {
  test.for([
    ["cubieboard", "blue", null],
    ["orangepi-pc", "green", "PL10"],
    ["bpi-m2-ultra", "red", "PH20"],
  ] as const)("%s", async ([board, led, pin]) => {
    const app = copyOf("templates/blink", `blink-${board}`);
    const trace = pin === null ? [] : ["--trace-pins"];
    session = new Session(folder, ["run", app, "--board", board, ...trace]);
    const booted = await session.shows("U-Boot SPL");
    const on = await session.shows(`${led} on`, booted);
    const off = await session.shows(`${led} off`, on);
    await session.shows(`${led} on`, off);
    if (pin === null) return;
    const output = await session.shows(`[pin ${pin} (led ${led}) output, low]`, booted);
    const high = await session.shows(`[pin ${pin} (led ${led}) high]`, output);
    const low = await session.shows(`[pin ${pin} (led ${led}) low]`, high);
    await session.shows(`[pin ${pin} (led ${led}) high]`, low);
  });
});

test("--serial, --gdb, --forward and --pcap together", async () => {
  const app = copyOf("test/boards/fixtures/exerciser", "exerciser");
  const port = await freePort();
  const words = [
    "run",
    app,
    "--kernel",
    "--serial",
    "pty",
    "--gdb",
    "--forward",
    `${port}:80`,
    "--pcap",
    "wire.pcap",
  ];
  session = new Session(folder, words);
  await session.shows(/char device redirected to \S+/);
  const terminal = /char device redirected to (\S+)/.exec(session.text)![1]!;
  const keys = openSync(terminal, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  try {
    // The board has not begun: it waits for gdb, who only needs to say "continue".
    const gdb = Number(/target remote 127\.0\.0\.1:(\d+)/.exec(session.text)![1]);
    expect(read(keys)).toBe("");
    const debuggerSocket = await connected(gdb);
    debuggerSocket.write("+$c#63");
    await printed(keys, "exerciser on cubieboard is ready");
    writeSync(keys, "link\n");
    await printed(keys, "link up");
    // A connection to the forwarded port makes the emulator's router ask for the board: ARP, who has 10.0.2.15.
    const client = createConnection(port, "127.0.0.1");
    const question = Buffer.from("08060001080006040001", "hex");
    await expect.poll(() => readFileSync(join(folder, "wire.pcap")).includes(question)).toBe(true);
    client.destroy();
    debuggerSocket.destroy();
  } finally {
    closeSync(keys);
  }
  session.type("\u0003");
  expect(await session.exit).toBe(0);
});

/** A connection to a server of the emulator, which prints its terminal's name a moment before it listens. */
async function connected(port: number): Promise<Socket> {
  for (let i = 0; ; i++) {
    try {
      return await new Promise((resolve, reject) => {
        const socket = createConnection(port, "127.0.0.1", () => resolve(socket));
        socket.once("error", reject);
      });
    } catch (error) {
      if (i === POLLS) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** What has arrived at the terminal, "" when nothing has. */
function read(terminal: number): string {
  const piece = Buffer.alloc(4096);
  try {
    return piece.toString("latin1", 0, readSync(terminal, piece));
  } catch {
    return "";
  }
}

async function printed(terminal: number, text: string): Promise<void> {
  let all = "";
  for (let i = 0; i < POLLS; i++) {
    all += read(terminal);
    if (all.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`"${text}" was not printed: ${JSON.stringify(all)}`);
}

describe("what cannot be", () => {
  writeFiles(folder, appFiles("app", "export {};\n"));
  const problemOf = (...words: string[]) => runIngot(["run", "app", ...words], { cwd: folder });

  test("a trace of pins on a machine that logs none", () => {
    const { status, stderr } = problemOf("--trace-pins", "--board", "cubieboard");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "error E3010: the emulator's machine for the Cubieboard does not log writes to its pins",
    );
    expect(stderr).toContain("--board orangepi-pc");
  });

  test("a capture in a folder that does not exist", () => {
    const { status, stderr } = problemOf("--pcap", "nowhere/wire.pcap");
    expect(status).toBe(1);
    expect(stderr).toContain("error E0008: nowhere/wire.pcap cannot be written");
  });

  test("a port that another program has", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    // Asked in another process, so this one must not block on it.
    session = new Session(folder, ["run", "app", "--forward", `${port}:80`]);
    expect(await session.exit).toBe(1);
    expect(session.text).toContain(
      `error E0019: port ${port} of this computer cannot be used: another program has it`,
    );
    await new Promise((resolve) => server.close(resolve));
  });
});
