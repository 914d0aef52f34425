// What a server may be told: limits and times, each with the value it has otherwise.

import type { Transport } from "../../net/transport.ts";
import { type Clock, systemClock } from "../clock.ts";
import { httpDate } from "../wire/http-date.ts";
import { MAX_HEAD_BYTES } from "../wire/request-head.ts";

export interface ServeOptions {
  /** 0 .. 65535; 0 is any free port. */
  readonly port: number;
  /** Listens at this address of ours only; else at all of them. */
  readonly address?: string;
  /** Where connections come from; by default what `useTransport` was given. */
  readonly transport?: Transport;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  /** Takes the lines about handlers that failed and the like; by default `console.error`. */
  readonly log?: (line: string) => void;
}

export interface Limits {
  /** Connections at once; beyond it idle ones are ended, or else new ones answered 503. Default 1000. */
  readonly connections: number;
  /** After so many the connection is closed. Default 10,000. */
  readonly requestsPerConnection: number;
  /** Bytes of a request's head; more is answered 431. At most and by default 16,384. */
  readonly headBytes: number;
  /** Bytes of a request's body; more is answered 413. Default 1 MiB. */
  readonly bodyBytes: number;
  /** How long a connection may wait between requests. Default 15,000 ms. */
  readonly idleMs: number;
  /** From the first byte of a head to its last; then 408. Default 10,000 ms. */
  readonly headMs: number;
  /** How long in all a body may let us wait; each 256 bytes buy one second more. Default 30,000 ms. */
  readonly bodyMs: number;
  /** How long a handler may take until its response; then 503. Default 60,000 ms. */
  readonly handlerMs: number;
  /** How long the client may take to accept a piece of the response. Default 30,000 ms. */
  readonly writeMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  connections: 1000,
  requestsPerConnection: 10_000,
  headBytes: MAX_HEAD_BYTES,
  bodyBytes: 1_048_576,
  idleMs: 15_000,
  headMs: 10_000,
  bodyMs: 30_000,
  handlerMs: 60_000,
  writeMs: 30_000,
};

/** Body bytes that buy a client one second more. */
export const SLOWEST_BYTES_PER_SECOND = 256;
/** How often connections are looked through for those whose time is over, and so how exact times are. */
export const SWEEP_MS = 250;
/** How long the client may take to end its side after we have ended ours; then the connection is reset. */
export const LINGER_MS = 2000;
/** How much of a body that the handler did not read is read for it, so that the connection can go on. */
export const DRAIN_BYTES = 65_536;

/** What a server has seen since it began. */
export interface Counters {
  accepted: number;
  requests: number;
  /** Requests answered by us with 4xx or 5xx because of what they were. */
  refused: number;
  timedOut: number;
  /** Handlers that threw or gave no response. */
  failed: number;
  /** Connections ended or refused because there were too many. */
  shed: number;
}

/** What the connections of one server share. */
export class ServerState {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly counters: Counters = { accepted: 0, requests: 0, refused: 0, timedOut: 0, failed: 0, shed: 0 };
  /** Whether no more requests are taken. */
  closing = false;
  private readonly buffers: Uint8Array[] = [];
  private dateSecond = -1;
  private dateLine = new Uint8Array(0);

  constructor(options: ServeOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.log = options.log ?? ((line) => console.error(line));
  }

  /** A buffer for one response. */
  takeBuffer(): Uint8Array {
    return this.buffers.pop() ?? new Uint8Array(OUT_BYTES);
  }

  giveBuffer(buffer: Uint8Array): void {
    if (this.buffers.length < KEPT_BUFFERS) this.buffers.push(buffer);
  }

  /** The Date field (RFC 9110 §6.6.1), with its CRLF; nothing while the clock has not been set. */
  date(): Uint8Array {
    const second = Math.floor(this.clock.dateMs() / 1000);
    if (second !== this.dateSecond) {
      this.dateSecond = second;
      const line = second < CLOCK_UNSET_SECONDS ? "" : `Date: ${httpDate(second)}\r\n`;
      this.dateLine = new TextEncoder().encode(line);
    }
    return this.dateLine;
  }
}

const OUT_BYTES = 8192;
const KEPT_BUFFERS = 16;
/** 2020: a clock before that counts from the start of the machine. */
const CLOCK_UNSET_SECONDS = 1_577_836_800;
