// A network interface with one IPv4 address: receives frames, hands each to its protocol, answers, sends for others.
//
// Answers ARP and ping by itself; UDP and TCP attach themselves when an application uses them. Not here: sending
// fragments, more than one address or router, multicast reports (IGMP). No packet whatever makes it throw; each one
// that is dropped is counted by its reason in `counters`.

import { type EthernetMac, MAX_FRAME_BYTES } from "../../hal/ethernet/mac.ts";
import { addSource, type Source } from "../loop/sources.ts";
import { ArpCache, ArpIdentity, arpAnnouncement, arpProbe, arpQuestion, receiveArp } from "./arp.ts";
import { NetworkCounters } from "./counters.ts";
import { Reassembly } from "./fragments.ts";
import type { EchoListener, FrameHandler, FrameTap, Ipv4Handler } from "./handlers.ts";
import { wantsEchoReply } from "./icmp.ts";
import { BROADCAST_ADDRESS, isMulticast, isUnicast, parseIpv4Address, subnetMask } from "./ipv4-address.ts";
import { givenUp, PendingFrames, type PendingQuestion } from "./pending.ts";
import { RateLimit } from "./rate-limit.ts";
import { type Environment, REAL_ENVIRONMENT, type Timed, Wakeup } from "./time.ts";
import { TransmitQueue } from "./transmit-queue.ts";
import { type ArpPacket, emitArp, parseArp } from "./wire/arp.ts";
import { copy } from "./wire/bytes.ts";
import {
  ETHERNET_HEADER_BYTES,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  ETHERTYPE_IPV6,
  EthernetFrame,
  emitEthernet,
  groupHardware,
  isBroadcast,
  isFrameFromGroup,
  isFrameTo,
  isFrameToIpv4Group,
  isGroupAddress,
  parseEthernet,
  senderOf,
} from "./wire/ethernet.ts";
import {
  emitEchoReply,
  emitUnreachable,
  ICMP_ECHO_REPLY,
  ICMP_HEADER_BYTES,
  ICMP_UNREACHABLE,
  type IcmpMessage,
  parseIcmp,
  UNREACHABLE_HOST,
} from "./wire/icmp.ts";
import {
  DEFAULT_TTL,
  IPV4_HEADER_BYTES,
  Ipv4Packet,
  PROTOCOL_ICMP,
  PROTOCOL_UDP,
  parseIpv4,
  parseQuotedIpv4,
  writeIpv4,
} from "./wire/ipv4.ts";

/** Bounds one turn of the event loop under a flood: timers and the console still get theirs. */
const FRAMES_PER_TURN = 16;
/** Asking the PHY costs about 0.1 ms; a second is soon enough for somebody who has just put in a cable. */
const LINK_CHECK_MS = 1000;
const TRANSMIT_FRAMES = 32;
const ERRORS_PER_SECOND = 20;
const ERROR_BURST = 10;
const BROADCAST = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
const DEFAULT_PREFIX_BITS = 24;
/** RFC 791 §3.2: every network carries datagrams of 68 bytes. */
const LEAST_MTU = 68;
const ETHERNET_MTU = MAX_FRAME_BYTES - ETHERNET_HEADER_BYTES;

/** Where in `NetworkInterface.out` the payload of the next IPv4 datagram belongs. */
export const IPV4_PAYLOAD_AT = ETHERNET_HEADER_BYTES + IPV4_HEADER_BYTES;

export interface NetworkOptions {
  /** Our IPv4 address, as in "10.0.2.15". Without it, `configure` gives one later (DHCP). */
  readonly address?: string;
  /** How many leading bits of the address name the local network, 1 .. 32; by default 24. */
  readonly prefixBits?: number;
  /** The router to everywhere else. Without it only the local network is reachable. */
  readonly gateway?: string;
  /** The largest datagram, headers included, 68 .. 1500 bytes; by default 1500. */
  readonly mtu?: number;
  /** Time and randomness; by default the machine's own. */
  readonly environment?: Environment;
}

export class NetworkInterface implements Source {
  /** Sees all frames that arrive and that are sent, for a capture; null for nobody. */
  tap: FrameTap | null = null;
  /** Hears of echo replies, for a ping; null for nobody. */
  onEchoReply: EchoListener | null = null;
  readonly counters = new NetworkCounters();
  readonly environment: Environment;
  /** The buffer of the next frame to send. Payload is written at IPV4_PAYLOAD_AT, then `sendIpv4` called. */
  readonly out = new Uint8Array(MAX_FRAME_BYTES);
  /** Largest datagram, headers included. */
  readonly mtu: number;
  private readonly mac: EthernetMac;
  private readonly own: ArpIdentity;
  private mask: number;
  private gateway = 0;
  private readonly groups: number[] = [];
  private readonly neighbours = new ArpCache();
  private readonly pending = new PendingFrames();
  private readonly reassembly = new Reassembly();
  private readonly queue: TransmitQueue;
  private readonly received = new Uint8Array(MAX_FRAME_BYTES);
  // Headers of the frame at hand. One of each: a frame is dealt with before the next one is taken.
  private readonly frame = new EthernetFrame();
  private readonly packet = new Ipv4Packet();
  private readonly quoted = new Ipv4Packet();
  private readonly errorLimit = new RateLimit(ERRORS_PER_SECOND, ERROR_BURST);
  private udp: Ipv4Handler | null = null;
  private ipv6: FrameHandler | null = null;
  private readonly protocols: number[] = [];
  private readonly handlers: Ipv4Handler[] = [];
  private readonly timed: Timed[] = [];
  private readonly wakeup: Wakeup;
  private readonly linkUps: (() => void)[] = [];
  private readonly addressChanges: (() => void)[] = [];
  /** The station that the Ethernet header in `out` names, above IPv4; null when it holds another one. */
  private headed: Uint8Array | null = null;
  private confirmAtMs = 0;
  private presentMs = 0;
  private blocked = false;
  private connected = false;
  private started = false;

  /** Uses `mac` alone from now on. Throws RangeError when an address is not one that a host can have. */
  constructor(mac: EthernetMac, options: NetworkOptions) {
    this.mac = mac;
    this.environment = options.environment ?? REAL_ENVIRONMENT;
    this.mtu = Math.min(ETHERNET_MTU, Math.max(LEAST_MTU, options.mtu ?? ETHERNET_MTU));
    this.queue = new TransmitQueue(mac, TRANSMIT_FRAMES);
    this.own = new ArpIdentity(mac.address, options.address === undefined ? 0 : hostAddress(options.address));
    this.mask = subnetMask(options.prefixBits ?? DEFAULT_PREFIX_BITS);
    if (options.gateway !== undefined) this.gateway = hostAddress(options.gateway);
    this.wakeup = new Wakeup(this.environment, () => this.runTimers());
  }

  /** Answers from now on, for as long as the program runs. Call once. */
  start(): void {
    this.started = true;
    addSource(this);
    this.mac.enableReceiveInterrupt(true);
    this.checkLink();
    setInterval(() => this.checkLink(), LINK_CHECK_MS);
    // RFC 5227 §2.3: neighbours that remember another station under this address are put right.
    if (this.own.protocol !== 0) this.announce();
    this.schedule(this.nextDeadlineMs());
  }

  /** Takes on another address (0: none), network and router. Whoever knew the old one will not reach us. */
  configure(address: number, prefixBits: number, gateway: number): void {
    const mask = subnetMask(prefixBits);
    if (address === this.own.protocol && mask === this.mask && gateway === this.gateway) return;
    this.own.protocol = address;
    this.mask = mask;
    this.gateway = gateway;
    this.neighbours.clear();
    for (let i = 0; i < this.addressChanges.length; i++) this.addressChanges[i]!();
  }

  /** Calls `callback` after each change of address, network or router. */
  onAddressChange(callback: () => void): void {
    this.addressChanges.push(callback);
  }

  /** Our IPv4 address as a number, 0 while there is none. */
  address(): number {
    return this.own.protocol;
  }

  /** Our hardware address, 6 bytes. */
  hardwareAddress(): Uint8Array {
    return this.own.hardware;
  }

  /** Lets `handler` have the datagrams of an IPv4 protocol. */
  attach(protocol: number, handler: Ipv4Handler): void {
    if (protocol === PROTOCOL_UDP) this.udp = handler;
    this.protocols.push(protocol);
    this.handlers.push(handler);
  }

  /** Lets `handler` have the frames of IPv6. */
  attachIpv6(handler: FrameHandler): void {
    this.ipv6 = handler;
  }

  /** Sends bytes 0 .. `length`-1 of `out`, in which the Ethernet header is still missing. False when the queue is full. */
  sendOther(destination: Uint8Array, type: number, length: number): boolean {
    this.headed = null;
    emitEthernet(this.out, 0, destination, this.own.hardware, type);
    return this.send(length);
  }

  /** Calls `timed` when its deadlines are due; it must call `schedule` when one moves forward. */
  addTimed(timed: Timed): void {
    this.timed.push(timed);
  }

  /** Makes sure that timers run at `deadlineMs` at the latest. */
  schedule(deadlineMs: number): void {
    if (this.started) this.wakeup.at(deadlineMs);
  }

  /** Receives what is sent to a multicast group as well. Calls for one group add up to one. */
  joinGroup(group: number): void {
    if (!this.groups.includes(group)) this.groups.push(group);
  }

  /** True for addresses of the local network, for which no router is needed. */
  isLocal(address: number): boolean {
    return ((address ^ this.own.protocol) & this.mask) === 0;
  }

  /** The local network's own broadcast address. */
  broadcastAddress(): number {
    return (this.own.protocol | ~this.mask) >>> 0;
  }

  /**
   * Looks whether the cable is connected and returns it. A MAC takes over the speed of a new link only when
   * it is asked; after `start` that happens once a second.
   */
  checkLink(): boolean {
    const up = this.mac.linkUp();
    if (up !== this.connected) {
      this.counters.linkChanges += 1;
      this.queue.clear();
      // Another cable may lead to other stations.
      this.neighbours.clear();
      // The first link is no change for anybody.
      if (up && this.counters.linkChanges > 1)
        for (let i = 0; i < this.linkUps.length; i++) this.linkUps[i]!();
    }
    this.connected = up;
    return up;
  }

  /** Calls `callback` whenever the cable comes back, which may then lead elsewhere. */
  onLinkUp(callback: () => void): void {
    this.linkUps.push(callback);
  }

  /** True while the cable was connected at the last look. */
  linkUp(): boolean {
    return this.connected;
  }

  /** When the frames that are being dealt with were taken: a clock costs more than most frames. */
  arrivalMs(): number {
    return this.presentMs;
  }

  /** Takes up to 16 waiting frames and answers them. True when there was one, or when frames wait to be sent. */
  poll(): boolean {
    let worked = this.queue.drain();
    for (let taken = 0; taken < FRAMES_PER_TURN; taken++) {
      const length = this.mac.receive(this.received);
      if (length === 0) break;
      worked = true;
      if (taken === 0) this.presentMs = this.environment.nowMs();
      this.counters.framesReceived += 1;
      if (this.tap !== null) this.tap(this.received, length);
      this.receiveFrame(length);
    }
    if (this.blocked && this.queue.hasRoom()) {
      this.blocked = false;
      for (let i = 0; i < this.handlers.length; i++) this.handlers[i]!.transmitReady();
    }
    return worked;
  }

  /** When `runTimers` next has something to do, on the environment's clock; Infinity when nothing waits. */
  nextDeadlineMs(): number {
    let next = this.pending.nextDeadlineMs();
    for (let i = 0; i < this.timed.length; i++) next = Math.min(next, this.timed[i]!.nextDeadlineMs());
    return next;
  }

  /** Does what is due. After `start` the event loop's timers call it. */
  runTimers(): void {
    const nowMs = this.environment.nowMs();
    for (let due = this.pending.due(nowMs); due !== null; due = this.pending.due(nowMs)) {
      if (givenUp(due)) this.reportUnreachable(due);
      else this.sendArp(BROADCAST, arpQuestion(due.protocol, this.own));
    }
    for (let i = 0; i < this.timed.length; i++) {
      if (this.timed[i]!.nextDeadlineMs() <= nowMs) this.timed[i]!.runTimers(nowMs);
    }
    this.schedule(this.nextDeadlineMs());
  }

  /**
   * The hardware address of the neighbour with this address, or null when it is not known yet; the question
   * has then been sent, and a later call can have the answer.
   */
  resolve(address: number): Uint8Array | null {
    const known = this.neighbours.lookup(address, this.environment.nowMs());
    if (known === null) this.sendArp(BROADCAST, arpQuestion(address, this.own));
    return known;
  }

  /** Asks whether anybody uses `address` (RFC 5227 §2.1.1). `probeConflict` tells what came back. */
  probe(address: number): void {
    if (this.own.probing !== address) this.own.probeConflict = false;
    this.own.probing = address;
    this.sendArp(BROADCAST, arpProbe(address, this.own));
  }

  /** True when somebody else was heard to use or want the address given to `probe`. */
  probeConflict(): boolean {
    return this.own.probeConflict;
  }

  /** Ends probing. */
  endProbe(): void {
    this.own.probing = 0;
  }

  /** Tells all neighbours who has our address (RFC 5227 §2.3). */
  announce(): void {
    this.sendArp(BROADCAST, arpAnnouncement(this.own));
  }

  /** False while the transmit queue is full; `transmitReady` of the handlers is called when it is not any more. */
  canSend(): boolean {
    if (this.queue.hasRoom() || this.queue.drain()) return true;
    this.blocked = true;
    return false;
  }

  /** True when there is a way to `destination`: it is local, or there is a router. */
  hasRoute(destination: number): boolean {
    if (this.own.protocol === 0) return destination === BROADCAST_ADDRESS;
    return this.isGroup(destination) || this.isLocal(destination) || this.gateway !== 0;
  }

  /**
   * Sends the `payloadBytes` bytes that stand in `out` at IPV4_PAYLOAD_AT. They may wait for an answer to ARP, and
   * are lost when none comes. False when there is no route, the queue is full or they are more than `mtu` allows.
   * Whoever knows the time spares asking for it by `nowMs`.
   */
  sendIpv4(
    destination: number,
    protocol: number,
    payloadBytes: number,
    timeToLive: number = DEFAULT_TTL,
    nowMs: number = this.environment.nowMs(),
  ): boolean {
    if (payloadBytes + IPV4_HEADER_BYTES > this.mtu || !this.hasRoute(destination)) {
      this.counters.sendRefused += 1;
      return false;
    }
    const source = this.own.protocol;
    writeIpv4(this.out, ETHERNET_HEADER_BYTES, source, destination, protocol, payloadBytes, timeToLive);
    const length = IPV4_PAYLOAD_AT + payloadBytes;
    if (
      destination === BROADCAST_ADDRESS ||
      (this.isLocal(destination) && destination === this.broadcastAddress())
    ) {
      return this.sendFrame(BROADCAST, length);
    }
    if (isMulticast(destination)) return this.sendFrame(groupHardware(destination), length);
    const nextHop = this.isLocal(destination) ? destination : this.gateway;
    const hardware = this.neighbours.lookup(nextHop, nowMs);
    if (hardware !== null) {
      const sent = this.sendFrame(hardware, length);
      if (this.neighbours.wantsConfirmation(nextHop, nowMs)) this.confirm(nextHop, hardware);
      return sent;
    }
    const ask = this.pending.hold(nextHop, this.out.slice(0, length), nowMs);
    if (ask) {
      this.sendArp(BROADCAST, arpQuestion(nextHop, this.own));
      this.schedule(this.pending.nextDeadlineMs());
    }
    return true;
  }

  /** Tells the sender of `packet`, which was parsed from `bytes`, that we could not take it. Bounded per second. */
  sendUnreachable(bytes: Uint8Array, packet: Ipv4Packet, code: number): void {
    // RFC 1122 §3.2.2: not about what was sent to many, nor about later fragments.
    if (packet.fragment || packet.destination !== this.own.protocol) return;
    if (!this.errorLimit.allow(this.environment.nowMs())) return;
    const { headerAt, payloadAt, payloadEnd, source } = packet;
    const end = emitUnreachable(this.out, IPV4_PAYLOAD_AT, code, bytes, headerAt, payloadAt, payloadEnd);
    this.sendIpv4(source, PROTOCOL_ICMP, end - IPV4_PAYLOAD_AT);
  }

  private isGroup(address: number): boolean {
    return address === BROADCAST_ADDRESS || isMulticast(address);
  }

  private receiveFrame(length: number): void {
    const frame = parseEthernet(this.received, 0, length, this.frame);
    if (frame === null || isFrameFromGroup(this.received)) {
      this.counters.ethernetMalformed += 1;
    } else if (frame.type === ETHERTYPE_IPV6 && this.ipv6 !== null) {
      this.ipv6.frameArrived(this.received, length);
    } else if (!this.isForUs()) {
      this.counters.ethernetNotForUs += 1;
    } else if (frame.type === ETHERTYPE_IPV4) {
      this.receiveIpv4(frame, length);
    } else if (frame.type === ETHERTYPE_ARP) {
      this.receiveArp(frame, length);
    } else {
      this.counters.ethernetUnknownType += 1;
    }
  }

  private isForUs(): boolean {
    const { received } = this;
    if (isFrameTo(received, this.own.hardware) || isBroadcast(received)) return true;
    for (let i = 0; i < this.groups.length; i++) {
      if (isFrameToIpv4Group(received, this.groups[i]!)) return true;
    }
    return false;
  }

  private receiveArp(frame: EthernetFrame, end: number): void {
    const packet = parseArp(this.received, frame.payloadAt, end);
    if (packet === null) {
      this.counters.arpMalformed += 1;
      return;
    }
    this.counters.arpSeen += 1;
    const nowMs = this.environment.nowMs();
    const answer = receiveArp(packet, this.own, this.neighbours, nowMs);
    if (answer !== null) {
      const announcement = answer.senderProtocol === answer.targetProtocol;
      this.sendArp(announcement ? BROADCAST : answer.targetHardware, answer);
    }
    const waiting = this.pending.answered(packet.senderProtocol);
    if (waiting !== null) this.release(waiting, packet.senderHardware, nowMs);
  }

  /** Sends what has waited for this neighbour. */
  private release(waiting: PendingQuestion, hardware: Uint8Array, nowMs: number): void {
    // A merge needs an entry; an answer to our own question makes one even when it was broadcast.
    if (this.neighbours.lookup(waiting.protocol, nowMs) === null) {
      this.neighbours.add(waiting.protocol, hardware, nowMs);
    }
    for (let i = 0; i < waiting.frames.length; i++) {
      const frame = waiting.frames[i]!;
      this.headed = null;
      copy(frame, 0, this.out, 0, frame.length);
      this.sendFrame(hardware, frame.length);
    }
  }

  /** Nobody has answered for this next hop: its datagrams come back to their protocols as undeliverable. */
  private reportUnreachable(question: PendingQuestion): void {
    this.counters.arpUnanswered += 1;
    for (let i = 0; i < question.frames.length; i++) {
      const frame = question.frames[i]!;
      const quoted = parseQuotedIpv4(frame, ETHERNET_HEADER_BYTES, frame.length, this.quoted);
      if (quoted !== null) this.deliverError(frame, quoted, ICMP_UNREACHABLE, UNREACHABLE_HOST, 0);
    }
  }

  private receiveIpv4(frame: EthernetFrame, end: number): void {
    const packet = parseIpv4(this.received, frame.payloadAt, end, this.packet);
    if (packet === null) {
      this.counters.ipv4Malformed += 1;
    } else if (!isUnicast(packet.source)) {
      this.counters.ipv4BadSource += 1;
    } else if (!this.accepts(packet)) {
      this.counters.ipv4NotForUs += 1;
    } else if (packet.fragment) {
      const whole = this.reassembly.receive(this.received, packet, this.environment.nowMs());
      this.counters.reassemblyAbandoned = this.reassembly.abandoned;
      if (whole === null) this.counters.ipv4Fragments += 1;
      else this.deliver(whole, packet);
    } else {
      this.deliver(this.received, packet);
    }
  }

  private accepts(packet: Ipv4Packet): boolean {
    const { destination } = packet;
    if (isGroupAddress(this.received)) {
      // RFC 1122 §3.3.6: a datagram to one host inside a link broadcast is discarded. Of what is sent to many,
      // only UDP may make use (RFC 1122 §3.2.2.6, RFC 9293 §3.9.2.3).
      if (packet.protocol !== PROTOCOL_UDP || this.udp === null) return false;
      if (isMulticast(destination)) return this.groups.includes(destination);
      if (destination === BROADCAST_ADDRESS) return true;
      return this.own.protocol === 0 || destination === this.broadcastAddress();
    }
    if (destination === this.own.protocol) return true;
    // RFC 2131 §4.1: servers may send to the address that they are about to give.
    return this.own.protocol === 0 && packet.protocol === PROTOCOL_UDP && isUnicast(destination);
  }

  private deliver(bytes: Uint8Array, packet: Ipv4Packet): void {
    if (packet.protocol === PROTOCOL_ICMP) {
      this.receiveIcmp(bytes, packet);
      return;
    }
    for (let i = 0; i < this.protocols.length; i++) {
      if (this.protocols[i] === packet.protocol) {
        this.handlers[i]!.receive(bytes, packet);
        return;
      }
    }
    this.counters.ipv4UnknownProtocol += 1;
  }

  private receiveIcmp(bytes: Uint8Array, packet: Ipv4Packet): void {
    const message = parseIcmp(bytes, packet.payloadAt, packet.payloadEnd);
    if (message === null) this.counters.icmpMalformed += 1;
    else if (wantsEchoReply(message)) this.answerEcho(bytes, packet, message);
    else if (message.type === ICMP_UNREACHABLE) this.receiveUnreachable(bytes, message);
    else if (message.type === ICMP_ECHO_REPLY && this.onEchoReply !== null)
      this.onEchoReply(message, packet.source);
    else this.counters.icmpUnknownType += 1;
  }

  private answerEcho(bytes: Uint8Array, packet: Ipv4Packet, message: IcmpMessage): void {
    this.counters.echoRequests += 1;
    const payloadBytes = ICMP_HEADER_BYTES + message.dataEnd - message.dataAt;
    if (payloadBytes + IPV4_HEADER_BYTES > this.mtu) {
      this.counters.sendRefused += 1;
      return;
    }
    // Back to the station that delivered the request: the sender itself or its router. Needs no route.
    const { source } = packet;
    const own = this.own.protocol;
    writeIpv4(this.out, ETHERNET_HEADER_BYTES, own, source, PROTOCOL_ICMP, payloadBytes, DEFAULT_TTL);
    const length = emitEchoReply(this.out, IPV4_PAYLOAD_AT, message, bytes);
    this.sendFrame(senderOf(this.received), length);
  }

  private receiveUnreachable(bytes: Uint8Array, message: IcmpMessage): void {
    const quoted = parseQuotedIpv4(bytes, message.dataAt, message.dataEnd, this.quoted);
    if (quoted === null || quoted.source !== this.own.protocol) {
      this.counters.icmpMalformed += 1;
      return;
    }
    this.counters.icmpErrors += 1;
    this.deliverError(bytes, quoted, message.type, message.code, message.nextHopMtu);
  }

  private deliverError(
    bytes: Uint8Array,
    quoted: Ipv4Packet,
    type: number,
    code: number,
    nextHopMtu: number,
  ): void {
    for (let i = 0; i < this.protocols.length; i++) {
      if (this.protocols[i] === quoted.protocol) {
        this.handlers[i]!.receiveError(bytes, quoted, type, code, nextHopMtu);
      }
    }
  }

  /** Asks the neighbour itself whether it is still there; its reply renews the entry. */
  private confirm(protocol: number, hardware: Uint8Array): void {
    const nowMs = this.environment.nowMs();
    if (nowMs < this.confirmAtMs) return;
    this.confirmAtMs = nowMs + LINK_CHECK_MS;
    this.sendArp(hardware, arpQuestion(protocol, this.own));
  }

  private sendArp(destination: Uint8Array, packet: ArpPacket): void {
    this.headed = null;
    const at = emitEthernet(this.out, 0, destination, this.own.hardware, ETHERTYPE_ARP);
    this.send(emitArp(this.out, at, packet));
  }

  /** Sends bytes 0 .. `length`-1 of `out` as IPv4 to a station. */
  private sendFrame(destination: Uint8Array, length: number): boolean {
    if (destination !== this.headed)
      emitEthernet(this.out, 0, destination, this.own.hardware, ETHERTYPE_IPV4);
    this.headed = destination;
    return this.send(length);
  }

  private send(length: number): boolean {
    if (this.tap !== null) this.tap(this.out, length);
    const taken = this.queue.send(this.out, length);
    if (taken) this.counters.framesSent += 1;
    else this.counters.transmitBusy += 1;
    return taken;
  }
}

/** The address that `text` says. Throws RangeError when a host cannot have it. */
export function hostAddress(text: string): number {
  const address = parseIpv4Address(text);
  if (address === null || !isUnicast(address)) {
    throw new RangeError(`"${text}" is not an IPv4 address of a host: write four numbers, as in "10.0.2.15"`);
  }
  return address;
}
