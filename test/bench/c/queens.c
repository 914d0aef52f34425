/* Port of programs/queens.ts. */
#include "bench.h"

static int visited;

static int place(int all, int columns, int left, int right) {
  visited++;
  if (columns == all) return 1;
  int ways = 0, open = all & ~(columns | left | right);
  while (open != 0) {
    int bit = open & -open;
    open ^= bit;
    ways += place(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return ways;
}

static int fibonacci(int n) {
  visited++;
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

void run(int n) {
  visited = 0;
  int ways = place((1 << n) - 1, 0, 0, 0), f = fibonacci(n + 18);
  sprintf(answer, "%d %d %d", ways, f, visited);
}
