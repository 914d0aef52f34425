// Contract: a physical process whose measurements nobody can predict in full.

export interface NoiseSource {
  /**
   * One measurement, an integer from 0 on. Takes some 30 µs. Raw: neighbours are alike, and only a small part of a bit
   * of each is unpredictable. Whoever makes random numbers of it tests and condenses it (runtime/crypto/entropy.ts).
   * Throws Error when the process has stopped.
   */
  sample(): number;
}
