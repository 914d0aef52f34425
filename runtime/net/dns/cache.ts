// Answers of name servers, for as long as they are good. RFC 1035 §7.4, RFC 2308 for names that do not exist.

const ENTRIES = 64;
/** RFC 2308 §5 asks for a bound of some hours; an appliance meets names again soon after they are made. */
const LONGEST_NEGATIVE_SECONDS = 300;
const LONGEST_SECONDS = 86_400;

export interface CachedAnswer {
  /** Addresses; none for a name that does not exist. */
  readonly addresses: readonly string[];
  readonly expiresMs: number;
}

/** Of names, with the kind of addresses that was asked for. */
export class DnsCache {
  private readonly entries = new Map<string, CachedAnswer>();

  /** How many names are remembered, 0 .. 64. */
  size(): number {
    return this.entries.size;
  }

  /** What is known of `name` at `nowMs`, or null. */
  find(name: string, nowMs: number): CachedAnswer | null {
    const found = this.entries.get(name);
    if (found === undefined) return null;
    if (found.expiresMs > nowMs) return found;
    this.entries.delete(name);
    return null;
  }

  /** Remembers an answer for its time to live, in place of the oldest one when there are too many. */
  add(name: string, addresses: readonly string[], ttlSeconds: number, nowMs: number): void {
    const longest = addresses.length === 0 ? LONGEST_NEGATIVE_SECONDS : LONGEST_SECONDS;
    const seconds = Math.min(ttlSeconds, longest);
    if (seconds <= 0) return;
    this.entries.delete(name);
    if (this.entries.size >= ENTRIES) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    this.entries.set(name, { addresses, expiresMs: nowMs + seconds * 1000 });
  }
}
