// Sequence numbers: arithmetic modulo 2^32. RFC 9293 §3.4.
//
// A number is 0 .. 2^32-1. Of two numbers less than 2^31 apart it can be said which one is earlier.

export function add(sequence: number, count: number): number {
  return (sequence + count) >>> 0;
}

/** How far `to` is behind `from`, -2^31 .. 2^31-1; negative when it is earlier. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}

export function before(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function after(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** The later of two. */
export function latest(a: number, b: number): number {
  return after(a, b) ? a : b;
}
