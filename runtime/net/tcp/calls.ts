// What the user may ask of a connection: open, send, close, abort. RFC 9293 §3.10.1 to §3.10.5.

import { ACK, RST, TcpHeader } from "../wire/tcp.ts";
import { acceptSyn } from "./arrive.ts";
import { end, leave, waitForTheirFin } from "./ending.ts";
import { flush, sendSyn } from "./output.ts";
import {
  CLOSE_WAIT,
  CLOSED,
  ESTABLISHED,
  FIN_WAIT_1,
  LAST_ACK,
  SYN_RECEIVED,
  SYN_SENT,
  type Tcb,
  TIME_WAIT,
} from "./tcb.ts";

const reset = new TcpHeader();

/** Sends a SYN with the initial number `iss` (RFC 9293 §3.10.1, active open); gives up after `timeoutMs`. */
export function open(tcb: Tcb, iss: number, timeoutMs: number, nowMs: number): void {
  setInitial(tcb, iss);
  tcb.state = SYN_SENT;
  tcb.endMs = nowMs + timeoutMs;
  startHandshake(tcb, nowMs);
}

/** Answers the SYN in `header` (RFC 9293 §3.10.7.2). */
export function answerSyn(tcb: Tcb, header: TcpHeader, iss: number, nowMs: number): void {
  setInitial(tcb, iss);
  tcb.state = SYN_RECEIVED;
  acceptSyn(tcb, header, nowMs);
  startHandshake(tcb, nowMs);
}

/** Gives the connection its initial number without sending anything, as when a cookie has come back. */
export function setInitial(tcb: Tcb, iss: number): void {
  tcb.iss = iss;
  tcb.sndUna = iss;
  tcb.sndNxt = iss;
  tcb.recoveryPoint = iss;
  tcb.repaired = iss;
}

function startHandshake(tcb: Tcb, nowMs: number): void {
  tcb.timedMs = nowMs;
  tcb.retransmitMs = nowMs + tcb.roundTrip.rtoMs();
  sendSyn(tcb, nowMs);
  tcb.sink.scheduled(tcb);
}

/** Queues as many of bytes `from` .. `to`-1 as there is room for and returns how many; 0 also when sending is over. */
export function send(tcb: Tcb, bytes: Uint8Array, from: number, to: number, nowMs: number): number {
  if (tcb.state !== ESTABLISHED && tcb.state !== CLOSE_WAIT) return 0;
  const count = tcb.send.push(bytes, from, to);
  if (count > 0) flush(tcb, nowMs);
  return count;
}

/** Ends our direction after everything queued (RFC 9293 §3.10.4); receiving goes on. */
export function closeWrite(tcb: Tcb, nowMs: number): void {
  if (tcb.state === ESTABLISHED) tcb.state = FIN_WAIT_1;
  else if (tcb.state === CLOSE_WAIT) tcb.state = LAST_ACK;
  else if (tcb.state !== SYN_RECEIVED && tcb.state !== SYN_SENT) return;
  // Before the handshake is over, the FIN waits for it.
  tcb.finQueued = true;
  flush(tcb, nowMs);
}

/** Ends both directions: what was queued is still sent, what arrives is thrown away. */
export function close(tcb: Tcb, nowMs: number): void {
  if (tcb.state === SYN_SENT) {
    end(tcb, "closed");
    return;
  }
  tcb.discard = true;
  tcb.received.ring.consume(tcb.received.ring.length);
  if (tcb.state === TIME_WAIT) leave(tcb);
  closeWrite(tcb, nowMs);
  waitForTheirFin(tcb, nowMs);
  tcb.sink.scheduled(tcb);
}

/** Ends the connection at once (RFC 9293 §3.10.5), for the reason that the user is to be told. */
export function abort(tcb: Tcb, nowMs: number): void {
  if (tcb.state === CLOSED || tcb.state === TIME_WAIT) return;
  if (tcb.state !== SYN_SENT) sendReset(tcb, nowMs);
  end(tcb, "closed");
}

/** A reset that the peer will believe (RFC 9293 §3.5.2). */
export function sendReset(tcb: Tcb, nowMs: number): void {
  reset.clearOptions();
  reset.sequence = tcb.sndNxt;
  reset.acknowledgment = tcb.rcvNxt;
  reset.flags = RST | ACK;
  reset.window = 0;
  if (tcb.timestamps) {
    reset.hasTimestamps = true;
    reset.timestamp = tcb.timestamp(nowMs);
    reset.timestampEcho = tcb.tsRecent;
  }
  tcb.sink.counters.resetsSent += 1;
  tcb.sink.send(tcb, reset, 0, 0);
}
