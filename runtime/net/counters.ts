// What a network interface counts. Every received frame ends in exactly one of the fields from `arpSeen` on;
// a frame that is not answered therefore always has a name for its fate. What TCP does with segments is in
// tcp/counters.ts.

export class NetworkCounters {
  /** How often the cable was seen to come or go. */
  linkChanges = 0;
  framesReceived = 0;
  framesSent = 0;
  /** Frames lost because the MAC had no free transmit channel and the queue before it was full. */
  transmitBusy = 0;
  /** Datagrams of ours not sent: no route, or longer than the MTU. */
  sendRefused = 0;
  /** Next hops that did not answer ARP; what waited for them is lost. */
  arpUnanswered = 0;
  /** Fragmented datagrams that never became whole. */
  reassemblyAbandoned = 0;

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
  /** Fragments that did not complete their datagram, or not yet; the completing one counts as the datagram. */
  ipv4Fragments = 0;
  ipv4UnknownProtocol = 0;
  icmpMalformed = 0;
  icmpUnknownType = 0;
  /** Errors about datagrams of ours. */
  icmpErrors = 0;
  udpMalformed = 0;
  /** To a port that nobody has opened. */
  udpNoSocket = 0;
  /** Lost because the socket's queue was full. */
  udpQueueFull = 0;
  udpDelivered = 0;
  tcpMalformed = 0;
  /** Segments that belong to no connection and no listener. */
  tcpNoConnection = 0;
  /** Segments that a connection or listener has looked at. */
  tcpSegments = 0;
}
