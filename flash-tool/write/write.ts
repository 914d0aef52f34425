// Writes an image to a target and proves it by reading it back; or only compares the two.
//
// Pure over the contracts in block-target.ts: knows no files, no devices, no clock. Never retries: a card that
// fails once is not to be trusted, and the user should hear about it. Order of writing: chunks.ts says why.

import { createHash } from "node:crypto";
import { type IngotError, problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { BlockTarget, ImageSource, Range } from "./block-target.ts";
import { CHUNK_BYTES, HEAD_BYTES, nonZeroRuns, paddedLength, planChunks, totalBytes } from "./chunks.ts";
import { type Clock, type Progress, startProgress } from "./progress.ts";

export interface WriteOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly now?: Clock;
  /**
   * A buffer of at least CHUNK_BYTES that the target accepts (direct I/O wants it aligned). Its content is
   * overwritten. Default: plain memory.
   */
  readonly buffer?: Uint8Array;
}

export interface WriteReport {
  /** What the image defines: everything that was written (or skipped as zeros on a blank target) and compared. */
  readonly imageBytes: number;
  /** What was sent to the target, the wiping of the head not counted. */
  readonly writtenBytes: number;
  readonly verifiedBytes: number;
}

/**
 * Writes `source` to `target`, flushes, reads everything back and compares SHA-256 per chunk. Rejects with
 * IngotError: E5022 when the target fails, E5023 when what is read back differs. In both cases the head of the
 * target is left wiped, so that no board starts from it.
 */
export async function writeImage(
  source: ImageSource,
  target: BlockTarget,
  options: WriteOptions = {},
): Promise<WriteReport> {
  const run = new Run(source, target, options);
  await run.wipeHead();
  const written = await run.write();
  const faults = await run.compare(written);
  if (faults.length > 0) {
    await run.wipeHead();
    throw mismatch(
      faults,
      "the target was left without a boot loader; try again, then another card or reader",
    );
  }
  return {
    imageBytes: totalBytes(source.ranges),
    writtenBytes: run.writtenBytes,
    verifiedBytes: run.verifiedBytes,
  };
}

/** Compares without writing. Rejects with IngotError E5022 or E5023. */
export async function verifyImage(
  source: ImageSource,
  target: BlockTarget,
  options: WriteOptions = {},
): Promise<WriteReport> {
  const run = new Run(source, target, options);
  const faults = await run.compare(undefined);
  if (faults.length > 0) {
    throw mismatch(faults, "a system that mounted the card may have changed it; write the image again");
  }
  return { imageBytes: totalBytes(source.ranges), writtenBytes: 0, verifiedBytes: run.verifiedBytes };
}

interface Fault {
  readonly chunk: Range;
  /** Offset of the first byte that differs, or undefined when a second look found none. */
  readonly firstByte: number | undefined;
}

/** One pass over source and target with one buffer. */
class Run {
  writtenBytes = 0;
  verifiedBytes = 0;
  readonly #source: ImageSource;
  readonly #target: BlockTarget;
  readonly #buffer: Uint8Array;
  readonly #now: Clock;
  readonly #onProgress: (progress: Progress) => void;

  constructor(source: ImageSource, target: BlockTarget, options: WriteOptions) {
    this.#source = source;
    this.#target = target;
    this.#buffer = options.buffer ?? new Uint8Array(CHUNK_BYTES);
    this.#now = options.now ?? (() => performance.now());
    this.#onProgress = options.onProgress ?? (() => {});
  }

  async wipeHead(): Promise<void> {
    const zeros = this.#buffer.subarray(0, HEAD_BYTES).fill(0);
    await this.#attempt("written", 0, () => this.#target.write(0, zeros));
    await this.#attempt("flushed", 0, () => this.#target.flush());
  }

  /** Returns the SHA-256 of each chunk as it was sent. */
  async write(): Promise<Map<Range, string>> {
    const { body, head } = planChunks(this.#source.ranges);
    const step = startProgress("write", totalBytes(this.#source.ranges), this.#now, this.#onProgress);
    const digests = new Map<Range, string>();
    for (const part of [body, head]) {
      for (const chunk of part) {
        digests.set(chunk, await this.#writeChunk(chunk));
        step(chunk.length);
      }
      // Before the head makes the card bootable, the rest must have arrived.
      await this.#attempt("flushed", 0, () => this.#target.flush());
    }
    return digests;
  }

  /**
   * Reads the target back. With `digests`, compares with what was sent, so that an image file that changes meanwhile
   * cannot hide a fault; without, with the image.
   */
  async compare(digests: Map<Range, string> | undefined): Promise<Fault[]> {
    const { body, head } = planChunks(this.#source.ranges);
    const chunks = digests === undefined ? [...head, ...body] : [...digests.keys()];
    const step = startProgress("verify", totalBytes(this.#source.ranges), this.#now, this.#onProgress);
    const faults: Fault[] = [];
    for (const chunk of chunks) {
      const expected = digests?.get(chunk) ?? sha256(await this.#readSource(chunk));
      if (sha256(await this.#readTarget(chunk)) !== expected) {
        faults.push({ chunk, firstByte: await this.#firstDifference(chunk) });
      }
      this.verifiedBytes += chunk.length;
      step(chunk.length);
    }
    return faults;
  }

  async #writeChunk(chunk: Range): Promise<string> {
    const bytes = await this.#readSource(chunk);
    const digest = sha256(bytes);
    const padded = this.#buffer.subarray(0, paddedLength(chunk.length));
    const runs = this.#target.isBlank ? nonZeroRuns(padded) : [{ offset: 0, length: padded.length }];
    for (const { offset, length } of runs) {
      const at = chunk.offset + offset;
      await this.#attempt("written", at, () =>
        this.#target.write(at, padded.subarray(offset, offset + length)),
      );
      this.writtenBytes += length;
    }
    return digest;
  }

  /** The chunk's bytes in the buffer, which holds zeros behind them up to a whole unit. */
  async #readSource({ offset, length }: Range): Promise<Uint8Array> {
    await this.#source.read(offset, this.#buffer.subarray(0, paddedLength(length)));
    return this.#buffer.subarray(0, length);
  }

  async #readTarget({ offset, length }: Range): Promise<Uint8Array> {
    const padded = this.#buffer.subarray(0, paddedLength(length));
    await this.#attempt("read", offset, () => this.#target.read(offset, padded));
    return padded.subarray(0, length);
  }

  async #firstDifference(chunk: Range): Promise<number | undefined> {
    const found = (await this.#readTarget(chunk)).slice();
    const expected = await this.#readSource(chunk);
    const index = expected.findIndex((byte, at) => byte !== found[at]);
    return index < 0 ? undefined : chunk.offset + index;
  }

  async #attempt(what: string, offset: number, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw problem(
        "E5022",
        `the target could not be ${what} at byte ${offset}: ${why}`,
        "put the card in again, or try another card or reader; this one must be written again before use",
        { cause },
      );
    }
  }
}

function mismatch(faults: readonly Fault[], remedy: string): IngotError {
  const first = faults[0]!;
  const sector = (byte: number) => Math.floor(byte / 512);
  const where =
    first.firstByte === undefined
      ? `somewhere in sectors ${sector(first.chunk.offset)} to ${sector(first.chunk.offset + first.chunk.length - 1)}, ` +
        "and reading again gave the right bytes: the connection is unreliable"
      : `first at byte ${first.firstByte} (sector ${sector(first.firstByte)})`;
  const bad = totalBytes(faults.map((fault) => fault.chunk));
  return problem("E5023", `what was read back differs from the image, ${where}`, remedy, {
    notes: [`${faults.length} chunk(s) with ${bad} bytes are affected`],
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
