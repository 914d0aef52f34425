// Puts a signed image and the index that names it into a folder from which devices fetch their updates.
//
// A web server may serve the folder at any moment: the image is there before the index that names it, and the index is
// replaced as a whole. Which index is for whom is its caller's business.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem } from "./diagnostics/diagnostic.ts";
import { readSignedImage, type SignedImage, signerOf } from "./image/mcuboot-read.ts";
import { sequenceOf, writeUpdateIndex } from "./image/update-index.ts";
import type { Signer } from "./keys/signer.ts";

export interface PublishableImage {
  readonly bytes: Uint8Array;
  readonly image: SignedImage;
}

/** Reads the image in `file`. Throws IngotError E6005 unless `signer` has signed it. */
export function readPublishable(file: string, signer: Signer): PublishableImage {
  const bytes = new Uint8Array(readFileSync(file));
  const image = readSignedImage(bytes, file);
  if (signerOf(image, [signer.publicKey]) !== undefined) return { bytes, image };
  throw problem(
    "E6005",
    "the image is damaged, or signed by another key than the index would be",
    "give --key as for the build",
    { file },
  );
}

/** A file name for the image, by its content: a device that is in the middle of another one still finds that. */
export function contentName(prefix: string, image: SignedImage): string {
  return `${prefix}-${Buffer.from(image.hash).toString("hex").slice(0, 16)}.bin`;
}

/** Writes the image into `folder` under `name`, unless it is there. */
export function placeImage(folder: string, name: string, { bytes }: PublishableImage): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  replaceFile(path, bytes);
}

export interface IndexChoice {
  /** The index is FOLDER/CHANNEL.index. */
  readonly channel: string;
  /** The image's file in the folder. */
  readonly name: string;
  /** Of the devices, 0 to 100. */
  readonly percent: number;
  /** The sequence number is higher than this, and than that of an index that is there. Default 0. */
  readonly after?: number;
}

export interface PublishedIndex {
  readonly path: string;
  readonly sequence: number;
}

/** Writes the index, signed. Throws IngotError E6004 when there is no signature. */
export function placeIndex(
  folder: string,
  { bytes, image }: PublishableImage,
  { channel, name, percent, after = 0 }: IndexChoice,
  signer: Signer,
): PublishedIndex {
  const path = join(folder, `${channel}.index`);
  const before = existsSync(path) ? sequenceOf(readFileSync(path, "latin1")) : 0;
  const sequence = Math.max(before, after) + 1;
  const text = writeUpdateIndex({ sequence, file: name, image, fileBytes: bytes.length, percent }, signer);
  replaceFile(path, Buffer.from(text, "latin1"));
  return { path, sequence };
}

function replaceFile(path: string, bytes: Uint8Array): void {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}
