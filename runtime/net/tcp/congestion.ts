// How much may be under way: NewReno's congestion window. RFC 5681, RFC 6582, RFC 6928, RFC 3465.
//
// Counts bytes and makes no segments. What was lost is scoreboard.ts's to find.

/** RFC 6928 §2. */
const INITIAL_SEGMENTS = 10;
const INITIAL_BYTES = 14_600;
/** RFC 3465 §2.3: the most segments that one acknowledgment may add in slow start. */
const SLOW_START_LIMIT = 2;
const LEAST_SEGMENTS = 2;

export class Congestion {
  /** cwnd, in bytes. */
  window = 0;
  /** ssthresh; RFC 5681 §3.1: at first arbitrarily high. */
  threshold = 0x3fff_ffff;
  private segment = 0;
  private acknowledged = 0;

  /** Starts a connection whose segments carry `segment` bytes. */
  start(segment: number): void {
    this.segment = segment;
    this.window = Math.min(INITIAL_SEGMENTS * segment, Math.max(2 * segment, INITIAL_BYTES));
  }

  /** Segments have become smaller or larger; the window stays. */
  resize(segment: number): void {
    this.segment = segment;
    if (this.window < segment) this.window = segment;
  }

  /** `bytes` were acknowledged while the window was what limited us, and nothing is being repaired. */
  acknowledge(bytes: number): void {
    if (this.window < this.threshold) {
      // RFC 5681 §3.1, slow start.
      this.window += Math.min(bytes, SLOW_START_LIMIT * this.segment);
      return;
    }
    // RFC 5681 §3.1, congestion avoidance, by counting bytes: a segment more for each window acknowledged.
    this.acknowledged += bytes;
    if (this.acknowledged >= this.window) {
      this.acknowledged -= this.window;
      this.window += this.segment;
    }
  }

  /** Loss was seen by duplicate acknowledgments, with `flight` bytes under way (RFC 5681 §3.2, RFC 6675 §5). */
  loss(flight: number): void {
    this.threshold = Math.max(Math.floor(flight / 2), LEAST_SEGMENTS * this.segment);
    this.window = this.threshold;
    this.acknowledged = 0;
  }

  /** The retransmission timer fired; `first` is false when it does so again for the same loss (RFC 5681 §3.1). */
  timeout(flight: number, first: boolean): void {
    if (first) this.threshold = Math.max(Math.floor(flight / 2), LEAST_SEGMENTS * this.segment);
    this.window = this.segment;
    this.acknowledged = 0;
  }

  /** All losses are repaired; `flight` bytes are under way (RFC 6582 §3.2 step 3, to avoid a burst). */
  recovered(flight: number): void {
    this.window = Math.min(this.window, Math.max(flight, this.segment) + this.segment);
  }

  /** RFC 5681 §4.1: after a pause of more than one timeout, nobody knows what the network bears. */
  restartAfterIdle(): void {
    this.window = Math.min(this.window, INITIAL_SEGMENTS * this.segment);
  }
}
