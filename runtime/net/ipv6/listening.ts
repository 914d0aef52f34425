// Tells routers and switches which groups we listen to, and answers their questions about that. RFC 3810, RFC 3590.
//
// Joins groups.ts, which decides, with messages, our addresses and time.

import type { NetworkInterface } from "../interface.ts";
import { ETHERTYPE_IPV6 } from "../wire/ethernet.ts";
import { type Icmpv6Message, sealIcmpv6 } from "../wire/icmpv6.ts";
import { HOP_BY_HOP, writeIpv6 } from "../wire/ipv6.ts";
import {
  CHANGE_TO_INCLUDE,
  MLD_DONE_1,
  MLD_REPORT,
  MLD_REPORT_1,
  parseMldQuery,
  ROUTER_ALERT_BYTES,
  writeReport,
  writeReport1,
  writeRouterAlert,
} from "../wire/mld.ts";
import {
  ALL_MLD_ROUTERS,
  ALL_NODES,
  ALL_ROUTERS,
  groupHardware6,
  isLinkLocal,
  isMulticast6,
  parseIpv6Address,
  sameAddress,
  solicitedNode,
  UNSPECIFIED,
} from "./address.ts";
import type { Ipv6Counters } from "./counters.ts";
import { IPV6_HEADER_AT, IPV6_PAYLOAD_AT } from "./frame.ts";
import { Groups, MOST_GROUPS } from "./groups.ts";
import { type OwnAddresses, TENTATIVE } from "./own-addresses.ts";

/** RFC 3810 §5: messages about groups stay on the link. */
const MLD_HOP_LIMIT = 1;
const LINK_WAIT_MS = 1000;

export class Listening {
  private readonly net: NetworkInterface;
  private readonly own: OwnAddresses;
  private readonly counters: Ipv6Counters;
  private readonly groups: Groups;
  /** Groups that were joined from outside. */
  private readonly asked: Uint8Array[] = [];
  /** There was a link-local address at the last change. */
  private wasLinked = false;

  constructor(net: NetworkInterface, own: OwnAddresses, counters: Ipv6Counters) {
    this.net = net;
    this.own = own;
    this.counters = counters;
    this.groups = new Groups(() => net.environment.random32() / 2 ** 32);
    this.sync();
  }

  nextDeadlineMs(): number {
    return this.groups.nextDeadlineMs();
  }

  /** Throws RangeError for what is no group, and when there are too many. */
  join(text: string): void {
    const group = parseIpv6Address(text);
    if (group === null || !isMulticast6(group))
      throw new RangeError(`"${text}" is no multicast group: write one as in "ff02::fb"`);
    if (this.asked.some((one) => sameAddress(one, group))) return;
    if (!this.groups.join(group, this.net.environment.nowMs()))
      throw new RangeError(`${MOST_GROUPS} groups are joined already: join fewer`);
    this.asked.push(group);
  }

  /** Says everything again from `dueMs` on. */
  repeat(dueMs: number): void {
    this.groups.repeat(dueMs);
  }

  /** Says everything again when there is a link-local address to say it from, which routers want (RFC 3590 §4). */
  addressesChanged(): void {
    const isLinked = this.own.linkLocal() !== null;
    if (isLinked && !this.wasLinked) this.groups.repeat(this.net.environment.nowMs());
    this.wasLinked = isLinked;
  }

  /** True for a group whose packets are for us. */
  hears(group: Uint8Array): boolean {
    return isMulticast6(group) && (sameAddress(group, ALL_NODES) || this.groups.has(group));
  }

  /** Brings the groups that our addresses are asked for by in line with the addresses (RFC 4291 §2.8). */
  sync(): void {
    const wanted = this.asked.slice();
    for (const { address, state, deadlineMs } of this.own.all) {
      const group = solicitedNode(address);
      wanted.push(group);
      // RFC 4862 §5.4.2: not sooner than the address is tried out.
      this.groups.join(group, state === TENTATIVE ? deadlineMs : this.net.environment.nowMs());
    }
    this.groups.retain(
      (group) => wanted.some((one) => sameAddress(one, group)),
      this.net.environment.nowMs(),
    );
  }

  receiveQuery(
    bytes: Uint8Array,
    { at, dataEnd }: Icmpv6Message,
    hopLimit: number,
    source: Uint8Array,
  ): void {
    // RFC 3810 §5.1.14, §6.2: from a router of this link.
    const query =
      hopLimit === MLD_HOP_LIMIT && isLinkLocal(source) ? parseMldQuery(bytes, at, dataEnd) : null;
    if (query === null) {
      this.counters.icmpMalformed += 1;
      return;
    }
    this.counters.groupQueries += 1;
    this.groups.asked(query, this.net.environment.nowMs());
  }

  /** Says which groups we listen to, as far as it is due. */
  runTimers(nowMs: number): void {
    if (this.groups.nextDeadlineMs() > nowMs) return;
    if (!this.net.linkUp()) {
      // Without a cable nobody could hear it; what comes with a cable is said again by `restart`.
      this.groups.repeat(nowMs + LINK_WAIT_MS);
      return;
    }
    const records = this.groups.due(nowMs);
    const { out } = this.net;
    const at = IPV6_PAYLOAD_AT + ROUTER_ALERT_BYTES;
    if (!this.groups.speaksVersion1(nowMs)) {
      this.sendListening(ALL_MLD_ROUTERS, writeReport(out, at, records), MLD_REPORT);
      return;
    }
    for (const { type, group } of records) {
      const end = writeReport1(out, at, group);
      if (type === CHANGE_TO_INCLUDE) this.sendListening(ALL_ROUTERS, end, MLD_DONE_1);
      else this.sendListening(group, end, MLD_REPORT_1);
    }
  }

  /** RFC 3810 §5.2.13: from a link-local address; while there is none, from "::", which switches hear (RFC 3590). */
  private sendListening(to: Uint8Array, end: number, type: number): void {
    const { out } = this.net;
    const source = this.own.linkLocal() ?? UNSPECIFIED;
    writeIpv6(out, IPV6_HEADER_AT, source, to, HOP_BY_HOP, end - IPV6_PAYLOAD_AT, MLD_HOP_LIMIT);
    sealIcmpv6(out, IPV6_HEADER_AT, writeRouterAlert(out, IPV6_PAYLOAD_AT), end, type, 0);
    this.counters.groupReports += 1;
    this.counters.sent += 1;
    this.net.sendOther(groupHardware6(to), ETHERTYPE_IPV6, end);
  }
}
