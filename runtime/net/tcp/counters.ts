// What TCP counts, over all connections of one interface. Only ever counts up.

export class TcpCounters {
  segmentsSent = 0;
  /** Segments sent again, for whatever reason. */
  retransmitted = 0;
  /** Of these, how often the retransmission timer had to fire. */
  timeouts = 0;
  fastRetransmits = 0;
  zeroWindowProbes = 0;
  keepAliveProbes = 0;
  resetsSent = 0;
  /** Resets that RFC 5961 §3.2 let through. */
  resetsAccepted = 0;
  /** RFC 5961 §3, §4, §5: answers to segments that may have been forged. */
  challenges = 0;
  /** Challenges not sent because one had just been (RFC 5961 §7). */
  challengesLimited = 0;
  /** Segments outside the window, or with timestamps of the past (RFC 7323 §5). */
  unacceptable = 0;
  /** Segments dropped because they would have made one gap too many. */
  outOfOrderDropped = 0;
  opened = 0;
  accepted = 0;
  /** SYNs answered statelessly, because too many handshakes were under way. */
  cookiesSent = 0;
  cookiesAccepted = 0;
  /** ACKs that came back without a right cookie. */
  cookiesRefused = 0;
  /** SYNs dropped because the table of connections was full. */
  tableFull = 0;
  /** SYNs refused because nobody accepted fast enough. */
  backlogFull = 0;
  /** TIME-WAIT connections forgotten early, for new ones. */
  timeWaitRecycled = 0;
  /** Connections ended because the peer answered no more. */
  timedOut = 0;
}
