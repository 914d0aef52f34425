// What the hashes and signatures must agree with: node:crypto, and the vectors of RFC 8032 §7.1.

import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { crc32 as zlibCrc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { crc32 } from "./crc32.ts";
import { fromBytes, invert, toBytes, zero } from "./ed25519/field.ts";
import { multiply } from "./ed25519/field-multiply.ts";
import { isBelowOrder, reduceModuloOrder } from "./ed25519/order.ts";
import { verifyEd25519 } from "./ed25519.ts";
import { Sha256, sha256 } from "./sha256.ts";
import { sha512 } from "./sha512.ts";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A repeatable stream of bytes. */
function noise(length: number, seed: number): Uint8Array {
  const out = new Uint8Array(length);
  let x = (seed * 2654435761 + 12345) >>> 0;
  for (let i = 0; i < length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    out[i] = x >>> 11;
  }
  return out;
}

const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const bytesOf = (n: bigint) => new Uint8Array(Buffer.from(n.toString(16).padStart(64, "0"), "hex").reverse());
const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

describe("hashes", () => {
  it("agree with node:crypto for every length around the block sizes", () => {
    for (let length = 0; length < 300; length++) {
      const bytes = noise(length, length + 1);
      expect(Buffer.from(sha256(bytes))).toEqual(createHash("sha256").update(bytes).digest());
      expect(Buffer.from(sha512(bytes))).toEqual(createHash("sha512").update(bytes).digest());
    }
  });

  it("do not depend on the pieces that a message comes in", () => {
    const bytes = noise(1000, 7);
    for (const size of [1, 3, 63, 64, 65, 127, 500]) {
      const hash = new Sha256();
      for (let at = 0; at < bytes.length; at += size)
        hash.update(bytes, at, Math.min(size, bytes.length - at));
      expect(hash.digest()).toEqual(sha256(bytes));
    }
  });

  it("give the CRC of zlib, whole or continued", () => {
    const bytes = noise(1000, 3);
    expect(crc32(hex("313233343536373839"))).toBe(0xcbf43926);
    expect(crc32(bytes.subarray(400), crc32(bytes.subarray(0, 400)))).toBe(crc32(bytes));
    if (zlibCrc32 !== undefined) expect(crc32(bytes)).toBe(zlibCrc32(bytes));
  });
});

describe("the field", () => {
  const edge = [
    0n,
    1n,
    2n,
    18n,
    19n,
    20n,
    P - 1n,
    P - 2n,
    P - 19n,
    P - 20n,
    2n ** 254n,
    2n ** 234n - 1n,
    P / 2n,
  ];
  const values = [...edge, ...Array.from({ length: 40 }, (_, i) => number(noise(32, i + 100)) % P)];

  it("multiplies, also sums, as integers modulo p do", () => {
    for (const a of values) {
      for (const b of values) {
        const f = zero();
        const g = zero();
        fromBytes(f, bytesOf(a));
        fromBytes(g, bytesOf(b));
        multiply(f, f, g);
        expect(number(toBytes(f))).toBe((a * b) % P);
      }
    }
  });

  it("inverts", () => {
    for (const a of values) {
      const f = zero();
      fromBytes(f, bytesOf(a));
      invert(f, f);
      expect((number(toBytes(f)) * a) % P).toBe(a === 0n ? 0n : 1n);
    }
  });

  it("says which encodings are not canonical, and reduces numbers modulo the order", () => {
    for (const n of [P - 1n, P, P + 1n, 2n ** 255n - 1n]) expect(fromBytes(zero(), bytesOf(n))).toBe(n < P);
    for (const n of [0n, L - 1n, L, L + 1n]) expect(isBelowOrder(bytesOf(n))).toBe(n < L);
    for (let i = 0; i < 20; i++) {
      const wide = noise(64, i + 9);
      expect(number(reduceModuloOrder(wide))).toBe(number(wide) % L);
    }
  });
});

/** RFC 8032 §7.1: name, public key, message, signature. */
const RFC8032 = [
  [
    "TEST 1",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "TEST 2",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "TEST 3",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const;

describe("verifyEd25519", () => {
  for (const [name, key, message, signature] of RFC8032) {
    it(`accepts ${name} of RFC 8032`, () => {
      expect(verifyEd25519(hex(key), hex(message), hex(signature))).toBe(true);
    });
  }

  it("accepts what node:crypto signs, and nothing that differs in one bit", () => {
    for (let i = 0; i < 8; i++) {
      const { publicKey, privateKey } = generateKeyPairSync("ed25519");
      const key = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
      const message = noise(i * 37, i);
      const signature = new Uint8Array(sign(null, message, privateKey));
      expect(verifyEd25519(key, message, signature)).toBe(true);
      for (let bit = i; bit < 512; bit += 41) {
        const wrong = signature.slice();
        wrong[bit >> 3]! ^= 1 << (bit & 7);
        expect(verifyEd25519(key, message, wrong)).toBe(false);
      }
      expect(verifyEd25519(key, noise(i * 37 + 1, i), signature)).toBe(false);
      const wrongKey = key.slice();
      wrongKey[i]! ^= 1;
      expect(verifyEd25519(wrongKey, message, signature)).toBe(false);
    }
  });

  it("refuses S + L, which would verify in a careless implementation (RFC 8032 §8.4)", () => {
    const [, key, message, text] = RFC8032[1];
    const signature = hex(text);
    signature.set(bytesOf(number(signature.subarray(32)) + L), 32);
    expect(verifyEd25519(hex(key), hex(message), signature)).toBe(false);
  });

  it("refuses lengths that are not those of keys and signatures", () => {
    const [, key, message, signature] = RFC8032[0];
    expect(verifyEd25519(hex(key).subarray(1), hex(message), hex(signature))).toBe(false);
    expect(verifyEd25519(hex(key), hex(message), hex(signature).subarray(1))).toBe(false);
  });
});
