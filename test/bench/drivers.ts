// The command `npm run bench:drivers`: start, Ethernet and SD card of every emulated board, in emulated time at 1 GHz.
//
// Measures with test/boards/speed.ts, in larger slices than the tests do. Exit code 1 when a frame is lost.

import { join } from "node:path";
import { Bench, type BoardName } from "../boards/exerciser.ts";
import { measureCard, measureFrames, measureStart } from "../boards/speed.ts";

const BOARDS: readonly BoardName[] = ["cubieboard", "orangepi-pc", "bpi-m2-ultra"];
const FRAMES = 50_000;
const CARD_BYTES = 64 * 1024 * 1024;
const CARD_MEBIBYTES = 32;
const HEADINGS = ["board", "start us", "mirrored frames/s", "sent frames/s", "SD write MB/s", "SD read MB/s"];

/** Prints one line for each board as it is measured. */
export async function main(): Promise<number> {
  const bench = new Bench();
  let lost = 0;
  console.log("emulated time, one nanosecond for each instruction");
  print(HEADINGS);
  try {
    for (const board of BOARDS) {
      const { elf } = await bench.build(board);
      const instructions = await measureStart(board, elf);
      const frames = await measureFrames(board, elf, join(bench.folder, "wire"), FRAMES);
      lost += 2 * FRAMES - frames.mirrored - frames.sent;
      const card = await measureCard(board, elf, bench.card(`${board}.img`, CARD_BYTES), CARD_MEBIBYTES);
      const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);
      print([
        board,
        (instructions / 1000).toFixed(0),
        String(frames.mirroredPerSecond),
        String(frames.sentPerSecond),
        megabytes(card.writtenPerSecond),
        megabytes(card.readPerSecond),
      ]);
    }
  } finally {
    await bench.remove();
  }
  if (lost > 0) console.log(`${lost} frames were lost`);
  return lost === 0 ? 0 : 1;
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, i) => cell.padEnd(Math.max(HEADINGS[i]!.length, 12))).join("  "));
}
