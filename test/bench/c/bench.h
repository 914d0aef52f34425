/* What a port gives and gets: `run(n)` writes its answer into `answer`; `keep` allocates without ever freeing. */
#ifndef BENCH_H
#define BENCH_H
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char answer[256];
void run(int n);

static inline void *get(size_t size) {
  void *p = calloc(1, size);
  if (!p) abort();
  return p;
}
#endif
