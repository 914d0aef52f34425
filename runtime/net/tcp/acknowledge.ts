// What an acknowledgment does: bytes that are done with, loss that shows, windows. RFC 9293 §3.10.7.4 "Fifth",
// RFC 5681 §3.2, RFC 6582, RFC 6675 §5, RFC 7323 §4.

import { FIN, SYN, type TcpHeader } from "../wire/tcp.ts";
import { lostBefore, resendAll } from "./output.ts";
import { plausible } from "./scoreboard.ts";
import { after, before, distance } from "./sequence.ts";
import type { Tcb } from "./tcb.ts";

/** RFC 5681 §3.2. */
const DUPLICATE_THRESHOLD = 3;
/** An echo older than this is an invention. */
const MAX_RTT_MS = 600_000;

/** Takes an acknowledgment that is neither older than the largest window nor of the future. True: our FIN is done. */
export function acknowledge(tcb: Tcb, header: TcpHeader, nowMs: number): boolean {
  const ack = header.acknowledgment;
  const news = takeSack(tcb, header);
  const window = header.window << tcb.sndShift;
  const windowChanged = window !== tcb.sndWnd;
  let finDone = false;
  if (after(ack, tcb.sndUna)) {
    finDone = advance(tcb, header, nowMs);
  } else if (ack === tcb.sndUna && tcb.flight() > 0) {
    // RFC 5681 §2, "duplicate acknowledgment"; with SACK what counts is that it tells something (RFC 6675 §2).
    const empty = header.dataEnd === header.dataAt && !header.has(SYN | FIN);
    if (tcb.sackPermitted ? news : empty && !windowChanged && tcb.sndWnd > 0) duplicate(tcb);
  }
  takeWindow(tcb, header, window, nowMs);
  return finDone;
}

/** Notes ranges that the peer has behind gaps. True when that was news. */
function takeSack(tcb: Tcb, header: TcpHeader): boolean {
  if (!tcb.sackPermitted) return false;
  let news = false;
  for (let i = 0; i < header.sackBlocks; i++) {
    const left = header.sackLeft[i]!;
    const right = header.sackRight[i]!;
    // RFC 2883: a range that is acknowledged already is a report of a duplicate; nothing to learn for us.
    if (!plausible(left, right, tcb.sndUna, tcb.sndNxt)) continue;
    if (tcb.scoreboard.add(left, right)) news = true;
  }
  return news;
}

/** New bytes are acknowledged. True when our FIN is among them. */
function advance(tcb: Tcb, header: TcpHeader, nowMs: number): boolean {
  const ack = header.acknowledgment;
  const flight = tcb.flight();
  const bytes = distance(tcb.sndUna, ack);
  const finDone = bytes > tcb.send.length;
  sampleRoundTrip(tcb, header, nowMs);
  tcb.send.consume(Math.min(bytes, tcb.send.length));
  tcb.sndUna = ack;
  if (finDone) tcb.finQueued = false;
  tcb.retries = 0;
  tcb.roundTrip.progress();
  tcb.scoreboard.advance(ack);
  if (before(tcb.repaired, ack)) tcb.repaired = ack;
  if (tcb.recovering) advanceRecovery(tcb, bytes);
  else {
    tcb.duplicateAcks = 0;
    if (tcb.cwndLimited || flight + tcb.segmentBytes > tcb.congestion.window)
      tcb.congestion.acknowledge(bytes);
    noticeLoss(tcb);
  }
  // RFC 6298 §5.2, §5.3.
  tcb.persisting = false;
  tcb.retransmitMs = tcb.flight() > 0 ? nowMs + tcb.roundTrip.rtoMs() : Infinity;
  tcb.changed();
  return finDone;
}

function advanceRecovery(tcb: Tcb, bytes: number): void {
  if (!before(tcb.sndUna, tcb.recoveryPoint)) {
    tcb.recovering = false;
    tcb.allLost = false;
    tcb.forced = false;
    tcb.duplicateAcks = 0;
    tcb.congestion.recovered(tcb.flight());
    return;
  }
  // After a timeout the window opens again while the rest is repaired (RFC 5681 §3.1).
  if (tcb.allLost) tcb.congestion.acknowledge(bytes);
  // RFC 6582 §3.2 step 5: segments that duplicates stood for are acknowledged now; the one repaired is another.
  const segments = Math.floor(bytes / tcb.segmentBytes);
  tcb.duplicateAcks = Math.max(0, tcb.duplicateAcks - Math.max(0, segments - 1));
  if (!tcb.allLost && !tcb.sackPermitted) tcb.forced = true;
}

function sampleRoundTrip(tcb: Tcb, header: TcpHeader, nowMs: number): void {
  if (tcb.timestamps) {
    // RFC 7323 §4.1; our clock may have started anywhere, the difference has not.
    const rttMs = (tcb.timestamp(nowMs) - header.timestampEcho) >>> 0;
    if (header.hasTimestamps && rttMs < MAX_RTT_MS) tcb.roundTrip.sample(rttMs);
  } else if (tcb.timedMs >= 0 && !before(header.acknowledgment, tcb.timedEnd)) {
    tcb.roundTrip.sample(nowMs - tcb.timedMs);
    tcb.timedMs = -1;
  }
}

function duplicate(tcb: Tcb): void {
  tcb.duplicateAcks += 1;
  noticeLoss(tcb);
}

/** RFC 6675 §5: enters recovery once the first missing segment must be lost. */
function noticeLoss(tcb: Tcb): void {
  if (tcb.recovering || tcb.flight() === 0) return;
  const bySack = tcb.sackPermitted && after(lostBefore(tcb), tcb.sndUna);
  if (!bySack && tcb.duplicateAcks < DUPLICATE_THRESHOLD) return;
  // RFC 6582 §3.2 step 2: duplicates of what an earlier recovery sent twice say nothing.
  if (!bySack && tcb.sndUna === tcb.recoveryPoint) return;
  const flight = tcb.flight();
  tcb.recovering = true;
  tcb.allLost = false;
  tcb.forced = true;
  tcb.recoveryPoint = tcb.sndNxt;
  tcb.repaired = tcb.sndUna;
  tcb.congestion.loss(flight);
  tcb.sink.counters.fastRetransmits += 1;
}

/** RFC 9293 §3.10.7.4: takes over the window unless the segment is older than the one it was last taken from. */
function takeWindow(tcb: Tcb, header: TcpHeader, window: number, nowMs: number): void {
  const { sequence, acknowledgment } = header;
  if (before(acknowledgment, tcb.sndUna)) return;
  const older = before(sequence, tcb.sndWl1);
  if (older || (sequence === tcb.sndWl1 && before(acknowledgment, tcb.sndWl2))) return;
  const wasClosed = tcb.sndWnd === 0;
  tcb.sndWnd = window;
  tcb.sndWl1 = sequence;
  tcb.sndWl2 = acknowledgment;
  if (window > tcb.sndMaxWnd) tcb.sndMaxWnd = window;
  if (window === 0) {
    // RFC 9293 §3.8.6.1: a peer that answers with a closed window lives, however long it stays closed.
    tcb.retries = 0;
    if (tcb.flight() > 0) {
      if (!tcb.persisting) tcb.retransmitMs = nowMs + tcb.roundTrip.rtoMs();
      tcb.persisting = true;
    }
  } else if (wasClosed && tcb.persisting) {
    reopen(tcb, nowMs);
  }
}

/** What was sent into the closed window was thrown away there: it is sent again, and nobody is to blame. */
function reopen(tcb: Tcb, nowMs: number): void {
  tcb.persisting = false;
  tcb.roundTrip.progress();
  tcb.retransmitMs = tcb.flight() > 0 ? nowMs + tcb.roundTrip.rtoMs() : Infinity;
  if (tcb.flight() > 0) resendAll(tcb);
}
