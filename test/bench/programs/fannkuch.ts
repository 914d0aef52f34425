// The most prefix reversals that any permutation of n numbers needs until a 1 leads: small integers in arrays.
// Permutations are made by rotation of prefixes, with their parity for the checksum.

export function run(n: number): string {
  const current: number[] = [];
  const work: number[] = [];
  const count: number[] = [];
  for (let i = 0; i < n; i++) {
    current.push(i);
    work.push(0);
    count.push(0);
  }
  let most = 0;
  let checksum = 0;
  let turn = 0;
  let r = n;
  for (;;) {
    while (r !== 1) {
      count[r - 1] = r;
      r--;
    }
    if (current[0] !== 0) {
      for (let i = 0; i < n; i++) work[i] = current[i]!;
      let flips = 0;
      for (let first = work[0]!; first !== 0; first = work[0]!) {
        for (let low = 0, high = first; low < high; low++, high--) {
          const kept = work[low]!;
          work[low] = work[high]!;
          work[high] = kept;
        }
        flips++;
      }
      if (flips > most) most = flips;
      checksum += turn % 2 === 0 ? flips : -flips;
    }
    for (;;) {
      if (r === n) return `${most} ${checksum}`;
      const first = current[0]!;
      for (let i = 0; i < r; i++) current[i] = current[i + 1]!;
      current[r] = first;
      count[r] = count[r]! - 1;
      if (count[r]! > 0) break;
      r++;
    }
    turn++;
  }
}
