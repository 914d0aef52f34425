// The reset that answers a segment which belongs nowhere. RFC 9293 §3.5.2, §3.10.7.1.

import { ACK, FIN, RST, SYN, type TcpHeader } from "../wire/tcp.ts";
import { add } from "./sequence.ts";

/** Makes `reply` the reset for the segment with `header`. False when that must not be answered. */
export function makeRefusal(header: TcpHeader, reply: TcpHeader): boolean {
  // Resets answering resets would never end.
  if (header.has(RST)) return false;
  reply.clearOptions();
  reply.sourcePort = header.destinationPort;
  reply.destinationPort = header.sourcePort;
  reply.window = 0;
  if (header.has(ACK)) {
    reply.sequence = header.acknowledgment;
    reply.acknowledgment = 0;
    reply.flags = RST;
  } else {
    const length = header.dataEnd - header.dataAt + (header.has(SYN) ? 1 : 0) + (header.has(FIN) ? 1 : 0);
    reply.sequence = 0;
    reply.acknowledgment = add(header.sequence, length);
    reply.flags = RST | ACK;
  }
  return true;
}
