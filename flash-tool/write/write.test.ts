// The writer against a model of a card: what arrives, in which order, what a power cut leaves, what is noticed.

import { expect, test } from "vitest";
import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import { PAYLOAD_SECTOR, SPL_SECTOR } from "../../sdk/image/layout.ts";
import { buildSdImage, type SdImage } from "../../sdk/image/sd-image.ts";
import { mapSdImage } from "../../sdk/image/sd-image-bmap.ts";
import { extractSpl } from "../../sdk/image/spl.ts";
import { exampleSpl } from "../../sdk/image/spl-example.ts";
import { CardModel, memoryImage, PowerCut } from "./card-model.ts";
import { CHUNK_BYTES, HEAD_BYTES, nonZeroRuns, planChunks } from "./chunks.ts";
import type { Progress } from "./progress.ts";
import { verifyImage, writeImage } from "./write.ts";

const MIB = 1 << 20;

function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

function flat(image: SdImage): Uint8Array {
  const bytes = new Uint8Array(image.sizeBytes);
  for (const extent of image.extents) bytes.set(extent.bytes, extent.offset);
  return bytes;
}

function sdImage(seed: number, payloadBytes = 100_000): SdImage {
  const payload = noise(payloadBytes, seed);
  return buildSdImage({
    spl: exampleSpl(24_576),
    payload,
    loadAddress: 0x4200_0000,
    name: "x",
    sizeBytes: 2 * MIB,
  });
}

async function rejection(promise: Promise<unknown>): Promise<IngotError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof IngotError) return error;
  throw new Error(`expected an IngotError, got ${String(error)}`);
}

test("every byte of the image arrives, and a larger card keeps its end", async () => {
  const image = noise(3 * MIB, 1);
  const card = new CardModel(noise(5 * MIB, 2));
  const end = card.flushed.slice(3 * MIB);
  const report = await writeImage(memoryImage(image), card);
  expect(Buffer.compare(card.flushed.subarray(0, 3 * MIB), image)).toBe(0);
  expect(Buffer.compare(card.flushed.subarray(3 * MIB), end)).toBe(0);
  expect(report).toEqual({ imageBytes: 3 * MIB, writtenBytes: 3 * MIB, verifiedBytes: 3 * MIB });
});

test("only mapped ranges are written; the rest of the card stays as it was", async () => {
  const image = sdImage(1);
  const { ranges } = mapSdImage(image);
  const card = new CardModel(new Uint8Array(2 * MIB).fill(0xee));
  const { writtenBytes } = await writeImage(memoryImage(flat(image), [...ranges]), card);
  for (const { offset, bytes } of image.extents) {
    expect(Buffer.compare(card.flushed.subarray(offset, offset + bytes.length), bytes)).toBe(0);
  }
  expect(card.flushed.subarray(MIB).every((byte) => byte === 0xee)).toBe(true);
  expect(writtenBytes).toBe(ranges.reduce((sum, range) => sum + range.length, 0));
});

test("zeros inside a mapped range are written to a card, but left as holes on a blank target", async () => {
  const image = new Uint8Array(MIB);
  image.fill(7, 500_000, 500_100);
  const used = new CardModel(new Uint8Array(MIB).fill(0xee));
  await writeImage(memoryImage(image), used);
  expect(Buffer.compare(used.flushed, image)).toBe(0);

  const blank = new CardModel(new Uint8Array(MIB), true);
  const { writtenBytes, verifiedBytes } = await writeImage(memoryImage(image), blank);
  expect(Buffer.compare(blank.flushed, image)).toBe(0);
  expect(writtenBytes).toBe(4096);
  expect(verifiedBytes).toBe(MIB);
});

test("an image whose size is not a whole number of units is padded with zeros", async () => {
  const image = noise(MIB + 1000, 3);
  const card = new CardModel(new Uint8Array(2 * MIB).fill(0xee));
  await writeImage(memoryImage(image), card);
  expect(Buffer.compare(card.flushed.subarray(0, image.length), image)).toBe(0);
  expect(card.flushed.subarray(image.length, MIB + 4096).every((byte) => byte === 0)).toBe(true);
  expect(card.flushed[MIB + 4096]).toBe(0xee);
});

test("the head is wiped before anything else and written after everything else", async () => {
  const card = new CardModel(new Uint8Array(4 * MIB));
  await writeImage(memoryImage(noise(4 * MIB, 4)), card);
  expect(card.log.map(({ offset, length }) => [offset, length])).toEqual([
    [0, HEAD_BYTES],
    [1 * MIB, MIB],
    [2 * MIB, MIB],
    [3 * MIB, MIB],
    [HEAD_BYTES, MIB - HEAD_BYTES],
    [0, HEAD_BYTES],
  ]);
  expect(card.pendingCount).toBe(0);
});

/** What a board would do with the card: start an old or a new program, nothing, or (the fault) a mixture. */
function boots(card: Uint8Array, images: Record<string, SdImage>): string {
  try {
    extractSpl(card.subarray(SPL_SECTOR * 512), "card");
  } catch {
    return "nothing";
  }
  for (const [name, image] of Object.entries(images)) {
    const program = image.extents.find((extent) => extent.what === "program")!.bytes;
    const at = PAYLOAD_SECTOR * 512;
    if (Buffer.compare(card.subarray(at, at + program.length), program) === 0) return name;
  }
  return "a mixture";
}

test("a power cut at any write, with writes lost, torn or reordered, never leaves a mixture that boots", async () => {
  // Both images carry the same SPL, as two versions of one program do.
  const images = { old: sdImage(11), new: sdImage(12) };
  const source = memoryImage(flat(images.new), [...mapSdImage(images.new).ranges]);
  const seen = new Set<string>();
  let cuts = 0;
  for (let cut = 1; ; cut++) {
    const card = new CardModel(flat(images.old));
    card.writesUntilCut = cut;
    const error = await writeImage(source, card).then(
      () => undefined,
      (reason: Error) => reason,
    );
    if (error === undefined) {
      expect(boots(card.flushed, images)).toBe("new");
      break;
    }
    expect(error.cause).toBeInstanceOf(PowerCut);
    cuts++;
    const parts = [0, 0.01, 0.5, 0.99, 1];
    for (let choice = 0; choice < parts.length ** card.pendingCount; choice++) {
      const content = card.contentAfter(
        (index) => parts[Math.floor(choice / parts.length ** index) % parts.length]!,
      );
      const outcome = boots(content, images);
      expect(outcome, `cut at write ${cut}, choice ${choice}`).not.toBe("a mixture");
      seen.add(outcome);
    }
  }
  expect(cuts).toBeGreaterThanOrEqual(4);
  expect([...seen].sort()).toEqual(["new", "nothing", "old"]);
});

test("a byte that reads back wrong is reported with its place, and the card is left unbootable", async () => {
  const image = noise(3 * MIB, 5);
  const card = new CardModel(new Uint8Array(3 * MIB));
  const bad = 2 * MIB + 12_345;
  card.onRead = (offset, into) => {
    if (bad >= offset && bad < offset + into.length) into[bad - offset]! ^= 0x40;
  };
  const error = await rejection(writeImage(memoryImage(image), card));
  expect(error.diagnostics[0]).toMatchObject({ code: "E5023" });
  expect(error.message).toContain(`byte ${bad} (sector ${Math.floor(bad / 512)})`);
  expect(card.flushed.subarray(0, HEAD_BYTES).every((byte) => byte === 0)).toBe(true);
});

test("a byte that reads wrong once and right afterwards is still reported", async () => {
  const card = new CardModel(new Uint8Array(MIB));
  let reads = 0;
  card.onRead = (_, into) => {
    if (reads++ === 0) into[100]! ^= 1;
  };
  const error = await rejection(writeImage(memoryImage(noise(MIB, 6)), card));
  expect(error.message).toContain("reading again gave the right bytes");
});

test("an image file that changes between writing and reading back hides no fault", async () => {
  const image = noise(MIB, 7);
  const card = new CardModel(new Uint8Array(MIB));
  let isChanged = false;
  card.onRead = (_, into) => {
    if (!isChanged) image.fill(0);
    isChanged = true;
    into.fill(0);
  };
  expect((await rejection(writeImage(memoryImage(image), card))).diagnostics[0]!.code).toBe("E5023");
});

test("a card that ends early is an error of the target, with the system's reason", async () => {
  const error = await rejection(
    writeImage(memoryImage(noise(3 * MIB, 8)), new CardModel(new Uint8Array(2 * MIB))),
  );
  expect(error.diagnostics[0]).toMatchObject({ code: "E5022" });
  expect(error.message).toMatch(/byte 2097152: ENOSPC/);
});

test("comparing writes nothing, accepts an equal card and finds the first byte that differs", async () => {
  const image = noise(3 * MIB, 9);
  const card = new CardModel(image.slice());
  expect(await verifyImage(memoryImage(image), card)).toMatchObject({
    writtenBytes: 0,
    verifiedBytes: 3 * MIB,
  });
  card.flushed[MIB + 5]! ^= 1;
  card.flushed[2 * MIB + 5]! ^= 1;
  const error = await rejection(verifyImage(memoryImage(image), card));
  expect(error.message).toContain(`byte ${MIB + 5} `);
  expect(error.diagnostics[0]!.notes).toEqual([`2 chunk(s) with ${2 * MIB} bytes are affected`]);
  expect(card.log).toEqual([]);
});

test("progress counts to the total in both phases, with the mean rate and the time left", async () => {
  const seen: Progress[] = [];
  let ms = 0;
  const now = () => (ms += 500);
  await writeImage(memoryImage(noise(4 * MIB, 10)), new CardModel(new Uint8Array(4 * MIB)), {
    now,
    onProgress: (progress) => seen.push(progress),
  });
  const write = seen.filter((progress) => progress.phase === "write");
  expect(write[0]).toEqual({
    phase: "write",
    doneBytes: MIB,
    totalBytes: 4 * MIB,
    bytesPerSecond: 2 * MIB,
    secondsLeft: 1.5,
  });
  expect(write.at(-1)).toMatchObject({ doneBytes: 4 * MIB, secondsLeft: 0 });
  expect(seen.at(-1)).toMatchObject({ phase: "verify", doneBytes: 4 * MIB });
});

test("chunks end at 1 MiB boundaries, wherever a range begins", () => {
  const { body, head } = planChunks([
    { offset: 0, length: 4096 },
    { offset: 8192, length: 2 * CHUNK_BYTES },
  ]);
  expect(head).toEqual([
    { offset: 0, length: 4096 },
    { offset: 8192, length: 8192 },
  ]);
  expect(body).toEqual([
    { offset: CHUNK_BYTES, length: CHUNK_BYTES },
    { offset: 2 * CHUNK_BYTES, length: 8192 },
    { offset: HEAD_BYTES, length: CHUNK_BYTES - HEAD_BYTES },
  ]);
});

test("runs of units that are not zero are joined", () => {
  const bytes = new Uint8Array(5 * 4096);
  bytes[4096] = 1;
  bytes[3 * 4096 - 1] = 1;
  bytes[5 * 4096 - 1] = 1;
  expect(nonZeroRuns(bytes)).toEqual([
    { offset: 4096, length: 8192 },
    { offset: 4 * 4096, length: 4096 },
  ]);
  expect(nonZeroRuns(new Uint8Array(8192))).toEqual([]);
});
