// U-Boot's SPL for Allwinner chips: checks the eGON.BT0 header and cuts the SPL out of the file it came in.
//
// The boot ROM reads this program from the card, checks length and checksum, and starts it; it sets up the DRAM.
// Ingot does not build it (Debian does) and does not change a byte of it. Where it is found: spl-finder.ts.
//
//   0 branch   4 "eGON.BT0"   12 checksum (u32 LE)   16 length in bytes (u32 LE)   20 "SPL", version
// Source: U-Boot include/sunxi_image.h and tools/sunxi_egon.c.

import { problem } from "../diagnostics/diagnostic.ts";
import { hex, PAYLOAD_SECTOR, SECTOR_BYTES, SPL_SECTOR } from "./layout.ts";

const MAGIC = "eGON.BT0";
const MAGIC_OFFSET = 4;
const CHECKSUM_OFFSET = 12;
const LENGTH_OFFSET = 16;
const HEADER_BYTES = 96;
/** The checksum's field counts as this value while the words are added up (STAMP_VALUE). */
const CHECKSUM_STAMP = 0x5f0a_6c39;
const LARGEST_SPL_BYTES = (PAYLOAD_SECTOR - SPL_SECTOR) * SECTOR_BYTES;

/**
 * The SPL at the start of `file` (an SPL alone, or u-boot-sunxi-with-spl.bin), as a copy of exactly the length in
 * its header. `origin` names the file in messages. Throws IngotError E4002 (not an SPL) or E4003 (damaged).
 */
export function extractSpl(file: Uint8Array, origin: string): Uint8Array {
  const remedy = "get it again with `npm run setup`, or name another file with --spl FILE";
  const fault = (code: string, message: string) => problem(code, message, remedy, { file: origin });
  const magic = String.fromCharCode(...file.subarray(MAGIC_OFFSET, MAGIC_OFFSET + MAGIC.length));
  if (file.length < HEADER_BYTES || magic !== MAGIC) {
    throw fault("E4002", `this is not a U-Boot SPL: there is no "${MAGIC}" at byte ${MAGIC_OFFSET}`);
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getUint32(LENGTH_OFFSET, true);
  if (length < HEADER_BYTES || length % SECTOR_BYTES !== 0 || length > LARGEST_SPL_BYTES) {
    const limit = `a multiple of ${SECTOR_BYTES} up to ${LARGEST_SPL_BYTES}`;
    throw fault("E4003", `the SPL is damaged: its header gives a length of ${length} bytes, not ${limit}`);
  }
  if (length > file.length) {
    throw fault("E4003", `the SPL is cut short: ${file.length} of ${length} bytes are there`);
  }
  // A copy for certain: the slice of a Buffer would share its memory.
  const spl = new Uint8Array(file.subarray(0, length));
  const stored = view.getUint32(CHECKSUM_OFFSET, true);
  const computed = splChecksum(spl);
  if (stored !== computed) {
    throw fault(
      "E4003",
      `the SPL is damaged: its checksum is ${hex(computed)}, its header says ${hex(stored)}`,
    );
  }
  return spl;
}

/** The sum of all little-endian words modulo 2^32, with the stamp in place of the checksum's own field. */
export function splChecksum(spl: Uint8Array): number {
  const view = new DataView(spl.buffer, spl.byteOffset, spl.byteLength);
  let sum = 0;
  for (let at = 0; at + 4 <= spl.length; at += 4) {
    sum = (sum + (at === CHECKSUM_OFFSET ? CHECKSUM_STAMP : view.getUint32(at, true))) >>> 0;
  }
  return sum;
}
