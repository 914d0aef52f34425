// A seed from a noise source: tested while it is measured, then condensed (NIST SP 800-90B).
//
// The estimate of 1/16 bit per sample is an assumption, not a measurement: nothing has run on hardware yet. An emulator
// has no oscillators; there the noise is the computer's, and none at all when instructions are counted (-icount).

import type { NoiseSource } from "../../hal/random/noise-source.ts";
import { Sha256 } from "./sha256.ts";

/** 256 bits at 1/16 bit each; some 0.13 s with a 32 kHz oscillator. */
const SAMPLES = 4096;
/** SP 800-90B, 4.4.1, repetition count test: 1 + 30 / (1/16), for a false alarm in 2^30 tries. */
const REPEATS = 481;
/** SP 800-90B, 4.4.2, adaptive proportion test: of 1024 samples with the most likely one at 2^(-1/16), as often. */
const WINDOW = 1024;
const MOST_IN_WINDOW = 1014;

/** 32 bytes. Blocks for as long as the samples take. Throws Error when the source looks broken, or as the source does. */
export function seedFrom(noise: NoiseSource): Uint8Array {
  const sha = new Sha256();
  const bytes = new Uint8Array(4);
  let last = -1;
  let repeats = 0;
  let first = -1;
  let inWindow = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const sample = noise.sample();
    repeats = sample === last ? repeats + 1 : 1;
    last = sample;
    if (i % WINDOW === 0) {
      first = sample;
      inWindow = 0;
    }
    if (sample === first) inWindow += 1;
    if (repeats >= REPEATS || inWindow >= MOST_IN_WINDOW) {
      throw new Error(
        `there are no random numbers: the noise source gives ${sample} again and again, so its numbers could be guessed`,
      );
    }
    bytes[0] = sample;
    bytes[1] = sample >> 8;
    bytes[2] = sample >> 16;
    bytes[3] = sample >> 24;
    sha.update(bytes);
  }
  return sha.digest();
}
