// HMAC and HMAC_DRBG against Node's HMAC, and seeds: what is mixed in, and which noise is refused.

import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { NoiseSource } from "../../hal/random/noise-source.ts";
import { seedFrom } from "./entropy.ts";
import { hmacSha256 } from "./hmac.ts";
import { HmacDrbg } from "./hmac-drbg.ts";

const hmac = (key: Uint8Array, ...parts: Uint8Array[]) => {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const sequence = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 29 + 7) & 255);

describe("hmacSha256", () => {
  it.each([0, 1, 31, 63, 64, 65, 200])("with a key of %d bytes is that of RFC 2104", (length) => {
    const [key, text] = [sequence(length), sequence(99)];
    expect(Buffer.from(hmacSha256(key, text.subarray(0, 40), text.subarray(40)))).toEqual(hmac(key, text));
  });
});

/** SP 800-90A, 10.1.2.2 and 10.1.2.5, written down from the standard with Node's HMAC. */
function reference(seed: Uint8Array) {
  let key: Uint8Array = new Uint8Array(32);
  let value: Uint8Array = new Uint8Array(32).fill(1);
  const update = (data: Uint8Array) => {
    for (const round of data.length === 0 ? [0] : [0, 1]) {
      key = hmac(key, value, Uint8Array.of(round), data);
      value = hmac(key, value);
    }
  };
  const generate = (length: number) => {
    const pieces: Uint8Array[] = [];
    for (let made = 0; made < length; made += 32) {
      value = hmac(key, value);
      pieces.push(value);
    }
    update(new Uint8Array(0));
    return Buffer.concat(pieces).subarray(0, length);
  };
  update(seed);
  return { update, generate };
}

describe("HmacDrbg", () => {
  it("gives the bytes that SP 800-90A says, request after request", () => {
    const drbg = new HmacDrbg(sequence(48));
    const expected = reference(sequence(48));
    for (const length of [1, 32, 0, 33, 64, 100, 5]) {
      const bytes = new Uint8Array(length);
      drbg.fill(bytes);
      expect(Buffer.from(bytes)).toEqual(expected.generate(length));
    }
    drbg.mix(sequence(7));
    expected.update(sequence(7));
    const bytes = new Uint8Array(40);
    drbg.fill(bytes);
    expect(Buffer.from(bytes)).toEqual(expected.generate(40));
  });
});

describe("seedFrom", () => {
  const noise = (next: (i: number) => number): NoiseSource & { taken: number } => ({
    taken: 0,
    sample() {
      return next(this.taken++);
    },
  });

  it("takes 4096 samples, and every one of them changes the seed", () => {
    const usual = noise((i) => 732 + (i % 2));
    const seed = seedFrom(usual);
    expect([usual.taken, seed.length]).toEqual([4096, 32]);
    for (const odd of [0, 2000, 4095]) {
      expect(seedFrom(noise((i) => (i === odd ? 731 : 732 + (i % 2))))).not.toEqual(seed);
    }
  });

  it("refuses a source that repeats itself, or nearly always gives the same", () => {
    expect(() => seedFrom(noise(() => 732))).toThrow(/noise source gives 732 again and again/);
    expect(() => seedFrom(noise((i) => (i > 3000 && i < 3500 ? 7 : i)))).toThrow("gives 7 again");
    // 1013 of 1024 are allowed, 1014 are not.
    const rare = (count: number) => noise((i) => (i % 90 === 89 && i % 1024 < 90 * count ? 733 : 732));
    expect(() => seedFrom(rare(10))).toThrow("gives 732 again");
    expect(seedFrom(rare(11)).length).toBe(32);
  });
});
