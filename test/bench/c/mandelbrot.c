/* Port of programs/mandelbrot.ts. */
#include "bench.h"

static int steps(double cr, double ci, int most) {
  double zr = 0, zi = 0;
  for (int k = 0; k < most; k++) {
    double rr = zr * zr, ii = zi * zi;
    if (rr + ii > 4) return k;
    zi = 2 * zr * zi + ci;
    zr = rr - ii + cr;
  }
  return most;
}

void run(int n) {
  int inside = 0, total = 0;
  for (int y = 0; y < n; y++) {
    for (int x = 0; x < n; x++) {
      int k = steps(2.0 * x / n - 1.5, 2.0 * y / n - 1, 50);
      total += k;
      if (k == 50) inside++;
    }
  }
  sprintf(answer, "%d %d", inside, total);
}
