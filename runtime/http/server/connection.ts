// One connection of a server: request after request until one side has enough (RFC 9112 §9).
//
// Every state that waits for the client has a deadline; the server calls `expire` when it has passed. Requests
// that were sent ahead (pipelining, §9.3.2) wait in the connection and are answered in their order.

import { NetError, type TcpConnection } from "../../net/transport.ts";
import { Headers } from "../headers.ts";
import { Incoming } from "../incoming.ts";
import { reasonOf } from "../reasons.ts";
import { Request } from "../request.ts";
import { Response } from "../response.ts";
import { findHeadEnd, RequestHead } from "../wire/request-head.ts";
import { DRAIN_BYTES, LINGER_MS, type ServerState } from "./options.ts";
import { type BodyOwner, HttpError, RequestBody } from "./request-body.ts";
import { type Exchange, ResponseSender, type Write } from "./send-response.ts";
import { takeUpgrade } from "./upgrade.ts";

export type Handler = (request: Request) => Response | Promise<Response>;

type Phase = "idle" | "head" | "body" | "handler" | "write" | "stream" | "upgraded" | "closing";

const NEVER = Number.POSITIVE_INFINITY;
const CONTINUE = new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n");
const CR = 0x0d;
const LF = 0x0a;
/** Parsing keeps nothing from one head to the next, so that one object does for all connections. */
const head = new RequestHead();

export class ServerConnection implements BodyOwner {
  deadlineMs: number;
  private phase: Phase = "idle";
  private readonly tcp: TcpConnection;
  private readonly state: ServerState;
  private readonly handler: Handler;
  private readonly incoming: Incoming;
  private readonly onEnd: (connection: ServerConnection) => void;
  private readonly write: Write;
  private served = 0;
  /** The phase to go back to after waiting for a body, its deadline, and when the waiting began. */
  private outerPhase: Phase = "handler";
  private outerDeadlineMs = NEVER;
  private waitSinceMs = 0;

  constructor(
    tcp: TcpConnection,
    state: ServerState,
    handler: Handler,
    onEnd: (connection: ServerConnection) => void,
  ) {
    this.tcp = tcp;
    this.state = state;
    this.handler = handler;
    this.onEnd = onEnd;
    this.incoming = new Incoming(tcp);
    this.deadlineMs = state.clock.nowMs() + state.limits.headMs;
    this.write = (bytes) => this.writeInTime(bytes);
  }

  get isIdle(): boolean {
    return this.phase === "idle";
  }

  /** Serves requests until the connection has ended. Never rejects. */
  async run(): Promise<void> {
    try {
      while (await this.serveOne()) this.enter("idle", this.state.limits.idleMs);
    } catch (error) {
      // What the peer did to the connection is nobody's fault here; everything else is.
      if (!(error instanceof NetError)) this.state.log(`http: connection ended by ${describe(error)}`);
    }
    await this.finish();
  }

  /** The deadline has passed: ends what waits for it. */
  expire(): void {
    const phase = this.phase;
    if (phase !== "idle" && phase !== "closing") this.state.counters.timedOut++;
    if (phase === "head" || phase === "body") void this.refuse(408, "too slow");
    else if (phase === "handler") {
      this.state.log(`http: no response within ${this.state.limits.handlerMs} ms`);
      void this.refuse(503, "the handler is too slow");
    } else if (phase === "idle") void this.finish();
    else {
      this.deadlineMs = NEVER;
      this.tcp.abort();
    }
  }

  /** Answers 503 to whatever comes; for when there are too many connections. */
  async turnAway(): Promise<void> {
    await this.refuse(503, "too many connections");
  }

  /** Ends the connection in order. What waits for it is woken and ends, too. */
  async finish(): Promise<void> {
    if (this.phase === "closing") return;
    this.enter("closing", LINGER_MS);
    await this.tcp.close();
    this.deadlineMs = NEVER;
    this.onEnd(this);
  }

  beginWait(patienceMs: number): void {
    this.outerPhase = this.phase;
    this.outerDeadlineMs = this.deadlineMs;
    this.waitSinceMs = this.state.clock.nowMs();
    this.enter("body", patienceMs);
  }

  endWait(): number {
    const waitedMs = this.state.clock.nowMs() - this.waitSinceMs;
    if (this.phase === "body") {
      this.phase = this.outerPhase;
      // The client's slowness is not the handler's.
      this.deadlineMs = this.outerDeadlineMs + waitedMs;
    }
    return waitedMs;
  }

  sendContinue(): Promise<void> {
    return this.write(CONTINUE);
  }

  /** Whether to go on with another request. */
  private async serveOne(): Promise<boolean> {
    const length = await this.awaitHead();
    if (length <= 0) {
      if (length < 0) await this.refuse(431, "the head is too long");
      return false;
    }
    const incoming = this.incoming;
    const start = incoming.at;
    incoming.at += length;
    const status = head.parse(incoming.bytes, start, incoming.at);
    if (status !== 0) {
      await this.refuse(status, head.problem);
      return false;
    }
    this.served++;
    this.state.counters.requests++;
    const target = head.target();
    if (!isTargetServed(head.method, target)) {
      await this.refuse(head.method === "CONNECT" ? 501 : 400, "not a target of this server");
      return false;
    }
    const bodyLength = head.contentLength;
    if (bodyLength > this.state.limits.bodyBytes) {
      await this.refuse(413, `the body is longer than ${this.state.limits.bodyBytes} bytes`);
      return false;
    }
    const limits = this.state.limits;
    const body =
      bodyLength === 0 ? null : new RequestBody(incoming, bodyLength, head.expectsContinue, limits, this);
    const minor = head.minor;
    const wantsMore = head.keepAlive && this.served < limits.requestsPerConnection;
    const request = new Request("", undefined, {
      method: head.method,
      target,
      headers: Headers.fromRaw(head.copyFields()),
      source: body,
      remoteAddress: this.tcp.remoteAddress,
    });
    this.enter("handler", limits.handlerMs);
    let response = await this.callHandler(request);
    if (this.ended()) return false;
    const keepAlive = wantsMore && !this.state.closing && (body === null || body.canDrain(DRAIN_BYTES));
    const exchange: Exchange = { isHead: request.method === "HEAD", minor, keepAlive };
    const upgrade = takeUpgrade(response);
    if (upgrade !== null) {
      this.enter("upgraded", NEVER);
      await upgrade(this.tcp, incoming);
      return false;
    }
    const buffer = this.state.takeBuffer();
    const sender = new ResponseSender(buffer, this.state.date(), this.write);
    this.enter("stream", NEVER);
    try {
      await sender.send(response, exchange);
    } catch (error) {
      if (error instanceof NetError) throw error;
      this.fail(request, error);
      if (sender.started) {
        // The client must not take half a response for a whole one (RFC 9112 §8).
        this.tcp.abort();
        return false;
      }
      response = errorPage(500);
      await sender.send(response, { isHead: exchange.isHead, minor, keepAlive: false });
    }
    this.state.giveBuffer(buffer);
    if (!sender.keepAlive || this.ended()) return false;
    if (body === null) return true;
    body.cancel();
    return body.done || (await body.drain(DRAIN_BYTES));
  }

  /** The length of the next head: 0 when the client has ended, -1 when it is too long. */
  private async awaitHead(): Promise<number> {
    const incoming = this.incoming;
    let scanned = 0;
    for (;;) {
      if (scanned === 0) skipEmptyLine(incoming);
      const end = findHeadEnd(incoming.bytes, incoming.at, incoming.at + scanned, incoming.end);
      const length = end > 0 ? end - incoming.at : incoming.length;
      if (length > this.state.limits.headBytes) return -1;
      if (end > 0) return length;
      scanned = incoming.length;
      if (scanned > 0 && this.phase === "idle") this.enter("head", this.state.limits.headMs);
      if (!(await incoming.more())) return 0;
    }
  }

  private async callHandler(request: Request): Promise<Response> {
    try {
      const result = this.handler(request);
      const response = result instanceof Response ? result : await result;
      if (response instanceof Response) return response;
      throw new TypeError("the handler gave no Response");
    } catch (error) {
      // The connection is gone: nobody is left to answer.
      if (error instanceof NetError && this.ended()) return errorPage(500);
      if (error instanceof HttpError) {
        this.state.counters.refused++;
        return errorPage(error.status, error.message);
      }
      this.fail(request, error);
      return errorPage(500);
    }
  }

  private fail(request: Request, error: unknown): void {
    this.state.counters.failed++;
    this.state.log(`http: ${request.method} ${request.pathname} failed: ${describe(error)}`);
  }

  /** Answers with `status` and closes. */
  private async refuse(status: number, reason: string): Promise<void> {
    this.state.counters.refused++;
    this.enter("write", this.state.limits.writeMs);
    const sender = new ResponseSender(new Uint8Array(512), this.state.date(), (bytes) =>
      this.tcp.write(bytes),
    );
    const page = new Response(`${status} ${reasonOf(status)}: ${reason}\n`, { status });
    try {
      await sender.send(page, { isHead: false, minor: 1, keepAlive: false });
    } catch {
      // It has closed already.
    }
    await this.finish();
  }

  private async writeInTime(bytes: Uint8Array): Promise<void> {
    const phase = this.phase;
    const deadlineMs = this.deadlineMs;
    this.enter("write", this.state.limits.writeMs);
    await this.tcp.write(bytes);
    if (this.phase !== "write") return;
    this.phase = phase;
    this.deadlineMs = deadlineMs;
  }

  private enter(phase: Phase, forMs: number): void {
    if (this.phase === "closing") return;
    this.phase = phase;
    this.deadlineMs = this.state.clock.nowMs() + forMs;
  }

  /** Whether the connection was ended while something else was awaited. */
  private ended(): boolean {
    return this.phase === "closing";
  }
}

/** RFC 9112 §2.2: an empty line before a request is from clients that end bodies with one. */
function skipEmptyLine(incoming: Incoming): void {
  const { bytes, at } = incoming;
  if (incoming.length >= 2 && bytes[at] === CR && bytes[at + 1] === LF) incoming.at = at + 2;
}

/** RFC 9112 §3.2: origin-form, absolute-form, and "*" for OPTIONS. CONNECT is for proxies. */
function isTargetServed(method: string, target: string): boolean {
  if (method === "CONNECT") return false;
  if (target.startsWith("/")) return true;
  if (target === "*") return method === "OPTIONS";
  return target.slice(0, 7).toLowerCase() === "http://" && target.length > 7;
}

function errorPage(status: number, message = ""): Response {
  const colon = message === "" ? "" : ": ";
  return new Response(`${status} ${reasonOf(status)}${colon}${message}\n`, {
    status,
    headers: { connection: "close" },
  });
}

function describe(error: unknown): string {
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`;
  return String(error);
}
