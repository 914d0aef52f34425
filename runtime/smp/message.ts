// SMP messages: an 8-byte header, big-endian, and one CBOR map. Zephyr documentation, "SMP Protocol Specification".
//
//   0  version (bits 4-3), operation (bits 2-0)   1  flags   2  payload length   4  group   6  sequence   7  command

import { type CborMap, decodeMap, encodeMap } from "./cbor.ts";

export const HEADER_BYTES = 8;
export const READ = 0;
export const READ_RESPONSE = 1;
export const WRITE = 2;
export const WRITE_RESPONSE = 3;

export interface Message {
  /** 0 for SMP version 1, 1 for version 2; a response has its request's. */
  readonly version: number;
  readonly operation: number;
  readonly group: number;
  readonly sequence: number;
  readonly command: number;
  readonly payload: CborMap;
}

export function encodeMessage(message: Message): Uint8Array {
  const payload = encodeMap(message.payload);
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  bytes[0] = (message.version << 3) | message.operation;
  bytes[2] = payload.length >> 8;
  bytes[3] = payload.length & 255;
  bytes[4] = message.group >> 8;
  bytes[5] = message.group & 255;
  bytes[6] = message.sequence;
  bytes[7] = message.command;
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** The message that `bytes` are, or undefined: a wrong length, a reserved version, no map. Does not throw. */
export function decodeMessage(bytes: Uint8Array): Message | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const version = (bytes[0] >> 3) & 3;
  const operation = bytes[0] & 7;
  if (version > 1 || operation > WRITE_RESPONSE) return undefined;
  if (((bytes[2] << 8) | bytes[3]) !== bytes.length - HEADER_BYTES) return undefined;
  const payload = decodeMap(bytes.subarray(HEADER_BYTES));
  if (payload === undefined) return undefined;
  return {
    version,
    operation,
    group: (bytes[4] << 8) | bytes[5],
    sequence: bytes[6],
    command: bytes[7],
    payload,
  };
}
