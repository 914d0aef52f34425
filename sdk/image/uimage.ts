// U-Boot's legacy image format (uImage): a 64-byte header in front of the program. Writes and checks it.
//
// Does not compress and does not sign. All fields are big-endian (U-Boot include/image.h, struct legacy_img_hdr):
//
//   0 magic   4 header CRC   8 time   12 data size   16 load address   20 entry point   24 data CRC
//   28 os    29 arch        30 type   31 compression 32 name, 32 bytes, NUL padded
//
// The stock SPL of the supported boards reads size, load address and entry point and ignores both CRCs; they are
// written right all the same, for `mkimage -l`, for sunxi-fel, and for whoever looks at a card.

import { problem } from "../diagnostics/diagnostic.ts";
import { LARGEST_UIMAGE_BYTES, UIMAGE_HEADER_BYTES } from "./layout.ts";

const MAGIC = 0x2705_1956;
const HEADER_CRC_OFFSET = 4;
const NAME_OFFSET = 32;
const NAME_BYTES = 32;
/** IH_OS_U_BOOT: the SPL jumps to the entry point; IH_OS_LINUX would take the Falcon path. */
const OS_U_BOOT = 17;
const ARCH_ARM = 2;
/** IH_TYPE_FIRMWARE: the one type that sunxi-fel accepts, too. */
const TYPE_FIRMWARE = 5;
const COMP_NONE = 0;

export interface UImageInput {
  readonly data: Uint8Array;
  /** Physical address of the first byte of `data`; also the entry point. */
  readonly loadAddress: number;
  /** Printed by boot loaders. Cut at 32 bytes; what is not printable ASCII becomes "?". */
  readonly name: string;
}

export interface UImage {
  readonly name: string;
  readonly loadAddress: number;
  readonly entryPoint: number;
  readonly os: number;
  readonly arch: number;
  readonly type: number;
  readonly compression: number;
  readonly time: number;
  readonly headerCrcOk: boolean;
  readonly dataCrcOk: boolean;
  readonly data: Uint8Array;
}

/**
 * Header and data as one run of bytes. The time is 0, so equal inputs give equal bytes. Entry point equals load
 * address, because sunxi-fel enters at the one and the SPL at the other. Throws IngotError E4005 above 8 MiB.
 */
export function writeUImage({ data, loadAddress, name }: UImageInput): Uint8Array {
  const total = UIMAGE_HEADER_BYTES + data.length;
  if (total > LARGEST_UIMAGE_BYTES) {
    throw problem(
      "E4005",
      `the program has ${data.length} bytes; with its header, the SPL loads at most ${LARGEST_UIMAGE_BYTES}`,
      "make the program smaller: `ingot build` lists the largest parts in its map file",
    );
  }
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(12, data.length);
  view.setUint32(16, loadAddress);
  view.setUint32(20, loadAddress);
  view.setUint32(24, crc32(data));
  bytes.set([OS_U_BOOT, ARCH_ARM, TYPE_FIRMWARE, COMP_NONE], 28);
  bytes.set(new TextEncoder().encode(printable(name).slice(0, NAME_BYTES)), NAME_OFFSET);
  bytes.set(data, UIMAGE_HEADER_BYTES);
  // Over the 64 bytes with its own field still 0.
  view.setUint32(HEADER_CRC_OFFSET, crc32(bytes.subarray(0, UIMAGE_HEADER_BYTES)));
  return bytes;
}

/** Reads a uImage, or returns null when there is no header or the data is cut short. CRCs are reported, not judged. */
export function parseUImage(bytes: Uint8Array): UImage | null {
  if (bytes.length < UIMAGE_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(12);
  if (view.getUint32(0) !== MAGIC || size > bytes.length - UIMAGE_HEADER_BYTES) return null;
  const header = new Uint8Array(bytes.subarray(0, UIMAGE_HEADER_BYTES));
  header.fill(0, HEADER_CRC_OFFSET, HEADER_CRC_OFFSET + 4);
  const data = bytes.subarray(UIMAGE_HEADER_BYTES, UIMAGE_HEADER_BYTES + size);
  const name = bytes.subarray(NAME_OFFSET, NAME_OFFSET + NAME_BYTES);
  const nameEnd = name.indexOf(0);
  return {
    name: new TextDecoder("latin1").decode(nameEnd < 0 ? name : name.subarray(0, nameEnd)),
    time: view.getUint32(8),
    loadAddress: view.getUint32(16),
    entryPoint: view.getUint32(20),
    os: bytes[28]!,
    arch: bytes[29]!,
    type: bytes[30]!,
    compression: bytes[31]!,
    headerCrcOk: view.getUint32(HEADER_CRC_OFFSET) === crc32(header),
    dataCrcOk: view.getUint32(24) === crc32(data),
    data,
  };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 as zlib computes it (reflected 0x04c11db7), as an unsigned number. Node gained its own after 20.0. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffff_ffff) >>> 0;
}

function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/gu, "?");
}
