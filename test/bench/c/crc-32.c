/* Port of programs/crc-32.ts. */
#include "bench.h"

static uint32_t crc32(const uint32_t *table, const uint8_t *bytes, int length, uint32_t start) {
  uint32_t crc = ~start;
  for (int i = 0; i < length; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ crc >> 8;
  return ~crc;
}

void run(int n) {
  uint32_t *table = get(256 * 4);
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
    table[i] = c;
  }
  int length = n * 1024;
  uint8_t *bytes = get(length);
  for (int i = 0; i < length; i++) bytes[i] = (uint8_t)(i * 31 + (i >> 6));
  uint32_t crc = 0;
  for (int k = 0; k < 16; k++) crc = crc32(table, bytes, length, crc);
  sprintf(answer, "%x", (unsigned)crc);
  free(bytes);
  free(table);
}
