// HMAC_DRBG with SHA-256 (NIST SP 800-90A, 10.1.2): as many random bytes as wanted from one seed.
//
// Without prediction resistance; additional input is `mix`. Whoever learns its state learns nothing of bytes it gave
// before. It counts no reseed interval: 2^48 requests take longer than a device lives.

import type { RandomSource } from "../../hal/random/random-source.ts";
import { HMAC_SHA256_BYTES, hmacSha256 } from "./hmac.ts";

const ZERO = new Uint8Array([0]);
const ONE = new Uint8Array([1]);

export class HmacDrbg implements RandomSource {
  private key: Uint8Array = new Uint8Array(HMAC_SHA256_BYTES);
  private value: Uint8Array = new Uint8Array(HMAC_SHA256_BYTES).fill(1);

  /** `seed`: entropy input, nonce and personalization string in this order; at least 256 bits of it unpredictable. */
  constructor(seed: Uint8Array) {
    this.mix(seed);
  }

  /** HMAC_DRBG_Update: adds `data` to the state, which gets no weaker whatever it is. */
  mix(data: Uint8Array): void {
    this.key = hmacSha256(this.key, this.value, ZERO, data);
    this.value = hmacSha256(this.key, this.value);
    if (data.length === 0) return;
    this.key = hmacSha256(this.key, this.value, ONE, data);
    this.value = hmacSha256(this.key, this.value);
  }

  /** Fills `bytes`. */
  fill(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += HMAC_SHA256_BYTES) {
      this.value = hmacSha256(this.key, this.value);
      const rest = bytes.length - at;
      bytes.set(rest < HMAC_SHA256_BYTES ? this.value.subarray(0, rest) : this.value, at);
    }
    this.mix(new Uint8Array(0));
  }
}
