// The drivers, compiled, on all emulated boards: raw Ethernet frames both ways, random blocks on SD cards of both kinds,
// watchdog, panic and the reasons of resets.

import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { decodePanic } from "../../sdk/backend/decode.ts";
import type { BuiltApp } from "../../sdk/build-app.ts";
import { GdbRemote } from "../../sdk/emulator/gdb-remote.ts";
import { StreamLink } from "../../sdk/emulator/stream-link.ts";
import { PROGRAM_LOAD_ADDRESS } from "../../sdk/image/layout.ts";
import { PATIENCE_MS } from "../patience.ts";
import { ask, Bench, type BoardName } from "./exerciser.ts";
import { measureCard, measureFrames, measureStart } from "./speed.ts";

const bench = new Bench();
/** The exerciser's own address (fixtures/exerciser/ingot.config.ts), then ours, then EtherType 0x88b5. */
const HEADER = [0x02, 0x00, 0x5e, 0x10, 0x00, 0x01, 0x02, 0, 0, 0, 0, 0x99, 0x88, 0xb5];
const MIRRORED = [...HEADER.slice(6, 12), ...HEADER.slice(0, 6), 0x88, 0xb5];
const FRAMES = 2000;
const WINDOW = 32;
const BURST = 300;
const TICKS = 100_000;
const TICK_MICROSECONDS = 500;
/** AXP209 and AXP221 in the emulator's models; the Orange Pi PC has none. */
const POWER_CONTROLLER = {
  cubieboard: /register 3 is 0x1\s/,
  "orangepi-pc": /failed: i2c0 device 0x34 does not answer/,
  "bpi-m2-ultra": /register 3 is 0x6\s/,
};
const FLOOD_LINES = 400;
/** Between the devices and DRAM. */
const UNMAPPED = 0x3000_0000;
/** In DRAM, behind the image. */
const DATA = 0x4800_0000;
/** What the drivers must reach in emulated time at 1 GHz (`npm run bench:drivers` prints what they do reach). */
const LEAST_FRAMES_PER_SECOND = 100_000;
const LEAST_CARD_BYTES_PER_SECOND = 100_000_000;
const MOST_START_INSTRUCTIONS = 20_000_000;
/** What has not come back after this long is lost. */
const LOSS_MS = 3_000;

let link: StreamLink | null = null;
afterEach(async () => {
  await bench.quiet();
  link?.close();
  link = null;
});
afterAll(() => bench.remove());

/** Frame number `i`: lengths over the whole range, contents that depend on the number. */
function numbered(i: number, header: readonly number[]): Uint8Array {
  // The emulated sun8i EMAC appends four bytes to frames of less than 64.
  const frame = new Uint8Array(64 + ((i * 131) % (1514 - 64 + 1)));
  frame.set(header);
  for (let k = 14; k < frame.length; k++) frame[k] = (i * 31 + k * 7) & 0xff;
  new DataView(frame.buffer).setUint32(14, i);
  return frame;
}

const MIB = 1024 * 1024;
const BLOCKS = 40;
const executables = new Map<BoardName, Promise<BuiltApp>>();

/** Each board's program is built once. */
function executable(board: BoardName): Promise<BuiltApp> {
  const known = executables.get(board) ?? bench.build(board);
  executables.set(board, known);
  return known;
}

/** xorshift32, as in fixtures/exerciser/src/card-blocks.ts. */
function next(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
}

/** What the exerciser writes for `seed`: sector -> its bytes. Later blocks lie over earlier ones. */
function expectedSectors(seed: number, count: number, cardSectors: number): Map<number, Buffer> {
  const sectors = new Map<number, Buffer>();
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = next(state);
    const length = 1 + (state % 130);
    state = next(state);
    const first = state % (cardSectors - length);
    for (let s = 0; s < length; s++) {
      const start = state;
      sectors.set(
        first + s,
        Buffer.from(Uint8Array.from({ length: 512 }, (_, k) => (start + (512 * s + k) * 7 + s) & 0xff)),
      );
    }
  }
  return sectors;
}

/** Sends frames `first` .. `first + count - 1`, at most `window` under way; resolves to those that came back in time. */
async function mirrored(
  wire: StreamLink,
  first: number,
  count: number,
  window: number,
): Promise<Uint8Array[]> {
  const back: Uint8Array[] = [];
  let sent = 0;
  const sendNext = () => wire.send(numbered(first + sent++, HEADER));
  const late = new Promise<void>((resolve) => setTimeout(resolve, LOSS_MS).unref());
  const all = new Promise<void>((resolve) => {
    wire.onFrame((frame) => {
      back.push(frame);
      if (sent < count) sendNext();
      if (back.length === count) resolve();
    });
  });
  while (sent < Math.min(window, count)) sendNext();
  await Promise.race([all, late]);
  return back;
}

describe.each(["cubieboard", "orangepi-pc", "bpi-m2-ultra"] as const)("%s", (board) => {
  test(`${FRAMES} frames go to the board and come back whole and in order`, async () => {
    const built = await executable(board);
    const wire = await StreamLink.listen(join(bench.folder, `${board}.wire`));
    link = wire;
    const machine = await bench.boot(board, {
      kernel: built.elf,
      network: { kind: "stream", path: wire.path },
    });
    await ask(machine, "link", /link up/);
    const back = await mirrored(wire, 0, FRAMES, WINDOW);
    const wrong = back.findIndex((frame, i) => Buffer.compare(frame, numbered(i, MIRRORED)) !== 0);
    expect({ back: back.length, wrong }).toEqual({ back: FRAMES, wrong: -1 });
    await ask(machine, "frames", new RegExp(`received ${FRAMES}, returned ${FRAMES},`));

    // More at once than any receiver has room for: some are lost, none is damaged, and the board goes on.
    const burst = await mirrored(wire, FRAMES, BURST, BURST);
    expect(burst.length).toBeGreaterThan(0);
    for (const frame of burst) {
      const number = Buffer.from(frame).readUInt32BE(14);
      expect(Buffer.compare(frame, numbered(number, MIRRORED))).toBe(0);
    }
    const [, received] = await ask(machine, "frames", /received (\d+), returned \1,/);
    expect(Number(received)).toBe(FRAMES + burst.length);
    const after = await mirrored(wire, 0, 100, WINDOW);
    expect(after.map((frame, i) => Buffer.compare(frame, numbered(i, MIRRORED)))).toEqual(Array(100).fill(0));
  });

  test.each([
    ["SDSC", 64],
    ["SDHC", 4096],
  ])("random blocks on a card of kind %s, %d MiB, are on the card afterwards", async (kind, mebibytes) => {
    const built = await executable(board);
    const card = bench.card(`${board}-${kind}.img`, mebibytes * MIB);
    const machine = await bench.boot(board, { kernel: built.elf, sdImage: card });
    const seed = mebibytes * 7919;
    const sectors = mebibytes * 2048;
    const [, verified] = await ask(machine, `card ${seed} ${BLOCKS}`, /card of \d+ sectors: (\d+) verified/);
    expect(Number(verified)).toBeGreaterThan(BLOCKS);
    await machine.kill();
    const file = openSync(card, "r");
    const found = Buffer.alloc(512);
    for (const [sector, bytes] of expectedSectors(seed, BLOCKS, sectors)) {
      readSync(file, found, 0, 512, sector * 512);
      expect(found.equals(bytes), `sector ${sector}`).toBe(true);
    }
    closeSync(file);
  });

  test("an empty slot and a command that nobody knows are reported, and the board goes on", async () => {
    const built = await executable(board);
    const machine = await bench.boot(board, { kernel: built.elf });
    await ask(machine, "card 1 1", /failed: no SD card answers: put a card into the slot/);
    await ask(machine, "bogus", /what is "bogus"\?/);
  });

  test("what the console is flooded with comes back whole and in order", async () => {
    const built = await executable(board);
    const machine = await bench.boot(board, { sdImage: built.image! });
    const lines = Array.from({ length: FLOOD_LINES }, (_, i) => `line ${i} ${"x".repeat((i * 37) % 90)}`);
    const from = machine.output.length;
    machine.send(lines.map((line) => `say ${line}\n`).join(""));
    await machine.waitFor(lines.at(-1)!, PATIENCE_MS, from);
    await ask(machine, "say end", /end\n/);
    expect(machine.output.slice(from).trimStart().split(/\r?\n/)).toEqual([...lines, "end", ""]);
  });

  test("wild writes, execution of data and a stack that is too deep end in a panic and a restart", async () => {
    const built = await executable(board);
    const gdb = join(bench.folder, `${board}.gdb`);
    const server = `unix:${gdb},server=on,wait=off`;
    const machine = await bench.boot(board, { kernel: built.elf, extra: ["-gdb", server] });
    const restarted = (what: string) => new RegExp(`ingot panic: ${what}[^]*started by panic\\s[^]*is ready`);
    await ask(machine, `poke ${UNMAPPED}`, restarted("write to unmapped memory"));
    await ask(machine, "poke 16", restarted("write to unmapped memory"));
    await ask(machine, `poke ${PROGRAM_LOAD_ADDRESS + 0x100}`, restarted("write to read-only memory"));
    await ask(machine, "recurse 10000000", restarted("stack overflow"));
    const from = machine.output.length;
    const remote = await GdbRemote.connect(gdb);
    await remote.continueAt(DATA);
    // A key ends the sleep in which the processor was stopped.
    machine.send("\n");
    await machine.waitFor(restarted("execution of memory that is not code"), PATIENCE_MS, from);
    remote.close();
  });

  test("ingot/io reads the power controller over I2C and keeps pins apart", async () => {
    const built = await executable(board);
    const machine = await bench.boot(board, { kernel: built.elf });
    const twice = "PC1 is used twice: by a Digital or DigitalBank that is open and by board\\.input";
    await ask(machine, "pins", new RegExp(`1 4 0 ${twice}`));
    const chip = board === "orangepi-pc" ? "2c00081 11112222 33330000 44556677" : "without a number";
    await ask(machine, "chip", new RegExp(`chip ${chip}`));
    // QEMU has no such clock for the R40, and one that stands still for the others.
    const [, date] = await ask(machine, "date", /date (\d+|NaN)\s/);
    if (board === "bpi-m2-ultra") expect(date).toBe("NaN");
    else expect(Math.abs(Number(date) - Date.now())).toBeLessThan(10 * 60_000);
    for (let i = 0; i < 2; i++) await ask(machine, "pmic", POWER_CONTROLLER[board]);
  });

  test("random numbers are measured on demand, and differ from each other", async () => {
    const built = await executable(board);
    const machine = await bench.boot(board, { kernel: built.elf });
    const uuid = "([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})";
    const [, tookMs, first, second] = await ask(
      machine,
      "random",
      new RegExp(`random ([\\d.]+) ${uuid} ${uuid} \\d+\\.\\d+\\.\\d+\\.\\d+`),
    );
    expect(first).not.toBe(second);
    // 4096 edges of 32,768 Hz; an emulator that misses some on a busy computer takes longer.
    expect(Number(tookMs)).toBeGreaterThan(120);
    const [, againMs, third] = await ask(machine, "random", new RegExp(`random ([\\d.]+) ${uuid}`));
    expect([first, second]).not.toContain(third);
    expect(Number(againMs)).toBeLessThan(Number(tookMs));
  });

  test(`${TICKS} ticks of the alarm come without drift`, async () => {
    const built = await executable(board);
    // 8 ns for each instruction; sleeping costs none.
    const machine = await bench.boot(board, { kernel: built.elf, icountShift: 3 });
    const [, sleeps, passed, other] = await ask(
      machine,
      `ticks ${TICKS} ${TICK_MICROSECONDS}`,
      /by (\d+) sleeps in (\d+) us, by the other clock in (\d+) us/,
    );
    // A sleep may end early, by a key or for no reason, but not as a rule.
    expect(Number(sleeps)).toBeLessThan(TICKS * 1.01);
    const late = Number(passed) - TICKS * TICK_MICROSECONDS;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(TICK_MICROSECONDS);
    expect(Math.abs(Number(passed) - Number(other))).toBeLessThan(TICK_MICROSECONDS);
  });

  test("main begins within 20 ms, frames and sectors move at the rates promised, at 1 GHz", async () => {
    const { elf } = await executable(board);
    expect(await measureStart(board, elf)).toBeLessThan(MOST_START_INSTRUCTIONS);
    const frames = await measureFrames(board, elf, join(bench.folder, `${board}.speed`), 2000);
    expect(frames).toMatchObject({ mirrored: 2000, sent: 2000 });
    expect(frames.mirroredPerSecond).toBeGreaterThan(LEAST_FRAMES_PER_SECOND);
    expect(frames.sentPerSecond).toBeGreaterThan(LEAST_FRAMES_PER_SECOND);
    const card = await measureCard(board, elf, bench.card(`${board}-speed.img`, 64 * MIB), 1);
    expect(Math.min(card.readPerSecond, card.writtenPerSecond)).toBeGreaterThan(LEAST_CARD_BYTES_PER_SECOND);
  });

  test("every way to start again from the SD card is told apart, and a panic is decoded", async () => {
    const built = await executable(board);
    const machine = await bench.boot(board, { sdImage: built.image! });
    expect(machine.output).toContain("U-Boot SPL");
    expect(machine.output).toContain("started by power-on");
    await ask(machine, "feed 2500", /fed a watchdog of 1000 ms for 2500 ms/);
    await ask(
      machine,
      "starve",
      /nobody feeds it[\s\S]*U-Boot SPL[\s\S]*started by watchdog\s[\s\S]*is ready/,
    );
    const from = machine.output.length;
    await ask(
      machine,
      "panic",
      /ingot panic: the test said panic[\s\S]*U-Boot SPL[\s\S]*started by panic\s[\s\S]*is ready/,
    );
    const { message, frames } = decodePanic(machine.output.slice(from), built.elf);
    expect(message).toBe("the test said panic");
    expect(frames.map((frame) => `${frame.func} ${frame.file}`).join("\n")).toMatch(
      /sinkInto \S*src\/main\.ts/,
    );
    expect(machine.output.slice(from)).toContain("kept of the last panic: the test said panic");
    await ask(machine, "restart", /U-Boot SPL[\s\S]*started by restart\s[\s\S]*is ready/);
  });
});
