// One look for an update on a web server: a small signed index, and the image that it names, in pieces.
//
// A download goes on where it was after an interruption, as long as the program runs. The image must be signed as ever: the
// index (update-index.ts) only says which one. It knows no HTTP: requests are the caller's (get.ts).

import { equalBytes } from "../block/bytes.ts";
import type { DeviceUpdates } from "../update/device.ts";
import type { UpdateState } from "../update/state.ts";
import { readIndex, turnOf, type UpdateIndex } from "./update-index.ts";

/**
 * One request for what lies at `url`, or with a range for its bytes from `from` on: as many as came before the connection
 * broke. Rejects when nothing came.
 */
export type GetBytes = (
  url: string,
  headers: Readonly<Record<string, string>>,
  from: number,
) => Promise<Reply>;

export interface Reply {
  readonly status: number;
  /** The first of them is byte `from`, also of a server that knows no ranges and has sent the whole. */
  readonly bytes: Uint8Array;
}

/**
 * What became of a look at the index. "staged": an image is there and starts on trial at the next start. "current": this is
 * what runs, or what was tried and given up. "later": not this device's turn in a staged rollout.
 */
export type PollOutcome = "staged" | "current" | "later" | "unreachable" | "bad-index" | "bad-image";

/** Of an image at a time: a lost connection costs at most so much. */
const PIECE_BYTES = 65_536;
/** Failed requests in a row before a download is put off to the next look. */
const MOST_FAILURES = 5;

export interface PollerOptions {
  /** Of the index, http://. */
  readonly url: string;
  /** What names this device among others: its address on the network, or its chip's identification. */
  readonly device: string;
  readonly get: GetBytes;
}

export class UpdatePoller {
  private readonly updates: DeviceUpdates;
  private readonly options: PollerOptions;
  /** The highest index so far: an older one is a replay. Forgotten at a restart, as what runs is judged by its floor. */
  private sequence = 0;
  /** The download that is not whole yet. */
  private hash: Uint8Array = new Uint8Array(0);
  /** Pieces of downloads so far, and requests that failed. */
  pieces = 0;
  failures = 0;

  constructor(updates: DeviceUpdates, options: PollerOptions) {
    this.updates = updates;
    this.options = options;
  }

  /** Looks once, and downloads what is to be. Rejects as the card does; other problems are outcomes. */
  async look(): Promise<PollOutcome> {
    const { url, device, get } = this.options;
    const reply = await attempt(get, url, {}, 0);
    if (reply === undefined || reply.status !== 200) return "unreachable";
    const index = readIndex(textOf(reply.bytes), this.updates.slots.signers);
    if (index === undefined || index.board !== this.updates.board) return "bad-index";
    if (index.sequence < this.sequence) return "bad-index";
    this.sequence = index.sequence;
    const state: UpdateState | undefined = await this.updates.store.load();
    if (state === undefined) return "current";
    for (const slot of state.slots) {
      // A predecessor may be offered again: that is how a fleet goes back.
      if (equalBytes(slot.hash, index.hash) && slot.phase !== "previous" && slot.phase !== "empty")
        return "current";
    }
    if (this.updates.onTrial) return "later";
    if (turnOf(device, index.image) >= index.percent) return "later";
    return await this.download(index, state);
  }

  private async download(index: UpdateIndex, state: UpdateState): Promise<PollOutcome> {
    const { installer, turns } = this.updates;
    const isSame = equalBytes(this.hash, index.hash) && installer.target >= 0;
    if (!isSame) {
      const begun = await turns.take(() => installer.begin(state, index.bytes));
      if (typeof begun === "string") return "bad-image";
      this.hash = index.hash;
    }
    const url = this.options.url.slice(0, this.options.url.lastIndexOf("/") + 1) + index.image;
    let failed = 0;
    while (installer.offset < index.bytes) {
      const from = installer.offset;
      const to = Math.min(from + PIECE_BYTES, index.bytes) - 1;
      const reply = await attempt(this.options.get, url, { range: `bytes=${from}-${to}` }, from);
      const isGood = reply !== undefined && (reply.status === 206 || reply.status === 200);
      if (reply === undefined || !isGood || reply.bytes.length === 0) {
        this.failures++;
        failed++;
        if (failed === MOST_FAILURES) return "unreachable";
        continue;
      }
      failed = 0;
      this.pieces++;
      const bytes = reply.bytes.subarray(0, index.bytes - from);
      // Another client may have begun an upload meanwhile: the slot is his.
      const problem = await turns.take(() => installer.write(from, bytes));
      if (problem !== undefined) {
        this.hash = new Uint8Array(0);
        return "bad-image";
      }
    }
    this.hash = new Uint8Array(0);
    const staged = await turns.take(async () => {
      const now: UpdateState | undefined = await this.updates.store.load();
      return await installer.finish(now ?? state, undefined, index.hash);
    });
    return typeof staged === "string" ? "bad-image" : "staged";
  }
}

async function attempt(
  get: GetBytes,
  url: string,
  headers: Readonly<Record<string, string>>,
  from: number,
): Promise<Reply | undefined> {
  try {
    return await get(url, headers, from);
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
