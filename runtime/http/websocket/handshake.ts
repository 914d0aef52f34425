// The opening handshake of WebSocket (RFC 6455 §4), on both sides.

import { NetError, type Transport } from "../../net/transport.ts";
import { type Clock, systemClock } from "../clock.ts";
import { Incoming } from "../incoming.ts";
import type { Request } from "../request.ts";
import { Response } from "../response.ts";
import { upgradeResponse } from "../server/upgrade.ts";
import { requireTransport } from "../transport.ts";
import { parseAddress } from "../url-parts.ts";
import { parseReplyHead } from "../wire/reply-head.ts";
import { findHeadEnd, MAX_HEAD_BYTES } from "../wire/request-head.ts";
import { sha1 } from "./sha1.ts";
import { type SocketOptions, WebSocket } from "./socket.ts";

/** RFC 6455 §1.3 */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const KEY_CHARACTERS = 24;
const HANDSHAKE_MS = 10_000;
const encoder = new TextEncoder();

export interface AcceptOptions extends SocketOptions {
  /** Subprotocols that we speak; the first of them that the client offers is agreed on. */
  readonly protocols?: readonly string[];
  readonly clock?: Clock;
}

/**
 * Answers a request for a WebSocket; other requests are answered 400 or 426. `serveSocket` gets the socket, which is
 * closed when it returns; when it rejects, the error is the server's to log.
 *
 * Browsers let any page of any site connect: look at the Origin field first where that matters.
 */
export function acceptWebSocket(
  request: Request,
  serveSocket: (socket: WebSocket) => Promise<void>,
  options: AcceptOptions = {},
): Response {
  const headers = request.headers;
  const wantsUpgrade =
    hasItem(headers.get("upgrade"), "websocket") && hasItem(headers.get("connection"), "upgrade");
  if (request.method !== "GET" || !wantsUpgrade) {
    const fields = { upgrade: "websocket", connection: "close" };
    return new Response("426 Upgrade Required\n", { status: 426, headers: fields });
  }
  if (headers.get("sec-websocket-version") !== "13") {
    return new Response("426 Upgrade Required\n", {
      status: 426,
      headers: { "sec-websocket-version": "13" },
    });
  }
  const key = headers.get("sec-websocket-key") ?? "";
  if (key.length !== KEY_CHARACTERS) return new Response("400 Bad Request: no key\n", { status: 400 });
  const offered = (headers.get("sec-websocket-protocol") ?? "").split(",").map((item) => item.trim());
  const protocol = options.protocols?.find((name) => offered.includes(name)) ?? "";
  return upgradeResponse(async (tcp, incoming) => {
    const agreed = protocol === "" ? "" : `Sec-WebSocket-Protocol: ${protocol}\r\n`;
    const head =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${acceptKey(key)}\r\n${agreed}\r\n`;
    await tcp.write(encoder.encode(head));
    const socket = new WebSocket(tcp, incoming, false, options.clock ?? systemClock, protocol, options);
    try {
      await serveSocket(socket);
    } finally {
      await socket.close();
      // Until the peer has answered the closing frame.
      while ((await socket.receive()) !== null);
    }
  });
}

export interface ConnectSocketOptions extends SocketOptions {
  /** Subprotocols that we speak, the best first. */
  readonly protocols?: readonly string[];
  readonly transport?: Transport;
  readonly clock?: Clock;
}

/**
 * Connects to `url`, which begins with ws://. Rejects with TypeError for another address, with NetError when there is no
 * connection, and with Error when the server answers anything but a right handshake.
 */
export async function connectWebSocket(url: string, options: ConnectSocketOptions = {}): Promise<WebSocket> {
  const address = parseAddress(url, "ws");
  const clock = options.clock ?? systemClock;
  const transport = options.transport ?? requireTransport();
  const tcp = await transport.connect(address.host, address.port, { timeoutMs: HANDSHAKE_MS });
  const cancel = clock.after(HANDSHAKE_MS, () => tcp.abort());
  try {
    const key = randomKey();
    const protocols = options.protocols ?? [];
    const offer = protocols.length === 0 ? "" : `Sec-WebSocket-Protocol: ${protocols.join(", ")}\r\n`;
    const head =
      `GET ${address.target} HTTP/1.1\r\nHost: ${address.authority}\r\nUpgrade: websocket\r\n` +
      `Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n${offer}\r\n`;
    await tcp.write(encoder.encode(head));
    const incoming = new Incoming(tcp);
    let end = 0;
    while (end === 0) {
      if (incoming.length > MAX_HEAD_BYTES) throw new Error("the answer to the handshake is too long");
      if (!(await incoming.more())) throw new NetError("closed", "the server ended in the handshake");
      end = findHeadEnd(incoming.bytes, incoming.at, incoming.at, incoming.end);
    }
    const reply = parseReplyHead(incoming.bytes, incoming.at, end, false);
    incoming.at = end;
    if (typeof reply === "string") throw new Error(`the answer to the handshake has ${reply}`);
    if (reply.status !== 101)
      throw new Error(`the server answers ${reply.status}, not 101, to the handshake`);
    const field = (name: string) => {
      const index = reply.fields.find(name, 0);
      return index < 0 ? null : reply.fields.value(index);
    };
    // §4.1: every one of these must be checked.
    const protocol = field("sec-websocket-protocol") ?? "";
    const isRight =
      hasItem(field("upgrade"), "websocket") &&
      hasItem(field("connection"), "upgrade") &&
      field("sec-websocket-accept") === acceptKey(key) &&
      field("sec-websocket-extensions") === null &&
      (protocol === "" || protocols.includes(protocol));
    if (!isRight) throw new Error("the server's answer to the handshake is wrong");
    return new WebSocket(tcp, incoming, true, clock, protocol, options);
  } catch (error) {
    tcp.abort();
    throw error;
  } finally {
    cancel();
  }
}

/** Sec-WebSocket-Accept for a key (§4.2.2 item 5.4). */
export function acceptKey(key: string): string {
  return base64(sha1(encoder.encode(key + GUID)));
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i++) binary += String.fromCharCode(bytes[i]!);
  return btoa(binary);
}

function randomKey(): string {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = Math.floor(Math.random() * 256);
  return base64(bytes);
}

/** Whether a field is a list with this item, in any case. */
function hasItem(list: string | null, item: string): boolean {
  if (list === null) return false;
  return list
    .toLowerCase()
    .split(",")
    .some((part) => part.trim() === item);
}
