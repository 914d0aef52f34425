// What a network interface counts. Every received frame ends in exactly one of the fields from `arpSeen` on;
// a frame that is not answered therefore always has a name for its fate.

export class NetworkCounters {
  /** How often the cable was seen to come or go. */
  linkChanges = 0;
  framesReceived = 0;
  framesSent = 0;
  /** Frames lost because the MAC had no free transmit channel. */
  transmitBusy = 0;

  /** Well-formed ARP packets, ours or not. */
  arpSeen = 0;
  /** Echo requests to us, each answered unless `transmitBusy` counts it. */
  echoRequests = 0;

  ethernetMalformed = 0;
  /** Sent to another station, which the MAC let through (promiscuous mode, flooding). */
  ethernetNotForUs = 0;
  ethernetUnknownType = 0;
  arpMalformed = 0;
  ipv4Malformed = 0;
  /** From an address no single host can have: RFC 1122 §3.2.1.3. */
  ipv4BadSource = 0;
  ipv4NotForUs = 0;
  ipv4Fragments = 0;
  ipv4UnknownProtocol = 0;
  icmpMalformed = 0;
  icmpUnknownType = 0;
}
