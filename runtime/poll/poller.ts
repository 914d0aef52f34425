// One look for an update on a web server: a small signed index, and the image that it names, in pieces.
//
// A download goes on where it was after an interruption, as long as the program runs. The image must be signed as ever: the
// index only says which one. It knows no HTTP: requests are the caller's (index.ts).
//
//   ingot-index 1
//   sequence 7
//   board cubieboard
//   image thermostat-2.0.0.signed.bin      relative to the index
//   version 2.0.0+0
//   bytes 1107617
//   hash 64 hexadecimal digits             SHA-256 as the image's TLV has it
//   percent 25                             of the devices, the same ones while the number rises
//   signature 128 hexadecimal digits       Ed25519, by a key that may sign images, of all lines before

import { equalBytes } from "../block/bytes.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";
import { sha256 } from "../crypto/sha256.ts";
import type { DeviceUpdates } from "../update/device.ts";
import type { UpdateState } from "../update/state.ts";

/** One request: its status and the bytes that came, as many as came before the connection broke. */
export type GetBytes = (url: string, headers: Readonly<Record<string, string>>) => Promise<Reply>;

export interface Reply {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/**
 * What became of a look at the index. "staged": an image is there and starts on trial at the next start. "current": this is
 * what runs, or what was tried and given up. "later": not this device's turn in a staged rollout.
 */
export type PollOutcome = "staged" | "current" | "later" | "unreachable" | "bad-index" | "bad-image";

export interface UpdateIndex {
  readonly sequence: number;
  readonly board: string;
  readonly image: string;
  readonly version: string;
  readonly bytes: number;
  readonly hash: Uint8Array;
  readonly percent: number;
}

/** Of an image at a time: a lost connection costs at most so much. */
const PIECE_BYTES = 65_536;
/** Failed requests in a row before a download is put off to the next look. */
const MOST_FAILURES = 5;
const FIELDS = ["sequence", "board", "image", "version", "bytes", "hash", "percent", "signature"];

/** The index in `text` if one of `signers` has signed it, else undefined. */
export function readIndex(text: string, signers: readonly Uint8Array[]): UpdateIndex | undefined {
  const lines = text.split("\n");
  if (lines[0] !== "ingot-index 1" || lines.length < FIELDS.length + 1) return undefined;
  const values: string[] = [];
  let signedLength = lines[0].length + 1;
  for (let i = 0; i < FIELDS.length; i++) {
    const line = lines[i + 1];
    if (!line.startsWith(`${FIELDS[i]} `)) return undefined;
    values.push(line.slice(FIELDS[i].length + 1));
    if (i < FIELDS.length - 1) signedLength += line.length + 1;
  }
  const signature = bytesOf(values[7], 64);
  const hash = bytesOf(values[5], 32);
  if (signature === undefined || hash === undefined) return undefined;
  const signed = new Uint8Array(signedLength);
  for (let i = 0; i < signedLength; i++) signed[i] = text.charCodeAt(i);
  if (!signers.some((key) => verifyEd25519(key, signed, signature))) return undefined;
  const [sequence, bytes, percent] = [Number(values[0]), Number(values[4]), Number(values[6])];
  if (!(sequence >= 0 && bytes > 0 && percent >= 0)) return undefined;
  return { sequence, board: values[1], image: values[2], version: values[3], bytes, hash, percent };
}

function bytesOf(digits: string, count: number): Uint8Array | undefined {
  if (digits.length !== 2 * count) return undefined;
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** From 0 to 99, always the same for a device and an image name: whose turn it is at which percentage. */
export function turnOf(device: string, image: string): number {
  const text = `${device} ${image}`;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const hash = sha256(bytes);
  return (hash[0] * 256 + hash[1]) % 100;
}

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
    const reply = await attempt(get, url, {});
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
      const reply = await attempt(this.options.get, url, { range: `bytes=${from}-${to}` });
      const isWhole = reply !== undefined && reply.status === 200 && from === 0;
      if (reply === undefined || !(reply.status === 206 || isWhole) || reply.bytes.length === 0) {
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
): Promise<Reply | undefined> {
  try {
    return await get(url, headers);
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
