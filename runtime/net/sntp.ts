// The time of day from the network: SNTP, RFC 4330. Asks a few servers in turn, and again every quarter of an hour.
//
// Sets no clock: it knows how far the machine's monotonic clock is from the time of day. Not here: the filters of full
// NTP, authentication.

import { type Environment, REAL_ENVIRONMENT } from "./time.ts";
import { type DatagramTransport, NetError } from "./transport.ts";
import { parseSntp, type SntpReply, writeSntp } from "./wire/sntp.ts";

const NTP_PORT = 123;
const WAIT_MS = 3000;
/** RFC 4330 §10: not more often than every 15 seconds; the second is the usual interval. */
const RETRY_MS = 16_000;
const INTERVAL_MS = 1_024_000;
/** Answers that took longer say too little about the time. */
const MOST_ROUND_TRIP_MS = 2000;

export interface SntpOptions {
  readonly datagrams: DatagramTransport;
  /** Addresses of servers, or names with `resolve`. */
  readonly servers: readonly string[];
  /** Finds the addresses of a name, as DnsResolver.resolve does. */
  readonly resolve?: (name: string) => Promise<string[]>;
  readonly environment?: Environment;
  /** Called after each answer with the time of day. */
  readonly onTime?: (unixMs: number) => void;
}

export class SntpClient {
  /** How often a server answered, was silent, or did not want to be asked. */
  answers = 0;
  failures = 0;
  refusals = 0;
  private readonly options: SntpOptions;
  private readonly environment: Environment;
  private offsetMs: number | null = null;
  private next = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: SntpOptions) {
    this.options = options;
    this.environment = options.environment ?? REAL_ENVIRONMENT;
  }

  /** The time of day in milliseconds since 1970; null until a server has answered. */
  nowMs(): number | null {
    return this.offsetMs === null ? null : this.environment.nowMs() + this.offsetMs;
  }

  /** Asks now, and from then on again and again. */
  start(): void {
    this.synchronize().then(
      (unixMs) => {
        this.options.onTime?.(unixMs);
        this.later(INTERVAL_MS);
      },
      () => this.later(RETRY_MS),
    );
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Asks the next server once. Rejects with NetError "timed-out", "refused", "name-not-found". */
  async synchronize(): Promise<number> {
    const { servers, resolve } = this.options;
    const server = servers[this.next % servers.length];
    if (server === undefined) throw new NetError("name-not-found", "no time server is known");
    this.next += 1;
    const [address] = resolve === undefined ? [server] : await resolve(server);
    const socket = await this.options.datagrams.bind(0);
    const timer = setTimeout(() => socket.close(), WAIT_MS);
    const high = this.environment.random32();
    const low = this.environment.random32();
    try {
      const askedMs = this.environment.nowMs();
      socket.send(writeSntp(high, low), address!, NTP_PORT);
      for (;;) {
        const datagram = await socket.receive();
        const arrivedMs = this.environment.nowMs();
        if (datagram.address !== address || datagram.port !== NTP_PORT) continue;
        const reply = parseSntp(datagram.bytes, high, low);
        if (reply === null) continue;
        if (reply === "refused") {
          this.refusals += 1;
          throw new NetError("refused", `${server} does not want to be asked for the time`);
        }
        return this.take(reply, askedMs, arrivedMs, server);
      }
    } catch (error) {
      if (error instanceof NetError && error.code !== "closed") throw error;
      this.failures += 1;
      throw new NetError("timed-out", `${server} does not tell the time`);
    } finally {
      clearTimeout(timer);
      socket.close();
    }
  }

  /** RFC 4330 §5: half of the round trip, without the time inside the server, is the way back. */
  private take(reply: SntpReply, askedMs: number, arrivedMs: number, server: string): number {
    const roundTripMs = arrivedMs - askedMs - (reply.sentMs - reply.receivedMs);
    if (roundTripMs > MOST_ROUND_TRIP_MS)
      throw new NetError("timed-out", `${server} is too far away to tell the time`);
    this.offsetMs = (reply.receivedMs - askedMs + (reply.sentMs - arrivedMs)) / 2;
    this.answers += 1;
    return arrivedMs + this.offsetMs;
  }

  private later(milliseconds: number): void {
    // Spread, so that a street of appliances does not ask at once after a power cut.
    const spread = (this.environment.random32() % 1000) / 1000;
    this.timer = setTimeout(() => this.start(), milliseconds * (0.9 + 0.2 * spread));
  }
}
