// Brings artifacts of an update server into a folder: with resume, checked by size and SHA-256, each only once.
//
// Devices that want the same artifact share one download. A part that is left by a cancelled or broken one is where the
// next goes on, also after a restart of the gateway. Nothing leaves this file that is not what the hash says.

import { createHash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { causeOf, DdiError, faultOf } from "./ddi-client.ts";
import type { Artifact } from "./ddi-messages.ts";

/** Requests in a row that brought nothing. */
const MOST_FAILURES = 4;
/** Whole downloads with a wrong hash. */
const MOST_WRONG = 2;
const FIRST_WAIT_MS = 500;
/** Without a byte for so long a connection is dead. */
const SILENCE_MS = 20_000;

/** The artifact cannot be had as it is described, now or later. */
export class BadArtifact extends Error {}

interface Running {
  readonly done: Promise<Uint8Array>;
  readonly abort: AbortController;
  waiting: number;
}

export class Downloads {
  private readonly folder: string;
  private readonly waitMs: number;
  private readonly running = new Map<string, Running>();
  /** Requests for artifacts so far. */
  requests = 0;

  /** `waitMs` is the first wait after a request that failed. */
  constructor(folder: string, waitMs = FIRST_WAIT_MS) {
    this.folder = folder;
    this.waitMs = waitMs;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * The bytes of `artifact`. Rejects with BadArtifact, with DdiError when the server is the trouble, and with
   * `signal.reason` when it is aborted; the download then ends unless another device waits for it.
   */
  async get(
    artifact: Artifact,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    signal.throwIfAborted();
    const known = this.running.get(artifact.sha256);
    const running = known ?? this.start(artifact, headers);
    running.waiting++;
    let leave: () => void = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal.reason);
      signal.addEventListener("abort", leave, { once: true });
    });
    try {
      return await Promise.race([running.done, left]);
    } finally {
      signal.removeEventListener("abort", leave);
      running.waiting--;
      if (running.waiting === 0) running.abort.abort(new DOMException("nobody waits for it", "AbortError"));
    }
  }

  private start(artifact: Artifact, headers: Readonly<Record<string, string>>): Running {
    const abort = new AbortController();
    const done = this.fetchWhole(artifact, headers, abort.signal).finally(() => {
      if (this.running.get(artifact.sha256) === running) this.running.delete(artifact.sha256);
    });
    // Whoever waits sees it; nobody may.
    done.catch(() => {});
    const running: Running = { done, abort, waiting: 0 };
    this.running.set(artifact.sha256, running);
    return running;
  }

  private async fetchWhole(
    artifact: Artifact,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const path = join(this.folder, `${artifact.sha256}.bin`);
    const part = `${path}.part`;
    if (bytesOf(path) === artifact.size && isRight(readFileSync(path), artifact)) return readFileSync(path);
    let failures = 0;
    let wrong = 0;
    for (;;) {
      if (bytesOf(part) > artifact.size) rmSync(part);
      const before = bytesOf(part);
      let trouble: DdiError | undefined;
      if (before < artifact.size) trouble = await this.fetchMore(artifact, headers, part, before, signal);
      signal.throwIfAborted();
      const after = bytesOf(part);
      if (after === artifact.size) {
        const bytes = readFileSync(part);
        if (isRight(bytes, artifact)) {
          renameSync(part, path);
          return bytes;
        }
        rmSync(part);
        wrong++;
        if (wrong === MOST_WRONG) throw new BadArtifact(`${artifact.filename} is not what its SHA-256 says`);
        continue;
      }
      if (after > before) {
        failures = 0;
        continue;
      }
      failures++;
      const fault = trouble ?? new DdiError("server", `${artifact.filename} ends at byte ${after}`);
      if (failures === MOST_FAILURES || fault.fault === "gone" || fault.fault === "refused") throw fault;
      await new Promise((resolve) => setTimeout(resolve, this.waitMs * 2 ** (failures - 1)));
    }
  }

  /** One request, from byte `from` on: what comes goes into `part`. The trouble, if there was any. */
  private async fetchMore(
    { url, filename, size }: Artifact,
    headers: Readonly<Record<string, string>>,
    part: string,
    from: number,
    signal: AbortSignal,
  ): Promise<DdiError | undefined> {
    this.requests++;
    const silence = new AbortController();
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(
        () => silence.abort(new Error(`silent for ${SILENCE_MS / 1000} seconds`)),
        SILENCE_MS,
      );
    };
    let timer: NodeJS.Timeout | undefined;
    heard();
    const stop = (): void => silence.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const range: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
      const response = await fetch(url, { headers: { ...headers, ...range }, signal: silence.signal });
      if (response.status === 416) {
        rmSync(part, { force: true });
        return new DdiError("server", `the update server has no byte ${from} of ${filename}`);
      }
      const fault = faultOf(response.status);
      if (fault !== undefined)
        return new DdiError(fault, `the update server answers ${response.status} for ${filename}`);
      if (response.body === null) return undefined;
      // A server without ranges sends the whole; one that sends another part than was asked for is started over with.
      const goesOn = response.status === 206 && startOf(response.headers.get("content-range")) === from;
      if (response.status === 206 && !goesOn) {
        rmSync(part, { force: true });
        return new DdiError("server", `the update server sends another part of ${filename}`);
      }
      await append(part, goesOn, response.body, size - (goesOn ? from : 0), filename, heard);
      return undefined;
    } catch (error) {
      if (error instanceof BadArtifact) {
        rmSync(part, { force: true });
        throw error;
      }
      return new DdiError("unreachable", `the download of ${filename} broke: ${causeOf(error)}`);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }
}

/** Writes what comes at once, so that nothing of it is lost when the connection breaks. Rejects behind `most` bytes. */
async function append(
  part: string,
  goesOn: boolean,
  body: AsyncIterable<Uint8Array>,
  most: number,
  filename: string,
  heard: () => void,
): Promise<void> {
  const file = openSync(part, goesOn ? "a" : "w");
  try {
    let passed = 0;
    for await (const piece of body) {
      heard();
      passed += piece.length;
      if (passed > most) throw new BadArtifact(`${filename} is larger than the update server says`);
      writeSync(file, piece);
    }
  } finally {
    closeSync(file);
  }
}

function startOf(contentRange: string | null): number {
  const match = /^bytes (\d+)-/.exec(contentRange ?? "");
  return match === null ? -1 : Number(match[1]);
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function isRight(bytes: Uint8Array, { sha256, size }: Artifact): boolean {
  return bytes.length === size && createHash("sha256").update(bytes).digest("hex") === sha256;
}
