// Little-endian numbers in byte arrays, as on every disk format here, and whether two arrays are equal. No bounds
// checks of numbers: callers know their layout.

export function get16(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}

export function get32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}

/** 48 bits: exact in a double. */
export function get48(bytes: Uint8Array, at: number): number {
  return get32(bytes, at) + get16(bytes, at + 4) * 0x1_0000_0000;
}

export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 0xff;
  bytes[at + 1] = (value >>> 8) & 0xff;
}

export function put32(bytes: Uint8Array, at: number, value: number): void {
  const low = value >>> 0;
  bytes[at] = low & 0xff;
  bytes[at + 1] = (low >>> 8) & 0xff;
  bytes[at + 2] = (low >>> 16) & 0xff;
  bytes[at + 3] = low >>> 24;
}

/** `value` is an integer, 0 .. 2^48-1. */
export function put48(bytes: Uint8Array, at: number, value: number): void {
  put32(bytes, at, value % 0x1_0000_0000);
  put16(bytes, at + 4, Math.floor(value / 0x1_0000_0000));
}

/** Whether both have the same bytes. Takes the longer the more of them agree: nothing for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
