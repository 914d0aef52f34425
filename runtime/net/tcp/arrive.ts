// What a segment that has arrived does to its connection. RFC 9293 §3.10.7.3 and §3.10.7.4, RFC 5961, RFC 7323 §5.
//
// Every segment is looked at in the order of the RFC's steps. Segments that belong to no connection are layer.ts's.

import { ACK, FIN, RST, SYN, type TcpHeader } from "../wire/tcp.ts";
import { acknowledge } from "./acknowledge.ts";
import { end, enterTimeWait, waitForTheirFin } from "./ending.ts";
import { acknowledgeLater, flush, sendAck, sendSyn, windowShift } from "./output.ts";
import { add, after, before, distance } from "./sequence.ts";
import {
  CLOSE_WAIT,
  CLOSED,
  CLOSING,
  DEFAULT_MSS,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  LAST_ACK,
  SYN_RECEIVED,
  SYN_SENT,
  type Tcb,
  TIME_WAIT,
} from "./tcb.ts";

/** RFC 5961 §7: challenges to one connection are at least this far apart. */
const CHALLENGE_INTERVAL_MS = 500;
/** RFC 7323 §5.5: after 24 days a recent timestamp says nothing any more. */
const TIMESTAMP_LIFETIME_MS = 24 * 86_400_000;
/** The smallest MSS that is believed: less would let a peer make us send headers without end. */
const LEAST_MSS = 48;

/** Takes the segment with `header`, whose data is in `bytes`. */
export function arrive(tcb: Tcb, header: TcpHeader, bytes: Uint8Array, nowMs: number): void {
  if (tcb.state === CLOSED) return;
  if (tcb.state === SYN_SENT) {
    arriveInSynSent(tcb, header, bytes, nowMs);
  } else {
    arriveSynchronized(tcb, header, bytes, nowMs);
  }
  if (tcb.state !== CLOSED) flush(tcb, nowMs);
}

/** Takes over what the peer's SYN says of it; both openings need it (RFC 9293 §3.10.7.2, §3.10.7.3). */
export function acceptSyn(tcb: Tcb, header: TcpHeader, nowMs: number): void {
  const { extensions } = tcb.settings;
  tcb.irs = header.sequence;
  tcb.rcvNxt = add(header.sequence, 1);
  tcb.rcvEdge = tcb.rcvNxt;
  tcb.lastAckSent = tcb.rcvNxt;
  tcb.lastHeardMs = nowMs;
  tcb.timestamps = extensions && header.hasTimestamps;
  if (tcb.timestamps) rememberTimestamp(tcb, header, nowMs);
  tcb.sackPermitted = extensions && header.sackPermitted;
  const scaled = extensions && header.windowShift >= 0;
  tcb.sndShift = scaled ? header.windowShift : 0;
  tcb.rcvShift = scaled ? windowShift(tcb.settings.receiveBytes) : -1;
  const peerMss = header.mss === 0 ? DEFAULT_MSS : Math.max(LEAST_MSS, header.mss);
  tcb.setMss(Math.min(peerMss, tcb.sink.pathMss(tcb)));
  tcb.congestion.start(tcb.segmentBytes);
  tcb.sndWnd = header.window;
  tcb.sndMaxWnd = header.window;
  tcb.sndWl1 = header.sequence;
  tcb.sndWl2 = tcb.iss;
}

function rememberTimestamp(tcb: Tcb, header: TcpHeader, nowMs: number): void {
  tcb.tsRecent = header.timestamp;
  tcb.tsRecentMs = nowMs;
}

/** RFC 9293 §3.10.7.3. */
function arriveInSynSent(tcb: Tcb, header: TcpHeader, bytes: Uint8Array, nowMs: number): void {
  const acknowledges = header.has(ACK);
  if (acknowledges && header.acknowledgment !== tcb.sndNxt) {
    // A segment of an older connection. The layer answers it with a reset, as the RFC wants.
    tcb.sink.counters.unacceptable += 1;
    if (!header.has(RST)) tcb.sink.refuse(tcb, header);
    return;
  }
  if (header.has(RST)) {
    if (acknowledges) end(tcb, "refused");
    return;
  }
  if (!header.has(SYN)) return;
  acceptSyn(tcb, header, nowMs);
  if (!acknowledges) {
    // Both have opened at once (RFC 9293 §3.5).
    tcb.state = SYN_RECEIVED;
    sendSyn(tcb, nowMs);
    return;
  }
  if (tcb.retries === 0) sampleHandshake(tcb, header, nowMs);
  tcb.sndUna = header.acknowledgment;
  tcb.retransmitMs = Infinity;
  tcb.retries = 0;
  establish(tcb, nowMs);
  tcb.ackNow = true;
  if (header.dataEnd > header.dataAt || header.has(FIN)) {
    header.sequence = add(header.sequence, 1);
    takeText(tcb, header, bytes, nowMs);
  }
}

function sampleHandshake(tcb: Tcb, header: TcpHeader, nowMs: number): void {
  if (tcb.timestamps) tcb.roundTrip.sample((tcb.timestamp(nowMs) - header.timestampEcho) >>> 0);
  else if (tcb.timedMs >= 0) tcb.roundTrip.sample(nowMs - tcb.timedMs);
  tcb.timedMs = -1;
}

function establish(tcb: Tcb, nowMs: number): void {
  tcb.state = ESTABLISHED;
  tcb.endMs = Infinity;
  tcb.keepAliveAtMs = nowMs + tcb.settings.keepAliveMs;
  // What the user has ended meanwhile is ended now.
  if (tcb.finQueued) tcb.state = FIN_WAIT_1;
  tcb.changed();
}

/** RFC 9293 §3.10.7.4. */
function arriveSynchronized(tcb: Tcb, header: TcpHeader, bytes: Uint8Array, nowMs: number): void {
  if (!firstChecks(tcb, header, nowMs)) return;
  tcb.lastHeardMs = nowMs;
  if (tcb.keepAliveAtMs !== Infinity) tcb.keepAliveAtMs = nowMs + tcb.settings.keepAliveMs;

  // Second, the RST bit, by RFC 5961 §3.2: only the exact number ends a connection.
  if (header.has(RST)) {
    // RFC 1337 §3 (F1): in TIME-WAIT no reset does anything.
    if (tcb.state === TIME_WAIT) return;
    if (header.sequence !== tcb.rcvNxt) {
      challenge(tcb, nowMs);
      return;
    }
    tcb.sink.counters.resetsAccepted += 1;
    end(tcb, tcb.state === SYN_RECEIVED ? "refused" : "reset");
    return;
  }
  // Fourth, the SYN bit, by RFC 5961 §4.2: whoever really restarted answers the challenge with a reset.
  if (header.has(SYN)) {
    if (tcb.state === SYN_RECEIVED && header.sequence === tcb.irs) sendSyn(tcb, nowMs);
    else challenge(tcb, nowMs);
    return;
  }
  // Fifth, the ACK field.
  if (!header.has(ACK)) return;
  if (tcb.state === SYN_RECEIVED) {
    if (!after(header.acknowledgment, tcb.sndUna) || after(header.acknowledgment, tcb.sndNxt)) {
      tcb.sink.refuse(tcb, header);
      return;
    }
    if (tcb.retries === 0) sampleHandshake(tcb, header, nowMs);
    tcb.sndUna = add(tcb.iss, 1);
    tcb.retransmitMs = Infinity;
    tcb.retries = 0;
    tcb.sndWnd = header.window << tcb.sndShift;
    tcb.sndWl1 = header.sequence;
    tcb.sndWl2 = header.acknowledgment;
    establish(tcb, nowMs);
    if ((tcb.state as number) === CLOSED) return;
  }
  // RFC 5961 §5.2: neither what was never sent nor what is long gone can be acknowledged.
  const oldest = add(tcb.sndUna, -tcb.sndMaxWnd);
  if (after(header.acknowledgment, tcb.sndNxt) || before(header.acknowledgment, oldest)) {
    challenge(tcb, nowMs);
    return;
  }
  if (acknowledge(tcb, header, nowMs)) afterOurFin(tcb, nowMs);
  if ((tcb.state as number) === CLOSED) return;
  // Sixth, urgent data is data like other (RFC 6093). Seventh and eighth, text and FIN.
  if (header.dataEnd > header.dataAt || header.has(FIN)) takeText(tcb, header, bytes, nowMs);
}

/** First, the sequence number, after RFC 7323 §5.3's look at the timestamp. False when the segment is dropped. */
function firstChecks(tcb: Tcb, header: TcpHeader, nowMs: number): boolean {
  const length = header.dataEnd - header.dataAt + (header.has(SYN) ? 1 : 0) + (header.has(FIN) ? 1 : 0);
  if (tcb.timestamps && !header.has(RST)) {
    // RFC 7323 §3.2: once agreed on, the option is in every segment.
    if (!header.hasTimestamps) {
      tcb.sink.counters.unacceptable += 1;
      return false;
    }
    const old = before(header.timestamp, tcb.tsRecent);
    if (old && nowMs - tcb.tsRecentMs < TIMESTAMP_LIFETIME_MS && !header.has(SYN)) {
      tcb.sink.counters.unacceptable += 1;
      tcb.ackNow = true;
      return false;
    }
  }
  if (!acceptable(tcb, header.sequence, length)) {
    tcb.sink.counters.unacceptable += 1;
    if (header.has(RST)) return false;
    if (tcb.state === TIME_WAIT && header.has(FIN)) enterTimeWait(tcb, nowMs);
    // An acknowledgment that is out of order says enough once; data and FINs that come again want an answer each.
    if (length > 0 && !header.has(SYN)) tcb.ackNow = true;
    else if (tcb.state === SYN_RECEIVED && header.has(SYN) && header.sequence === tcb.irs)
      sendSyn(tcb, nowMs);
    else challenge(tcb, nowMs);
    return false;
  }
  // RFC 7323 §4.3 (2): the timestamp of the segment that the next acknowledgment answers.
  if (tcb.timestamps && header.hasTimestamps && !before(header.timestamp, tcb.tsRecent)) {
    if (!after(header.sequence, tcb.lastAckSent)) rememberTimestamp(tcb, header, nowMs);
  }
  return true;
}

/** RFC 9293 §3.10.7.4, the table of the first check. `length` counts SYN and FIN. */
export function acceptable(tcb: Tcb, sequence: number, length: number): boolean {
  const window = distance(tcb.rcvNxt, tcb.rcvEdge);
  const first = distance(tcb.rcvNxt, sequence);
  // The RFC wants `first < window`. But a peer that has filled the window, or probed a closed one by a byte, sends
  // its acknowledgments from the edge, and they must count while what it filled the window with is still missing.
  if (length === 0) return first >= 0 && first <= Math.max(window, 1);
  const last = first + length - 1;
  return (first >= 0 && first < window) || (last >= 0 && last < window);
}

/** RFC 5961: says what we expect; who sent the segment honestly will know what to do. */
function challenge(tcb: Tcb, nowMs: number): void {
  if (nowMs - tcb.challengedMs < CHALLENGE_INTERVAL_MS) {
    tcb.sink.counters.challengesLimited += 1;
    return;
  }
  tcb.challengedMs = nowMs;
  tcb.sink.counters.challenges += 1;
  sendAck(tcb, nowMs);
}

/** Our FIN was acknowledged. */
function afterOurFin(tcb: Tcb, nowMs: number): void {
  if (tcb.state === FIN_WAIT_1) {
    tcb.state = FIN_WAIT_2;
    waitForTheirFin(tcb, nowMs);
  } else if (tcb.state === CLOSING) {
    enterTimeWait(tcb, nowMs);
  } else if (tcb.state === LAST_ACK) {
    end(tcb, null);
  }
  tcb.changed();
}

/** Seventh and eighth: takes what of the segment's data is new and in the window, and its FIN. */
function takeText(tcb: Tcb, header: TcpHeader, bytes: Uint8Array, nowMs: number): void {
  if (!tcb.mayReceive()) return;
  let { sequence } = header;
  let from = header.dataAt;
  let to = header.dataEnd;
  if (header.has(FIN)) tcb.rcvFin = add(sequence, to - from);
  const old = distance(sequence, tcb.rcvNxt);
  if (old > 0) {
    from = Math.min(to, from + old);
    sequence = tcb.rcvNxt;
  }
  to = Math.min(to, from + Math.max(0, distance(sequence, tcb.rcvEdge)));
  if (to > from) takeBytes(tcb, sequence, bytes, from, to, nowMs);
  else if (!header.has(FIN)) tcb.ackNow = true;
  if (tcb.rcvFin >= 0) takeFin(tcb, nowMs);
}

function takeBytes(
  tcb: Tcb,
  sequence: number,
  bytes: Uint8Array,
  from: number,
  to: number,
  nowMs: number,
): void {
  const { received } = tcb;
  const hadGaps = received.gaps() > 0;
  const dropped = received.dropped;
  const ready = received.receive(tcb.rcvNxt, sequence, bytes, from, to);
  if (received.dropped !== dropped) tcb.sink.counters.outOfOrderDropped += received.dropped - dropped;
  // RFC 5681 §4.2: a gap, and what fills one, is told at once.
  if (ready === 0 || hadGaps) tcb.ackNow = true;
  else acknowledgeLater(tcb, nowMs);
  if (ready === 0) return;
  tcb.rcvNxt = add(tcb.rcvNxt, ready);
  if (tcb.discard) received.ring.consume(received.ring.length);
  else tcb.changed();
}

/** Eighth, the FIN bit, once everything before it is there. */
function takeFin(tcb: Tcb, nowMs: number): void {
  if (tcb.finReceived) return;
  if (tcb.rcvFin !== tcb.rcvNxt) {
    tcb.ackNow = true;
    return;
  }
  tcb.finReceived = true;
  tcb.rcvNxt = add(tcb.rcvNxt, 1);
  tcb.rcvEdge = after(tcb.rcvNxt, tcb.rcvEdge) ? tcb.rcvNxt : tcb.rcvEdge;
  tcb.ackNow = true;
  if (tcb.state === ESTABLISHED) tcb.state = CLOSE_WAIT;
  else if (tcb.state === FIN_WAIT_1) tcb.state = CLOSING;
  else if (tcb.state === FIN_WAIT_2) enterTimeWait(tcb, nowMs);
  tcb.changed();
}
