// A bucket of permissions that fills again with time: how often we answer what nobody asked for.

export class RateLimit {
  private readonly perSecond: number;
  private readonly burst: number;
  private tokens: number;
  private filledMs = 0;
  /** How often `allow` said no. */
  refused = 0;

  /** Allows `burst` at once and `perSecond` in the long run. */
  constructor(perSecond: number, burst: number) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
  }

  /** True, and one permission is used up; false when none is left at `nowMs`. */
  allow(nowMs: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + ((nowMs - this.filledMs) * this.perSecond) / 1000);
    this.filledMs = nowMs;
    if (this.tokens < 1) {
      this.refused += 1;
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}
