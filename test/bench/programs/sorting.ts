// Sorts n numbers and n records with comparison functions, and by hand: Array.prototype.sort, closures, swaps.

interface Row {
  readonly key: number;
  readonly name: string;
}

function makeNumbers(n: number): number[] {
  const list: number[] = [];
  let state = 42;
  for (let i = 0; i < n; i++) {
    state = (state * 16807) % 2147483647;
    list.push(state % 1000000);
  }
  return list;
}

function quicksort(list: number[], from: number, to: number): void {
  while (from < to) {
    const pivot = list[(from + to) >> 1]!;
    let i = from;
    let k = to;
    while (i <= k) {
      while (list[i]! < pivot) i++;
      while (list[k]! > pivot) k--;
      if (i <= k) {
        const kept = list[i]!;
        list[i] = list[k]!;
        list[k] = kept;
        i++;
        k--;
      }
    }
    quicksort(list, from, k);
    from = i;
  }
}

export function run(n: number): string {
  const numbers = makeNumbers(n);
  const ascending = numbers.slice().sort((a, b) => a - b);
  const byHand = numbers.slice();
  quicksort(byHand, 0, byHand.length - 1);
  let same = 0;
  for (let i = 0; i < n; i++) if (ascending[i] === byHand[i]) same++;
  const rows: Row[] = numbers.map((key, i) => ({ key: key % 1000, name: `row${i % 100}` }));
  rows.sort((a, b) => a.key - b.key || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const middle = rows[n >> 1]!;
  return `${same} ${ascending[0]} ${ascending[n - 1]} ${middle.key} ${middle.name}`;
}
