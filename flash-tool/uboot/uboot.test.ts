// First contact through a stock U-Boot, against a model of its prompt: what is written, in which order, and what is
// said when something is wrong. The real U-Boot is tried in test/update.

import { describe, expect, it } from "vitest";
import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import type { ImageSource } from "../write/block-target.ts";
import type { Progress } from "../write/progress.ts";
import { piecesOf, writeThroughUBoot } from "./first-contact.ts";
import { UBootPrompt } from "./prompt.ts";
import { type ModelOptions, UBootModel } from "./u-boot-model.ts";

const BYTES = 2 << 20;

/** An image of 2 MiB, of which the first 48 KiB and 8 KiB above 1 MiB count; its SPL is for `board`. */
function imageFor(board: string): ImageSource & { bytes: Uint8Array } {
  const bytes = new Uint8Array(BYTES).map((_, i) => (i * 31) ^ (i >> 9));
  const head = Buffer.alloc(96);
  head.write("eGON.BT0", 4, "latin1");
  head.writeUInt32LE(0x2c, 0x20);
  head.write(board, 0x2c, "latin1");
  bytes.set(head, 16 * 512);
  const ranges = [
    { offset: 0, length: 48 << 10 },
    { offset: (1 << 20) + 4096, length: 8192 },
  ];
  return {
    bytes,
    sizeBytes: BYTES,
    ranges,
    async read(offset, into) {
      into.set(bytes.subarray(offset, offset + into.length));
    },
  };
}

async function write(options: ModelOptions, fast?: number, sizeBytes = BYTES) {
  const model = new UBootModel(options);
  const prompt = new UBootPrompt(model);
  const image = { ...imageFor("sun4i-a10-cubieboard"), sizeBytes };
  const progress: Progress[] = [];
  expect(await prompt.find(2000)).toBe(true);
  await writeThroughUBoot(model, prompt, image, {
    baud: 115_200,
    onProgress: (p) => progress.push(p),
    ...(fast === undefined ? {} : { fast }),
  });
  return { model, image, progress };
}

async function faultOf(options: ModelOptions, sizeBytes?: number) {
  const error: unknown = await write(options, undefined, sizeBytes).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(IngotError);
  const { code, message, remedy } = (error as IngotError).diagnostics[0]!;
  expect(remedy).toBeTruthy();
  return `${code} ${message}`;
}

describe("first contact", () => {
  it("writes what the image defines and nothing else, with what a boot needs last", async () => {
    const { model, image, progress } = await write({ fdtfile: "allwinner/sun4i-a10-cubieboard.dtb" });
    const expected = new Uint8Array(BYTES);
    for (const { offset, length } of image.ranges) {
      expected.set(image.bytes.subarray(offset, offset + length), offset);
    }
    expect(Buffer.compare(model.card!, expected)).toBe(0);
    const writes = model.commands.filter((command) => command.startsWith("mmc write"));
    expect(writes).toEqual(["mmc write 42000000 808 10", "mmc write 42000000 0 60"]);
    expect(progress.at(-1)).toMatchObject({ phase: "write", doneBytes: 56 << 10, totalBytes: 56 << 10 });
    expect(model.rates).toEqual([]);
  });

  it("raises the speed for transfers, and comes back to the console's", async () => {
    const { model } = await write({}, 1_500_000);
    expect(model.commands).toContain("loady 42000000 1500000");
    expect(model.rates).toEqual([1_500_000, 115_200, 1_500_000, 115_200]);
  });

  it("sends a block again that arrived damaged", async () => {
    const { model, image } = await write({ spoilBlock: 5 });
    expect(Buffer.compare(model.card!.subarray(0, 48 << 10), image.bytes.subarray(0, 48 << 10))).toBe(0);
  });

  it.each([
    ["there is no card", { card: null }, /^E6013 the board finds no card/],
    [
      "the card is too small",
      { card: new Uint8Array(1 << 20) },
      /^E5014 the card has 1 MiB, the image 2 MiB/,
    ],
    [
      "the image is for another board",
      { fdtfile: "sun8i-h3-orangepi-pc.dtb" },
      /^E6013 the image is for sun4i-a10-cubieboard, the board calls itself sun8i-h3-orangepi-pc/,
    ],
    ["the transfer is broken off", { cancelAtBlock: 3 }, /^E6013 the board has broken the transfer off/],
    [
      "the card does not keep what is written",
      { cardLies: true },
      /^E5023 what was read back from sector 2056/,
    ],
    ["U-Boot cannot compare", { unknown: ["crc32"] }, /^E6013 the board's U-Boot has no `crc32`/],
  ] as const)("says so when %s", async (_what, options, message) => {
    expect(await faultOf(options)).toMatch(message);
  });

  it("gives up when there is no prompt", async () => {
    const silent = new UBootModel({ prompt: "login:" });
    expect(await new UBootPrompt(silent).find(50)).toBe(false);
  });
});

describe("pieces", () => {
  it("cover every range once, none larger than is asked for, and nothing below 1 MiB before the rest", () => {
    const ranges = [
      { offset: 0, length: 8192 },
      { offset: (1 << 20) - 4096, length: 3 * 4096 },
      { offset: 5 << 20, length: 4096 },
    ];
    const pieces = piecesOf(ranges, 8192);
    const runs = pieces.flatMap((piece) => piece.runs);
    expect(runs.map((run) => [run.sector, run.sectors])).toEqual([
      [2048, 16],
      [10240, 8],
      [0, 16],
      [2040, 8],
    ]);
    for (const piece of pieces) expect(piece.bytes).toBeLessThanOrEqual(8192);
  });
});
