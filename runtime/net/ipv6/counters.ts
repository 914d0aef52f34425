// What the IPv6 of an interface has seen: one number for each reason that a packet was dropped for.

export class Ipv6Counters {
  received = 0;
  sent = 0;
  malformed = 0;
  /** From an address that no station can have. */
  badSource = 0;
  notForUs = 0;
  /** Pieces of longer packets. */
  fragments = 0;
  /** Packets that never became whole. */
  reassemblyAbandoned = 0;
  /** Questions about who listens to groups. */
  groupQueries = 0;
  groupReports = 0;
  unknownProtocol = 0;
  /** An option that wants the packet dropped, or a field that is wrong. */
  badExtension = 0;
  icmpMalformed = 0;
  icmpUnknownType = 0;
  /** Errors about packets of ours. */
  icmpErrors = 0;
  echoRequests = 0;
  /** Neighbour discovery that a router may have forwarded, or that breaks a rule of RFC 4861 §6.1 or §7.1. */
  discoveryInvalid = 0;
  /** Addresses of ours that another station has, too. */
  duplicates = 0;
  /** Neighbours that did not answer. */
  unanswered = 0;
  /** No source address, or no way. */
  sendRefused = 0;
}
