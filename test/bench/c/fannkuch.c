/* Port of programs/fannkuch.ts. */
#include "bench.h"

void run(int n) {
  int *current = get(sizeof(int) * n), *work = get(sizeof(int) * n), *count = get(sizeof(int) * n);
  for (int i = 0; i < n; i++) current[i] = i;
  int most = 0, checksum = 0, turn = 0, r = n;
  for (;;) {
    while (r != 1) {
      count[r - 1] = r;
      r--;
    }
    if (current[0] != 0) {
      for (int i = 0; i < n; i++) work[i] = current[i];
      int flips = 0;
      for (int first = work[0]; first != 0; first = work[0]) {
        for (int low = 0, high = first; low < high; low++, high--) {
          int kept = work[low];
          work[low] = work[high];
          work[high] = kept;
        }
        flips++;
      }
      if (flips > most) most = flips;
      checksum += turn % 2 == 0 ? flips : -flips;
    }
    for (;;) {
      if (r == n) goto done;
      int first = current[0];
      for (int i = 0; i < r; i++) current[i] = current[i + 1];
      current[r] = first;
      count[r]--;
      if (count[r] > 0) break;
      r++;
    }
    turn++;
  }
done:
  sprintf(answer, "%d %d", most, checksum);
  free(current);
  free(work);
  free(count);
}
