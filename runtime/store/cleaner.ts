// Gives up the oldest segment of a log: what can still be read is appended again first.
//
// Works at every fill: what is live in one segment fits what is left of the head's segment and one segment more, in
// two records, of which the second says that the oldest segment no longer counts. Does not choose when; store.ts does.

import type { Log } from "./log.ts";
import { ENTRY_BYTES, entryBytes, HEADER_BYTES, KIND_MOVED, readEntry, STREAM_BYTES } from "./record.ts";
import type { KeyHistory, Version, Versions } from "./versions.ts";

/** A version that moves: its entry in the body, and its size. */
interface Move {
  readonly history: KeyHistory;
  readonly version: Version;
  readonly at: number;
  readonly size: number;
}

/** What a segment gives up. */
interface Sorted {
  readonly moves: Move[];
  /** One for each entry in the segment: its key has one fewer in the log. */
  readonly left: KeyHistory[];
  /** Deletions that nothing in the log needs any more. */
  readonly forgotten: KeyHistory[];
  bytes: number;
}

/**
 * Moves what is live out of the oldest segment. `body` is as large as a record's entries can be. The records carry
 * `horizon`, but what is live is judged by the horizon that is on the card. There must be a free segment.
 */
export async function cleanOldest(
  log: Log,
  versions: Versions,
  body: Uint8Array,
  horizon: number,
): Promise<void> {
  const sorted = await sortEntries(log, versions, body);
  const split = chooseSplit(log, sorted);
  const first = sorted.moves.slice(0, split);
  const rest = sorted.moves.slice(split);
  const splitAt = rest.length > 0 ? rest[0].at : sorted.bytes;
  if (first.length > 0 && rest.length > 0) {
    const at = await log.append(KIND_MOVED, log.commit, horizon, log.tail, first.length, body, 0, splitAt);
    settle(first, 0, at);
  }
  const last = rest.length > 0 ? rest : first;
  const from = rest.length > 0 ? splitAt : 0;
  const at = await log.append(
    KIND_MOVED,
    log.commit,
    horizon,
    log.tail + 1,
    last.length,
    body,
    from,
    sorted.bytes,
  );
  settle(last, from, at);
  for (const history of sorted.left) history.entries--;
  for (const history of sorted.forgotten) {
    const key = new TextEncoder().encode(history.key);
    versions.forget(history, entryBytes(key.length, 0));
  }
}

/** Moved entries now lie in the record at `recordSector`, whose body starts with `body[from]`. */
function settle(moves: readonly Move[], from: number, recordSector: number): void {
  for (const move of moves) {
    move.version.recordSector = recordSector;
    move.version.offset = HEADER_BYTES + move.at - from;
    move.history.entries++;
  }
}

async function sortEntries(log: Log, versions: Versions, body: Uint8Array): Promise<Sorted> {
  const sorted: Sorted = { moves: [], left: [], forgotten: [], bytes: 0 };
  const decoder = new TextDecoder();
  const horizon = log.horizon;
  await log.scan(log.tail, (header, bytes, streamAt) => {
    let at = streamAt + HEADER_BYTES;
    const end = at + header.bodyBytes;
    for (let i = 0; i < header.entries; i++) {
      const entry = readEntry(bytes, at, end);
      if (entry === undefined) return;
      const size = entryBytes(entry.keyBytes, entry.valueBytes);
      const keyAt = at + ENTRY_BYTES;
      const history = versions.keys.get(decoder.decode(bytes.subarray(keyAt, keyAt + entry.keyBytes)));
      if (history !== undefined) {
        sorted.left.push(history);
        const version = history.of(entry.commit);
        const here =
          version !== undefined &&
          version.recordSector === header.logSector &&
          version.offset === at - streamAt;
        if (version !== undefined && here) {
          // A deletion must outlive every older entry of its key in the log, or that would come back to life.
          const alone = history.entries === 1 && entry.commit <= horizon;
          if (entry.deleted && alone) sorted.forgotten.push(history);
          else {
            body.set(bytes.subarray(at, at + size), sorted.bytes);
            sorted.moves.push({ history, version, at: sorted.bytes, size });
            sorted.bytes += size;
          }
        }
      }
      at += size;
    }
  });
  return sorted;
}

/** How many of the moves go to what is left of the head's segment; all of them if they fit there. */
function chooseSplit(log: Log, sorted: Sorted): number {
  const roomBytes = log.room * STREAM_BYTES - HEADER_BYTES;
  let count = 0;
  while (count < sorted.moves.length && sorted.moves[count].at + sorted.moves[count].size <= roomBytes)
    count++;
  return count;
}
