// The Internet checksum, RFC 1071: the one's complement of the one's complement sum of 16-bit words.
//
// Works on a range of bytes and knows no protocol; where a header keeps its checksum is in that header's file.

/**
 * Adds bytes `from` .. `to`-1 to `initial`, the sum of earlier ranges of even length (0 at first). A last odd
 * byte counts as the high half of a word (RFC 1071 §4.1). Returns the folded sum, 0 .. 0xffff.
 * @intrinsic bytes_sum
 */
export function addToSum(initial: number, bytes: Uint8Array, from: number, to: number): number {
  let sum = initial;
  for (let at = from; at < to; at += 2) {
    sum += (bytes[at]! << 8) | (at + 1 < to ? bytes[at + 1]! : 0);
    // Folded every time: this is what the compiled call does, said shortly.
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  return sum;
}

/** The checksum to store for bytes `from` .. `to`-1, whose own checksum field must hold zero. */
export function checksum(bytes: Uint8Array, from: number, to: number): number {
  return ~addToSum(0, bytes, from, to) & 0xffff;
}

/** True when bytes `from` .. `to`-1, checksum field included, sum to all ones (RFC 1071 §1, point 3). */
export function checksumHolds(bytes: Uint8Array, from: number, to: number): boolean {
  return addToSum(0, bytes, from, to) === 0xffff;
}
