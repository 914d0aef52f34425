// The CSD register of an SD card: how many sectors it has, and what may be done to it. SD Physical Layer
// Specification, section 5.3.
//
// Pure. Speeds are not read here: the card layer fixes them.

import { SECTOR_BYTES } from "./block-device.ts";

// The four words of a long response: word 3 holds CSD bits 127:96, word 0 bits 31:0.
//
//   version 1:  CSD_STRUCTURE 127:126 | READ_BL_LEN 83:80 | C_SIZE 73:62 | C_SIZE_MULT 49:47
//   version 2:  CSD_STRUCTURE 127:126 | C_SIZE 69:48
const STRUCTURE_VERSION_1 = 0;
const STRUCTURE_VERSION_2 = 1;
/** Version 2 counts in units of 512 KiB. */
const SECTORS_PER_V2_UNIT = 1024;

/** Capacity in 512-byte sectors, or 0 for a structure version that this driver does not know (SDUC, eMMC). */
export function sectorCountFromCsd(csd: Uint32Array): number {
  const word0 = csd[3]!;
  const word1 = csd[2]!;
  const word2 = csd[1]!;
  const structure = word0 >>> 30;
  if (structure === STRUCTURE_VERSION_2) {
    const size = ((word1 & 0x3f) << 16) | (word2 >>> 16);
    return (size + 1) * SECTORS_PER_V2_UNIT;
  }
  if (structure === STRUCTURE_VERSION_1) {
    const size = ((word1 & 0x3ff) << 2) | (word2 >>> 30);
    const multiplier = (word2 >>> 15) & 7;
    const blockBits = (word1 >>> 16) & 15;
    // Blocks of 512, 1024 or 2048 bytes; a multiplication because the product passes 2^31 for none of them.
    const bytes = (size + 1) * (1 << (multiplier + 2)) * (1 << blockBits);
    return Math.floor(bytes / SECTOR_BYTES);
  }
  return 0;
}

/** CCC, bits 95:84: class 10, the switch functions of CMD6, is bit 94. */
const CLASS_10 = 0x4000_0000;
/** PERM_WRITE_PROTECT, bit 13, and TMP_WRITE_PROTECT, bit 12. */
const WRITE_PROTECT = 0x3000;

/** Whether the card knows CMD6. Version 1.0 cards do not. */
export function switchesFunctions(csd: Uint32Array): boolean {
  return (csd[2]! & CLASS_10) !== 0;
}

/** Whether the card is set to refuse writes, for ever or until it is told otherwise. */
export function isWriteProtected(csd: Uint32Array): boolean {
  return (csd[0]! & WRITE_PROTECT) !== 0;
}
