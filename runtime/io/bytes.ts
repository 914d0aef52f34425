// Byte buffers as the classes of `ingot/io` take them: an ArrayBuffer or a Uint8Array.

export type ByteBuffer = ArrayBuffer | Uint8Array;

/** The bytes of `buffer`, shared with it. */
export function bytesOf(buffer: ByteBuffer): Uint8Array {
  return buffer instanceof Uint8Array ? buffer : new Uint8Array(buffer);
}
