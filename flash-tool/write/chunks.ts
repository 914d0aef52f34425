// Cuts the ranges of an image into chunks, in an order that never leaves a card that looks bootable but is not.
//
// Pure. The boot ROM starts what it finds at 8 KiB, if the checksum is right, and the stock SPL starts the program
// behind it without any check. So the head (partition table and start of the SPL) is wiped first and written last:
// while anything is missing, there is nothing to start.

import { type Range, UNIT_BYTES } from "./block-target.ts";

export const CHUNK_BYTES = 1 << 20;
/** Holds the partition table, the SPL's header and its first 8 KiB. */
export const HEAD_BYTES = 16 << 10;

export interface ChunkPlan {
  /** Everything but the head, from 1 MiB on first, then the boot area before it. */
  readonly body: readonly Range[];
  /** What the image defines of the first HEAD_BYTES. */
  readonly head: readonly Range[];
}

/** Chunks end at multiples of CHUNK_BYTES, and at HEAD_BYTES. */
export function planChunks(ranges: readonly Range[]): ChunkPlan {
  const chunks = ranges.flatMap(cut);
  const head = chunks.filter((chunk) => chunk.offset < HEAD_BYTES);
  const bootArea = chunks.filter((chunk) => chunk.offset >= HEAD_BYTES && chunk.offset < CHUNK_BYTES);
  const data = chunks.filter((chunk) => chunk.offset >= CHUNK_BYTES);
  return { body: [...data, ...bootArea], head };
}

export function totalBytes(ranges: readonly Range[]): number {
  return ranges.reduce((sum, range) => sum + range.length, 0);
}

/** The length rounded up to whole units: what is really written for a chunk at the end of an odd-sized image. */
export function paddedLength(length: number): number {
  return Math.ceil(length / UNIT_BYTES) * UNIT_BYTES;
}

/** The runs of units that are not all zero. */
export function nonZeroRuns(bytes: Uint8Array): Range[] {
  const runs: { offset: number; length: number }[] = [];
  for (let offset = 0; offset < bytes.length; offset += UNIT_BYTES) {
    const unit = bytes.subarray(offset, offset + UNIT_BYTES);
    if (unit.every((byte) => byte === 0)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.offset + last.length === offset) last.length += unit.length;
    else runs.push({ offset, length: unit.length });
  }
  return runs;
}

function cut({ offset, length }: Range): Range[] {
  const end = offset + length;
  const chunks: Range[] = [];
  for (let at = offset; at < end; ) {
    const boundary = at < HEAD_BYTES ? HEAD_BYTES : (Math.floor(at / CHUNK_BYTES) + 1) * CHUNK_BYTES;
    const stop = Math.min(end, boundary);
    chunks.push({ offset: at, length: stop - at });
    at = stop;
  }
  return chunks;
}
