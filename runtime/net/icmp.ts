// Which ICMP messages get an answer: echo requests, and nothing else. RFC 792, RFC 1122 §3.2.2.6.

import { ICMP_ECHO_REQUEST, type IcmpMessage } from "./wire/icmp.ts";

/** True for a message that must be answered by an echo reply with the same identifier, sequence and data. */
export function wantsEchoReply(message: IcmpMessage): boolean {
  // RFC 792, "Echo or Echo Reply Message": the code is 0.
  return message.type === ICMP_ECHO_REQUEST && message.code === 0;
}
