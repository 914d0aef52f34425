// Big-endian numbers and runs of bytes inside a packet. Every offset must be inside the array: the wire
// formats check lengths before they read, so nothing is checked again here.

/**
 * The unsigned 16-bit number at `at`, most significant byte first.
 * @intrinsic bytes_get16
 */
export function get16(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/**
 * Stores the low 16 bits of `value` at `at`, most significant byte first.
 * @intrinsic bytes_put16
 */
export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 8) & 0xff;
  bytes[at + 1] = value & 0xff;
}

/**
 * The unsigned 32-bit number at `at`, most significant byte first: 0 .. 2^32-1.
 * @intrinsic bytes_get32
 */
export function get32(bytes: Uint8Array, at: number): number {
  return ((get16(bytes, at) << 16) | get16(bytes, at + 2)) >>> 0;
}

/**
 * Stores the low 32 bits of `value` at `at`, most significant byte first.
 * @intrinsic bytes_put32
 */
export function put32(bytes: Uint8Array, at: number, value: number): void {
  put16(bytes, at, value >>> 16);
  put16(bytes, at + 2, value & 0xffff);
}

/** A new array with bytes `at` .. `at + length - 1`. */
export function take(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const copy = new Uint8Array(length);
  for (let i = 0; i < length; i++) copy[i] = bytes[at + i];
  return copy;
}

/**
 * Copies `length` bytes, also between ranges of one array that overlap. Throws RangeError when they do not lie inside
 * both arrays.
 * @intrinsic bytes_copy
 */
export function copy(
  from: Uint8Array,
  fromAt: number,
  into: Uint8Array,
  intoAt: number,
  length: number,
): void {
  if (fromAt < 0 || length < 0 || fromAt + length > from.length)
    throw new RangeError(`copy of ${length} bytes from ${fromAt} to ${intoAt} exceeds an array`);
  into.set(from.subarray(fromAt, fromAt + length), intoAt);
}
