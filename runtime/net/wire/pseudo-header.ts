// What the checksums of UDP and TCP cover besides their own bytes. RFC 768, RFC 9293 §3.1.
//
//   | source address 4 | destination address 4 | zero 1 | protocol 1 | length 2 |

/** The sum of the pseudo header of a payload of `length` bytes, to start `addToSum` from: 0 .. 0xffff. */
export function pseudoHeaderSum(
  source: number,
  destination: number,
  protocol: number,
  length: number,
): number {
  let sum =
    (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + length;
  sum = (sum & 0xffff) + (sum >>> 16);
  return (sum & 0xffff) + (sum >>> 16);
}
