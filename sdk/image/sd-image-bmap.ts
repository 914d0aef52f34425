// Block maps (bmap 2.0): an XML file beside an image that says which blocks hold data, with their checksums.
//
// With it a writer can skip what the image does not define, and still must not guess from zeros: a block of zeros
// inside the program is data. The format is that of bmaptool (https://github.com/yoctoproject/bmaptool), which can
// therefore write and check Ingot's images, too. Reads what it writes and what bmaptool writes; no older version.

import { createHash } from "node:crypto";
import { problem } from "../diagnostics/diagnostic.ts";
import { checkExtents, type SdImage } from "./sd-image.ts";

export const BMAP_BLOCK_BYTES = 4096;

/** A run of whole blocks. `sha256` is over the blocks as they are in the image file (the last one may be cut). */
export interface MappedRange {
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
}

export interface BlockMap {
  readonly imageBytes: number;
  readonly ranges: readonly MappedRange[];
}

/** The block map of an image that is still in memory: extents rounded out to blocks, neighbours joined. */
export function mapSdImage(image: SdImage): BlockMap {
  checkExtents(image.extents, image.sizeBytes);
  const runs: { start: number; end: number }[] = [];
  for (const { offset, bytes } of image.extents) {
    if (bytes.length === 0) continue;
    const start = Math.floor(offset / BMAP_BLOCK_BYTES) * BMAP_BLOCK_BYTES;
    const end = Math.ceil((offset + bytes.length) / BMAP_BLOCK_BYTES) * BMAP_BLOCK_BYTES;
    const last = runs.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else runs.push({ start, end });
  }
  const ranges = runs.map(({ start, end }) => {
    const block = new Uint8Array(end - start);
    for (const { offset, bytes } of image.extents) {
      if (offset >= start && offset < end) block.set(bytes, offset - start);
    }
    return { offset: start, length: end - start, sha256: sha256(block) };
  });
  return { imageBytes: image.sizeBytes, ranges };
}

/** The XML text. Holds no date and no file name, so equal images give equal maps. */
export function writeBmap(map: BlockMap): string {
  const mapped = map.ranges.reduce((sum, range) => sum + range.length / BMAP_BLOCK_BYTES, 0);
  const lines = map.ranges.map(({ offset, length, sha256: sum }) => {
    const first = offset / BMAP_BLOCK_BYTES;
    const last = (offset + length) / BMAP_BLOCK_BYTES - 1;
    return `        <Range chksum="${sum}"> ${first === last ? first : `${first}-${last}`} </Range>`;
  });
  const text = [
    '<?xml version="1.0" ?>',
    '<bmap version="2.0">',
    `    <ImageSize> ${map.imageBytes} </ImageSize>`,
    `    <BlockSize> ${BMAP_BLOCK_BYTES} </BlockSize>`,
    `    <BlocksCount> ${Math.ceil(map.imageBytes / BMAP_BLOCK_BYTES)} </BlocksCount>`,
    `    <MappedBlocksCount> ${mapped} </MappedBlocksCount>`,
    "    <ChecksumType> sha256 </ChecksumType>",
    `    <BmapFileChecksum> ${NO_CHECKSUM} </BmapFileChecksum>`,
    "    <BlockMap>",
    ...lines,
    "    </BlockMap>",
    "</bmap>",
    "",
  ].join("\n");
  return text.replace(NO_CHECKSUM, sha256(text));
}

/** The checksum of the file is taken with this in its own place. */
const NO_CHECKSUM = "0".repeat(64);

/** Reads a block map. `origin` names the file in messages. Throws IngotError E4010 when it is not sound. */
export function readBmap(text: string, origin: string): BlockMap {
  const fault = (why: string) =>
    problem(
      "E4010",
      `the block map is not usable: ${why}`,
      "build the image again, or delete the block map",
      {
        file: origin,
      },
    );
  const field = (name: string) => new RegExp(`<${name}>\\s*([^<\\s]+)\\s*</${name}>`).exec(text)?.[1];
  if (!/<bmap\s+version="2\./.test(text)) throw fault("it is not a bmap of version 2");
  if (field("ChecksumType") !== "sha256") throw fault("its checksums are not SHA-256");
  const stored = field("BmapFileChecksum") ?? "";
  if (sha256(text.replace(stored, NO_CHECKSUM)) !== stored) throw fault("its own checksum is wrong");
  const blockBytes = Number(field("BlockSize"));
  const imageBytes = Number(field("ImageSize"));
  if (blockBytes !== BMAP_BLOCK_BYTES || !Number.isSafeInteger(imageBytes) || imageBytes <= 0) {
    throw fault("its sizes make no sense");
  }
  const ranges: MappedRange[] = [];
  let end = 0;
  for (const [, sum, first, last] of text.matchAll(
    /<Range chksum="([0-9a-f]{64})">\s*(\d+)(?:-(\d+))?\s*<\/Range>/g,
  )) {
    const offset = Number(first) * blockBytes;
    const stop = Math.min((Number(last ?? first) + 1) * blockBytes, imageBytes);
    if (offset < end || stop <= offset) throw fault("its ranges are out of order or outside the image");
    ranges.push({ offset, length: stop - offset, sha256: sum! });
    end = stop;
  }
  const blocks = ranges.reduce((sum, range) => sum + Math.ceil(range.length / blockBytes), 0);
  if (blocks !== Number(field("MappedBlocksCount"))) throw fault("a range is missing");
  return { imageBytes, ranges };
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
