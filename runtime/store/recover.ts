// Opens a log: finds its newest record, then notes every entry of the segments that count. Writes nothing.
//
// A cut leaves at most one record that is not whole, after all others; it is as if it had never been. Anything else
// that is missing is damage, which is not passed over in silence.

import { StoreError } from "./error.ts";
import type { Log, ScanResult } from "./log.ts";
import { ENTRY_BYTES, entryBytes, HEADER_BYTES, type RecordHeader, readEntry } from "./record.ts";
import { Version, type Versions } from "./versions.ts";

/** The newest record that is whole, and where its segment's records end. */
interface Newest {
  readonly header: RecordHeader;
  readonly segment: number;
  readonly end: number;
}

async function newestIn(log: Log, segment: number): Promise<Newest | undefined> {
  let last: RecordHeader | undefined;
  const { end } = await log.scan(segment, (header) => {
    last = header;
  });
  return last === undefined ? undefined : { header: last, segment, end };
}

/**
 * Reads the log into `versions`. Returns what is damaged, in words, or "" if nothing is. Rejects as the device does,
 * and with "damaged" when entries cannot even be taken apart.
 */
export async function recover(log: Log, versions: Versions): Promise<string> {
  const { segmentSectors } = log.geometry;
  const starts: Map<number, RecordHeader> = new Map();
  let top = -1;
  for (const header of await log.firstHeaders()) {
    const segment = header.logSector / segmentSectors;
    starts.set(segment, header);
    if (segment > top) top = segment;
  }
  // The first record of the newest segment may be the one that was cut.
  let newest: Newest | undefined;
  let segment = top;
  while (newest === undefined && segment >= 0 && segment >= top - 1) {
    newest = await newestIn(log, segment);
    segment--;
  }
  // If its first record is lost, a segment still shows by those after it.
  const beyond = await newestIn(log, (newest === undefined ? -1 : newest.segment) + 1);
  if (beyond !== undefined) newest = beyond;
  if (newest === undefined) return top > 0 ? `no whole record is left, of ${top + 1} segments` : "";
  const { header, end } = newest;
  log.head = newest.segment * segmentSectors + end;
  log.tail = header.tail;
  log.commit = header.commit;
  log.horizon = header.horizon;
  let damage = "";
  for (let s = log.tail; s <= newest.segment; s++) {
    const scanned = await readSegment(log, s, versions);
    const after = starts.get(s + 1);
    const lost =
      scanned.gap ||
      (s < newest.segment && (after === undefined || after.previousEnd !== scanned.end)) ||
      (s === newest.segment && !starts.has(s));
    if (lost) damage = `records of segment ${s} of the log are lost`;
  }
  versions.recovered();
  return damage;
}

async function readSegment(log: Log, segment: number, versions: Versions): Promise<ScanResult> {
  const decoder = new TextDecoder();
  return await log.scan(segment, (header, bytes, streamAt) => {
    let at = streamAt + HEADER_BYTES;
    const end = at + header.bodyBytes;
    for (let i = 0; i < header.entries; i++) {
      const entry = readEntry(bytes, at, end);
      if (entry === undefined)
        throw new StoreError("damaged", `entry ${i} of the record at log sector ${header.logSector}`);
      const keyAt = at + ENTRY_BYTES;
      const key = decoder.decode(bytes.subarray(keyAt, keyAt + entry.keyBytes));
      const version = new Version(
        entry.commit,
        header.logSector,
        at - streamAt,
        entry.valueBytes,
        entry.deleted,
      );
      const size = entryBytes(entry.keyBytes, entry.valueBytes);
      versions.recover(key, version, size);
      at += size;
    }
  });
}
