// Which versions of which keys there are and where they lie: the store's index, all of it in memory.
//
// A version is kept as long as a commit that may be read shows it. Values are not here; they stay on the card.

/** Where one value (or deletion) of a key was written. */
export class Version {
  readonly commit: number;
  /** Log sector of the record, and the entry's place in the record's stream. Moved when segments are cleaned. */
  recordSector: number;
  offset: number;
  readonly valueBytes: number;
  readonly deleted: boolean;

  constructor(commit: number, recordSector: number, offset: number, valueBytes: number, deleted: boolean) {
    this.commit = commit;
    this.recordSector = recordSector;
    this.offset = offset;
    this.valueBytes = valueBytes;
    this.deleted = deleted;
  }
}

export class KeyHistory {
  readonly key: string;
  /** By commit, ascending. */
  readonly versions: Version[] = [];
  /** Entries of this key in the log, those included that nobody can read any more. */
  entries = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** What the key was after `commit`, or undefined if it had never been set. */
  at(commit: number): Version | undefined {
    for (let i = this.versions.length - 1; i >= 0; i--) {
      if (this.versions[i].commit <= commit) return this.versions[i];
    }
    return undefined;
  }

  /** The version of exactly this commit. */
  of(commit: number): Version | undefined {
    const found = this.at(commit);
    return found !== undefined && found.commit === commit ? found : undefined;
  }

  newest(): Version | undefined {
    return this.versions.length === 0 ? undefined : this.versions[this.versions.length - 1];
  }
}

/** A version of `history` that `commit` made unreadable from that commit on. */
interface Superseded {
  readonly commit: number;
  readonly history: KeyHistory;
}

export class Versions {
  readonly keys: Map<string, KeyHistory> = new Map();
  /** How many versions are in memory. */
  count = 0;
  /** Bytes of all entries that are kept, headers and keys included. */
  bytes = 0;
  private superseded: Superseded[] = [];
  private done = 0;

  /** Notes an entry of the log in a new commit, the newest. */
  add(key: string, version: Version, entryBytes: number): void {
    const history = this.history(key);
    history.entries++;
    if (history.versions.length > 0) this.superseded.push({ commit: version.commit, history });
    history.versions.push(version);
    this.count++;
    this.bytes += entryBytes;
  }

  /** Notes an entry found when a store is opened, in any order; of two for one commit the later one counts. */
  recover(key: string, version: Version, entryBytes: number): void {
    const history = this.history(key);
    history.entries++;
    const known = history.of(version.commit);
    if (known !== undefined) {
      known.recordSector = version.recordSector;
      known.offset = version.offset;
      return;
    }
    let place = history.versions.length;
    while (place > 0 && history.versions[place - 1].commit > version.commit) place--;
    history.versions.splice(place, 0, version);
    this.count++;
    this.bytes += entryBytes;
  }

  /** To be called once after the last `recover`. */
  recovered(): void {
    this.keys.forEach((history) => {
      for (let i = 1; i < history.versions.length; i++)
        this.superseded.push({ commit: history.versions[i].commit, history });
    });
    this.superseded.sort((a, b) => a.commit - b.commit);
  }

  /** Forgets what no commit from `horizon` on shows. `entryBytes` gives the size of an entry of a key. */
  prune(horizon: number, entryBytes: (key: string, version: Version) => number): void {
    while (this.done < this.superseded.length && this.superseded[this.done].commit <= horizon) {
      const history = this.superseded[this.done].history;
      this.done++;
      while (history.versions.length > 1 && history.versions[1].commit <= horizon) {
        this.bytes -= entryBytes(history.key, history.versions[0]);
        history.versions.shift();
        this.count--;
      }
    }
    if (this.done > 256 && this.done * 2 > this.superseded.length) {
      this.superseded = this.superseded.slice(this.done);
      this.done = 0;
    }
  }

  /** Forgets a deleted key of which the log has nothing any more. */
  forget(history: KeyHistory, entryBytes: number): void {
    this.keys.delete(history.key);
    this.count -= history.versions.length;
    this.bytes -= entryBytes;
    history.versions.length = 0;
  }

  private history(key: string): KeyHistory {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const made = new KeyHistory(key);
    this.keys.set(key, made);
    return made;
  }
}
