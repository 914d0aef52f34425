// When to send again: the round-trip time and the retransmission timeout. RFC 6298.
//
// Takes samples, makes timeouts. Which segments may be samples (Karn, RFC 6298 §3) its user knows.

/** RFC 6298 §2.1: before the first sample. */
const INITIAL_RTO_MS = 1000;
/**
 * RFC 6298 §2.4 says one second, for clocks coarser than ours and for fear of delayed acknowledgments, which this
 * leaves room for; stacks in wide use have 200 ms.
 */
const MIN_RTO_MS = 250;
/** RFC 6298 §2.5: at least 60 seconds. */
const MAX_RTO_MS = 60_000;
/** RFC 6298 §2.3. */
const ALPHA = 1 / 8;
const BETA = 1 / 4;
const K = 4;
/** The clock counts in milliseconds and fractions; timers fire at whole ones. */
const GRANULARITY_MS = 1;

export class RoundTrip {
  /** SRTT, 0 before the first sample. */
  smoothedMs = 0;
  private variationMs = 0;
  private measured = false;
  private baseMs = INITIAL_RTO_MS;
  private backoff = 1;

  /** Takes one measured round trip. */
  sample(rttMs: number): void {
    if (!this.measured) {
      this.measured = true;
      this.smoothedMs = rttMs;
      this.variationMs = rttMs / 2;
    } else {
      this.variationMs = (1 - BETA) * this.variationMs + BETA * Math.abs(this.smoothedMs - rttMs);
      this.smoothedMs = (1 - ALPHA) * this.smoothedMs + ALPHA * rttMs;
    }
    const rto = this.smoothedMs + Math.max(GRANULARITY_MS, K * this.variationMs);
    this.baseMs = Math.min(MAX_RTO_MS, Math.max(MIN_RTO_MS, rto));
    this.backoff = 1;
  }

  /** The retransmission timeout now. */
  rtoMs(): number {
    return Math.min(MAX_RTO_MS, this.baseMs * this.backoff);
  }

  /** RFC 6298 §5.5: doubles the timeout after it has passed. */
  backOff(): void {
    if (this.baseMs * this.backoff < MAX_RTO_MS) this.backoff *= 2;
  }

  /** Something new was acknowledged: the network lives, whatever the samples say. */
  progress(): void {
    this.backoff = 1;
  }
}
