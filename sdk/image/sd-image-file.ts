// Writes an SD image and its block map to files. The image file is sparse: only the extents take room on disk.
//
// Not for cards: flash-tool/ writes those, with its checks of the target.

import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { problem } from "../diagnostics/diagnostic.ts";
import type { SdImage } from "./sd-image.ts";
import { mapSdImage, writeBmap } from "./sd-image-bmap.ts";

/** The name of the block map that belongs to an image file. */
export function bmapPath(imagePath: string): string {
  return `${imagePath}.bmap`;
}

/**
 * Writes `image` to `path` and its block map to `path + ".bmap"`, replacing what was there. The files appear whole
 * or not at all. Throws IngotError E4009 with the reason of the operating system.
 */
export function writeSdImage(path: string, image: SdImage): void {
  try {
    replaceFile(path, (temporary) => writeSparse(temporary, image));
    replaceFile(bmapPath(path), (temporary) => writeFileSync(temporary, writeBmap(mapSdImage(image))));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem(
      "E4009",
      `the image cannot be written: ${why}`,
      "check that the folder exists and has room",
      {
        file: path,
        cause,
      },
    );
  }
}

function writeSparse(path: string, image: SdImage): void {
  const file = openSync(path, "w");
  try {
    ftruncateSync(file, image.sizeBytes);
    for (const { offset, bytes } of image.extents) {
      let done = 0;
      while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, offset + done);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function replaceFile(path: string, write: (temporary: string) => void): void {
  const temporary = `${path}.${process.pid}.partial`;
  try {
    write(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
