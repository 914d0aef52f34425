// The two sectors that say that this is a store and how it is cut into segments. docs/store.md draws them.
//
//   0 "INGOTKV1"  8 version (u16)  10 sectors per segment (u16)  12 segments (u32)  16 store id (u32)  20 CRC-32 of 0..19
//
// Sector 0 counts; its copy in the last sector stands in for it. Both are written only when a store is made.

import { SECTOR_BYTES } from "../../hal/sdcard/block-device.ts";
import { get16, get32, put16, put32 } from "../block/bytes.ts";
import type { Storage } from "../block/storage.ts";
import { crc32 } from "../crypto/crc32.ts";
import { StoreError } from "./error.ts";

const MAGIC = [0x49, 0x4e, 0x47, 0x4f, 0x54, 0x4b, 0x56, 0x31];
export const FORMAT_VERSION = 1;
const CRC_AT = 20;

/** A ring of fewer segments could not be cleaned: one to write, one spare, one to clean, one for what is live. */
export const FEWEST_SEGMENTS = 4;
const SMALLEST_SEGMENT = 4;
/** Records count their sectors in a segment in 16 bits, and a buffer in memory is as large as a segment. */
const LARGEST_SEGMENT = 2048;
/** 64 KiB: what a board can spare twice. */
const USUAL_SEGMENT = 128;
/** More make opening slow (a sector of each is read): then segments are larger. */
const MOST_SEGMENTS = 2048;

export interface Geometry {
  readonly segmentSectors: number;
  readonly segments: number;
  /** Differs from that of whatever store was here before, so that its records are not taken for ours. */
  readonly id: number;
}

/** How a new store uses `sectorCount` sectors; `wanted` sectors per segment, or 0 to choose. Throws "too-small". */
export function planGeometry(sectorCount: number, wanted: number, id: number): Geometry {
  const ring = sectorCount - 2;
  let segmentSectors = wanted > 0 ? wanted : USUAL_SEGMENT;
  if (wanted === 0) {
    while (ring / segmentSectors > MOST_SEGMENTS && segmentSectors < LARGEST_SEGMENT) segmentSectors *= 2;
    while (ring / segmentSectors < 16 && segmentSectors > SMALLEST_SEGMENT) segmentSectors /= 2;
  }
  const segments = Math.floor(ring / segmentSectors);
  if (segments < FEWEST_SEGMENTS || segmentSectors < SMALLEST_SEGMENT || segmentSectors > LARGEST_SEGMENT) {
    throw new StoreError(
      "too-small",
      `${sectorCount} sectors in segments of ${segmentSectors}: a store needs ${FEWEST_SEGMENTS} segments of ` +
        `${SMALLEST_SEGMENT} to ${LARGEST_SEGMENT} sectors, and two sectors more`,
    );
  }
  return { segmentSectors, segments, id };
}

function encode(geometry: Geometry): Uint8Array {
  const sector = new Uint8Array(SECTOR_BYTES);
  sector.set(MAGIC);
  put16(sector, 8, FORMAT_VERSION);
  put16(sector, 10, geometry.segmentSectors);
  put32(sector, 12, geometry.segments);
  put32(sector, 16, geometry.id);
  put32(sector, CRC_AT, crc32(sector.subarray(0, CRC_AT)));
  return sector;
}

/** The geometry, or undefined if the sector is no superblock or is not whole. Throws for an unknown version. */
function decode(sector: Uint8Array, sectorCount: number): Geometry | undefined {
  for (let i = 0; i < MAGIC.length; i++) if (sector[i] !== MAGIC[i]) return undefined;
  if (get32(sector, CRC_AT) !== crc32(sector.subarray(0, CRC_AT))) return undefined;
  const version = get16(sector, 8);
  if (version !== FORMAT_VERSION) {
    throw new StoreError(
      "not-a-store",
      `the store has version ${version} of the format; this program knows ${FORMAT_VERSION}: update the program`,
    );
  }
  const geometry = {
    segmentSectors: get16(sector, 10),
    segments: get32(sector, 12),
    id: get32(sector, 16),
  };
  const fits =
    geometry.segments >= FEWEST_SEGMENTS &&
    geometry.segmentSectors >= SMALLEST_SEGMENT &&
    geometry.segmentSectors <= LARGEST_SEGMENT &&
    geometry.segments * geometry.segmentSectors + 2 <= sectorCount;
  if (!fits) {
    throw new StoreError(
      "damaged",
      `the store has ${geometry.segments} segments of ${geometry.segmentSectors} sectors, which do not fit ` +
        `${sectorCount} sectors: was the partition made smaller?`,
    );
  }
  return geometry;
}

function isBlank(sector: Uint8Array): boolean {
  const first = sector[0];
  if (first !== 0 && first !== 0xff) return false;
  for (let i = 1; i < sector.length; i++) if (sector[i] !== first) return false;
  return true;
}

/**
 * The geometry of the store on `storage`; makes a new store where the first sector is blank (all 0 or all 255), or
 * where `format` is true. Rejects with "not-a-store", "damaged" or "too-small", and as the device does.
 */
export async function openSuperblock(
  storage: Storage,
  format: boolean,
  segmentSectors: number,
): Promise<Geometry> {
  const copyAt = storage.sectorCount - 1;
  if (copyAt < FEWEST_SEGMENTS * SMALLEST_SEGMENT + 1)
    throw new StoreError("too-small", `a store does not fit ${storage.sectorCount} sectors`);
  const primary = new Uint8Array(SECTOR_BYTES);
  const copy = new Uint8Array(SECTOR_BYTES);
  await storage.read(0, primary);
  await storage.read(copyAt, copy);
  if (!format) {
    const found = decode(primary, storage.sectorCount);
    if (found !== undefined) return found;
    const saved = decode(copy, storage.sectorCount);
    if (saved !== undefined) {
      await storage.write(0, encode(saved));
      await storage.flush();
      return saved;
    }
    if (!isBlank(primary)) {
      throw new StoreError(
        "not-a-store",
        "sector 0 is not that of a store and not blank: choose another partition, or pass { format: true } to " +
          "give up what is there",
      );
    }
  }
  const id = (crc32(primary) ^ (crc32(copy) + 1)) >>> 0;
  const geometry = planGeometry(storage.sectorCount, segmentSectors, id);
  // The copy first: a cut now leaves what was there, and a cut of sector 0 is mended from the copy.
  await storage.write(copyAt, encode(geometry));
  await storage.flush();
  await storage.write(0, encode(geometry));
  await storage.flush();
  return geometry;
}
