// Reads and verifies images in MCUboot's format, as a loader must: every length is checked before it is used, and
// nothing but the signature makes an image acceptable. It neither writes images (sdk/image/mcuboot.ts) nor
// decrypts them.
//
//   header (32 bytes, padded to its own size), body, protected TLV area (magic 0x6908), TLV area (magic 0x6907)
//
// Source: MCUboot docs/design.md, boot/bootutil/include/bootutil/image.h. All numbers are little-endian. The hash
// covers header, body and protected area; the Ed25519 signature is of the 32 bytes of the hash, as imgtool makes it.

import { equalBytes, get16, get32 } from "../block/bytes.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";
import { Sha256, sha256 } from "../crypto/sha256.ts";

export const IMAGE_MAGIC = 0x96f3b83d;
const HEADER_BYTES = 32;
const INFO_MAGIC = 0x6907;
const PROTECTED_INFO_MAGIC = 0x6908;
const INFO_BYTES = 4;
/** IMAGE_F_RAM_LOAD. With any other flag the image is encrypted, compressed or not to be started. */
const FLAG_RAM_LOAD = 0x20;

const TLV_KEYHASH = 0x01;
const TLV_SHA256 = 0x10;
const TLV_ED25519 = 0x24;
const TLV_SEC_CNT = 0x50;
/** Of the vendor's range (0xNNA0 .. 0xNNFE): the board that the image is for, in ASCII. */
const TLV_BOARD = 0x49a0;

export interface ImageInfo {
  readonly loadAddress: number;
  /** Bytes before the body. */
  readonly headerBytes: number;
  readonly bodyBytes: number;
  /** All of the image with its TLVs. */
  readonly totalBytes: number;
  /** major.minor.revision+build */
  readonly version: string;
  readonly counter: number;
  readonly board: string;
  readonly hash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly signature: Uint8Array;
}

/** Why an image is refused. */
export type ImageProblem =
  | "not-an-image"
  | "bad-size"
  | "bad-flags"
  | "bad-tlv"
  | "bad-hash"
  | "unknown-key"
  | "bad-signature"
  | "wrong-board"
  | "too-old"
  | "bad-address";

export interface ImageRules {
  /** Ed25519 public keys, 32 bytes each, that may sign. None: nothing is accepted. */
  readonly signers: readonly Uint8Array[];
  readonly board: string;
  /** The smallest security counter. */
  readonly floor: number;
  /** The memory that images may be loaded into, as addresses: from .. below end. */
  readonly from: number;
  readonly end: number;
}

/** SHA-256 of the key's DER SubjectPublicKeyInfo (RFC 8410 §4): what KEYHASH holds. */
export function keyHashOf(key: Uint8Array): Uint8Array {
  const prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
  const der = new Uint8Array(prefix.length + key.length);
  der.set(prefix);
  der.set(key, prefix.length);
  return sha256(der);
}

/** The values of one TLV area; a type that Ingot reads may occur once, or its area is malformed. */
class TlvArea {
  readonly types: number[] = [];
  readonly contents: Uint8Array[] = [];

  ofType(type: number): Uint8Array | undefined {
    const at = this.types.indexOf(type);
    return at < 0 ? undefined : this.contents[at];
  }
}

/** The area at `at`, which must have `magic` and end by `end`; undefined if it does not. */
function readArea(bytes: Uint8Array, at: number, magic: number, end: number): TlvArea | undefined {
  const area = new TlvArea();
  let next = at + INFO_BYTES;
  while (next < end) {
    if (next + 4 > end) return undefined;
    const type = get16(bytes, next);
    const length = get16(bytes, next + 2);
    if (next + 4 + length > end) return undefined;
    if (area.ofType(type) !== undefined) return undefined;
    area.types.push(type);
    area.contents.push(bytes.slice(next + 4, next + 4 + length));
    next += 4 + length;
  }
  return get16(bytes, at) === magic ? area : undefined;
}

/** What the image at the start of `bytes` says of itself; nothing of it is verified yet. */
export function readImage(bytes: Uint8Array): ImageInfo | ImageProblem {
  if (bytes.length < HEADER_BYTES || get32(bytes, 0) !== IMAGE_MAGIC) return "not-an-image";
  const headerBytes = get16(bytes, 8);
  const protectedBytes = get16(bytes, 10);
  const bodyBytes = get32(bytes, 12);
  if (get32(bytes, 16) !== FLAG_RAM_LOAD) return "bad-flags";
  // Sums of doubles: they cannot wrap around at 2^32.
  const protectedAt = headerBytes + bodyBytes;
  const infoAt = protectedAt + protectedBytes;
  if (headerBytes < HEADER_BYTES || infoAt + INFO_BYTES > bytes.length) return "bad-size";
  if (protectedBytes < INFO_BYTES || get16(bytes, protectedAt + 2) !== protectedBytes) return "bad-size";
  const infoBytes = get16(bytes, infoAt + 2);
  if (infoBytes < INFO_BYTES || infoAt + infoBytes > bytes.length) return "bad-size";
  const hashed = readArea(bytes, protectedAt, PROTECTED_INFO_MAGIC, infoAt);
  const open = readArea(bytes, infoAt, INFO_MAGIC, infoAt + infoBytes);
  if (hashed === undefined || open === undefined) return "bad-tlv";
  const counter = hashed.ofType(TLV_SEC_CNT);
  const board = hashed.ofType(TLV_BOARD);
  const hash = open.ofType(TLV_SHA256);
  const keyHash = open.ofType(TLV_KEYHASH);
  const signature = open.ofType(TLV_ED25519);
  if (counter === undefined || board === undefined || hash === undefined) return "bad-tlv";
  if (keyHash === undefined || signature === undefined) return "bad-tlv";
  if (counter.length !== 4 || hash.length !== 32 || signature.length !== 64) return "bad-tlv";
  let name = "";
  for (let i = 0; i < board.length; i++) name += String.fromCharCode(board[i]);
  return {
    loadAddress: get32(bytes, 4),
    headerBytes,
    bodyBytes,
    totalBytes: infoAt + infoBytes,
    version: `${bytes[20]}.${bytes[21]}.${get16(bytes, 22)}+${get32(bytes, 24)}`,
    counter: get32(counter, 0),
    board: name,
    hash,
    keyHash,
    signature,
  };
}

/**
 * The image at the start of `bytes` if it may be started under `rules`, else why not. `bytes` must not change
 * afterwards: verify the copy in DRAM that is jumped into, not the card.
 */
export function verifyImage(bytes: Uint8Array, rules: ImageRules): ImageInfo | ImageProblem {
  const image = readImage(bytes);
  if (typeof image === "string") return image;
  const hash = new Sha256();
  const info = image.headerBytes + image.bodyBytes;
  hash.update(bytes, 0, info + get16(bytes, 10));
  if (!equalBytes(hash.digest(), image.hash)) return "bad-hash";
  let signer: Uint8Array | undefined;
  for (const key of rules.signers) if (equalBytes(keyHashOf(key), image.keyHash)) signer = key;
  if (signer === undefined) return "unknown-key";
  if (!verifyEd25519(signer, image.hash, image.signature)) return "bad-signature";
  // Only now is what the image says of itself worth looking at.
  if (image.board !== rules.board) return "wrong-board";
  if (image.counter < rules.floor) return "too-old";
  if (image.loadAddress < rules.from || image.loadAddress + image.bodyBytes > rules.end) return "bad-address";
  return image;
}
