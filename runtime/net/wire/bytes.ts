// Big-endian numbers and runs of bytes inside a packet. Every offset must be inside the array: the wire
// formats check lengths before they read. A byte outside it reads as 0 and is not stored.

/**
 * The byte at `at`.
 * @intrinsic byte_get
 */
function get8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/**
 * Stores the low 8 bits of `value` at `at`.
 * @intrinsic byte_put
 */
function put8(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
}

/** The unsigned 16-bit number at `at`, most significant byte first. */
export function get16(bytes: Uint8Array, at: number): number {
  return (get8(bytes, at) << 8) | get8(bytes, at + 1);
}

/** Stores the low 16 bits of `value` at `at`, most significant byte first. */
export function put16(bytes: Uint8Array, at: number, value: number): void {
  put8(bytes, at, value >>> 8);
  put8(bytes, at + 1, value);
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
  put16(bytes, at + 2, value);
}

/** A new array with bytes `at` .. `at + length - 1`. */
export function take(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const copy = new Uint8Array(length);
  for (let i = 0; i < length; i++) copy[i] = bytes[at + i];
  return copy;
}

/** @intrinsic typed_move */
function move(into: Uint8Array, intoAt: number, from: Uint8Array, fromAt: number, length: number): void {
  into.set(from.subarray(fromAt, fromAt + length), intoAt);
}

/**
 * Copies `length` bytes, also between ranges of one array that overlap. Throws RangeError when they do not lie inside
 * both arrays.
 */
export function copy(
  from: Uint8Array,
  fromAt: number,
  into: Uint8Array,
  intoAt: number,
  length: number,
): void {
  // Of three numbers that are not negative, none is above 2^31: the sums are exact.
  const isInside =
    (fromAt | intoAt | length) >= 0 && fromAt + length <= from.length && intoAt + length <= into.length;
  if (!isInside) throw new RangeError(`copy of ${length} bytes from ${fromAt} to ${intoAt} exceeds an array`);
  move(into, intoAt, from, fromAt, length);
}
