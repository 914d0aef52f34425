/* Measures a port: for each pair "n repeats" prints the answer and the best time in milliseconds. */
#include "bench.h"

char answer[256];
double now_ms(void);

#ifdef BARE
/* The pairs stand in the command of the build. */
static int numbers[] = {PAIRS};
int main(void) {
  int count = (int)(sizeof numbers / sizeof *numbers);
#else
#include <time.h>
double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}
int main(int argc, char **argv) {
  static int numbers[16];
  int count = argc - 1;
  for (int i = 0; i < count && i < 16; i++) numbers[i] = atoi(argv[i + 1]);
#endif
  for (int i = 0; i + 1 < count; i += 2) {
    double best = 1e30;
    for (int k = 0; k < numbers[i + 1]; k++) {
      double start = now_ms();
      run(numbers[i]);
      double took = now_ms() - start;
      if (took < best) best = took;
    }
    printf("%s\n@ %.6f\n", answer, best);
  }
  return 0;
}
