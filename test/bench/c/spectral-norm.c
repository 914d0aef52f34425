/* Port of programs/spectral-norm.ts. */
#include "bench.h"
#include <math.h>

static double entry(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(const double *v, double *out, int n) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += entry(i, j) * v[j];
    out[i] = sum;
  }
}

static void times_transposed(const double *v, double *out, int n) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += entry(j, i) * v[j];
    out[i] = sum;
  }
}

void run(int n) {
  double *u = get(sizeof(double) * n), *v = get(sizeof(double) * n), *w = get(sizeof(double) * n);
  for (int i = 0; i < n; i++) u[i] = 1;
  for (int k = 0; k < 10; k++) {
    times(u, w, n);
    times_transposed(w, v, n);
    times(v, w, n);
    times_transposed(w, u, n);
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < n; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  sprintf(answer, "%.9f", sqrt(uv / vv));
  free(u);
  free(v);
  free(w);
}
