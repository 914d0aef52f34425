// fetch (Fetch Standard §5.6) over http:// - what one appliance asks of another.
//
// Connections are kept for a while and used again. There is no TLS: https:// is refused by name. No cookies, no cache,
// no proxies; redirects are followed within http://.

import { NetError, type Transport } from "../net/transport.ts";
import { ConnectionPool, type PooledConnection } from "./client/pool.ts";
import { ReplyBody } from "./client/reply-body.ts";
import { writeRequest } from "./client/send-request.ts";
import { type Clock, systemClock } from "./clock.ts";
import { Headers } from "./headers.ts";
import { Request, type RequestInit } from "./request.ts";
import { Response } from "./response.ts";
import { requireTransport } from "./transport.ts";
import { type Address, parseAddress } from "./url-parts.ts";
import { parseReplyHead, type ReplyHead } from "./wire/reply-head.ts";
import { findHeadEnd, MAX_HEAD_BYTES } from "./wire/request-head.ts";

export interface FetchOptions extends RequestInit {
  /** "follow" (default): up to 5 redirects; "manual": the redirect is the response; "error": it rejects. */
  readonly redirect?: "follow" | "manual" | "error";
  /** From the beginning to the response's head, and again for each piece of its body. Default 30,000. */
  readonly timeoutMs?: number;
  /** The body is cut off with an error beyond so many bytes. Default 4 MiB. */
  readonly maxBodyBytes?: number;
  readonly transport?: Transport;
  readonly clock?: Clock;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BODY_BYTES = 4_194_304;
const MAX_REDIRECTS = 5;
/** Methods that may be sent again when a kept connection turns out to be closed (RFC 9110 §9.2.2). */
const IDEMPOTENT = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"];

const pools = new Map<Transport, ConnectionPool>();

/**
 * Asks `input`, which begins with http://. Resolves when the head of the response is there, whatever its status; the
 * body is read by the caller, or cancelled: until then its connection is taken. Rejects with TypeError for an address
 * that it cannot ask, with NetError when there is no connection or no answer in time, and with Error for an answer
 * that is no HTTP.
 */
export async function fetch(input: string | Request, options: FetchOptions = {}): Promise<Response> {
  let request = input instanceof Request ? input : new Request(input, options);
  for (let redirects = 0; ; redirects++) {
    const address = parseAddress(request.url, "http");
    const response = await ask(request, address, options);
    const location = response.headers.get("location");
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
    if (!isRedirect || options.redirect === "manual") return response;
    await response.body?.cancel();
    if (options.redirect === "error") throw new TypeError(`${request.url} redirects to ${location}`);
    if (redirects === MAX_REDIRECTS)
      throw new TypeError(`${request.url} redirects more than ${MAX_REDIRECTS} times`);
    request = redirected(request, response.status, resolveLocation(address, location));
  }
}

/** Fetch Standard, "HTTP-redirect fetch": what the next request is. */
function redirected(request: Request, status: number, url: string): Request {
  const { method } = request;
  const becomesGet =
    (status === 303 && method !== "GET" && method !== "HEAD") ||
    ((status === 301 || status === 302) && method === "POST");
  if (!becomesGet && request.bodyUsed && method !== "GET" && method !== "HEAD") {
    throw new TypeError(`a redirect by ${status} asks for the body again, which has been sent: use "manual"`);
  }
  const headers = new Headers(request.headers);
  if (becomesGet) headers.delete("content-type");
  return new Request(url, { method: becomesGet ? "GET" : method, headers });
}

function resolveLocation(from: Address, location: string): string {
  if (location.includes("://")) return location;
  if (location.startsWith("//")) return `http:${location}`;
  if (location.startsWith("/")) return `http://${from.authority}${location}`;
  const query = from.target.indexOf("?");
  const path = query < 0 ? from.target : from.target.slice(0, query);
  if (location.startsWith("?")) return `http://${from.authority}${path}${location}`;
  return `http://${from.authority}${path.slice(0, path.lastIndexOf("/") + 1)}${location}`;
}

async function ask(request: Request, address: Address, options: FetchOptions): Promise<Response> {
  const transport = options.transport ?? requireTransport();
  const clock = options.clock ?? systemClock;
  let pool = pools.get(transport);
  if (pool === undefined) {
    pool = new ConnectionPool();
    pools.set(transport, pool);
  }
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const content = request.takeWhole();
  for (;;) {
    const kept = pool.take(address.host, address.port, clock.nowMs());
    const connection = kept ?? (await pool.open(transport, address, timeoutMs));
    try {
      const head = await exchange(connection, request, address, content, clock, timeoutMs);
      return respond(
        head,
        connection,
        pool,
        clock,
        timeoutMs,
        options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
      );
    } catch (error) {
      connection.tcp.abort();
      // The server may have closed a kept connection just as we wrote (RFC 9112 §9.3.1).
      const mayRepeat = kept !== null && content !== null && IDEMPOTENT.includes(request.method);
      const wasClosed = error instanceof NetError && (error.code === "closed" || error.code === "reset");
      if (!mayRepeat || !wasClosed || connection.incoming.length > 0) throw error;
    }
  }
}

/** Sends the request and reads heads until the one that is final. */
async function exchange(
  connection: PooledConnection,
  request: Request,
  address: Address,
  content: Uint8Array | null,
  clock: Clock,
  timeoutMs: number,
): Promise<ReplyHead> {
  let isLate = false;
  const cancel = clock.after(timeoutMs, () => {
    isLate = true;
    connection.tcp.abort();
  });
  try {
    await writeRequest(connection.tcp, request, address, content);
    for (;;) {
      const head = await readHead(connection, request.method === "HEAD");
      // RFC 9110 §15.2: interim responses tell nothing here. 101 was not asked for.
      if (head.status >= 200) return head;
      if (head.status === 101) throw new Error("the server changes the protocol unasked");
    }
  } catch (error) {
    if (isLate) throw new NetError("timed-out", `no response within ${timeoutMs} ms`);
    throw error;
  } finally {
    cancel();
  }
}

async function readHead(connection: PooledConnection, isHeadRequest: boolean): Promise<ReplyHead> {
  const incoming = connection.incoming;
  let scanned = 0;
  for (;;) {
    const end = findHeadEnd(incoming.bytes, incoming.at, incoming.at + scanned, incoming.end);
    if (end > 0) {
      const head = parseReplyHead(incoming.bytes, incoming.at, end, isHeadRequest);
      incoming.at = end;
      if (typeof head === "string") throw new Error(`the response cannot be read: it has ${head}`);
      return head;
    }
    scanned = incoming.length;
    if (scanned > MAX_HEAD_BYTES) throw new Error("the response cannot be read: its head is too long");
    if (!(await incoming.more())) throw new NetError("closed", "the server ended before its response");
  }
}

function respond(
  head: ReplyHead,
  connection: PooledConnection,
  pool: ConnectionPool,
  clock: Clock,
  timeoutMs: number,
  maxBodyBytes: number,
): Response {
  const finish = (isWhole: boolean) => {
    if (isWhole && head.keepAlive) pool.give(connection, clock.nowMs());
    else connection.tcp.abort();
  };
  const init = { status: head.status, statusText: head.reason, headers: Headers.fromRaw(head.fields) };
  const isEmpty = head.framing === "none" || (head.framing === "length" && head.contentLength === 0);
  if (isEmpty) finish(true);
  const body = isEmpty
    ? null
    : new ReplyBody(connection.incoming, head, { clock, timeoutMs, maxBodyBytes, finish });
  return new Response(null, init, body);
}
