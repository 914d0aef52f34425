// Counts the boots of this board on its SD card, and proves on the way that the card keeps what is written.
//
// The record starts 2 MiB into the card, behind everything that the board boots from:
//
//   sector 4096        text: "ingot first-light boot 12\n", the rest zero
//   sectors 4097..4103 a pattern that is different for every boot

import { type BlockDevice, SECTOR_BYTES } from "ingot/hal";

const FIRST_SECTOR = 4096;
const RECORD_SECTORS = 8;
const TITLE = "ingot first-light boot ";
const NEWLINE = 10;
const DIGIT_ZERO = 48;

export interface BootRecord {
  /** How often this board has booted with this card, this time included. */
  readonly count: number;
  /** How many bytes were written, read back and found equal. */
  readonly verifiedBytes: number;
}

/** Adds one to the boot counter on `card`. Throws when the card does not give back what was written. */
export async function countBoot(card: BlockDevice): Promise<BootRecord> {
  const header = new Uint8Array(SECTOR_BYTES);
  await card.read(FIRST_SECTOR, header);
  const count = previousCount(header) + 1;

  const record = newRecord(count);
  await card.write(FIRST_SECTOR, record);
  const readBack = new Uint8Array(record.length);
  await card.read(FIRST_SECTOR, readBack);
  verify(record, readBack);
  return { count, verifiedBytes: record.length };
}

/** The count in the header sector, or 0 when another program or nobody has written it. */
function previousCount(header: Uint8Array): number {
  for (let i = 0; i < TITLE.length; i++) {
    if (header[i] !== TITLE.charCodeAt(i)) return 0;
  }
  let count = 0;
  for (let at = TITLE.length; at < header.length; at++) {
    if (header[at] === NEWLINE) return count;
    const digit = header[at] - DIGIT_ZERO;
    if (digit < 0 || digit > 9) return 0;
    count = count * 10 + digit;
  }
  return 0;
}

function newRecord(count: number): Uint8Array {
  const record = new Uint8Array(RECORD_SECTORS * SECTOR_BYTES);
  const title = `${TITLE}${count}\n`;
  for (let i = 0; i < title.length; i++) record[i] = title.charCodeAt(i);
  for (let i = SECTOR_BYTES; i < record.length; i++) record[i] = (i * 31 + count * 7 + (i >> 9)) & 0xff;
  return record;
}

function verify(written: Uint8Array, readBack: Uint8Array): void {
  for (let i = 0; i < written.length; i++) {
    if (written[i] !== readBack[i]) {
      const sector = FIRST_SECTOR + Math.floor(i / SECTOR_BYTES);
      throw new Error(`sector ${sector} byte ${i % SECTOR_BYTES}: wrote ${written[i]}, read ${readBack[i]}`);
    }
  }
}
