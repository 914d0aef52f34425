/* Port of programs/sieve.ts. */
#include "bench.h"

void run(int n) {
  uint8_t *crossed = get(n);
  int primes = 0;
  double sum = 0;
  for (int i = 2; i < n; i++) {
    if (crossed[i] != 0) continue;
    primes++;
    sum += i;
    for (int k = i * 2; k < n; k += i) crossed[k] = 1;
  }
  sprintf(answer, "%d %.0f", primes, sum);
  free(crossed);
}
