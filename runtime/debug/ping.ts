// Ping: echo requests to an address, one after the other, and how long each reply took. RFC 792.

import { IPV4_PAYLOAD_AT, type NetworkInterface } from "../net/interface.ts";
import { emitEchoRequest } from "../net/wire/icmp.ts";
import { PROTOCOL_ICMP } from "../net/wire/ipv4.ts";

const DATA_BYTES = 56;
const WAIT_MS = 1000;
const PAUSE_MS = 200;

/**
 * Milliseconds of each round trip to `address`, null where no reply came within a second. Not two at a time on one
 * interface.
 */
export async function ping(
  link: NetworkInterface,
  address: number,
  count: number,
): Promise<(number | null)[]> {
  const identifier = link.environment.random32() & 0xffff;
  const times: (number | null)[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    times.push(await pingOnce(link, address, identifier, sequence));
    if (sequence < count) await new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return times;
}

function pingOnce(
  link: NetworkInterface,
  address: number,
  identifier: number,
  sequence: number,
): Promise<number | null> {
  return new Promise((resolve) => {
    const sentMs = link.environment.nowMs();
    const finish = (ms: number | null): void => {
      clearTimeout(timer);
      link.onEchoReply = null;
      resolve(ms);
    };
    const timer = setTimeout(() => finish(null), WAIT_MS);
    link.onEchoReply = (message, source) => {
      if (source !== address || message.identifier !== identifier || message.sequence !== sequence) return;
      finish(link.environment.nowMs() - sentMs);
    };
    const end = emitEchoRequest(link.out, IPV4_PAYLOAD_AT, identifier, sequence, DATA_BYTES);
    if (!link.sendIpv4(address, PROTOCOL_ICMP, end - IPV4_PAYLOAD_AT)) finish(null);
  });
}
