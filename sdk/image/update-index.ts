// The index by which devices find their update on a web server: which image it is, and for how many of them.
//
// Text in lines, signed; the format is drawn in runtime/poll/update-index.ts, which reads it on a device.

import type { ImageSigner } from "./mcuboot.ts";
import type { SignedImage } from "./mcuboot-read.ts";

export interface UpdateIndexInput {
  /** Higher than that of the index before. */
  readonly sequence: number;
  /** The image's file, relative to the index. */
  readonly file: string;
  readonly image: SignedImage;
  readonly fileBytes: number;
  /** Of the devices, 0 to 100. */
  readonly percent: number;
}

/** The text of an index. Equal inputs give equal texts. */
export function writeUpdateIndex(input: UpdateIndexInput, signer: ImageSigner): string {
  const { sequence, file, image, fileBytes, percent } = input;
  const text = [
    "ingot-index 1",
    `sequence ${sequence}`,
    `board ${image.board}`,
    `image ${file}`,
    `version ${image.version}`,
    `bytes ${fileBytes}`,
    `hash ${Buffer.from(image.hash).toString("hex")}`,
    `percent ${percent}`,
    "",
  ].join("\n");
  const signature = Buffer.from(signer.sign(Buffer.from(text, "latin1"))).toString("hex");
  return `${text}signature ${signature}\n`;
}

/** The sequence number of an index, or 0 for a text that is none. */
export function sequenceOf(text: string): number {
  const match = /^ingot-index 1\nsequence (\d+)\n/.exec(text);
  return match === null ? 0 : Number(match[1]);
}
