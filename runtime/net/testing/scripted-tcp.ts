// One TCP connection with a peer that says what the test wants: segments as lines of text, time by hand.
//
//   "SA 0 ack 1 win 8000 mss 1460 ws 2 sackOK ts 5 6"     flags, number, options; numbers count from each side's SYN
//   "PA 1+5 ack 1 sack 7-9"                               five bytes of data from number 1
//
// Sent segments leave out "win" while it is the default of 65535.

import { arrive } from "../tcp/arrive.ts";
import { abort, answerSyn, close, closeWrite, open, send } from "../tcp/calls.ts";
import { TcpCounters } from "../tcp/counters.ts";
import { flush, offerWindow } from "../tcp/output.ts";
import { type SegmentSink, stateName, Tcb, type TcpSettings } from "../tcp/tcb.ts";
import { runTimers } from "../tcp/timers.ts";
import { ACK, FIN, PSH, RST, SYN, TcpHeader } from "../wire/tcp.ts";

/** Both near the end of the number space, so that every script crosses it. */
export const OWN_ISS = 0xffff_fff0;
export const PEER_ISS = 0xffff_ff00;
const DEFAULT_WINDOW = 65535;
const FLAGS: [string, number][] = [
  ["S", SYN],
  ["F", FIN],
  ["R", RST],
  ["P", PSH],
  ["A", ACK],
];

const DEFAULTS: TcpSettings = {
  receiveBytes: 65535,
  sendBytes: 65536,
  mss: 1000,
  keepAliveMs: Infinity,
  extensions: false,
};

export class ScriptedTcp implements SegmentSink {
  readonly counters = new TcpCounters();
  readonly tcb: Tcb;
  nowMs = 100_000;
  /** Segments sent since the last call of `sent`. */
  private lines: string[] = [];
  hasRoom = true;
  refused = 0;
  ends = 0;

  constructor(settings: Partial<TcpSettings> = {}) {
    this.tcb = new Tcb(this, { ...DEFAULTS, ...settings });
  }

  /** An active open. */
  open(timeoutMs = 30_000): this {
    open(this.tcb, OWN_ISS, timeoutMs, this.nowMs);
    return this;
  }

  /** A passive open by this SYN. */
  answer(line: string): this {
    answerSyn(this.tcb, parse(line).header, OWN_ISS, this.nowMs);
    return this;
  }

  /** A passive open up to ESTABLISHED, with nothing left in `sent`. */
  established(syn = "S 0 win 65535 mss 1000", ack = "A 1 ack 1 win 65535"): this {
    this.answer(syn).gives(ack);
    this.lines = [];
    return this;
  }

  /** The peer sends these segments. Data bytes are their number's low eight bits. */
  gives(...lines: string[]): this {
    for (const line of lines) {
      const { header, bytes } = parse(line);
      arrive(this.tcb, header, bytes, this.nowMs);
    }
    return this;
  }

  /** The user sends `count` bytes, each its own number's low eight bits. Returns how many were taken. */
  sends(count: number): number {
    const start = (this.tcb.sendEnd() - OWN_ISS) & 0xff;
    const bytes = Uint8Array.from({ length: count }, (_, i) => (start + i) & 0xff);
    return send(this.tcb, bytes, 0, count, this.nowMs);
  }

  /** The user reads `count` bytes. */
  reads(count: number): number[] {
    const bytes = new Uint8Array(count);
    this.tcb.received.ring.copyTo(0, count, bytes, 0);
    this.tcb.received.ring.consume(count);
    offerWindow(this.tcb, this.nowMs);
    return [...bytes];
  }

  closesWrite(): this {
    closeWrite(this.tcb, this.nowMs);
    return this;
  }

  closes(): this {
    close(this.tcb, this.nowMs);
    return this;
  }

  aborts(): this {
    abort(this.tcb, this.nowMs);
    return this;
  }

  /** Time passes; timers run when they are due. */
  passes(milliseconds: number): this {
    const until = this.nowMs + milliseconds;
    for (;;) {
      const due = this.tcb.deadlineMs();
      if (due > until) break;
      this.nowMs = Math.max(this.nowMs, due);
      runTimers(this.tcb, this.nowMs);
    }
    this.nowMs = until;
    return this;
  }

  /** Lets what waited for room go on. */
  flush(): this {
    flush(this.tcb, this.nowMs);
    return this;
  }

  /** The segments sent since the last call. */
  sent(): string[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  state(): string {
    return stateName(this.tcb.state);
  }

  ready(): boolean {
    return this.hasRoom;
  }

  send(tcb: Tcb, header: TcpHeader, offset: number, count: number): void {
    this.counters.segmentsSent += 1;
    const data = new Uint8Array(count);
    tcb.send.copyTo(offset, count, data, 0);
    const first = (header.sequence - OWN_ISS) >>> 0;
    for (let i = 0; i < count; i++) {
      if (data[i] !== ((first + i) & 0xff)) throw new Error(`byte ${first + i} is sent as ${data[i]}`);
    }
    this.lines.push(format(header, count));
  }

  refuse(): void {
    this.refused += 1;
  }

  scheduled(): void {}

  pathMss(tcb: Tcb): number {
    return tcb.settings.mss;
  }

  addressText(): string {
    return "";
  }

  ended(): void {
    this.ends += 1;
  }
}

function format(header: TcpHeader, count: number): string {
  const flags = FLAGS.filter(([, bit]) => header.has(bit)).map(([letter]) => letter);
  const sequence = (header.sequence - OWN_ISS) | 0;
  let line = `${flags.join("")} ${sequence}${count > 0 ? `+${count}` : ""}`;
  if (header.has(ACK)) line += ` ack ${(header.acknowledgment - PEER_ISS) | 0}`;
  if (header.window !== DEFAULT_WINDOW && !header.has(RST)) line += ` win ${header.window}`;
  if (header.mss > 0) line += ` mss ${header.mss}`;
  if (header.windowShift >= 0) line += ` ws ${header.windowShift}`;
  if (header.sackPermitted) line += " sackOK";
  if (header.hasTimestamps) line += ` ts ${header.timestamp} ${header.timestampEcho}`;
  for (let i = 0; i < header.sackBlocks; i++) {
    line += ` sack ${(header.sackLeft[i]! - PEER_ISS) | 0}-${(header.sackRight[i]! - PEER_ISS) | 0}`;
  }
  return line;
}

function parse(line: string): { header: TcpHeader; bytes: Uint8Array } {
  const header = new TcpHeader();
  const words = line.split(" ");
  for (const [letter, bit] of FLAGS) if (words[0]!.includes(letter)) header.flags |= bit;
  const [sequence, count = "0"] = words[1]!.split("+");
  header.sequence = (PEER_ISS + Number(sequence)) >>> 0;
  header.window = DEFAULT_WINDOW;
  header.dataEnd = Number(count);
  const bytes = Uint8Array.from({ length: header.dataEnd }, (_, i) => (Number(sequence) + i) & 0xff);
  for (let at = 2; at < words.length; ) {
    const word = words[at++];
    const next = () => Number(words[at++]);
    if (word === "ack") header.acknowledgment = (OWN_ISS + next()) >>> 0;
    else if (word === "win") header.window = next();
    else if (word === "mss") header.mss = next();
    else if (word === "ws") header.windowShift = next();
    else if (word === "sackOK") header.sackPermitted = true;
    else if (word === "ts") {
      header.hasTimestamps = true;
      header.timestamp = next();
      header.timestampEcho = next();
    } else if (word === "sack") {
      const [left, right] = words[at++]!.split("-");
      header.sackLeft[header.sackBlocks] = (OWN_ISS + Number(left)) >>> 0;
      header.sackRight[header.sackBlocks] = (OWN_ISS + Number(right)) >>> 0;
      header.sackBlocks += 1;
    } else throw new Error(`unknown word "${word}" in "${line}"`);
  }
  return { header, bytes };
}
