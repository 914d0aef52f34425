// The state of one connection, its "transmission control block" (RFC 9293 §3.3.1), and what it needs from outside.
//
// Data and small questions about it. What happens to it is in arrive.ts (segments), output.ts (sending), timers.ts
// (time), calls.ts (the user) and ending.ts.

import type { NetErrorCode } from "../transport.ts";
import type { TcpHeader } from "../wire/tcp.ts";
import { ByteRing } from "./byte-ring.ts";
import { Congestion } from "./congestion.ts";
import type { TcpCounters } from "./counters.ts";
import { ReceiveQueue } from "./receive-queue.ts";
import { RoundTrip } from "./round-trip.ts";
import { Scoreboard } from "./scoreboard.ts";
import { add, distance } from "./sequence.ts";

/** RFC 9293 §3.3.2, in an order that lets "synchronized" be a comparison. */
export const CLOSED = 0;
export const SYN_SENT = 1;
export const SYN_RECEIVED = 2;
export const ESTABLISHED = 3;
export const CLOSE_WAIT = 4;
export const FIN_WAIT_1 = 5;
export const FIN_WAIT_2 = 6;
export const CLOSING = 7;
export const LAST_ACK = 8;
export const TIME_WAIT = 9;

const STATE_NAMES = [
  "CLOSED",
  "SYN-SENT",
  "SYN-RECEIVED",
  "ESTABLISHED",
  "CLOSE-WAIT",
  "FIN-WAIT-1",
  "FIN-WAIT-2",
  "CLOSING",
  "LAST-ACK",
  "TIME-WAIT",
];

/** RFC 9293 §3.7.1: what a peer takes that does not say. */
export const DEFAULT_MSS = 536;
/** Bytes of the timestamps option with its padding. */
const TIMESTAMPS_BYTES = 12;

/** Where segments go, and who is told what happened. Implemented by the layer, and by tests. */
export interface SegmentSink {
  readonly counters: TcpCounters;
  /** False while nothing more can be sent; `flush` is to be called again when it can. */
  ready(tcb: Tcb): boolean;
  /** Sends `header` with `count` bytes from `offset` of the send queue. Ports and addresses are the sink's to add. */
  send(tcb: Tcb, header: TcpHeader, offset: number, count: number): void;
  /** Answers a segment that cannot be right by a reset (RFC 9293 §3.10.7.1). */
  refuse(tcb: Tcb, header: TcpHeader): void;
  /** A deadline may have moved forward. */
  scheduled(tcb: Tcb): void;
  /** The connection entered TIME-WAIT, or CLOSED: then it is to be forgotten. */
  ended(tcb: Tcb): void;
  /** What one segment may carry, without options, on the way to the peer as far as that is known. */
  pathMss(tcb: Tcb): number;
  /** Our address, or the peer's, as text. */
  addressText(tcb: Tcb, isRemote: boolean): string;
}

/** Addresses that no number holds: those of IPv6. */
export interface Ends {
  readonly local: Uint8Array;
  readonly remote: Uint8Array;
}

/** Who uses a connection. */
export interface TcbUser {
  /** Readable, writable, connected, ended: something has changed that may be waited for. */
  changed(): void;
}

export interface TcpSettings {
  /** How many received bytes wait for the application at most; this is the largest window. 4096 .. 2^30. */
  readonly receiveBytes: number;
  /** How many bytes wait to be sent and acknowledged at most. */
  readonly sendBytes: number;
  /** The MSS option of our SYN: what one segment to us may carry. */
  readonly mss: number;
  /** Idle time before a peer is asked whether it is still there; Infinity for never. */
  readonly keepAliveMs: number;
  /** Offer timestamps and window scaling (RFC 7323), and SACK (RFC 2018). */
  readonly extensions: boolean;
}

export class Tcb {
  readonly sink: SegmentSink;
  readonly settings: TcpSettings;
  /** Over IPv6 0. */
  localAddress = 0;
  localPort = 0;
  /** Over IPv6 a number that stands for both `ends` in tables and hashes, and that no station has as its address. */
  remoteAddress = 0;
  remotePort = 0;
  /** Null over IPv4. */
  ends: Ends | null = null;
  state = CLOSED;
  user: TcbUser | null = null;
  /** Why it ended; null for an orderly end. */
  failure: NetErrorCode | null = null;

  // Send sequence variables, RFC 9293 §3.3.1.
  iss = 0;
  sndUna = 0;
  sndNxt = 0;
  sndWnd = 0;
  sndWl1 = 0;
  sndWl2 = 0;
  /** The largest window the peer has offered. */
  sndMaxWnd = 0;
  sndShift = 0;
  /** Data bytes per segment, options taken off. */
  segmentBytes = DEFAULT_MSS;
  /** Acknowledged bytes leave it at the front: its first byte has number sndUna once the SYN is acknowledged. */
  readonly send: ByteRing;
  noDelay = true;
  /** The user has ended our direction. The FIN's number is the one behind the last byte of `send`. */
  finQueued = false;

  // Receive sequence variables.
  irs = 0;
  rcvNxt = 0;
  /** One past the last byte of the window that the peer knows. */
  rcvEdge = 0;
  rcvShift = 0;
  readonly received: ReceiveQueue;
  /** Number of a FIN that was seen behind a gap, or -1. */
  rcvFin = -1;
  finReceived = false;
  /** The user reads no more: what arrives is acknowledged and thrown away. */
  discard = false;

  // RFC 7323.
  timestamps = false;
  tsOffset = 0;
  tsRecent = 0;
  tsRecentMs = 0;
  lastAckSent = 0;

  // Loss and congestion.
  readonly roundTrip = new RoundTrip();
  readonly congestion = new Congestion();
  readonly scoreboard = new Scoreboard();
  sackPermitted = false;
  duplicateAcks = 0;
  recovering = false;
  /** After a timeout: everything that is not known to have arrived before `recoveryPoint` counts as lost. */
  allLost = false;
  recoveryPoint = 0;
  /** HighRxt: everything lost before it was sent again. */
  repaired = 0;
  /** The next retransmission goes out whatever the congestion window says. */
  forced = false;
  cwndLimited = false;
  /** Without timestamps: the segment being timed, and since when; -1 for none (RFC 6298 §3). */
  timedEnd = 0;
  timedMs = -1;
  lastSentMs = 0;

  // Acknowledging.
  ackNow = false;
  /** Segments with data that were not acknowledged yet. */
  unacknowledged = 0;
  challengedMs = -Infinity;

  // Deadlines on the environment's clock; Infinity when not set.
  retransmitMs = Infinity;
  /** The retransmission timer stands for the persist timer (RFC 9293 §3.8.6.1). */
  persisting = false;
  delayedAckMs = Infinity;
  keepAliveAtMs = Infinity;
  /** TIME-WAIT's 2 MSL, FIN-WAIT-2's patience, the limit of a connection attempt. */
  endMs = Infinity;
  retries = 0;
  lastHeardMs = 0;

  constructor(sink: SegmentSink, settings: TcpSettings) {
    this.sink = sink;
    this.settings = settings;
    this.send = new ByteRing(settings.sendBytes);
    this.received = new ReceiveQueue(settings.receiveBytes);
  }

  /** Tells the user. */
  changed(): void {
    if (this.user !== null) this.user.changed();
  }

  /** When timers.ts has something to do. */
  deadlineMs(): number {
    // Not by Math.min of all four, which would make an array of them: this is asked for each segment.
    let next = this.retransmitMs;
    if (this.delayedAckMs < next) next = this.delayedAckMs;
    if (this.keepAliveAtMs < next) next = this.keepAliveAtMs;
    if (this.endMs < next) next = this.endMs;
    return next;
  }

  /** Bytes and flags under way, by the sequence space. */
  flight(): number {
    return distance(this.sndUna, this.sndNxt);
  }

  /** Number of the FIN, sent or not: one past the last byte of data. Only once our SYN is acknowledged. */
  sendEnd(): number {
    return add(this.sndUna, this.send.length);
  }

  finSent(): boolean {
    return this.finQueued && distance(this.sendEnd(), this.sndNxt) > 0;
  }

  /** RFC 9293 §3.10.7.4 speaks of these states. */
  synchronized(): boolean {
    return this.state >= ESTABLISHED;
  }

  /** The user can still expect bytes. */
  mayReceive(): boolean {
    return this.state === ESTABLISHED || this.state === FIN_WAIT_1 || this.state === FIN_WAIT_2;
  }

  /** Sets how much a segment carries for a peer (or path) that takes `mss` bytes without options. */
  setMss(mss: number): void {
    this.segmentBytes = mss - (this.timestamps ? TIMESTAMPS_BYTES : 0);
    this.congestion.resize(this.segmentBytes);
  }

  /** Our timestamp clock: milliseconds from a secret start (RFC 7323 §5.4, §7.1). */
  timestamp(nowMs: number): number {
    return (Math.floor(nowMs) + this.tsOffset) >>> 0;
  }
}

/** The state's name in RFC 9293. */
export function stateName(state: number): string {
  return STATE_NAMES[state]!;
}
