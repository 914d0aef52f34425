// Names with addresses of both families: both are asked for at once, and put in the order in which they are to be tried.
// RFC 3596, RFC 8305 §3, RFC 6724 §6 in part.
//
// Of RFC 6724's rules those that matter to one interface: what cannot be reached comes last, unique local addresses
// behind IPv4 (as its default policy has it), the others before.

import type { DnsResolver, NamesBeside } from "../dns/resolver.ts";
import type { ConnectOptions, TcpConnection, Transport } from "../transport.ts";
import { type DnsRecord, TYPE_AAAA } from "../wire/dns.ts";
import { IPV6_ADDRESS_BYTES } from "../wire/ipv6.ts";
import { formatIpv6Address, parseIpv6Address } from "./address.ts";
import type { Ipv6Layer } from "./layer.ts";
import { race } from "./racing.ts";

/** RFC 8305 §3, Resolution Delay: how long addresses of IPv6 are waited for once there are some of IPv4. */
const RESOLUTION_DELAY_MS = 50;
/** The other way round: without them there is nothing to fall back on. */
const FALL_BACK_DELAY_MS = 500;

export class NamesOverIpv6 implements NamesBeside {
  readonly type = TYPE_AAAA;
  readonly group = "ff02::fb";
  private readonly ipv6: Ipv6Layer;
  private readonly resolver: DnsResolver;

  constructor(ipv6: Ipv6Layer, resolver: DnsResolver) {
    this.ipv6 = ipv6;
    this.resolver = resolver;
  }

  textOf(record: DnsRecord): string {
    return record.text.length === IPV6_ADDRESS_BYTES ? formatIpv6Address(record.text) : "";
  }

  isAddress(text: string): boolean {
    return parseIpv6Address(text) !== null;
  }

  async addressesOf(name: string): Promise<readonly string[]> {
    const { resolver } = this;
    const four = resolver.addressesOf(name, null);
    const six = resolver.addressesOf(name, this);
    const found = await bothWithin(four, six);
    return this.ordered(found.four, found.six);
  }

  allServers(servers: readonly string[]): readonly string[] {
    return [...servers, ...this.ipv6.nameServers()];
  }

  connectFirst(
    transport: Transport,
    addresses: readonly string[],
    port: number,
    options: ConnectOptions,
  ): Promise<TcpConnection> {
    return race(transport, addresses, port, options);
  }

  private ordered(four: readonly string[], six: readonly string[]): string[] {
    const best: string[] = [];
    const local: string[] = [];
    const unreachable: string[] = [];
    for (const text of six) {
      const address = parseIpv6Address(text)!;
      if (this.ipv6.sourceTo(address) === null) unreachable.push(text);
      // RFC 6724 §2.1: fc00::/7 has less precedence than IPv4.
      else if ((address[0]! & 0xfe) === 0xfc) local.push(text);
      else best.push(text);
    }
    return [...best, ...four, ...local, ...unreachable];
  }
}

interface Both {
  readonly four: readonly string[];
  readonly six: readonly string[];
}

/** What both questions give; when one has given addresses, the other has a moment left. Rejects when neither has any. */
function bothWithin(four: Promise<readonly string[]>, six: Promise<readonly string[]>): Promise<Both> {
  return new Promise((resolve, reject) => {
    let foundFour: readonly string[] = [];
    let foundSix: readonly string[] = [];
    let failure: unknown = null;
    let open = 2;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const finish = () => {
      if (timer !== null) clearTimeout(timer);
      if (failure !== null && foundFour.length + foundSix.length === 0) reject(failure);
      else resolve({ four: foundFour, six: foundSix });
    };
    const answered = (count: number, patienceMs: number) => {
      open -= 1;
      if (open === 0) finish();
      else if (count > 0) timer = setTimeout(finish, patienceMs);
    };
    const failed = (error: unknown) => {
      failure = error;
      answered(0, 0);
    };
    four.then((addresses) => {
      foundFour = addresses;
      answered(addresses.length, RESOLUTION_DELAY_MS);
    }, failed);
    six.then((addresses) => {
      foundSix = addresses;
      answered(addresses.length, FALL_BACK_DELAY_MS);
    }, failed);
  });
}
