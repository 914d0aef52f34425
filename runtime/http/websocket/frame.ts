// Frames of WebSocket (RFC 6455 §5): heads to and from bytes, masks. No extensions.

export const CONTINUATION = 0x0;
export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

const FIN = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const MAX_CONTROL_BYTES = 125;
const MASK_BYTES = 4;

export interface FrameHead {
  readonly opcode: number;
  readonly isLast: boolean;
  readonly length: number;
  /** How many bytes the head takes, mask included. */
  readonly headBytes: number;
  /** Where in the bytes the mask stands; -1 without one. */
  readonly maskAt: number;
}

export function isControl(opcode: number): boolean {
  return opcode >= CLOSE;
}

/**
 * The head of the frame at `start`; null while it has not arrived whole; a text says what rule of §5.2 or §5.5 it
 * breaks. `mustBeMasked` is true on the side of the server (§5.1).
 */
export function parseFrameHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  mustBeMasked: boolean,
): FrameHead | string | null {
  if (end - start < 2) return null;
  const first = bytes[start]!;
  const second = bytes[start + 1]!;
  const opcode = first & 0x0f;
  if ((first & RESERVED) !== 0) return "a reserved bit is set";
  if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) return "an unknown kind of frame";
  if (((second & MASKED) !== 0) !== mustBeMasked) return mustBeMasked ? "no mask" : "a mask";
  const isLast = (first & FIN) !== 0;
  let length = second & 0x7f;
  let headBytes = 2;
  if (isControl(opcode) && (!isLast || length > MAX_CONTROL_BYTES))
    return "a control frame in parts, or long";
  if (length === LENGTH_16) {
    headBytes = 4;
    if (end - start < headBytes) return null;
    length = bytes[start + 2]! * 256 + bytes[start + 3]!;
    if (length < LENGTH_16) return "a length that is longer than it must be";
  } else if (length === LENGTH_64) {
    headBytes = 10;
    if (end - start < headBytes) return null;
    length = 0;
    for (let i = 2; i < 10; i++) length = length * 256 + bytes[start + i]!;
    if (length < 65536 || !Number.isSafeInteger(length)) return "a length out of range";
  }
  if (!mustBeMasked) return { opcode, isLast, length, headBytes, maskAt: -1 };
  if (end - start < headBytes + MASK_BYTES) return null;
  return { opcode, isLast, length, headBytes: headBytes + MASK_BYTES, maskAt: start + headBytes };
}

/**
 * A whole frame. `mask` (four bytes) is for clients; null on the side of the server. The payload is copied.
 */
export function makeFrame(opcode: number, payload: Uint8Array, mask: Uint8Array | null): Uint8Array {
  const length = payload.length;
  const lengthBytes = length < LENGTH_16 ? 0 : length < 65536 ? 2 : 8;
  const maskBytes = mask === null ? 0 : MASK_BYTES;
  const frame = new Uint8Array(2 + lengthBytes + maskBytes + length);
  frame[0] = FIN | opcode;
  const marker = lengthBytes === 0 ? length : lengthBytes === 2 ? LENGTH_16 : LENGTH_64;
  frame[1] = (mask === null ? 0 : MASKED) | marker;
  let left = length;
  for (let i = lengthBytes - 1; i >= 0; i--) {
    frame[2 + i] = left % 256;
    left = Math.floor(left / 256);
  }
  const at = 2 + lengthBytes + maskBytes;
  frame.set(payload, at);
  if (mask !== null) {
    frame.set(mask, at - MASK_BYTES);
    applyMask(frame, at, length, mask);
  }
  return frame;
}

/** Masks or unmasks `length` bytes at `at` in place (§5.3). */
export function applyMask(bytes: Uint8Array, at: number, length: number, mask: Uint8Array): void {
  for (let i = 0; i < length; i++) bytes[at + i]! ^= mask[i & 3]!;
}
