// Finds the addresses of names: asks servers by UDP, by TCP when the answer is long, and neighbours for ".local".
// RFC 1035 §7, RFC 5452 against forgery, RFC 7766 for TCP, RFC 6762 §5.1 for one-shot questions.
//
// A stub: it asks servers that do the searching. Addresses of IPv6 are asked for when ipv6/names.ts
// is beside it. Not here: search domains, DNSSEC.

import { parseIpv4Address } from "../ipv4-address.ts";
import { type Environment, REAL_ENVIRONMENT } from "../time.ts";
import {
  type ConnectOptions,
  type DatagramSocket,
  type DatagramTransport,
  type ListenOptions,
  NetError,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "../transport.ts";
import {
  CLASS_IN,
  DNS_RECURSION_DESIRED,
  isDnsName,
  MDNS_TOP_BIT,
  parseDns,
  TYPE_A,
  writeDns,
} from "../wire/dns.ts";
import { type AddressKind, type DnsOutcome, followAliases, readAnswer } from "./answer.ts";
import { DnsCache } from "./cache.ts";

const DNS_PORT = 53;
const MDNS_PORT = 5353;
const MDNS_GROUP = "224.0.0.251";
const MDNS_SUFFIX = ".local";
const MDNS_WAIT_MS = 2000;
/** How long each try waits; every try goes to the next server. */
const TRY_MS = [1500, 3000, 5000];
/** More questions at once would only wait longer. */
const MOST_AT_ONCE = 32;
const MOST_TCP_BYTES = 16_384;
const UNANSWERED: DnsOutcome = { kind: "failed" };

export interface ResolverOptions {
  readonly datagrams: DatagramTransport;
  /** For long answers; without it they fail. */
  readonly transport?: Transport;
  /** Addresses of name servers, best first. */
  readonly servers: readonly string[];
  readonly environment?: Environment;
}

/** Addresses that are not of IPv4. */
export interface NamesBeside extends AddressKind {
  /** True for an address in text form. */
  isAddress(text: string): boolean;
  /** All addresses of `name`, the best first. Rejects as DnsResolver's `resolve`. */
  addressesOf(name: string): Promise<readonly string[]>;
  /** `servers`, and those that are to be asked when they do not answer. */
  allServers(servers: readonly string[]): readonly string[];
  /** Connects to the first of several addresses that answers. */
  connectFirst(
    transport: Transport,
    addresses: readonly string[],
    port: number,
    options: ConnectOptions,
  ): Promise<TcpConnection>;
}

export class DnsResolver {
  /** May be replaced at any time, as by a new lease. */
  servers: readonly string[];
  /** Who knows other addresses than those of IPv4; null for nobody. */
  beside: NamesBeside | null = null;
  readonly cache = new DnsCache();
  private readonly datagrams: DatagramTransport;
  private readonly transport: Transport | null;
  private readonly environment: Environment;
  private readonly asked = new Map<string, Promise<readonly string[]>>();

  constructor(options: ResolverOptions) {
    this.datagrams = options.datagrams;
    this.transport = options.transport ?? null;
    this.servers = options.servers;
    this.environment = options.environment ?? REAL_ENVIRONMENT;
  }

  /**
   * The addresses of `host`, a name or an address, at least one. Rejects with NetError: "name-not-found" when it
   * does not exist, "timed-out" when no server says so, "no-resources" when too many questions are open.
   */
  async resolve(host: string): Promise<string[]> {
    const { beside } = this;
    if (parseIpv4Address(host) !== null || beside?.isAddress(host)) return [host];
    const name = (host.endsWith(".") ? host.slice(0, -1) : host).toLowerCase();
    if (!isDnsName(name)) throw new NetError("name-not-found", `"${host}" is not a name that DNS can carry`);
    const found = beside === null ? this.addressesOf(name, null) : beside.addressesOf(name);
    const addresses = await found;
    if (addresses.length === 0) throw new NetError("name-not-found", `${host} has no address`);
    return addresses.slice();
  }

  /** The addresses of one kind, null for IPv4, that `name`, in small letters and without a dot at its end, has. */
  addressesOf(name: string, kind: AddressKind | null): Promise<readonly string[]> {
    const key = kind === null ? name : `${kind.type} ${name}`;
    const known = this.cache.find(key, this.environment.nowMs());
    return known !== null ? Promise.resolve(known.addresses) : this.ask(name, kind, key);
  }

  /** One question for all who want to know at the same time. */
  private ask(name: string, kind: AddressKind | null, key: string): Promise<readonly string[]> {
    const open = this.asked.get(key);
    if (open !== undefined) return open;
    if (this.asked.size >= MOST_AT_ONCE) {
      return Promise.reject(
        new NetError("no-resources", `${MOST_AT_ONCE} names are being looked up already`),
      );
    }
    const looking = this.lookUp(name, kind, key).finally(() => {
      this.asked.delete(key);
    });
    this.asked.set(key, looking);
    return looking;
  }

  private async lookUp(name: string, kind: AddressKind | null, key: string): Promise<readonly string[]> {
    const local = name.endsWith(MDNS_SUFFIX);
    const outcome = local ? await this.askNeighbours(name, kind) : await this.askServers(name, kind);
    if (outcome.kind !== "answer") throw new NetError("timed-out", `no name server answers for ${name}`);
    if (outcome.addresses.length > 0 || !local) {
      this.cache.add(key, outcome.addresses, outcome.ttlSeconds, this.environment.nowMs());
    }
    return outcome.addresses;
  }

  private async askServers(name: string, kind: AddressKind | null): Promise<DnsOutcome> {
    const { beside } = this;
    const servers = beside === null ? this.servers : beside.allServers(this.servers);
    if (servers.length === 0) return UNANSWERED;
    for (let at = 0; at < TRY_MS.length; at++) {
      const server = servers[at % servers.length]!;
      let outcome = await this.askByUdp(name, kind, server, TRY_MS[at]!);
      if (outcome.kind === "truncated") outcome = await this.askByTcp(name, kind, server, TRY_MS[at]!);
      if (outcome.kind === "answer") return outcome;
    }
    return UNANSWERED;
  }

  /** RFC 5452 §9.2: a socket of its own for each question, so that port and id must both be guessed. */
  private async askByUdp(
    name: string,
    kind: AddressKind | null,
    server: string,
    waitMs: number,
  ): Promise<DnsOutcome> {
    const socket = await this.datagrams.bind(0);
    const id = this.environment.random32() & 0xffff;
    const timer = setTimeout(() => socket.close(), waitMs);
    try {
      socket.send(question(name, kind, id, CLASS_IN), server, DNS_PORT);
      return await this.hear(socket, server, id, name, kind);
    } finally {
      clearTimeout(timer);
      socket.close();
    }
  }

  private async hear(
    socket: DatagramSocket,
    server: string,
    id: number,
    name: string,
    kind: AddressKind | null,
  ): Promise<DnsOutcome> {
    try {
      for (;;) {
        const datagram = await socket.receive();
        if (datagram.address !== server || datagram.port !== DNS_PORT) continue;
        const message = parseDns(datagram.bytes);
        if (message === null) continue;
        const outcome = readAnswer(message, id, name, kind);
        if (outcome.kind !== "unrelated") return outcome;
      }
    } catch {
      // The timer has closed the socket.
      return UNANSWERED;
    }
  }

  /** RFC 1035 §4.2.2, RFC 7766: two bytes of length, then the message. */
  private async askByTcp(
    name: string,
    kind: AddressKind | null,
    server: string,
    waitMs: number,
  ): Promise<DnsOutcome> {
    if (this.transport === null) return UNANSWERED;
    let connection: TcpConnection | null = null;
    const timer = setTimeout(() => connection?.abort(), 2 * waitMs);
    try {
      connection = await this.transport.connect(server, DNS_PORT, { timeoutMs: waitMs });
      const id = this.environment.random32() & 0xffff;
      const asked = question(name, kind, id, CLASS_IN);
      const framed = new Uint8Array(asked.length + 2);
      framed[0] = asked.length >>> 8;
      framed[1] = asked.length & 0xff;
      framed.set(asked, 2);
      await connection.write(framed);
      const message = parseDns(await readFramed(connection));
      connection.close();
      return message === null ? UNANSWERED : readAnswer(message, id, name, kind);
    } catch {
      connection?.abort();
      return UNANSWERED;
    } finally {
      clearTimeout(timer);
    }
  }

  /** RFC 6762 §5.1: a question from another port than 5353 is answered like one of plain DNS. */
  private async askNeighbours(name: string, kind: AddressKind | null): Promise<DnsOutcome> {
    const socket = await this.datagrams.bind(0);
    const id = this.environment.random32() & 0xffff;
    const timer = setTimeout(() => socket.close(), MDNS_WAIT_MS);
    try {
      socket.send(
        question(name, kind, id, CLASS_IN | MDNS_TOP_BIT),
        kind === null ? MDNS_GROUP : kind.group,
        MDNS_PORT,
      );
      for (;;) {
        const message = parseDns((await socket.receive()).bytes);
        if (message === null) continue;
        const outcome = followAliases(message, name, kind);
        if (outcome.kind === "answer" && outcome.addresses.length > 0) return outcome;
      }
    } catch {
      return { kind: "answer", addresses: [], ttlSeconds: 0 };
    } finally {
      clearTimeout(timer);
      socket.close();
    }
  }
}

function question(name: string, kind: AddressKind | null, id: number, questionClass: number): Uint8Array {
  return writeDns({
    id,
    flags: DNS_RECURSION_DESIRED,
    questions: [{ name, type: kind === null ? TYPE_A : kind.type, class: questionClass }],
    answers: [],
    authorities: [],
    additionals: [],
  });
}

async function readFramed(connection: TcpConnection): Promise<Uint8Array> {
  let have: Uint8Array = new Uint8Array(0);
  for (;;) {
    const wanted = have.length < 2 ? 2 : 2 + ((have[0]! << 8) | have[1]!);
    if (wanted > MOST_TCP_BYTES) throw new NetError("failed", "the answer is too long");
    if (have.length >= 2 && have.length >= wanted) return have.subarray(2, wanted);
    const more = await connection.read();
    if (more === null) throw new NetError("reset", "the answer was cut off");
    const joined = new Uint8Array(have.length + more.length);
    joined.set(have);
    joined.set(more, have.length);
    have = joined;
  }
}

/** A Transport whose `connect` takes names: it tries the addresses of a name in their order, or has them race. */
export class DnsTransport implements Transport {
  private readonly transport: Transport;
  private readonly resolver: DnsResolver;

  constructor(transport: Transport, resolver: DnsResolver) {
    this.transport = transport;
    this.resolver = resolver;
  }

  listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    return this.transport.listen(port, options);
  }

  async connect(host: string, port: number, options: ConnectOptions = {}): Promise<TcpConnection> {
    const addresses = await this.resolver.resolve(host);
    const { beside } = this.resolver;
    if (beside !== null) return await beside.connectFirst(this.transport, addresses, port, options);
    let failure: unknown = null;
    for (let i = 0; i < addresses.length; i++) {
      try {
        return await this.transport.connect(addresses[i]!, port, options);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }
}
