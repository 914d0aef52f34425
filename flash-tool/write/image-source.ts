// An image file as something to write: its size, and which of its bytes must reach the target.
//
// With a block map beside the image (FILE.bmap, made by `ingot build` or bmaptool), only the mapped blocks, after
// their checksums were found right. Without one, every byte: zeros may be data, and a card is not blank.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import { type BlockMap, readBmap } from "../../sdk/image/sd-image-bmap.ts";
import { bmapPath } from "../../sdk/image/sd-image-file.ts";
import type { ImageSource } from "./block-target.ts";

export interface OpenImage extends ImageSource {
  /** With links followed. */
  readonly path: string;
  /** Whether a block map was used. */
  readonly isMapped: boolean;
  close(): Promise<void>;
}

/** Opens an image. Throws IngotError E5001 (missing, empty, not a file) or E4010 (block map does not fit). */
export async function openImage(given: string): Promise<OpenImage> {
  const file = await openRegularFile(given);
  try {
    const path = realpathSync(given);
    const { size: sizeBytes } = await file.stat();
    if (sizeBytes === 0)
      throw problem("E5001", `the image ${given} is empty`, "build it again with `ingot build`");
    const map = existsSync(bmapPath(path))
      ? readBmap(readFileSync(bmapPath(path), "utf8"), bmapPath(path))
      : undefined;
    const read = (offset: number, into: Uint8Array) => readZeroFilled(file, offset, into);
    if (map !== undefined) await checkMap(map, sizeBytes, bmapPath(path), read);
    return {
      path,
      sizeBytes,
      isMapped: map !== undefined,
      ranges: map?.ranges ?? [{ offset: 0, length: sizeBytes }],
      read,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openRegularFile(given: string): Promise<FileHandle> {
  const remedy = "name the image that `ingot build` wrote, for example build/app.img";
  let file: FileHandle;
  try {
    file = await open(given, "r");
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const why = missing ? "there is no such file" : cause instanceof Error ? cause.message : String(cause);
    throw problem("E5001", `the image ${given} cannot be read: ${why}`, remedy, { cause });
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw problem("E5001", `the image ${given} is not a file`, remedy);
}

async function checkMap(
  map: BlockMap,
  sizeBytes: number,
  origin: string,
  read: ImageSource["read"],
): Promise<void> {
  const fault = (why: string) =>
    problem(
      "E4010",
      `the block map does not belong to the image: ${why}`,
      "build the image again, or delete the block map",
      {
        file: origin,
      },
    );
  if (map.imageBytes !== sizeBytes)
    throw fault(`it is for ${map.imageBytes} bytes, the image has ${sizeBytes}`);
  const buffer = new Uint8Array(1 << 20);
  for (const { offset, length, sha256 } of map.ranges) {
    const hash = createHash("sha256");
    for (let done = 0; done < length; done += buffer.length) {
      const part = buffer.subarray(0, Math.min(buffer.length, length - done));
      await read(offset + done, part);
      hash.update(part);
    }
    if (hash.digest("hex") !== sha256) throw fault(`the bytes from ${offset} on have another checksum`);
  }
}

async function readZeroFilled(file: FileHandle, offset: number, into: Uint8Array): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  into.fill(0, done);
}
