// The drivers, compiled, on all emulated boards: raw Ethernet frames both ways.

import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { StreamLink } from "../../sdk/emulator/stream-link.ts";
import { ask, Bench } from "./exerciser.ts";

const bench = new Bench();
const SLOW = { timeout: 200_000 };
/** The exerciser's own address (fixtures/exerciser/ingot.config.ts), then ours, then EtherType 0x88b5. */
const HEADER = [0x02, 0x00, 0x5e, 0x10, 0x00, 0x01, 0x02, 0, 0, 0, 0, 0x99, 0x88, 0xb5];
const MIRRORED = [...HEADER.slice(6, 12), ...HEADER.slice(0, 6), 0x88, 0xb5];
const FRAMES = 5000;
const WINDOW = 32;
const BURST = 300;
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
  test(`${FRAMES} frames go to the board and come back whole and in order`, SLOW, async () => {
    const built = await bench.build(board);
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
});
