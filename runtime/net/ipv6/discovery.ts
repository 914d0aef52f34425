// Finds out what there is on the link: addresses of our own, neighbours, routers, prefixes. RFC 4861, RFC 4862.
//
// Joins the pure tables beside this file with messages and time. What it sends goes by its host, the layer. Not here:
// redirects.

import { MAX_FRAME_BYTES } from "../../../hal/ethernet/mac.ts";
import type { NetworkInterface } from "../interface.ts";
import { copy } from "../wire/bytes.ts";
import { ETHERNET_HEADER_BYTES, ETHERTYPE_IPV6 } from "../wire/ethernet.ts";
import type { Icmpv6Message } from "../wire/icmpv6.ts";
import { IPV6_LEAST_MTU } from "../wire/ipv6.ts";
import {
  NDP_HOP_LIMIT,
  NEIGHBOUR_ADVERTISEMENT,
  NEIGHBOUR_SOLICITATION,
  type NeighbourMessage,
  parseNeighbour,
  parseRouterAdvertisement,
  ROUTER_ADVERTISEMENT,
  ROUTER_SOLICITATION,
  writeAdvertisement,
  writeRouterSolicitation,
  writeSolicitation,
} from "../wire/ndp.ts";
import {
  ALL_NODES,
  ALL_ROUTERS,
  formatIpv6Address,
  fromHardware,
  isLinkLocal,
  isMulticast6,
  isUnspecified,
  linkLocalPrefix,
  solicitedNode,
  UNSPECIFIED,
} from "./address.ts";
import type { Ipv6Counters } from "./counters.ts";
import { IPV6_PAYLOAD_AT } from "./frame.ts";
import { INCOMPLETE, isGivenUp, type Neighbour, Neighbours, PROBE } from "./neighbours.ts";
import { DUPLICATE, OURS, type OwnAddress, OwnAddresses, TENTATIVE } from "./own-addresses.ts";
import { Routes } from "./routes.ts";

/** RFC 4861 §10. */
const MAX_RTR_SOLICITATIONS = 3;
const RTR_SOLICITATION_INTERVAL_MS = 4000;
const MAX_INITIAL_DELAY_MS = 1000;
/** RFC 4862 §5.1 DupAddrDetectTransmits. */
const ADDRESS_PROBES = 1;
const DEFAULT_HOP_LIMIT = 64;
/** RFC 4861 §6.3.2: the real time until a neighbour counts as silent is 0.5 .. 1.5 times what is said. */
const REACHABLE_LEAST = 0.5;
/** RFC 4861 §6.3.4 wants at most this of an MTU that a router says. */
const ETHERNET_MTU = MAX_FRAME_BYTES - ETHERNET_HEADER_BYTES;

export interface DiscoveryHost {
  readonly net: NetworkInterface;
  readonly counters: Ipv6Counters;
  /** Sends the ICMPv6 message that stands in `net.out` up to `end`, from the address that fits. */
  sendIcmp(to: Uint8Array, end: number, type: number, code: number, hopLimit: number): void;
  /** The same from a given address, to a group or to a neighbour whose address is known. */
  sendIcmpFrom(
    source: Uint8Array,
    to: Uint8Array,
    end: number,
    type: number,
    code: number,
    hopLimit: number,
    hardware?: Uint8Array | null,
  ): void;
  /** Our addresses, or the name servers, are other ones now. */
  changed(): void;
  /** The neighbour does not answer; what waits for it is lost. */
  unanswered(neighbour: Neighbour): void;
}

export class Discovery {
  readonly own: OwnAddresses;
  readonly neighbours = new Neighbours();
  readonly routes = new Routes();
  /** Addresses of name servers that a router has said last (RFC 8106), best first. */
  nameServers: readonly string[] = [];
  hopLimit = DEFAULT_HOP_LIMIT;
  /** The largest packet that the link takes. */
  mtu: number;
  private readonly net: NetworkInterface;
  private readonly host: DiscoveryHost;
  /** When a router is asked for next; Infinity for no more. */
  private solicitAtMs = Infinity;
  private solicitations = 0;

  /** Begins to try out a link-local address (RFC 4862 §5.3). */
  constructor(host: DiscoveryHost) {
    const { net } = host;
    this.host = host;
    this.net = net;
    this.mtu = net.mtu;
    this.own = new OwnAddresses(net.hardwareAddress());
    this.own.tryOut(fromHardware(linkLocalPrefix(), net.hardwareAddress()), this.later());
  }

  nextDeadlineMs(): number {
    return Math.min(Math.min(this.neighbours.nextDeadlineMs(), this.own.nextDeadlineMs()), this.solicitAtMs);
  }

  runTimers(nowMs: number): void {
    for (let due = this.neighbours.due(nowMs); due !== null; due = this.neighbours.due(nowMs)) {
      if (isGivenUp(due)) this.host.unanswered(due);
      else this.ask(due);
    }
    if (this.own.expire(nowMs)) this.host.changed();
    for (const entry of this.own.all)
      if (entry.state === TENTATIVE && entry.deadlineMs <= nowMs) this.goOnTrying(entry, nowMs);
    if (this.solicitAtMs <= nowMs) this.solicit(nowMs);
  }

  /** The neighbour that packets to `destination` are handed to, or null when there is no way. */
  nextHop(destination: Uint8Array, nowMs: number): Uint8Array | null {
    return this.routes.nextHop(destination, nowMs, (router) => this.isSilent(router));
  }

  /** Takes a message of discovery. False when a rule of RFC 4861 §6.1 or §7.1 is broken. */
  receive(
    bytes: Uint8Array,
    { type, at, dataEnd }: Icmpv6Message,
    source: Uint8Array,
    destination: Uint8Array,
  ): boolean {
    // Solicitations of routers are for routers.
    if (type === ROUTER_SOLICITATION) return true;
    if (type === ROUTER_ADVERTISEMENT) return this.receiveRouter(bytes, at, dataEnd, source);
    const message = parseNeighbour(bytes, at, dataEnd);
    if (message === null || isMulticast6(message.target)) return false;
    if (type === NEIGHBOUR_SOLICITATION) return this.receiveSolicitation(message, source, destination);
    if (isMulticast6(destination) && message.solicited) return false;
    this.receiveAdvertisement(message);
    return true;
  }

  /** RFC 4861 §7.2.3, RFC 4862 §5.4.3. */
  private receiveSolicitation(
    { target, hardware }: NeighbourMessage,
    source: Uint8Array,
    destination: Uint8Array,
  ): boolean {
    const isTrial = isUnspecified(source);
    // RFC 4861 §7.1.1.
    if (isTrial && (hardware !== null || !isMulticast6(destination))) return false;
    const entry = this.own.find(target);
    if (entry === null) return true;
    if (entry.state === TENTATIVE) {
      // Somebody tries the same address. Who only asks for it is not answered yet.
      if (isTrial) this.lose(entry);
      return true;
    }
    if (entry.state !== OURS) return true;
    if (!isTrial && hardware !== null)
      this.release(this.neighbours.heard(source, hardware, this.net.environment.nowMs()));
    const to = isTrial ? ALL_NODES : source;
    const { out } = this.net;
    const end = writeAdvertisement(out, IPV6_PAYLOAD_AT, target, this.net.hardwareAddress(), !isTrial);
    this.host.sendIcmpFrom(target, to, end, NEIGHBOUR_ADVERTISEMENT, 0, NDP_HOP_LIMIT);
    return true;
  }

  /** RFC 4861 §7.2.5, RFC 4862 §5.4.4. */
  private receiveAdvertisement(message: NeighbourMessage): void {
    const entry = this.own.find(message.target);
    if (entry === null) {
      const known = this.neighbours.advertised(message, this.net.environment.nowMs());
      if (known !== null) this.release(known);
    } else if (entry.state === TENTATIVE) {
      this.lose(entry);
    } else if (entry.state === OURS) {
      // Two have it already; who is right nobody can tell (RFC 4862 §5.4.4).
      this.host.counters.duplicates += 1;
    }
  }

  /** RFC 4861 §6.3.4. False when §6.1.2 forbids the message. */
  private receiveRouter(bytes: Uint8Array, at: number, end: number, source: Uint8Array): boolean {
    const message = isLinkLocal(source) ? parseRouterAdvertisement(bytes, at, end) : null;
    if (message === null) return false;
    const nowMs = this.net.environment.nowMs();
    const { neighbours } = this;
    if (message.hopLimit !== 0) this.hopLimit = message.hopLimit;
    if (message.reachableMs !== 0) {
      const chance = REACHABLE_LEAST + this.net.environment.random32() / 2 ** 32;
      neighbours.reachableMs = message.reachableMs * chance;
    }
    if (message.retransmitMs !== 0) neighbours.retransmitMs = message.retransmitMs;
    if (message.mtu >= IPV6_LEAST_MTU && message.mtu <= ETHERNET_MTU)
      this.mtu = Math.min(this.net.mtu, message.mtu);
    this.routes.learn(source, message, nowMs);
    if (message.hardware !== null) {
      const router = neighbours.heard(source, message.hardware, nowMs);
      router.isRouter = true;
      this.release(router);
    }
    for (const option of message.prefixes) this.own.learn(option, this.later(), nowMs);
    if (message.nameServers.length > 0) {
      this.nameServers = message.nameServers.map(formatIpv6Address);
      this.host.changed();
    }
    // RFC 4861 §6.3.7: one that lives is enough.
    if (message.lifetimeSeconds > 0) this.solicitAtMs = Infinity;
    return true;
  }

  /** RFC 4862 §5.4.2: asks whether anybody has the address; when nobody says so in time, it is ours. */
  private goOnTrying(entry: OwnAddress, nowMs: number): void {
    if (!this.net.linkUp()) {
      // Without a cable nobody could object.
      entry.deadlineMs = nowMs + this.neighbours.retransmitMs;
      return;
    }
    if (entry.probes < ADDRESS_PROBES) {
      entry.probes += 1;
      entry.deadlineMs = nowMs + this.neighbours.retransmitMs;
      const { out } = this.net;
      const end = writeSolicitation(out, IPV6_PAYLOAD_AT, entry.address, null);
      const group = solicitedNode(entry.address);
      this.host.sendIcmpFrom(UNSPECIFIED, group, end, NEIGHBOUR_SOLICITATION, 0, NDP_HOP_LIMIT);
      return;
    }
    entry.state = OURS;
    if (isLinkLocal(entry.address)) {
      this.solicitations = 0;
      this.solicitAtMs = nowMs;
    }
    this.host.changed();
  }

  /** RFC 4862 §5.4.5: an address that another station has is not used. */
  private lose(entry: OwnAddress): void {
    entry.state = DUPLICATE;
    this.host.counters.duplicates += 1;
    this.host.changed();
  }

  /** RFC 4861 §6.3.7. */
  private solicit(nowMs: number): void {
    this.solicitations += 1;
    this.solicitAtMs =
      this.solicitations < MAX_RTR_SOLICITATIONS ? nowMs + RTR_SOLICITATION_INTERVAL_MS : Infinity;
    const end = writeRouterSolicitation(this.net.out, IPV6_PAYLOAD_AT, this.net.hardwareAddress());
    this.host.sendIcmp(ALL_ROUTERS, end, ROUTER_SOLICITATION, 0, NDP_HOP_LIMIT);
  }

  /** RFC 4861 §7.2.2: asks all stations that the address can belong to, or, to probe, the one that has it. */
  ask(entry: Neighbour): void {
    const { net } = this;
    const end = writeSolicitation(net.out, IPV6_PAYLOAD_AT, entry.address, net.hardwareAddress());
    const to = entry.state === PROBE ? entry.address : solicitedNode(entry.address);
    const source = this.own.sourceFor(entry.address, this.net.environment.nowMs());
    if (source === null) return;
    this.host.sendIcmpFrom(source, to, end, NEIGHBOUR_SOLICITATION, 0, NDP_HOP_LIMIT, entry.hardware);
  }

  /** Sends what has waited for the neighbour. */
  private release(entry: Neighbour): void {
    const { hardware, waiting } = entry;
    if (hardware === null) return;
    entry.waiting = [];
    for (const frame of waiting) {
      copy(frame, 0, this.net.out, 0, frame.length);
      this.net.sendOther(hardware, ETHERTYPE_IPV6, frame.length);
    }
  }

  private isSilent(router: Uint8Array): boolean {
    const entry = this.neighbours.find(router);
    return entry !== null && entry.state === INCOMPLETE && entry.tries > 1;
  }

  /** Another cable may lead to another link: everything learned there is tried anew. */
  restart(): void {
    this.neighbours.clear();
    this.routes.clear();
    this.solicitAtMs = Infinity;
    for (const entry of this.own.all) {
      entry.state = TENTATIVE;
      entry.probes = 0;
      entry.deadlineMs = this.later();
    }
  }

  /** RFC 4862 §5.4.2: so that stations that were switched on together do not all speak at once. */
  private later(): number {
    return this.net.environment.nowMs() + (this.net.environment.random32() / 2 ** 32) * MAX_INITIAL_DELAY_MS;
  }
}
