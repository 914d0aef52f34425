// IPv6 on an interface: receives packets, finds addresses, routers and neighbours by itself, answers, sends for others.
//
// The edge that joins the pure parts of this folder with frames, time and chance. Not here: sending
// fragments, redirects, forwarding. No packet whatever makes it throw.

import type { FrameHandler } from "../handlers.ts";
import type { NetworkInterface } from "../interface.ts";
import { RateLimit } from "../rate-limit.ts";
import type { Timed } from "../time.ts";
import { ETHERNET_HEADER_BYTES, ETHERTYPE_IPV6 } from "../wire/ethernet.ts";
import {
  copyEcho,
  EXCEEDED_REASSEMBLY,
  ICMPV6_ECHO_REPLY,
  ICMPV6_ECHO_REQUEST,
  ICMPV6_PARAMETER_PROBLEM,
  ICMPV6_TIME_EXCEEDED,
  ICMPV6_TOO_BIG,
  ICMPV6_UNREACHABLE,
  type Icmpv6Message,
  isError,
  PROBLEM_FIELD,
  PROBLEM_NEXT_HEADER,
  PROBLEM_OPTION,
  parseIcmpv6,
  sealIcmpv6,
  UNREACHABLE6_ADDRESS,
  writeQuotation,
} from "../wire/icmpv6.ts";
import {
  destinationOf,
  IPV6_HEADER_BYTES,
  IPV6_LEAST_MTU,
  Ipv6Packet,
  NO_NEXT_HEADER,
  PROTOCOL_ICMPV6,
  parseIpv6,
  parseQuotedIpv6,
  payloadOf,
  sourceOf,
  writeIpv6,
} from "../wire/ipv6.ts";
import { MLD_QUERY } from "../wire/mld.ts";
import { NDP_HOP_LIMIT, NEIGHBOUR_ADVERTISEMENT, ROUTER_SOLICITATION } from "../wire/ndp.ts";
import { formatIpv6Address, groupHardware6, isMulticast6, isUnspecified } from "./address.ts";
import { Ipv6Counters } from "./counters.ts";
import { Discovery, type DiscoveryHost } from "./discovery.ts";
import { Reassembly6 } from "./fragments.ts";
import { IPV6_HEADER_AT, IPV6_PAYLOAD_AT } from "./frame.ts";
import { Listening } from "./listening.ts";
import type { Neighbour } from "./neighbours.ts";
import { OURS, type OwnAddresses } from "./own-addresses.ts";
import { PathMtus } from "./path-mtu.ts";

const ERRORS_PER_SECOND = 20;
const ERROR_BURST = 10;
/** A protocol over IPv6. */
export interface Ipv6Handler {
  /** Takes a packet: bytes `packet.payloadAt` .. `packet.payloadEnd`-1, which are reused after it returns. */
  receivePacket(bytes: Uint8Array, packet: Ipv6Packet, source: Uint8Array): void;
  /**
   * Something on the way could not deliver the packet of ours that `quoted` describes, which may be cut off: an ICMPv6
   * error by its type, code and MTU or pointer, or a neighbour that does not answer. True when it is about something
   * that is under way; else anyone could have forged it.
   */
  receiveError(bytes: Uint8Array, quoted: Ipv6Packet, type: number, code: number, rest: number): boolean;
}

export class Ipv6Layer implements FrameHandler, DiscoveryHost, Timed {
  readonly counters = new Ipv6Counters();
  readonly net: NetworkInterface;
  private readonly discovery: Discovery;
  private readonly own: OwnAddresses;
  private readonly paths = new PathMtus();
  private readonly packet = new Ipv6Packet();
  private readonly quoted = new Ipv6Packet();
  private readonly errors = new RateLimit(ERRORS_PER_SECOND, ERROR_BURST);
  private readonly protocols: number[] = [];
  private readonly handlers: Ipv6Handler[] = [];
  private readonly listening: Listening;
  private readonly reassembly = new Reassembly6();
  private readonly piece = new Ipv6Packet();
  private readonly changes: (() => void)[] = [];
  /** Takes over IPv6 on `net` and begins with a link-local address (RFC 4862 §5.3). One layer for each interface. */
  constructor(net: NetworkInterface) {
    this.net = net;
    this.discovery = new Discovery(this);
    this.own = this.discovery.own;
    this.listening = new Listening(net, this.own, this.counters);
    net.attachIpv6(this);
    net.addTimed(this);
    net.onLinkUp(() => this.restart());
    this.schedule();
  }

  /** Our addresses that may be used, the link-local one first, in text form. */
  addresses(): string[] {
    return this.own.all.filter((a) => a.state === OURS).map((a) => formatIpv6Address(a.address));
  }

  /** Addresses of name servers that a router has said last (RFC 8106), best first. */
  nameServers(): readonly string[] {
    return this.discovery.nameServers;
  }

  /** Calls `callback` after each change of `addresses` or `nameServers`. */
  onAddressChange(callback: () => void): void {
    this.changes.push(callback);
  }

  /** Lets `handler` have the packets of a protocol. */
  attach(protocol: number, handler: Ipv6Handler): void {
    this.protocols.push(protocol);
    this.handlers.push(handler);
  }

  /**
   * Receives what is sent to a group, as "ff02::fb", as well, and tells routers and switches (RFC 3810). Throws RangeError
   * for anything else, and when there are too many.
   */
  joinGroup(text: string): void {
    this.listening.join(text);
    this.schedule();
  }

  /** The largest packet that the link takes. */
  linkMtu(): number {
    return this.discovery.mtu;
  }

  /** The largest packet that the way to `destination` takes, as far as that is known (RFC 8201). */
  mtuTo(destination: Uint8Array): number {
    return this.paths.isEmpty()
      ? this.discovery.mtu
      : this.paths.find(destination, this.discovery.mtu, this.nowMs());
  }

  /** The address of ours that packets to `destination` come from; null when there is none, or no way. */
  sourceTo(destination: Uint8Array): Uint8Array | null {
    const nowMs = this.nowMs();
    const next = this.discovery.routes.nextHop(destination, nowMs, () => false);
    return next === null ? null : this.own.sourceFor(destination, nowMs);
  }

  /** A protocol above has seen that what we send to `address` arrives (RFC 4861 §7.3.1). */
  confirm(address: Uint8Array): void {
    const nowMs = this.nowMs();
    const next = this.discovery.routes.nextHop(address, nowMs, () => false);
    if (next !== null) this.discovery.neighbours.confirm(next, nowMs);
  }

  /**
   * Writes the header of a packet with `payloadBytes` bytes into the interface's `out`, so that its payload can be
   * summed and `sendOpened` called. False when it is too long, or no address of ours fits.
   */
  open(
    destination: Uint8Array,
    protocol: number,
    payloadBytes: number,
    hopLimit: number = this.discovery.hopLimit,
  ): boolean {
    const source = this.own.sourceFor(destination, this.nowMs());
    if (source !== null) return this.openFrom(source, destination, protocol, payloadBytes, hopLimit);
    this.counters.sendRefused += 1;
    return false;
  }

  /** The same from a given address of ours. */
  openFrom(
    source: Uint8Array,
    destination: Uint8Array,
    protocol: number,
    payloadBytes: number,
    hopLimit: number = this.discovery.hopLimit,
  ): boolean {
    if (payloadBytes + IPV6_HEADER_BYTES > this.mtuTo(destination)) {
      this.counters.sendRefused += 1;
      return false;
    }
    writeIpv6(this.net.out, IPV6_HEADER_AT, source, destination, protocol, payloadBytes, hopLimit);
    return true;
  }

  /** Sends what `open` has begun. It may wait for a neighbour's answer, and is lost when none comes. */
  sendOpened(destination: Uint8Array, payloadBytes: number): boolean {
    const { net } = this;
    const { neighbours } = this.discovery;
    const length = IPV6_PAYLOAD_AT + payloadBytes;
    this.counters.sent += 1;
    if (isMulticast6(destination)) return net.sendOther(groupHardware6(destination), ETHERTYPE_IPV6, length);
    const nowMs = this.nowMs();
    const next = this.discovery.nextHop(destination, nowMs);
    if (next === null) {
      this.counters.sendRefused += 1;
      return false;
    }
    const entry = neighbours.use(next, nowMs);
    if (entry.hardware !== null) {
      const sent = net.sendOther(entry.hardware, ETHERTYPE_IPV6, length);
      this.schedule();
      return sent;
    }
    neighbours.hold(entry, net.out.slice(0, length));
    if (neighbours.wantsQuestion(entry, nowMs)) this.discovery.ask(entry);
    this.schedule();
    return true;
  }

  frameArrived(bytes: Uint8Array, length: number): void {
    const { counters } = this;
    const at = ETHERNET_HEADER_BYTES;
    const packet = parseIpv6(bytes, at, length, this.packet);
    counters.received += 1;
    if (packet === null || packet.outcome === "malformed") {
      counters.malformed += 1;
      return;
    }
    const source = sourceOf(bytes, at);
    const destination = destinationOf(bytes, at);
    if (isMulticast6(source)) counters.badSource += 1;
    else if (!this.own.has(destination) && !this.listening.hears(destination)) counters.notForUs += 1;
    else if (packet.outcome === "whole" && packet.fragment)
      this.receiveFragment(bytes, packet, source, destination);
    else this.take(bytes, packet, source, destination);
  }

  nextDeadlineMs(): number {
    const next = Math.min(this.listening.nextDeadlineMs(), this.reassembly.nextDeadlineMs());
    return Math.min(next, this.discovery.nextDeadlineMs());
  }

  runTimers(nowMs: number): void {
    // Switches should know of a group before something is expected from it.
    this.listening.runTimers(nowMs);
    this.discovery.runTimers(nowMs);
    this.listening.sync();
    for (let first = this.reassembly.expired(nowMs); first !== null; first = this.reassembly.expired(nowMs))
      this.tellIncomplete(first);
    this.counters.reassemblyAbandoned = this.reassembly.abandoned;
  }

  /**
   * Tells `source` that its packet cannot be taken: ICMPv6 `type`, `code` and `rest`. Nothing is said about what many
   * have got, or what was itself an error; and not too often (RFC 4443 §2.4 e, f).
   */
  sendError(
    bytes: Uint8Array,
    packet: Ipv6Packet,
    source: Uint8Array,
    type: number,
    code: number,
    rest: number,
  ): void {
    if (isUnspecified(source)) return;
    const icmpAt = payloadOf(bytes, packet, PROTOCOL_ICMPV6);
    if (icmpAt >= 0 && isError(bytes[icmpAt]!)) return;
    if (!this.errors.allow(this.nowMs())) return;
    const { out } = this.net;
    const end = writeQuotation(out, IPV6_PAYLOAD_AT, rest, bytes, packet.headerAt, packet.payloadEnd);
    this.sendIcmp(source, end, type, code, this.discovery.hopLimit);
  }

  /** Deals with a packet that is in one piece. */
  private take(bytes: Uint8Array, packet: Ipv6Packet, source: Uint8Array, destination: Uint8Array): void {
    if (packet.outcome !== "whole") this.refuse(bytes, packet, source, destination);
    else if (packet.protocol === PROTOCOL_ICMPV6) this.receiveIcmp(bytes, packet, source, destination);
    else this.deliver(bytes, packet, source, destination);
  }

  private receiveFragment(
    bytes: Uint8Array,
    packet: Ipv6Packet,
    source: Uint8Array,
    destination: Uint8Array,
  ): void {
    const { counters, reassembly } = this;
    const outcome = reassembly.receive(bytes, packet, this.nowMs());
    counters.fragments += 1;
    counters.reassemblyAbandoned = reassembly.abandoned;
    if (outcome === "bad-field") {
      counters.badExtension += 1;
      if (!isMulticast6(destination))
        this.sendError(bytes, packet, source, ICMPV6_PARAMETER_PROBLEM, PROBLEM_FIELD, reassembly.problemAt);
    } else if (outcome === "whole") {
      const whole = parseIpv6(reassembly.whole, 0, reassembly.wholeEnd, this.piece);
      // Pieces of pieces nobody makes.
      if (whole === null || whole.outcome === "malformed" || whole.fragment) counters.malformed += 1;
      else this.take(reassembly.whole, whole, source, destination);
    }
    this.schedule();
  }

  /** RFC 8200 §4.5: tells the sender of a packet whose pieces have not come in time, if the first one has. */
  private tellIncomplete(first: Uint8Array): void {
    const packet = parseQuotedIpv6(first, 0, first.length, this.piece);
    if (packet === null || isMulticast6(destinationOf(first, 0))) return;
    this.sendError(first, packet, sourceOf(first, 0), ICMPV6_TIME_EXCEEDED, EXCEEDED_REASSEMBLY, 0);
  }

  private refuse(bytes: Uint8Array, packet: Ipv6Packet, source: Uint8Array, destination: Uint8Array): void {
    this.counters.badExtension += 1;
    const { outcome, problemAt } = packet;
    if (outcome === "discard") return;
    const code =
      outcome === "bad-option"
        ? PROBLEM_OPTION
        : outcome === "bad-next-header"
          ? PROBLEM_NEXT_HEADER
          : PROBLEM_FIELD;
    // RFC 4443 §2.4 (e.3): a group is told of unknown options only, and of those not by the quiet ones.
    if (isMulticast6(destination) && (code !== PROBLEM_OPTION || packet.problemQuiet)) return;
    this.sendError(bytes, packet, source, ICMPV6_PARAMETER_PROBLEM, code, problemAt - packet.headerAt);
  }

  private deliver(bytes: Uint8Array, packet: Ipv6Packet, source: Uint8Array, destination: Uint8Array): void {
    for (let i = 0; i < this.protocols.length; i++) {
      if (this.protocols[i] !== packet.protocol) continue;
      this.handlers[i]!.receivePacket(bytes, packet, source);
      return;
    }
    this.counters.unknownProtocol += 1;
    if (packet.protocol === NO_NEXT_HEADER || isMulticast6(destination)) return;
    const pointer = packet.problemAt - packet.headerAt;
    this.sendError(bytes, packet, source, ICMPV6_PARAMETER_PROBLEM, PROBLEM_NEXT_HEADER, pointer);
  }

  private receiveIcmp(
    bytes: Uint8Array,
    packet: Ipv6Packet,
    source: Uint8Array,
    destination: Uint8Array,
  ): void {
    const { headerAt, payloadAt, payloadEnd } = packet;
    const message = parseIcmpv6(bytes, headerAt, payloadAt, payloadEnd);
    if (message === null) {
      this.counters.icmpMalformed += 1;
    } else if (message.type >= ROUTER_SOLICITATION && message.type <= NEIGHBOUR_ADVERTISEMENT) {
      // RFC 4861 §6.1, §7.1: from this link, of the only kind there is, and in one piece (RFC 6980 §5).
      const valid =
        packet === this.packet &&
        !packet.atomic &&
        packet.hopLimit === NDP_HOP_LIMIT &&
        message.code === 0 &&
        this.discovery.receive(bytes, message, source, destination);
      if (!valid) this.counters.discoveryInvalid += 1;
      this.listening.sync();
      this.schedule();
    } else if (message.type === MLD_QUERY) {
      this.listening.receiveQuery(bytes, message, packet.hopLimit, source);
      this.schedule();
    } else if (message.type === ICMPV6_ECHO_REQUEST) {
      this.answerEcho(bytes, message, source, destination);
    } else if (isError(message.type)) {
      this.receiveErrorMessage(bytes, message);
    } else {
      this.counters.icmpUnknownType += 1;
    }
  }

  private receiveErrorMessage(bytes: Uint8Array, { type, code, rest, dataAt, dataEnd }: Icmpv6Message): void {
    const quoted = parseQuotedIpv6(bytes, dataAt, dataEnd, this.quoted);
    if (quoted === null || quoted.outcome !== "whole" || !this.own.has(sourceOf(bytes, dataAt))) {
      this.counters.icmpMalformed += 1;
      return;
    }
    this.counters.icmpErrors += 1;
    if (type !== ICMPV6_TOO_BIG) {
      this.deliverError(bytes, quoted, type, code, rest);
      return;
    }
    // What is forged narrows no path: only who has sent the packet can know (RFC 8201 §6).
    const destination = destinationOf(bytes, dataAt);
    if (rest < IPV6_LEAST_MTU || rest >= this.mtuTo(destination)) return;
    if (this.deliverError(bytes, quoted, type, code, rest))
      this.paths.learn(destination, rest, this.discovery.mtu, this.nowMs());
  }

  private deliverError(
    bytes: Uint8Array,
    quoted: Ipv6Packet,
    type: number,
    code: number,
    rest: number,
  ): boolean {
    for (let i = 0; i < this.protocols.length; i++)
      if (this.protocols[i] === quoted.protocol)
        return this.handlers[i]!.receiveError(bytes, quoted, type, code, rest);
    return false;
  }

  /** RFC 4861 §7.2.2: what waited for a neighbour that does not answer comes back to its protocols. */
  unanswered({ waiting }: Neighbour): void {
    this.counters.unanswered += 1;
    for (const frame of waiting) {
      const quoted = parseIpv6(frame, IPV6_HEADER_AT, frame.length, this.quoted);
      if (quoted !== null) this.deliverError(frame, quoted, ICMPV6_UNREACHABLE, UNREACHABLE6_ADDRESS, 0);
    }
  }

  private answerEcho(
    bytes: Uint8Array,
    message: Icmpv6Message,
    source: Uint8Array,
    destination: Uint8Array,
  ): void {
    this.counters.echoRequests += 1;
    if (isUnspecified(source)) return;
    const length = message.dataEnd - message.at;
    if (!this.open(source, PROTOCOL_ICMPV6, length)) return;
    // RFC 4443 §4.2: from the address that was asked; a group has none.
    const { out } = this.net;
    if (!isMulticast6(destination))
      writeIpv6(out, IPV6_HEADER_AT, destination, source, PROTOCOL_ICMPV6, length, this.discovery.hopLimit);
    const end = copyEcho(out, IPV6_PAYLOAD_AT, message, bytes);
    sealIcmpv6(out, IPV6_HEADER_AT, IPV6_PAYLOAD_AT, end, ICMPV6_ECHO_REPLY, 0);
    this.sendOpened(source, length);
  }

  sendIcmp(to: Uint8Array, end: number, type: number, code: number, hopLimit: number): void {
    const length = end - IPV6_PAYLOAD_AT;
    if (!this.open(to, PROTOCOL_ICMPV6, length, hopLimit)) return;
    sealIcmpv6(this.net.out, IPV6_HEADER_AT, IPV6_PAYLOAD_AT, end, type, code);
    this.sendOpened(to, length);
  }

  /** Sends a message of discovery from a given address, to a group or to a neighbour whose address is known. */
  sendIcmpFrom(
    source: Uint8Array,
    to: Uint8Array,
    end: number,
    type: number,
    code: number,
    hopLimit: number,
    hardware: Uint8Array | null = null,
  ): void {
    const { out } = this.net;
    const length = end - IPV6_PAYLOAD_AT;
    writeIpv6(out, IPV6_HEADER_AT, source, to, PROTOCOL_ICMPV6, length, hopLimit);
    sealIcmpv6(out, IPV6_HEADER_AT, IPV6_PAYLOAD_AT, end, type, code);
    if (hardware !== null && !isMulticast6(to)) {
      this.counters.sent += 1;
      this.net.sendOther(hardware, ETHERTYPE_IPV6, end);
    } else this.sendOpened(to, length);
  }

  /** Another cable may lead to another link: everything learned there is tried anew. */
  private restart(): void {
    this.paths.clear();
    this.discovery.restart();
    // With the address, which is tried out first.
    this.listening.repeat(this.discovery.nextDeadlineMs());
    this.changed();
    this.schedule();
  }

  changed(): void {
    this.listening.addressesChanged();
    for (let i = 0; i < this.changes.length; i++) this.changes[i]!();
  }

  private nowMs(): number {
    return this.net.environment.nowMs();
  }

  private schedule(): void {
    this.net.schedule(this.nextDeadlineMs());
  }
}
