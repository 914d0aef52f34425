// Composes a bootable SD image: MBR, SPL, and the program as a uImage, each at its sector (layout.ts).
//
// Pure: bytes in, extents out; equal inputs give equal bytes. An image is sparse: what no extent covers is zero in
// a file and left alone on a card. Files are written by sd-image-file.ts, cards by flash-tool/.

import { problem } from "../diagnostics/diagnostic.ts";
import {
  DEFAULT_IMAGE_BYTES,
  FIRST_PARTITION_SECTOR,
  imageSizeProblem,
  LATE_PARTITION_SECTOR,
  loadAddressProblem,
  PAYLOAD_SECTOR,
  SECTOR_BYTES,
  SPL_SECTOR,
  UIMAGE_HEADER_BYTES,
} from "./layout.ts";
import { PARTITION_TYPE_DATA, writeMbr } from "./mbr.ts";
import { crc32, writeUImage } from "./uimage.ts";

/** A run of bytes at a byte offset of the image. */
export interface Extent {
  readonly what: "mbr" | "spl" | "program" | "loader" | "state" | "keys" | "image" | "fat";
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface SdImage {
  /** A power of two. */
  readonly sizeBytes: number;
  /** In ascending order, without overlaps. */
  readonly extents: readonly Extent[];
}

export interface SdImageInput {
  /** The SPL alone, as extractSpl gives it. */
  readonly spl: Uint8Array;
  /** The flat program: what lies at `loadAddress` when it starts. */
  readonly payload: Uint8Array;
  /** Physical address; also the entry point. */
  readonly loadAddress: number;
  /** Shown by boot loaders, at most 32 characters. */
  readonly name: string;
  /** A power of two, default 64 MiB. */
  readonly sizeBytes?: number;
  /** The board's DRAM, default the smallest that exists (512 MiB). */
  readonly dramBytes?: number;
}

/**
 * Builds the image. Throws IngotError: E4004 program too large for the space before the partition, E4005 larger
 * than the SPL loads, E4006 load address, E4007 overlap, E4008 size.
 */
export function buildSdImage(input: SdImageInput): SdImage {
  const { spl, payload, loadAddress, name, sizeBytes = DEFAULT_IMAGE_BYTES, dramBytes } = input;
  const wrong = imageSizeProblem(sizeBytes) ?? loadAddressProblem(loadAddress, payload.length, dramBytes);
  if (wrong !== undefined) throw wrong;
  const program = writeUImage({ data: payload, loadAddress, name });
  const firstSector = [FIRST_PARTITION_SECTOR, LATE_PARTITION_SECTOR].find(
    (sector) => sector * SECTOR_BYTES < sizeBytes && program.length <= roomBefore(sector),
  );
  if (firstSector === undefined) {
    throw problem(
      "E4004",
      `the program has ${payload.length} bytes; before the first partition there is room for ` +
        `${roomBefore(LATE_PARTITION_SECTOR) - UIMAGE_HEADER_BYTES}`,
      "make the program smaller: `ingot build` lists the largest parts in its map file",
    );
  }
  const partition = {
    type: PARTITION_TYPE_DATA,
    firstSector,
    sectorCount: sizeBytes / SECTOR_BYTES - firstSector,
  };
  const extents: Extent[] = [
    // The signature tells two cards apart, and must not be random: it follows the program.
    { what: "mbr", offset: 0, bytes: writeMbr([partition], crc32(program)) },
    { what: "spl", offset: SPL_SECTOR * SECTOR_BYTES, bytes: spl },
    { what: "program", offset: PAYLOAD_SECTOR * SECTOR_BYTES, bytes: program },
  ];
  checkExtents(extents, sizeBytes);
  return { sizeBytes, extents };
}

function roomBefore(partitionSector: number): number {
  return (partitionSector - PAYLOAD_SECTOR) * SECTOR_BYTES;
}

/** Throws IngotError E4007 unless the extents are ascending, disjoint and inside the image. */
export function checkExtents(extents: readonly Extent[], sizeBytes: number): void {
  let end = 0;
  let previous = "the start";
  for (const { what, offset, bytes } of extents) {
    if (offset < end || offset + bytes.length > sizeBytes) {
      const place = `${what} at bytes ${offset}..${offset + bytes.length}`;
      const clash =
        offset < end ? `${previous}, which ends at ${end}` : `the end of the image at ${sizeBytes}`;
      throw problem(
        "E4007",
        `${place} runs into ${clash}`,
        "use an SPL of at most 32 KiB, or a larger image",
      );
    }
    end = offset + bytes.length;
    previous = what;
  }
}
