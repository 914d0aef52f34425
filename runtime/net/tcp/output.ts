// What a connection sends, and when: data, acknowledgments, windows. RFC 9293 §3.8.6, RFC 5681, RFC 6675 §5.
//
// Every function here may be called at any time; each sends only what the rules allow at that moment.

import { ACK, FIN, PSH, SYN, TcpHeader } from "../wire/tcp.ts";
import { add, after, before, distance, latest } from "./sequence.ts";
import { CLOSED, ESTABLISHED, SYN_RECEIVED, SYN_SENT, type Tcb, TIME_WAIT } from "./tcb.ts";

/** RFC 9293 §3.8.6.3 allows 500 ms; interactive use asks for less. */
const DELAYED_ACK_MS = 40;
/** RFC 2018 §3: with timestamps there is room for three blocks. */
const SACK_BLOCKS = 3;
const SACK_OPTION_BYTES = 4;
const SACK_BLOCK_BYTES = 8;
const MAX_WINDOW = 0xffff;
/** RFC 7323 §2.3. */
const MAX_SHIFT = 14;
/** RFC 9293 §3.8.6.2.1: how long a small window may hold small data back. */
const OVERRIDE_MS = 500;

// The segment being made. One is enough: nothing is sent while another one is made.
const header = new TcpHeader();

/** Sends whatever may be sent now, and an acknowledgment if one is due that nothing has carried. */
export function flush(tcb: Tcb, nowMs: number): void {
  // It may have ended while it waited for room.
  if (tcb.state === CLOSED) return;
  if (tcb.state >= ESTABLISHED && tcb.state !== TIME_WAIT) sendData(tcb, nowMs);
  if (tcb.ackNow && tcb.sink.ready(tcb)) sendAck(tcb, nowMs);
  tcb.sink.scheduled(tcb);
}

/** Our SYN, or SYN-ACK. */
export function sendSyn(tcb: Tcb, nowMs: number): void {
  header.clearOptions();
  header.sequence = tcb.iss;
  header.flags = tcb.state === SYN_SENT ? SYN : SYN | ACK;
  header.acknowledgment = tcb.state === SYN_SENT ? 0 : tcb.rcvNxt;
  // RFC 7323 §2.2: the window of a SYN is never scaled.
  header.window = Math.min(MAX_WINDOW, tcb.received.ring.room());
  tcb.rcvEdge = add(tcb.rcvNxt, header.window);
  header.mss = tcb.settings.mss;
  const answering = tcb.state === SYN_RECEIVED;
  if (tcb.settings.extensions) {
    header.windowShift = answering && tcb.rcvShift < 0 ? -1 : windowShift(tcb.settings.receiveBytes);
    header.sackPermitted = !answering || tcb.sackPermitted;
    header.hasTimestamps = !answering || tcb.timestamps;
    header.timestamp = tcb.timestamp(nowMs);
    header.timestampEcho = tcb.tsRecent;
  }
  tcb.sndNxt = latest(tcb.sndNxt, add(tcb.iss, 1));
  tcb.sink.send(tcb, header, 0, 0);
}

/** RFC 7323 §2.3: the shift that lets a window of `bytes` be told. */
export function windowShift(bytes: number): number {
  let shift = 0;
  while (shift < MAX_SHIFT && bytes >> shift > MAX_WINDOW) shift++;
  return shift;
}

/** An acknowledgment without data. */
export function sendAck(tcb: Tcb, nowMs: number): void {
  sendSegment(tcb, tcb.sndNxt, 0, false, nowMs);
}

/** RFC 9293 §3.8.4, §3.8.6.1: a segment that asks for an acknowledgment, because it comes again. */
export function sendProbe(tcb: Tcb, nowMs: number): void {
  sendSegment(tcb, add(tcb.sndUna, -1), 0, false, nowMs);
}

/** One byte into a window that is closed (RFC 9293 §3.8.6.1); it counts as sent. */
export function sendWindowProbe(tcb: Tcb, nowMs: number): void {
  sendSequence(tcb, tcb.sndUna, 1, nowMs);
  tcb.sndNxt = latest(tcb.sndNxt, add(tcb.sndUna, 1));
}

/** RFC 9293 §3.8.6.2.2: tells the peer of room that the user has made, once it is worth a segment. */
export function offerWindow(tcb: Tcb, nowMs: number): void {
  const edge = windowEdge(tcb);
  if (!tcb.mayReceive() || edge === tcb.rcvEdge) return;
  // While the peer still has more than half of the window, the next acknowledgment will tell it.
  if (distance(tcb.rcvNxt, tcb.rcvEdge) * 2 > distance(tcb.rcvNxt, edge)) return;
  sendAck(tcb, nowMs);
  tcb.sink.scheduled(tcb);
}

/** How many bytes are under way in the network, by what is known of them (RFC 6675 §4 Pipe). */
export function pipe(tcb: Tcb): number {
  if (!tcb.recovering && tcb.duplicateAcks === 0 && tcb.scoreboard.size() === 0) return tcb.flight();
  const bytes = tcb.scoreboard.pipe(tcb.sndUna, tcb.sndNxt, lostBefore(tcb), tcb.repaired);
  if (tcb.sackPermitted) return bytes;
  // Without SACK each duplicate acknowledgment stands for a segment that has left the network (RFC 5681 §3.2).
  return Math.max(0, bytes - tcb.duplicateAcks * tcb.segmentBytes);
}

/** Missing bytes before this number are lost. */
export function lostBefore(tcb: Tcb): number {
  if (tcb.allLost) return tcb.recoveryPoint;
  const known = tcb.scoreboard.lostBefore(tcb.sndUna, tcb.segmentBytes);
  if (!tcb.recovering || (tcb.sackPermitted && !tcb.forced)) return known;
  // RFC 6675 §5 (4.3): a recovery starts by sending the first segment. RFC 6582 §3.2: without SACK, each partial
  // acknowledgment says that the next first segment is lost.
  const first = add(tcb.sndUna, Math.min(tcb.segmentBytes, tcb.flight()));
  return latest(known, first);
}

function sendData(tcb: Tcb, nowMs: number): void {
  tcb.cwndLimited = false;
  for (;;) {
    if (!tcb.sink.ready(tcb)) return;
    if (tcb.recovering && sendLost(tcb, nowMs)) continue;
    if (!sendNew(tcb, nowMs)) return;
  }
}

/** RFC 6675 §4 NextSeg (1): the first lost range that was not repaired. False when there is none, or no leave. */
function sendLost(tcb: Tcb, nowMs: number): boolean {
  const from = tcb.scoreboard.nextMissing(latest(tcb.sndUna, tcb.repaired));
  const end = lostBefore(tcb);
  if (!before(from, end)) return false;
  const window = distance(from, add(tcb.sndUna, tcb.sndWnd));
  const until = tcb.scoreboard.missingUntil(from, end);
  const count = Math.min(distance(from, until), tcb.segmentBytes, window);
  if (count <= 0) return false;
  if (!tcb.forced && pipe(tcb) + count > tcb.congestion.window) {
    tcb.cwndLimited = true;
    return false;
  }
  tcb.forced = false;
  sendSequence(tcb, from, count, nowMs);
  tcb.repaired = add(from, count);
  tcb.sink.counters.retransmitted += 1;
  // RFC 6298 §3: what was sent twice is no sample.
  tcb.timedMs = -1;
  return true;
}

/** Sends the `count` numbers from `from`, of which the last may be that of the FIN. */
export function sendSequence(tcb: Tcb, from: number, count: number, nowMs: number): void {
  const data = Math.min(count, distance(from, tcb.sendEnd()));
  sendSegment(tcb, from, data, data < count, nowMs);
}

/** The next segment of new data. False when there is none or it must wait. */
function sendNew(tcb: Tcb, nowMs: number): boolean {
  const unsent = distance(tcb.sndNxt, tcb.sendEnd());
  if (unsent < 0 || (unsent === 0 && !tcb.finQueued)) return false;
  const window = distance(tcb.sndNxt, add(tcb.sndUna, tcb.sndWnd));
  if (window <= 0) {
    if (tcb.flight() === 0) persist(tcb, nowMs + tcb.roundTrip.rtoMs());
    return false;
  }
  const count = Math.min(unsent, tcb.segmentBytes, window);
  const fin = tcb.finQueued && count === unsent && count < window;
  const flight = tcb.flight();
  // RFC 5681 §4.1.
  if (flight === 0 && nowMs - tcb.lastSentMs > tcb.roundTrip.rtoMs()) tcb.congestion.restartAfterIdle();
  const under = pipe(tcb);
  if (under > 0 && under + count > tcb.congestion.window) {
    tcb.cwndLimited = true;
    return false;
  }
  if (count < tcb.segmentBytes && !fin) {
    if (count < unsent) {
      // RFC 9293 §3.8.6.2.1: a window this small is not worth filling, unless it stays so.
      if (count < tcb.sndMaxWnd / 2) {
        if (flight === 0) persist(tcb, nowMs + OVERRIDE_MS);
        return false;
      }
    } else if (!tcb.noDelay && flight > 0) {
      // RFC 9293 §3.7.4, Nagle.
      return false;
    }
  }
  if (!tcb.timestamps && tcb.timedMs < 0) {
    tcb.timedMs = nowMs;
    tcb.timedEnd = add(tcb.sndNxt, count);
  }
  sendSegment(tcb, tcb.sndNxt, count, fin, nowMs);
  tcb.sndNxt = add(tcb.sndNxt, count + (fin ? 1 : 0));
  // RFC 6298 §5.1.
  if (tcb.retransmitMs === Infinity || tcb.persisting) {
    tcb.persisting = false;
    tcb.retransmitMs = nowMs + tcb.roundTrip.rtoMs();
  }
  return true;
}

function persist(tcb: Tcb, atMs: number): void {
  if (tcb.persisting && tcb.retransmitMs !== Infinity) return;
  tcb.persisting = true;
  tcb.retransmitMs = atMs;
}

/** The edge that may be told now: never before the one told already, and only moved by a worthwhile amount. */
function windowEdge(tcb: Tcb): number {
  const { ring } = tcb.received;
  const edge = add(tcb.rcvNxt, tcb.discard ? ring.limit : ring.room());
  const gain = distance(tcb.rcvEdge, edge);
  return gain >= Math.min(ring.limit / 2, tcb.settings.mss) ? edge : tcb.rcvEdge;
}

function sendSegment(tcb: Tcb, sequence: number, count: number, fin: boolean, nowMs: number): void {
  header.clearOptions();
  header.sequence = sequence;
  header.acknowledgment = tcb.rcvNxt;
  header.flags = ACK;
  if (fin) header.flags |= FIN;
  const offset = distance(tcb.sndUna, sequence);
  if (count > 0 && offset + count === tcb.send.length) header.flags |= PSH;
  const edge = windowEdge(tcb);
  const shift = Math.max(tcb.rcvShift, 0);
  const window = Math.min(MAX_WINDOW, Math.max(0, distance(tcb.rcvNxt, edge)) >> shift);
  header.window = window;
  // What the shift cuts off the peer does not know of.
  const told = add(tcb.rcvNxt, window << shift);
  if (after(told, tcb.rcvEdge)) tcb.rcvEdge = told;
  if (tcb.timestamps) {
    header.hasTimestamps = true;
    header.timestamp = tcb.timestamp(nowMs);
    header.timestampEcho = tcb.tsRecent;
  }
  if (tcb.sackPermitted && tcb.received.gaps() > 0) addSackBlocks(tcb, count);
  tcb.lastAckSent = tcb.rcvNxt;
  tcb.ackNow = false;
  tcb.unacknowledged = 0;
  tcb.delayedAckMs = Infinity;
  if (count > 0 || fin) tcb.lastSentMs = nowMs;
  tcb.sink.send(tcb, header, offset, count);
}

/** RFC 2018 §4: the range that grew last comes first. Data, or a tiny MTU, may leave no room for any. */
function addSackBlocks(tcb: Tcb, count: number): void {
  const room = tcb.segmentBytes - count;
  const { left, right } = tcb.received;
  let blocks = 0;
  while (blocks < left.length && blocks < SACK_BLOCKS) {
    if (SACK_OPTION_BYTES + SACK_BLOCK_BYTES * (blocks + 1) > room) break;
    header.sackLeft[blocks] = left[blocks]!;
    header.sackRight[blocks] = right[blocks]!;
    blocks++;
  }
  header.sackBlocks = blocks;
}

/** Everything under way counts as lost, and goes out again as windows allow. */
export function resendAll(tcb: Tcb): void {
  tcb.recovering = true;
  tcb.allLost = true;
  tcb.forced = true;
  tcb.recoveryPoint = tcb.sndNxt;
  tcb.repaired = tcb.sndUna;
  tcb.duplicateAcks = 0;
}

/** Has an acknowledgment follow soon: at once for every second segment (RFC 5681 §4.2), else after a while. */
export function acknowledgeLater(tcb: Tcb, nowMs: number): void {
  tcb.unacknowledged += 1;
  if (tcb.unacknowledged >= 2) tcb.ackNow = true;
  else if (tcb.delayedAckMs === Infinity) tcb.delayedAckMs = nowMs + DELAYED_ACK_MS;
}
