// Writes signed images in MCUboot's format (RAM-load, SHA-256, Ed25519), so that `imgtool verify` and every SMP
// client understand them. What reads and verifies them on a board is runtime/update/mcuboot.ts.
//
// Equal inputs give equal bytes: there is no time in the format, and Ed25519 needs no random numbers. The layout
// and its source are drawn in runtime/update/mcuboot.ts.

import { createHash } from "node:crypto";

export const IMAGE_MAGIC = 0x96f3b83d;
/** Shorter than the header that is written; the rest of it is zero. */
const HEADER_FIELDS_BYTES = 32;
export const INFO_MAGIC = 0x6907;
export const PROTECTED_INFO_MAGIC = 0x6908;
export const FLAG_RAM_LOAD = 0x20;

export const TLV_KEYHASH = 0x01;
export const TLV_SHA256 = 0x10;
export const TLV_ED25519 = 0x24;
export const TLV_SEC_CNT = 0x50;
export const TLV_BOARD = 0x49a0;
export const TLV_PROVENANCE = 0x49a1;

/** Signs 32 bytes by Ed25519 (sdk/keys makes such). */
export interface ImageSigner {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(digest: Uint8Array): Uint8Array;
}

export interface McubootInput {
  /** The flat program: what lies at `loadAddress` when it starts. */
  readonly body: Uint8Array;
  /** Physical address; also the entry point. */
  readonly loadAddress: number;
  /** Each within its field: 0-255, 0-255, 0-65535, 0-2^32-1. */
  readonly version: { major: number; minor: number; revision: number; build: number };
  /** The security counter: an appliance that confirmed this image refuses smaller ones. */
  readonly counter: number;
  /** The board's name, in ASCII. */
  readonly board: string;
  /** From what the image was made, encoded; at most 60 KiB. */
  readonly provenance?: Uint8Array;
  readonly signer: ImageSigner;
  /** Bytes before the body, 32 to 65,535. Default 32. */
  readonly headerBytes?: number;
}

/** The image in bytes. Throws RangeError for a number or a TLV that does not fit its field. */
export function writeMcubootImage(input: McubootInput): Uint8Array {
  const counter = Buffer.alloc(4);
  counter.writeUInt32LE(input.counter);
  const hashedTlvs = [tlv(TLV_SEC_CNT, counter), tlv(TLV_BOARD, Buffer.from(input.board, "ascii"))];
  if (input.provenance !== undefined) hashedTlvs.push(tlv(TLV_PROVENANCE, input.provenance));
  const hashedArea = area(PROTECTED_INFO_MAGIC, hashedTlvs);
  const header = Buffer.alloc(input.headerBytes ?? HEADER_FIELDS_BYTES);
  header.writeUInt32LE(IMAGE_MAGIC, 0);
  header.writeUInt32LE(input.loadAddress, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(hashedArea.length, 10);
  header.writeUInt32LE(input.body.length, 12);
  header.writeUInt32LE(FLAG_RAM_LOAD, 16);
  header.writeUInt8(input.version.major, 20);
  header.writeUInt8(input.version.minor, 21);
  header.writeUInt16LE(input.version.revision, 22);
  header.writeUInt32LE(input.version.build, 24);
  const hashed = Buffer.concat([header, input.body, hashedArea]);
  const hash = createHash("sha256").update(hashed).digest();
  const open = area(INFO_MAGIC, [
    tlv(TLV_SHA256, hash),
    tlv(TLV_KEYHASH, keyHashOf(input.signer.publicKey)),
    // The digest is what is signed, as by imgtool without --pure.
    tlv(TLV_ED25519, input.signer.sign(hash)),
  ]);
  return new Uint8Array(Buffer.concat([hashed, open]));
}

/** What KEYHASH holds: SHA-256 of the key's DER SubjectPublicKeyInfo (RFC 8410 §4). */
export function keyHashOf(publicKey: Uint8Array): Buffer {
  const head = Buffer.from("302a300506032b6570032100", "hex");
  return createHash("sha256").update(head).update(publicKey).digest();
}

function tlv(type: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function area(magic: number, tlvs: readonly Buffer[]): Buffer {
  const info = Buffer.alloc(4);
  info.writeUInt16LE(magic, 0);
  info.writeUInt16LE(4 + tlvs.reduce((sum, each) => sum + each.length, 0), 2);
  return Buffer.concat([info, ...tlvs]);
}
