/* Port of programs/matrix.ts: rows are allocated one by one, as there. */
#include "bench.h"

static double **make(int n, int seed) {
  double **rows = get(sizeof *rows * n);
  for (int i = 0; i < n; i++) {
    rows[i] = get(sizeof(double) * n);
    for (int j = 0; j < n; j++) rows[i][j] = ((i * 17 + j * 31 + seed) % 101 - 50) / 16.0;
  }
  return rows;
}

static double **multiply(double **a, double **b, int n) {
  double **product = get(sizeof *product * n);
  for (int i = 0; i < n; i++) {
    double *row = product[i] = get(sizeof(double) * n), *left = a[i];
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int k = 0; k < n; k++) sum += left[k] * b[k][j];
      row[j] = sum;
    }
  }
  return product;
}

static void drop(double **rows, int n) {
  for (int i = 0; i < n; i++) free(rows[i]);
  free(rows);
}

void run(int n) {
  double **a = make(n, 1), **b = make(n, 5), **product = multiply(a, b, n);
  double trace = 0, total = 0;
  for (int i = 0; i < n; i++) {
    trace += product[i][i];
    for (int j = 0; j < n; j++) total += product[i][j] * ((i ^ j) & 1 ? -1 : 1);
  }
  sprintf(answer, "%.6f %.6f", trace, total);
  drop(a, n);
  drop(b, n);
  drop(product, n);
}
