/* Port of programs/sha-256.ts. */
#include "bench.h"
#include <math.h>

static uint32_t K[64];

static uint32_t fraction(double x) { return (uint32_t)((x - floor(x)) * 4294967296.0); }

static void start_state(uint32_t *state) {
  int found = 0;
  for (int p = 2; found < 64; p++) {
    bool prime = true;
    for (int d = 2; d * d <= p; d++)
      if (p % d == 0) prime = false;
    if (!prime) continue;
    if (found < 8) state[found] = fraction(sqrt(p));
    K[found] = fraction(cbrt(p));
    found++;
  }
}

static uint32_t rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void compress(uint32_t *state, uint32_t *w, const uint8_t *block) {
  for (int i = 0; i < 16; i++) {
    const uint8_t *p = block + i * 4;
    w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
  }
  for (int i = 16; i < 64; i++) {
    uint32_t x = w[i - 15], y = w[i - 2];
    uint32_t s0 = rotate(x, 7) ^ rotate(x, 18) ^ x >> 3;
    uint32_t s1 = rotate(y, 17) ^ rotate(y, 19) ^ y >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i++) {
    uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i];
    uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

void run(int n) {
  int length = n * 1024;
  uint8_t *message = get(length), tail[128] = {0};
  for (int i = 0; i < length; i++) message[i] = (uint8_t)(i * 7 + (i >> 8));
  uint32_t state[8], w[64];
  start_state(state);
  int whole = length - length % 64, rest = length - whole;
  for (int at = 0; at < whole; at += 64) compress(state, w, message + at);
  int size = rest < 56 ? 64 : 128;
  memcpy(tail, message + whole, rest);
  tail[rest] = 0x80;
  uint32_t bits = (uint32_t)length * 8;
  for (int i = 0; i < 4; i++) tail[size - 1 - i] = (uint8_t)(bits >> (8 * i));
  for (int at = 0; at < size; at += 64) compress(state, w, tail + at);
  for (int i = 0; i < 8; i++) sprintf(answer + i * 8, "%08x", (unsigned)state[i]);
  free(message);
}
