// TCP over our IPv4: finds the connection of a segment, makes new ones, answers what belongs to none. The same ports and
// tables are there over IPv6 when ipv6/tcp.ts is beside it.
//
// The Transport of the stack. Every table is bounded: connections, handshakes under way, TIME-WAIT. Under a flood of
// SYNs handshakes go on without memory, by cookies (RFC 4987 §3.6).

import type { Ipv4Handler } from "../handlers.ts";
import { IPV4_PAYLOAD_AT, type NetworkInterface } from "../interface.ts";
import { formatIpv4Address, parseIpv4Address } from "../ipv4-address.ts";
import { type PortChooser, randomPorts } from "../ports.ts";
import { RateLimit } from "../rate-limit.ts";
import type { Timed } from "../time.ts";
import {
  type ConnectOptions,
  DEFAULT_BACKLOG,
  DEFAULT_CONNECT_TIMEOUT_MS,
  type ListenOptions,
  NetError,
  type TcpConnection,
  type TcpListener,
  type Transport,
} from "../transport.ts";
import { get16, get32 } from "../wire/bytes.ts";
import {
  ICMP_UNREACHABLE,
  UNREACHABLE_HOST,
  UNREACHABLE_NET,
  UNREACHABLE_PORT,
  UNREACHABLE_PROTOCOL,
  UNREACHABLE_TOO_BIG,
} from "../wire/icmp.ts";
import { DEFAULT_TTL, IPV4_HEADER_BYTES, type Ipv4Packet, PROTOCOL_TCP } from "../wire/ipv4.ts";
import {
  ACK,
  FIN,
  parseTcp,
  RST,
  SYN,
  TCP_HEADER_BYTES,
  TcpHeader,
  tcpHeaderBytes,
  writeTcp,
} from "../wire/tcp.ts";
import { acceptSyn, arrive } from "./arrive.ts";
import type { SegmentsBeside } from "./beside.ts";
import { abort, answerSyn, open, setInitial } from "./calls.ts";
import { TcpCounters } from "./counters.ts";
import { end } from "./ending.ts";
import { StackListener } from "./listener.ts";
import { flush, resendAll } from "./output.ts";
import { makeRefusal } from "./refusal.ts";
import { Secrets } from "./secrets.ts";
import { add, after, before } from "./sequence.ts";
import { TcpStream } from "./stream.ts";
import { ConnectionTable } from "./table.ts";
import {
  CLOSED,
  DEFAULT_MSS,
  ESTABLISHED,
  type SegmentSink,
  SYN_RECEIVED,
  SYN_SENT,
  Tcb,
  type TcbUser,
  type TcpSettings,
  TIME_WAIT,
} from "./tcb.ts";
import { runTimers } from "./timers.ts";

const DEFAULT_CONNECTIONS = 1024;
/**
 * Twenty full segments. A sender may send a window at once, and the MACs of these boards hold some 32 KiB: what a larger
 * window invites them to send is lost there, and costs more than the window gains.
 */
const DEFAULT_WINDOW_BYTES = 29_200;
const DEFAULT_SEND_BYTES = 65_536;
/** RFC 9293 §3.8.4: two hours. */
const DEFAULT_KEEP_ALIVE_MS = 7_200_000;
const HALF_OPEN = 64;
const TIME_WAITS = 256;
const RESETS_PER_SECOND = 100;
const RESET_BURST = 50;
const COOKIE_LIFETIME_MS = 128_000;
/** RFC 1191 §3, §6.3: no path is believed to be narrower. */
const LEAST_PATH_MTU = 552;
const MAX_WINDOW = 0xffff;

export interface TcpOptions {
  /** How many connections there may be, those in TIME-WAIT included; by default 1024. */
  readonly connections?: number;
  /** How many received bytes may wait for each reader: the largest window. By default 29,200. */
  readonly receiveBytes?: number;
  /** How many bytes each writer may be ahead of its peer; by default 65,536. */
  readonly sendBytes?: number;
  /** Idle time before a peer is asked whether it still lives; by default two hours. Infinity for never. */
  readonly keepAliveMs?: number;
}

export class TcpLayer implements Ipv4Handler, SegmentSink, Timed, Transport {
  /** Who connects to addresses that are none of IPv4; null for nobody. */
  beside: SegmentsBeside | null = null;
  readonly counters = new TcpCounters();
  private readonly net: NetworkInterface;
  readonly settings: TcpSettings;
  private readonly limit: number;
  readonly secrets: Secrets;
  readonly table: ConnectionTable;
  private readonly listeners = new Map<number, StackListener>();
  /** Connections in TIME-WAIT, the oldest first. */
  private readonly timeWaits: Tcb[] = [];
  /** Connections that had to stop because the interface took no more. */
  private blocked: Tcb[] = [];
  private readonly resets = new RateLimit(RESETS_PER_SECOND, RESET_BURST);
  private readonly ports: PortChooser;
  private readonly header = new TcpHeader();
  private readonly reply = new TcpHeader();
  private deadlineMs = Infinity;
  readonly nowMs: () => number;
  /** What `nowMs` has said last: the time of whatever is being dealt with. */
  presentMs = 0;

  /** Takes over TCP on `net`. One layer for each interface. */
  constructor(net: NetworkInterface, options: TcpOptions = {}) {
    this.net = net;
    this.limit = options.connections ?? DEFAULT_CONNECTIONS;
    this.settings = {
      receiveBytes: options.receiveBytes ?? DEFAULT_WINDOW_BYTES,
      sendBytes: options.sendBytes ?? DEFAULT_SEND_BYTES,
      mss: net.mtu - IPV4_HEADER_BYTES - TCP_HEADER_BYTES,
      keepAliveMs: options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS,
      extensions: true,
    };
    const { environment } = net;
    this.nowMs = () => {
      this.presentMs = environment.nowMs();
      return this.presentMs;
    };
    this.secrets = new Secrets(environment);
    this.table = new ConnectionTable((remote, ports) => this.secrets.slot(remote, ports));
    this.ports = randomPorts(environment);
    net.attach(PROTOCOL_TCP, this);
    net.addTimed(this);
  }

  /** Calls `each` for every connection, and gives the ports that are listened at: for whoever looks, not for protocols. */
  inspect(each: (tcb: Tcb) => void): number[] {
    this.table.forEach(each);
    return [...this.listeners.keys()];
  }

  async listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    const chosen = port === 0 ? this.ports((candidate) => this.listeners.has(candidate)) : port;
    if (this.listeners.has(chosen)) {
      throw new NetError("address-in-use", `port ${chosen} is in use: close its listener or take another`);
    }
    const listener = new StackListener(
      chosen,
      this.net.address(),
      options.backlog ?? DEFAULT_BACKLOG,
      options.noDelay ?? true,
      (closed) => this.listeners.delete(closed),
    );
    this.listeners.set(chosen, listener);
    return listener;
  }

  async connect(host: string, port: number, options: ConnectOptions = {}): Promise<TcpConnection> {
    const inFour = parseIpv4Address(host);
    const via = inFour === null ? this.beside : null;
    const remote = via === null ? inFour : via.aimAt(host);
    if (remote === null) {
      throw new NetError(
        "name-not-found",
        `"${host}" is no address: names are resolved by ingot/net's DnsTransport`,
      );
    }
    if (via === null && !this.net.hasRoute(remote))
      throw new NetError("unreachable", `no route leads to ${host}`);
    if (!this.makeRoom()) {
      throw new NetError("no-resources", `there are ${this.limit} connections already: close some`);
    }
    const peer = remote;
    const taken = (candidate: number) =>
      this.listeners.has(candidate) ||
      (via === null ? this.table.find(peer, port, candidate) : via.connectionNow(peer, port, candidate)) !==
        null;
    const local = this.ports(taken);
    if (taken(local)) throw new NetError("no-resources", `no port is free for a connection to ${host}`);
    const tcb = this.newTcb(via, remote, port, local, options.noDelay ?? true);
    const stream = new TcpStream(tcb, this.nowMs);
    tcb.user = stream;
    const connected = stream.whenConnected();
    const nowMs = this.nowMs();
    open(tcb, this.initialSequence(tcb, nowMs), options.timeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS, nowMs);
    await connected;
    this.counters.opened += 1;
    return stream;
  }

  /** How many connections there are, in whatever state. */
  connectionCount(): number {
    return this.table.size();
  }

  /** Calls `each` for every connection, for reports. */
  forEachConnection(each: (tcb: Tcb) => void): void {
    this.table.forEach(each);
  }

  receive(bytes: Uint8Array, packet: Ipv4Packet): void {
    const { counters } = this.net;
    const source = packet.source;
    const header = parseTcp(
      bytes,
      packet.payloadAt,
      packet.payloadEnd,
      source,
      packet.destination,
      this.header,
    );
    if (header === null) {
      counters.tcpMalformed += 1;
      return;
    }
    const tcb = this.table.find(source, header.sourcePort, header.destinationPort);
    this.take(null, tcb, header, bytes, source);
  }

  /** Deals with a segment from `source` that came by `via`, null for IPv4, and belongs to `tcb` if that is not null. */
  take(
    via: SegmentsBeside | null,
    tcb: Tcb | null,
    header: TcpHeader,
    bytes: Uint8Array,
    source: number,
  ): void {
    const { counters } = this.net;
    // Never before what was said last: timestamps that go back are taken for old segments (RFC 7323 §5.3).
    const arrivalMs = this.net.arrivalMs();
    if (arrivalMs > this.presentMs) this.presentMs = arrivalMs;
    const nowMs = this.presentMs;
    if (tcb !== null && !(tcb.state === TIME_WAIT && this.reopens(tcb, header))) {
      counters.tcpSegments += 1;
      arrive(tcb, header, bytes, nowMs);
      return;
    }
    const listener = this.listeners.get(header.destinationPort);
    if (listener !== undefined && this.arriveAtListener(via, listener, header, bytes, source, nowMs)) {
      counters.tcpSegments += 1;
      return;
    }
    counters.tcpNoConnection += 1;
    this.refuseFrom(via, header, source);
  }

  receiveError(bytes: Uint8Array, quoted: Ipv4Packet, type: number, code: number, nextHopMtu: number): void {
    // The eight quoted bytes are both ports and the sequence number (RFC 792).
    const local = get16(bytes, quoted.payloadAt);
    const remote = get16(bytes, quoted.payloadAt + 2);
    const sequence = get32(bytes, quoted.payloadAt + 4);
    const tcb = this.table.find(quoted.destination, remote, local);
    if (tcb === null || !isUnderWay(tcb, sequence)) return;
    if (type !== ICMP_UNREACHABLE) return;
    if (code === UNREACHABLE_TOO_BIG)
      this.narrow(tcb, Math.max(LEAST_PATH_MTU, nextHopMtu) - IPV4_HEADER_BYTES - TCP_HEADER_BYTES);
    else if (tcb.state === SYN_SENT) this.fail(tcb, code);
  }

  transmitReady(): void {
    const waiting = this.blocked;
    this.blocked = [];
    const nowMs = this.nowMs();
    for (let i = 0; i < waiting.length; i++) flush(waiting[i]!, nowMs);
  }

  nextDeadlineMs(): number {
    return this.deadlineMs;
  }

  runTimers(nowMs: number): void {
    this.presentMs = nowMs;
    this.deadlineMs = Infinity;
    this.table.forEach((tcb) => {
      if (tcb.deadlineMs() <= nowMs) runTimers(tcb, nowMs);
      if (tcb.state !== CLOSED) this.scheduled(tcb);
    });
  }

  ready(tcb: Tcb): boolean {
    if (this.net.canSend()) return true;
    if (!this.blocked.includes(tcb)) this.blocked.push(tcb);
    return false;
  }

  send(tcb: Tcb, header: TcpHeader, offset: number, count: number): void {
    const { net } = this;
    this.counters.segmentsSent += 1;
    if (tcb.ends !== null) {
      this.beside!.sendSegment(tcb, header, offset, count);
      return;
    }
    header.sourcePort = tcb.localPort;
    header.destinationPort = tcb.remotePort;
    const dataAt = IPV4_PAYLOAD_AT + tcpHeaderBytes(header);
    tcb.send.copyTo(offset, count, net.out, dataAt);
    const end = writeTcp(net.out, IPV4_PAYLOAD_AT, header, net.address(), tcb.remoteAddress, count);
    net.sendIpv4(tcb.remoteAddress, PROTOCOL_TCP, end - IPV4_PAYLOAD_AT, DEFAULT_TTL, this.presentMs);
  }

  refuse(tcb: Tcb, header: TcpHeader): void {
    this.refuseFrom(tcb.ends === null ? null : this.beside, header, tcb.remoteAddress);
  }

  pathMss(tcb: Tcb): number {
    return tcb.ends === null ? tcb.settings.mss : this.beside!.mssTo(tcb);
  }

  addressText(tcb: Tcb, isRemote: boolean): string {
    if (tcb.ends !== null) return this.beside!.textOf(isRemote ? tcb.ends.remote : tcb.ends.local);
    return formatIpv4Address(isRemote ? tcb.remoteAddress : tcb.localAddress);
  }

  scheduled(tcb: Tcb): void {
    const deadline = tcb.deadlineMs();
    if (deadline >= this.deadlineMs) return;
    this.deadlineMs = deadline;
    this.net.schedule(deadline);
  }

  ended(tcb: Tcb): void {
    if (tcb.state === TIME_WAIT) {
      this.timeWaits.push(tcb);
      if (this.timeWaits.length > TIME_WAITS) this.recycle();
      return;
    }
    this.table.remove(tcb);
    const at = this.timeWaits.indexOf(tcb);
    if (at >= 0) this.timeWaits.splice(at, 1);
  }

  /** Ends the connection that has been in TIME-WAIT for longest. */
  private recycle(): void {
    this.counters.timeWaitRecycled += 1;
    end(this.timeWaits[0]!, null);
  }

  /** False when no connection can be added. */
  private makeRoom(): boolean {
    if (this.table.size() < this.limit) return true;
    if (this.timeWaits.length > 0) {
      this.recycle();
      return true;
    }
    this.counters.tableFull += 1;
    return false;
  }

  private newTcb(
    via: SegmentsBeside | null,
    remoteAddress: number,
    remotePort: number,
    localPort: number,
    noDelay: boolean,
  ): Tcb {
    const tcb = new Tcb(this, via === null ? this.settings : via.settings);
    if (via !== null) tcb.ends = via.endsNow();
    tcb.localAddress = this.localNumber(via);
    tcb.localPort = localPort;
    tcb.remoteAddress = remoteAddress;
    tcb.remotePort = remotePort;
    tcb.noDelay = noDelay;
    tcb.tsOffset = this.secrets.timestampOffset(
      tcb.localAddress,
      remoteAddress,
      portsOf(remotePort, localPort),
    );
    this.table.add(tcb);
    return tcb;
  }

  private initialSequence(tcb: Tcb, nowMs: number): number {
    const ports = portsOf(tcb.remotePort, tcb.localPort);
    return this.secrets.initialSequence(tcb.localAddress, tcb.remoteAddress, ports, nowMs);
  }

  /** RFC 9293 §3.6.1 MAY-2, RFC 6191: whether a SYN may end a TIME-WAIT early, being certainly newer. */
  private reopens(tcb: Tcb, header: TcpHeader): boolean {
    if ((header.flags & (SYN | ACK | RST)) !== SYN) return false;
    const newer =
      tcb.timestamps && header.hasTimestamps
        ? after(header.timestamp, tcb.tsRecent)
        : after(header.sequence, tcb.rcvNxt);
    if (newer) end(tcb, null);
    return newer;
  }

  /** RFC 9293 §3.10.7.2. False when the segment is to be answered by a reset. */
  private arriveAtListener(
    via: SegmentsBeside | null,
    listener: StackListener,
    header: TcpHeader,
    bytes: Uint8Array,
    source: number,
    nowMs: number,
  ): boolean {
    if (header.has(RST)) return true;
    if (header.has(ACK))
      return !header.has(SYN) && this.takeCookie(via, listener, header, bytes, source, nowMs);
    // A SYN with FIN is no honest segment; one without SYN nobody wants.
    if (!header.has(SYN) || header.has(FIN)) return true;
    if (!listener.hasRoom()) {
      this.counters.backlogFull += 1;
      return false;
    }
    if (listener.halfOpen >= HALF_OPEN) {
      this.sendCookie(via, listener, header, source, nowMs);
      return true;
    }
    if (!this.makeRoom()) return true;
    const tcb = this.newTcb(via, source, header.sourcePort, header.destinationPort, listener.noDelay);
    tcb.user = new Handshake(tcb, listener, this);
    answerSyn(tcb, header, this.initialSequence(tcb, nowMs), nowMs);
    return true;
  }

  /** Answers a SYN and forgets it: all that is needed comes back with the acknowledgment. */
  private sendCookie(
    via: SegmentsBeside | null,
    listener: StackListener,
    header: TcpHeader,
    source: number,
    nowMs: number,
  ): void {
    const { reply } = this;
    const settings = via === null ? this.settings : via.settings;
    const ports = portsOf(header.sourcePort, header.destinationPort);
    const mss = Math.min(settings.mss, header.mss === 0 ? DEFAULT_MSS : header.mss);
    reply.clearOptions();
    reply.sequence = this.secrets.cookie(this.localNumber(via), source, ports, header.sequence, mss, nowMs);
    reply.acknowledgment = add(header.sequence, 1);
    reply.flags = SYN | ACK;
    reply.window = Math.min(MAX_WINDOW, settings.receiveBytes);
    reply.mss = settings.mss;
    reply.sourcePort = header.destinationPort;
    reply.destinationPort = header.sourcePort;
    listener.cookieMs = nowMs;
    this.counters.cookiesSent += 1;
    this.sendReply(via, reply, source);
  }

  /** An acknowledgment out of nowhere may finish a handshake that was begun by a cookie. */
  private takeCookie(
    via: SegmentsBeside | null,
    listener: StackListener,
    header: TcpHeader,
    bytes: Uint8Array,
    source: number,
    nowMs: number,
  ): boolean {
    if (nowMs - listener.cookieMs > COOKIE_LIFETIME_MS) return false;
    const ports = portsOf(header.sourcePort, header.destinationPort);
    const irs = add(header.sequence, -1);
    const iss = add(header.acknowledgment, -1);
    const mss = this.secrets.openCookie(this.localNumber(via), source, ports, irs, iss, nowMs);
    if (mss === 0) {
      this.counters.cookiesRefused += 1;
      return false;
    }
    if (!listener.hasRoom() || !this.makeRoom()) {
      this.counters.backlogFull += 1;
      return false;
    }
    this.counters.cookiesAccepted += 1;
    const tcb = this.newTcb(via, source, header.sourcePort, header.destinationPort, listener.noDelay);
    const { reply } = this;
    reply.clearOptions();
    reply.sequence = irs;
    reply.mss = mss;
    reply.window = header.window;
    setInitial(tcb, iss);
    acceptSyn(tcb, reply, nowMs);
    // As if our SYN-ACK had just gone out: the acknowledgment at hand does the rest.
    tcb.state = SYN_RECEIVED;
    tcb.sndNxt = add(iss, 1);
    tcb.rcvEdge = add(tcb.rcvNxt, Math.min(MAX_WINDOW, this.settings.receiveBytes));
    tcb.user = new Handshake(tcb, listener, this);
    arrive(tcb, header, bytes, nowMs);
    return true;
  }

  /** For Handshake: the peer is there. */
  established(tcb: Tcb, listener: StackListener): void {
    const stream = new TcpStream(tcb, this.nowMs);
    tcb.user = stream;
    if (listener.offer(stream)) {
      this.counters.accepted += 1;
    } else {
      this.counters.backlogFull += 1;
      abort(tcb, this.nowMs());
    }
  }

  /** Answers a segment from `source` that came by `via` by a reset. */
  refuseFrom(via: SegmentsBeside | null, header: TcpHeader, source: number): void {
    if (!makeRefusal(header, this.reply) || !this.resets.allow(this.nowMs())) return;
    this.counters.resetsSent += 1;
    this.sendReply(via, this.reply, source);
  }

  private sendReply(via: SegmentsBeside | null, reply: TcpHeader, remote: number): void {
    const { net } = this;
    this.counters.segmentsSent += 1;
    if (via !== null) {
      via.replyNow(reply);
      return;
    }
    const end = writeTcp(net.out, IPV4_PAYLOAD_AT, reply, net.address(), remote, 0);
    net.sendIpv4(remote, PROTOCOL_TCP, end - IPV4_PAYLOAD_AT);
  }

  /** Our address as hashes take it. */
  private localNumber(via: SegmentsBeside | null): number {
    return via === null ? this.net.address() : 0;
  }

  /** RFC 1191 §6.2, RFC 8201 §5.4: the path takes only smaller packets; what was too big is sent again in pieces. */
  narrow(tcb: Tcb, mss: number): void {
    if (tcb.state < ESTABLISHED || mss >= tcb.segmentBytes) return;
    tcb.setMss(mss);
    resendAll(tcb);
    flush(tcb, this.nowMs());
  }

  /** RFC 5461 §4.1: an attempt to connect need not wait for its time when a router says that it is in vain. */
  private fail(tcb: Tcb, code: number): void {
    if (code === UNREACHABLE_PORT || code === UNREACHABLE_PROTOCOL) end(tcb, "refused");
    else if (code === UNREACHABLE_HOST || code === UNREACHABLE_NET) end(tcb, "unreachable");
  }
}

/** RFC 5927 §4.1: an error about what is not under way is forged or late. */
export function isUnderWay(tcb: Tcb, sequence: number): boolean {
  return !before(sequence, tcb.sndUna) && before(sequence, tcb.sndNxt);
}

/** Who waits for the end of a handshake that a peer has begun. */
class Handshake implements TcbUser {
  private readonly tcb: Tcb;
  private readonly listener: StackListener;
  private readonly layer: TcpLayer;

  constructor(tcb: Tcb, listener: StackListener, layer: TcpLayer) {
    this.tcb = tcb;
    this.listener = listener;
    this.layer = layer;
    listener.halfOpen += 1;
  }

  changed(): void {
    const { tcb } = this;
    if (tcb.state === SYN_RECEIVED) return;
    this.listener.halfOpen -= 1;
    tcb.user = null;
    if (tcb.state !== CLOSED) this.layer.established(tcb, this.listener);
  }
}

/** Both ports in one word. */
function portsOf(remotePort: number, localPort: number): number {
  return (remotePort << 16) | localPort;
}
