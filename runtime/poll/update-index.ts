// The signed index by which a device finds its update: what it says, who has signed it, and whose turn it is.
//
//   ingot-index 1
//   sequence 7
//   board cubieboard
//   image thermostat-2.0.0.signed.bin      relative to the index
//   version 2.0.0+0
//   bytes 1107617
//   hash 64 hexadecimal digits             SHA-256 as the image's TLV has it
//   percent 25                             of the devices, the same ones while the number rises
//   signature 128 hexadecimal digits       Ed25519, by a key that may sign images, of all lines before

import { verifyEd25519 } from "../crypto/ed25519.ts";
import { sha256 } from "../crypto/sha256.ts";

export interface UpdateIndex {
  readonly sequence: number;
  readonly board: string;
  readonly image: string;
  readonly version: string;
  readonly bytes: number;
  readonly hash: Uint8Array;
  readonly percent: number;
}

const FIELDS = ["sequence", "board", "image", "version", "bytes", "hash", "percent", "signature"];

/** The index in `text` if one of `signers` has signed it, else undefined. */
export function readIndex(text: string, signers: readonly Uint8Array[]): UpdateIndex | undefined {
  const lines = text.split("\n");
  if (lines[0] !== "ingot-index 1" || lines.length < FIELDS.length + 1) return undefined;
  const values: string[] = [];
  let signedLength = lines[0].length + 1;
  for (let i = 0; i < FIELDS.length; i++) {
    const line = lines[i + 1];
    if (!line.startsWith(`${FIELDS[i]} `)) return undefined;
    values.push(line.slice(FIELDS[i].length + 1));
    if (i < FIELDS.length - 1) signedLength += line.length + 1;
  }
  const signature = bytesOf(values[7], 64);
  const hash = bytesOf(values[5], 32);
  if (signature === undefined || hash === undefined) return undefined;
  const signed = new Uint8Array(signedLength);
  for (let i = 0; i < signedLength; i++) signed[i] = text.charCodeAt(i);
  if (!signers.some((key) => verifyEd25519(key, signed, signature))) return undefined;
  const [sequence, bytes, percent] = [Number(values[0]), Number(values[4]), Number(values[6])];
  if (!(sequence >= 0 && bytes > 0 && percent >= 0)) return undefined;
  return { sequence, board: values[1], image: values[2], version: values[3], bytes, hash, percent };
}

function bytesOf(digits: string, count: number): Uint8Array | undefined {
  if (digits.length !== 2 * count) return undefined;
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** From 0 to 99, always the same for a device and an image name: whose turn it is at which percentage. */
export function turnOf(device: string, image: string): number {
  const text = `${device} ${image}`;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const hash = sha256(bytes);
  return (hash[0] * 256 + hash[1]) % 100;
}
