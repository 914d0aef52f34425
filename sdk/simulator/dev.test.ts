// `ingot dev` for real: child processes, simulated devices, saves. Everything is waited for, nothing slept on.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { PacketPeer } from "../emulator/packet-peer.ts";
import { StreamLink } from "../emulator/stream-link.ts";
import { type DevOptions, runDev } from "./dev.ts";

const ROOT = join(import.meta.dirname, "../..");

let folder: string;
let running: Session[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-dev-"));
  running = [];
});
afterEach(async () => {
  for (const session of running) await session.end();
  rmSync(folder, { recursive: true });
});

/** A terminal on `ingot dev`, with everything that it has printed. */
class Session {
  text = "";
  readonly input = new PassThrough();
  private readonly abort = new AbortController();
  private readonly ended: Promise<number>;
  private readonly waiting = new Set<() => void>();

  constructor(options: Partial<DevOptions> = {}) {
    const output = new PassThrough();
    output.on("data", (bytes: Buffer) => {
      this.text += bytes.toString("latin1");
      for (const look of this.waiting) look();
    });
    const terminal = { input: this.input, output };
    this.ended = runDev(folder, { root: ROOT, terminal, signal: this.abort.signal, ...options });
    // A failure is reported by whoever waits for the end; before that it is no unhandled rejection.
    this.ended.catch(() => {});
    running.push(this);
  }

  /** Resolves when `wanted` has been printed `times` times. */
  shows(wanted: string, times = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`"${wanted}" was not printed ${times} times:\n${this.text}`));
      }, PATIENCE_MS);
      const look = () => {
        if (this.text.split(wanted).length <= times) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  exitCode(): Promise<number> {
    return this.ended;
  }

  /** Ends it as Ctrl-C does. */
  async end(): Promise<number | null> {
    this.abort.abort();
    return this.ended.catch(() => null);
  }
}

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const CONFIG = { "ingot.config.ts": 'export default { name: "lamp", pins: { relay: "PD1" } };' };

async function codes(session: Session): Promise<string[]> {
  try {
    await session.exitCode();
  } catch (error) {
    if (error instanceof IngotError) return error.diagnostics.map((d) => d.code);
    throw error;
  }
  return [];
}

test("the first-light template blinks, keeps its boot counter, answers ping and restarts", async () => {
  await cp(join(ROOT, "templates/first-light"), folder, { recursive: true });
  const link = await StreamLink.listen(join(folder, "wire"));
  try {
    const session = new Session({ ethernetSocket: link.path });
    await session.shows("first light: cubieboard, 2 LEDs, address 10.0.2.15");
    await session.shows("[led green on]");
    await session.shows("boot 1, 4096 bytes verified");
    const peer = new PacketPeer(link, { ip: "10.0.2.2" });
    const report = await peer.ping("10.0.2.15", { count: 3, payloadBytes: 1472 });
    expect(report).toMatchObject({ sent: 3, received: 3, faults: [] });
    await session.shows("pings 3");
    session.input.write("r");
    await session.shows("boot 2, 4096 bytes verified");
    expect(await session.end()).toBe(0);
  } finally {
    link.close();
  }
  const card = readFileSync(join(folder, "build/first-light-sd.img"));
  expect(card.subarray(4096 * 512, 4096 * 512 + 25).toString("latin1")).toBe("ingot first-light boot 2\n");
});

test("a panic ends the program with its code and names the functions that led to it", async () => {
  await cp(join(ROOT, "templates/first-light"), folder, { recursive: true });
  const session = new Session({ watch: false });
  await session.shows("first light");
  session.input.write("p");
  expect(await session.exitCode()).toBe(70);
  expect(session.text).toContain("panic: requested over the console");
  expect(session.text).toMatch(/stopWith.*commands\.ts:\d+[\s\S]*stopOnRequest.*commands\.ts:\d+/);
});

test("a save starts the program again", async () => {
  write({ ...CONFIG, "src/main.ts": 'console.log("version one");' });
  const session = new Session();
  await session.shows("version one");
  await session.shows("ended with exit code 0");
  write({ "src/main.ts": 'console.log("version two");' });
  await session.shows("version two");
});

test("a mistake is shown with its place, and the next save tries again", async () => {
  write({ ...CONFIG, "src/main.ts": "const a = ;" });
  const session = new Session();
  await session.shows("error E3008");
  expect(session.text).toMatch(/main\.ts:1:11/);
  write({ "src/main.ts": 'console.log("mended");' });
  await session.shows("mended");
});

test("a program without sources ends by itself, one with a source does not", async () => {
  write({ ...CONFIG, "src/main.ts": 'setTimeout(() => console.log("done"), 20);' });
  expect(await new Session({ watch: false }).exitCode()).toBe(0);
  write({
    "src/main.ts":
      'import { addSource } from "ingot/loop";\nlet polls = 0;\n' +
      "addSource({ poll() { polls += 1; if (polls === 3) process.exit(9); return false; } });",
  });
  expect(await new Session({ watch: false }).exitCode()).toBe(9);
});

test("configured pins reach the pads, and a pin used both ways is refused", async () => {
  write({
    ...CONFIG,
    "src/main.ts":
      'import { board } from "ingot/board";\nboard.output("relay").write(1);\n' +
      'console.log("button", board.input("PI3", "up").read());\n' +
      'try { board.input("PD1", "none"); } catch (error) { console.log(String(error)); }',
  });
  const session = new Session({ watch: false });
  expect(await session.exitCode()).toBe(0);
  expect(session.text).toContain("[pin PD1 1]");
  expect(session.text).toContain("button 1");
  expect(session.text).toContain("PD1 is used twice: by board.output and by board.input");
});

test("every board runs, with its own LEDs", async () => {
  write({
    "ingot.config.ts": 'export default { name: "lamp" };',
    "src/main.ts":
      'import { board } from "ingot/board";\nfor (const name of board.ledNames) board.led(name).write(1);\n' +
      "console.log(board.title, (await board.sdCard())?.sectorCount, board.ethernet() !== null);",
  });
  for (const [board, line, led] of [
    ["cubieboard", "Cubieboard 131072 true", "[led blue on]"],
    ["cubieboard2", "Cubieboard2 131072 true", "[led green on]"],
    ["cubietruck", "Cubietruck 131072 true", "[led white on]"],
    ["orangepi-pc", "Orange Pi PC 131072 true", "[led red on]"],
    ["bpi-m2-ultra", "Banana Pi M2 Ultra 131072 true", "[led green on]"],
  ]) {
    const session = new Session({ watch: false, board });
    expect(await session.exitCode(), session.text).toBe(0);
    expect(session.text).toContain(line);
    expect(session.text).toContain(led);
  }
});

const mistakes: [string, Record<string, string>, Partial<DevOptions>, string][] = [
  ["a folder that is no application", {}, {}, "E3001"],
  ["an unknown board on the command line", { ...CONFIG, "src/main.ts": "" }, { board: "pi" }, "E3005"],
  [
    "a pin that the board lacks",
    {
      "ingot.config.ts": 'export default { name: "a", pins: { relay: "PL1" } };',
      "src/main.ts": "",
    },
    {},
    "E3006",
  ],
  ["an unknown module", { ...CONFIG, "src/main.ts": 'import "ingot/lop";' }, {}, "E3008"],
];
for (const [name, files, options, code] of mistakes) {
  test(`${name} ends the run with ${code}`, async () => {
    write(files);
    expect(await codes(new Session({ watch: false, ...options }))).toEqual([code]);
  });
}
