// A request onto its connection (RFC 9112 §3, §6): the fields that frame it, then the body, whole or in chunks.

import type { TcpConnection } from "../../net/transport.ts";
import type { ByteSource } from "../body.ts";
import type { Request } from "../request.ts";
import type { Address } from "../url-parts.ts";

const encoder = new TextEncoder();
const LAST_CHUNK = encoder.encode("0\r\n\r\n");
const CRLF = encoder.encode("\r\n");
/** Framing and the connection are our business, whatever the request says. */
const OWN_FIELDS = ["host", "connection", "content-length", "transfer-encoding", "expect", "upgrade"];
/** Bodies up to here leave together with the head. */
const JOINED_BYTES = 8192;

/** Writes `request`; `content` is its body when it is all there. Rejects as the connection and the body do. */
export async function writeRequest(
  tcp: TcpConnection,
  request: Request,
  address: Address,
  content: Uint8Array | null,
): Promise<void> {
  let head = `${requireToken(request.method)} ${address.target} HTTP/1.1\r\nhost: ${address.authority}\r\n`;
  const headers = request.headers;
  const count = headers.fieldCount();
  for (let i = 0; i < count; i++) {
    const name = headers.fieldName(i);
    // Headers has checked names and values: nothing in them ends the head early.
    if (!OWN_FIELDS.includes(name)) head += `${name}: ${headers.fieldValue(i)}\r\n`;
  }
  if (content === null) head += "transfer-encoding: chunked\r\n";
  else if (content.length > 0 || takesBody(request.method)) head += `content-length: ${content.length}\r\n`;
  const bytes = latin1Bytes(
    `${head}\r\n`,
    content !== null && content.length <= JOINED_BYTES ? content : null,
  );
  await tcp.write(bytes);
  if (content === null) await writeChunks(tcp, request.streamSource());
  else if (content.length > JOINED_BYTES) await tcp.write(content);
}

/** RFC 9112 §7.1 */
async function writeChunks(tcp: TcpConnection, source: ByteSource): Promise<void> {
  for (;;) {
    const piece = await source.read();
    if (piece === null) return tcp.write(LAST_CHUNK);
    if (piece.length === 0) continue;
    await tcp.write(encoder.encode(`${piece.length.toString(16)}\r\n`));
    await tcp.write(piece);
    await tcp.write(CRLF);
  }
}

/** Whether a length of 0 is worth saying (RFC 9110 §8.6). */
function takesBody(method: string): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

function requireToken(method: string): string {
  for (let i = 0; i < method.length; i++) {
    const code = method.charCodeAt(i) | 0x20;
    if (code < 0x61 || code > 0x7a) throw new TypeError(`"${method}" is no method`);
  }
  return method;
}

function latin1Bytes(text: string, more: Uint8Array | null): Uint8Array {
  const bytes = new Uint8Array(text.length + (more === null ? 0 : more.length));
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  if (more !== null) bytes.set(more, text.length);
  return bytes;
}
