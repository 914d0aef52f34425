// Checks, from the host, what templates/first-light leaves on its card: an outside judge of the board's SD driver.
//
// The layout is that of the template's boot-counter.ts: a header sector with the number of the boot as text, and
// seven sectors of a pattern that differs for every boot. Takes bytes; reading the card is the caller's business.

export const SECTOR_BYTES = 512;
export const FIRST_SECTOR = 4096;
export const RECORD_BYTES = 8 * SECTOR_BYTES;

/** The first thing that is wrong with a record that should be of boot `count`, or null if all of it is right. */
export function recordProblem(bytes, count) {
  const wanted = expectedRecord(count);
  if (bytes.length !== wanted.length)
    return `the card ends inside the record (${bytes.length} of ${wanted.length} bytes)`;
  const at = wanted.findIndex((byte, i) => byte !== bytes[i]);
  if (at < 0) return null;
  const sector = FIRST_SECTOR + Math.floor(at / SECTOR_BYTES);
  return `sector ${sector}, byte ${at % SECTOR_BYTES} is ${bytes[at]}, not ${wanted[at]}`;
}

/** The record as the template defines it. */
export function expectedRecord(count) {
  const record = new Uint8Array(RECORD_BYTES);
  record.set(new TextEncoder().encode(`ingot first-light boot ${count}\n`));
  for (let i = SECTOR_BYTES; i < RECORD_BYTES; i += 1) record[i] = (i * 31 + count * 7 + (i >> 9)) & 0xff;
  return record;
}
