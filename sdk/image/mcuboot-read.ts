// Reads signed images on the developer's machine: what they say, and whether hash and signature are right.
//
// A second reader besides the loader's (runtime/update/mcuboot.ts), on node:crypto, so that each is judged by the
// other. It does not decide whether a board would start the image.

import { createHash, createPublicKey, verify } from "node:crypto";
import { problem } from "../diagnostics/diagnostic.ts";
import {
  IMAGE_MAGIC,
  INFO_MAGIC,
  keyHashOf,
  PROTECTED_INFO_MAGIC,
  TLV_BOARD,
  TLV_ED25519,
  TLV_KEYHASH,
  TLV_PROVENANCE,
  TLV_SEC_CNT,
  TLV_SHA256,
} from "./mcuboot.ts";
import { decodeProvenance, type Provenance } from "./provenance.ts";

const NAMES: Readonly<Record<number, string>> = {
  [TLV_KEYHASH]: "KEYHASH",
  [TLV_SHA256]: "SHA256",
  [TLV_ED25519]: "ED25519",
  [TLV_SEC_CNT]: "SEC_CNT",
  [TLV_BOARD]: "BOARD",
  [TLV_PROVENANCE]: "PROVENANCE",
};

export interface Tlv {
  readonly type: number;
  readonly name: string;
  readonly isProtected: boolean;
  readonly value: Uint8Array;
}

export interface SignedImage {
  readonly version: string;
  readonly counter: number;
  readonly board: string;
  readonly loadAddress: number;
  readonly headerBytes: number;
  readonly bodyBytes: number;
  readonly totalBytes: number;
  readonly body: Uint8Array;
  readonly tlvs: readonly Tlv[];
  /** What the image says its hash is, and whether it is. */
  readonly hash: Uint8Array;
  readonly hashIsRight: boolean;
  readonly keyHash: Uint8Array;
  readonly provenance: Provenance | undefined;
}

/** Whether `bytes` start as a signed image does. */
export function looksSigned(bytes: Uint8Array): boolean {
  return bytes.length >= 32 && Buffer.from(bytes.subarray(0, 4)).readUInt32LE() === IMAGE_MAGIC;
}

/** Reads the image at the start of `bytes`. Throws IngotError E6005 when a size in it is wrong; `file` names it. */
export function readSignedImage(bytes: Uint8Array, file: string): SignedImage {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!looksSigned(bytes)) throw broken(file, "it does not start as an image of MCUboot's format does");
  const headerBytes = all.readUInt16LE(8);
  const protectedBytes = all.readUInt16LE(10);
  const bodyBytes = all.readUInt32LE(12);
  const areaAt = headerBytes + bodyBytes;
  const openAt = areaAt + protectedBytes;
  if (openAt + 4 > all.length) throw broken(file, `it ends before its ${bodyBytes} bytes of program do`);
  const hashed = protectedBytes === 0 ? [] : area(all, areaAt, PROTECTED_INFO_MAGIC, file);
  const open = area(all, openAt, INFO_MAGIC, file);
  const tlvs = [...hashed, ...open];
  const value = (type: number): Uint8Array =>
    tlvs.find((tlv) => tlv.type === type)?.value ?? new Uint8Array(0);
  const counter = Buffer.from(value(TLV_SEC_CNT));
  const hash = value(TLV_SHA256);
  const right = createHash("sha256").update(all.subarray(0, openAt)).digest();
  return {
    version: `${all[20]}.${all[21]}.${all.readUInt16LE(22)}+${all.readUInt32LE(24)}`,
    counter: counter.length === 4 ? counter.readUInt32LE() : 0,
    board: Buffer.from(value(TLV_BOARD)).toString("latin1"),
    loadAddress: all.readUInt32LE(4),
    headerBytes,
    bodyBytes,
    totalBytes: openAt + all.readUInt16LE(openAt + 2),
    body: all.subarray(headerBytes, areaAt),
    tlvs,
    hash,
    hashIsRight: right.equals(hash),
    keyHash: value(TLV_KEYHASH),
    provenance: decodeProvenance(value(TLV_PROVENANCE)),
  };
}

/** Which of the Ed25519 `keys` (32 bytes each) has signed the image, or undefined if none has. */
export function signerOf(image: SignedImage, keys: readonly Uint8Array[]): Uint8Array | undefined {
  const signature = image.tlvs.find((tlv) => tlv.type === TLV_ED25519)?.value;
  if (signature === undefined || !image.hashIsRight) return undefined;
  return keys.find((key) => {
    if (!keyHashOf(key).equals(image.keyHash)) return false;
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
    return verify(null, image.hash, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
  });
}

function area(all: Buffer, at: number, magic: number, file: string): Tlv[] {
  if (all.readUInt16LE(at) !== magic) throw broken(file, `there is no TLV area at byte ${at}`);
  const end = at + all.readUInt16LE(at + 2);
  if (end > all.length) throw broken(file, `it ends before its TLV area at byte ${at} does`);
  const tlvs: Tlv[] = [];
  for (let next = at + 4; next < end; ) {
    const length = next + 4 <= end ? all.readUInt16LE(next + 2) : end;
    if (next + 4 + length > end) throw broken(file, `the TLV at byte ${next} is longer than its area`);
    const type = all.readUInt16LE(next);
    const name = NAMES[type] ?? `0x${type.toString(16)}`;
    const value = new Uint8Array(all.subarray(next + 4, next + 4 + length));
    tlvs.push({ type, name, isProtected: magic === PROTECTED_INFO_MAGIC, value });
    next += 4 + length;
  }
  return tlvs;
}

function broken(file: string, why: string): Error {
  return problem("E6005", `this is no whole signed image: ${why}`, "`ingot build APP` makes one", { file });
}
