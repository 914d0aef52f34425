// Brings a signed image to a device over SMP: uploads it, from where an earlier try got to, and has it started.
//
// Whether the device takes it, its own keys and rules decide; what would certainly be refused is said before.

import { createHash } from "node:crypto";
import { CborMap, type CborValue, encodeMap } from "../../runtime/smp/cbor.ts";
import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { SignedImage } from "../../sdk/image/mcuboot-read.ts";
import { type Progress, startProgress } from "../write/progress.ts";
import { GROUP_IMAGE, GROUP_OS, type Patience, READ, type SmpClient, WRITE } from "./client.ts";
import type { Transport } from "./transport.ts";

const HEADER_BYTES = 8;
/** A server that does not say has the smallest that is usual. */
const DEFAULT_BUFFER_BYTES = 384;
/** A packet on a console has its length and a CRC around it. */
const CONSOLE_BYTES = 4;
/** Reading an image back and verifying it takes a board seconds. */
const PATIENT = { timeoutMs: 20_000, tries: 3 };

export interface InstallOptions {
  /** "test": on trial, and confirmed by itself. "confirm": at once, which only a loader does. */
  readonly mode: "test" | "confirm";
  /** The device is to refuse an image whose version is not higher than that of the one that runs. */
  readonly upgrade?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the upload between two pieces, or before the image is staged; `installImage` rejects with its reason. */
  readonly signal?: AbortSignal;
  /** The upload is whole: from here on it cannot be ended. */
  readonly onStage?: () => void;
  readonly now?: () => number;
  /** For a piece of the upload, and for an image that is read back and verified. Default: what cards need. */
  readonly patience?: { readonly upload?: Patience; readonly verify?: Patience };
}

export interface Installed {
  /** Bytes that were sent: fewer than the image has when an earlier upload went on. */
  readonly sentBytes: number;
  /** Where the upload went on; 0 for a new one. */
  readonly resumedAt: number;
  readonly resent: number;
}

/** Uploads `bytes`, which `image` was read from, has it staged, and resets the device. Rejects as SmpClient.ask. */
export async function installImage(
  client: SmpClient,
  transport: Transport,
  bytes: Uint8Array,
  image: SignedImage,
  options: InstallOptions,
): Promise<Installed> {
  const params = await client.ask(READ, GROUP_OS, 6, {});
  const buffer = params.get("buf_size");
  const room = typeof buffer === "number" && buffer >= 128 ? buffer : DEFAULT_BUFFER_BYTES;
  const largest = Math.min(room - CONSOLE_BYTES, transport.largestMessage);
  const done = await upload(client, bytes, largest, options);
  options.signal?.throwIfAborted();
  options.onStage?.();
  const staged = { hash: image.hash, confirm: options.mode === "confirm" };
  await client.ask(WRITE, GROUP_IMAGE, 0, staged, options.patience?.verify ?? PATIENT);
  await client.ask(WRITE, GROUP_OS, 5, {});
  return { ...done, resent: client.resent };
}

async function upload(
  client: SmpClient,
  bytes: Uint8Array,
  largest: number,
  { upgrade = false, onProgress, signal, now = () => performance.now(), patience }: InstallOptions,
): Promise<{ sentBytes: number; resumedAt: number }> {
  const sha = new Uint8Array(createHash("sha256").update(bytes).digest());
  const report = startProgress("write", bytes.length, now, onProgress ?? (() => {}));
  let at = 0;
  let sentBytes = 0;
  let resumedAt = 0;
  let stuck = 0;
  let reported = 0;
  while (at < bytes.length) {
    signal?.throwIfAborted();
    const head: Record<string, CborValue> = at === 0 ? { off: 0, len: bytes.length, sha } : { off: at };
    if (at === 0 && upgrade) head.upgrade = true;
    const data = bytes.subarray(at, at + roomFor(head, largest));
    const answer = await client.ask(
      WRITE,
      GROUP_IMAGE,
      1,
      { ...head, data },
      patience?.upload ?? PATIENT_UPLOAD,
    );
    const next = answer.get("off");
    if (typeof next !== "number" || next > bytes.length) {
      throw problem(
        "E6011",
        "the device does not say how far the upload is",
        "is it an SMP server for images?",
      );
    }
    if (at === 0 && next > data.length) resumedAt = next;
    else sentBytes += data.length;
    stuck = next === at ? stuck + 1 : 0;
    if (stuck > 20) {
      throw problem(
        "E6011",
        `the device takes nothing beyond byte ${at}`,
        "is its card full or write-protected? Try again after a restart",
      );
    }
    at = next;
    if (at > reported) report(at - reported);
    reported = Math.max(reported, at);
  }
  return { sentBytes, resumedAt };
}

/** A card may hold a write for half a second, and erasing longer. */
const PATIENT_UPLOAD = { timeoutMs: 2000, tries: 15 };

/** The data that fits beside `head` into a message of `largest` bytes. */
function roomFor(head: Readonly<Record<string, CborValue>>, largest: number): number {
  const map = CborMap.of(head);
  map.set("data", new Uint8Array(0));
  // A byte string of more than 23 or 255 bytes has one or two bytes more of head.
  return largest - HEADER_BYTES - encodeMap(map).length - 2;
}

export interface SlotReport {
  readonly slot: number;
  readonly version: string;
  readonly active: boolean;
  readonly confirmed: boolean;
  readonly pending: boolean;
  /** SHA-256 of the image, as its TLV has it. */
  readonly hash: Uint8Array;
}

/** The images that the device has. Rejects as SmpClient.ask. */
export async function listImages(client: SmpClient, patience: Patience = PATIENT): Promise<SlotReport[]> {
  const answer = await client.ask(READ, GROUP_IMAGE, 0, {}, patience);
  const images = answer.get("images");
  if (!Array.isArray(images)) return [];
  return images.flatMap((entry) => {
    if (!(entry instanceof CborMap)) return [];
    const flag = (name: string) => entry.get(name) === true;
    const hash = entry.get("hash");
    return [
      {
        slot: Number(entry.get("slot") ?? 0),
        version: String(entry.get("version") ?? ""),
        active: flag("active"),
        confirmed: flag("confirmed"),
        pending: flag("pending"),
        hash: hash instanceof Uint8Array ? hash : new Uint8Array(0),
      },
    ];
  });
}
