// What time does to a connection: retransmission, probes, delayed acknowledgments, ends. RFC 9293 §3.8, RFC 6298 §5.

import { sendReset } from "./calls.ts";
import { end } from "./ending.ts";
import { flush, resendAll, sendProbe, sendSequence, sendSyn, sendWindowProbe } from "./output.ts";
import { add, after } from "./sequence.ts";
import { CLOSED, ESTABLISHED, FIN_WAIT_2, SYN_RECEIVED, SYN_SENT, type Tcb, TIME_WAIT } from "./tcb.ts";

/** RFC 9293 §3.8.3 R2, as a count: with doubling these take more than the 100 seconds that it asks for. */
const DATA_RETRIES = 10;
/** A handshake that was not finished after some 30 seconds will not be. */
const HANDSHAKE_RETRIES = 5;
/** RFC 9293 §3.8.4: how often and how far apart an idle peer is asked before it is given up. */
const KEEP_ALIVE_PROBES = 9;
const KEEP_ALIVE_INTERVAL_MS = 75_000;

/** Does what is due at `nowMs`. */
export function runTimers(tcb: Tcb, nowMs: number): void {
  if (tcb.endMs <= nowMs) {
    tcb.endMs = Infinity;
    endWaiting(tcb, nowMs);
    return;
  }
  if (tcb.delayedAckMs <= nowMs) {
    tcb.delayedAckMs = Infinity;
    tcb.ackNow = true;
  }
  if (tcb.keepAliveAtMs <= nowMs) keepAlive(tcb, nowMs);
  if (tcb.retransmitMs <= nowMs) retransmit(tcb, nowMs);
  if (tcb.state !== CLOSED) flush(tcb, nowMs);
}

/** An end that was waited for: of TIME-WAIT, of a peer's silence in FIN-WAIT-2, of an attempt to connect. */
function endWaiting(tcb: Tcb, nowMs: number): void {
  if (tcb.state === TIME_WAIT) {
    end(tcb, null);
  } else if (tcb.state === FIN_WAIT_2) {
    sendReset(tcb, nowMs);
    end(tcb, null);
  } else {
    giveUp(tcb);
  }
}

function giveUp(tcb: Tcb): void {
  tcb.sink.counters.timedOut += 1;
  end(tcb, "timed-out");
}

function keepAlive(tcb: Tcb, nowMs: number): void {
  tcb.keepAliveAtMs = nowMs + KEEP_ALIVE_INTERVAL_MS;
  // Data under way asks already.
  if (tcb.flight() > 0 || tcb.state < ESTABLISHED) return;
  const silentMs = nowMs - tcb.lastHeardMs - tcb.settings.keepAliveMs;
  if (silentMs >= KEEP_ALIVE_PROBES * KEEP_ALIVE_INTERVAL_MS) {
    sendReset(tcb, nowMs);
    giveUp(tcb);
    return;
  }
  tcb.sink.counters.keepAliveProbes += 1;
  sendProbe(tcb, nowMs);
}

function retransmit(tcb: Tcb, nowMs: number): void {
  const limit = tcb.state < ESTABLISHED ? HANDSHAKE_RETRIES : DATA_RETRIES;
  tcb.retries += 1;
  if (tcb.retries > limit) {
    if (tcb.state !== SYN_SENT) sendReset(tcb, nowMs);
    giveUp(tcb);
    return;
  }
  if (tcb.persisting) {
    probeWindow(tcb, nowMs);
  } else if (tcb.state === SYN_SENT || tcb.state === SYN_RECEIVED) {
    tcb.sink.counters.retransmitted += 1;
    // RFC 6298 §3, Karn.
    tcb.timedMs = -1;
    sendSyn(tcb, nowMs);
  } else {
    repeatAll(tcb);
  }
  // RFC 6298 §5.5, §5.6.
  tcb.roundTrip.backOff();
  tcb.retransmitMs = nowMs + tcb.roundTrip.rtoMs();
}

/** RFC 9293 §3.8.6.1; or a window that has been too small for long enough (§3.8.6.2.1). */
function probeWindow(tcb: Tcb, nowMs: number): void {
  if (tcb.sndWnd > 0 && tcb.flight() === 0) {
    const count = Math.min(tcb.sndWnd, tcb.send.length, tcb.segmentBytes);
    if (count > 0) {
      sendSequence(tcb, tcb.sndUna, count, nowMs);
      const sent = add(tcb.sndUna, count);
      if (after(sent, tcb.sndNxt)) tcb.sndNxt = sent;
      tcb.persisting = false;
      return;
    }
  }
  tcb.sink.counters.zeroWindowProbes += 1;
  sendWindowProbe(tcb, nowMs);
}

/** RFC 6298 §5.4, RFC 5681 §3.1: everything under way counts as lost, and goes out again as the window allows. */
function repeatAll(tcb: Tcb): void {
  if (tcb.flight() === 0) return;
  tcb.sink.counters.timeouts += 1;
  const first = tcb.retries === 1;
  tcb.congestion.timeout(tcb.flight(), first);
  // RFC 2018 §8: a receiver may take back what it reported; one that still says nothing has perhaps done so.
  if (!first) tcb.scoreboard.clear();
  resendAll(tcb);
}
