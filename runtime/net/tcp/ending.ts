// How connections end: CLOSED, TIME-WAIT, and the patience with a peer that does not end its direction.
// RFC 9293 §3.6, §3.10.8.

import type { NetErrorCode } from "../transport.ts";
import { CLOSED, FIN_WAIT_2, type Tcb, TIME_WAIT } from "./tcb.ts";

/** RFC 9293 §3.4.2 takes 2 minutes for MSL; networks deliver in seconds or not at all. */
const MSL_MS = 30_000;
/** After close() a peer has this long to end its direction; other stacks give as much. */
const FIN_WAIT_2_MS = 60_000;

/** The connection is gone: orderly, or for a reason. */
export function end(tcb: Tcb, failure: NetErrorCode | null): void {
  tcb.state = CLOSED;
  tcb.failure = failure;
  stopTimers(tcb);
  release(tcb);
  // What has arrived in order may still be read after an orderly end.
  if (failure !== null || tcb.discard) tcb.received.release();
  tcb.sink.ended(tcb);
  tcb.changed();
}

/**
 * RFC 9293 §3.6.1: stays for a while, so that late segments find somebody who knows them. After close() that takes no
 * memory for bytes, and keeps nothing of its user alive.
 */
export function enterTimeWait(tcb: Tcb, nowMs: number): void {
  const again = tcb.state === TIME_WAIT;
  tcb.state = TIME_WAIT;
  stopTimers(tcb);
  tcb.endMs = nowMs + 2 * MSL_MS;
  release(tcb);
  if (!again) tcb.sink.ended(tcb);
  if (tcb.discard) leave(tcb);
}

/** Nobody will read, and the connection is in TIME-WAIT: what only its user needs is given back. */
export function leave(tcb: Tcb): void {
  tcb.received.release();
  tcb.changed();
  tcb.user = null;
}

/** After close() nobody waits for the peer's data, and its end must not be waited for without end. */
export function waitForTheirFin(tcb: Tcb, nowMs: number): void {
  if (tcb.discard && tcb.state === FIN_WAIT_2) tcb.endMs = nowMs + FIN_WAIT_2_MS;
}

function stopTimers(tcb: Tcb): void {
  tcb.retransmitMs = Infinity;
  tcb.delayedAckMs = Infinity;
  tcb.keepAliveAtMs = Infinity;
  tcb.endMs = Infinity;
  tcb.persisting = false;
}

function release(tcb: Tcb): void {
  tcb.send.release();
  tcb.scoreboard.clear();
  tcb.finQueued = false;
}
