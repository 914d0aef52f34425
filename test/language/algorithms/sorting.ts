// Quicksort, merge sort, heap sort and insertion sort agree with each other and with Array.prototype.sort.
type Sort = (list: number[]) => number[];
const quick: Sort = (list) => {
  const partition = (low: number, high: number): void => {
    if (low >= high) return;
    const pivot = list[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (list[i] < pivot) i += 1;
      while (list[j] > pivot) j -= 1;
      if (i <= j) {
        [list[i], list[j]] = [list[j], list[i]];
        i += 1;
        j -= 1;
      }
    }
    partition(low, j);
    partition(i, high);
  };
  partition(0, list.length - 1);
  return list;
};
const merge: Sort = (list) => {
  if (list.length < 2) return list;
  const middle = list.length >>> 1;
  const [a, b] = [merge(list.slice(0, middle)), merge(list.slice(middle))];
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && a[i] <= b[j])) out.push(a[i++]);
    else out.push(b[j++]);
  }
  return out;
};
const heap: Sort = (list) => {
  const sink = (at: number, end: number): void => {
    for (let child = 2 * at + 1; child < end; child = 2 * at + 1) {
      if (child + 1 < end && list[child + 1] > list[child]) child += 1;
      if (list[at] >= list[child]) return;
      const t = list[at];
      list[at] = list[child];
      list[child] = t;
      at = child;
    }
  };
  for (let i = list.length >> 1; i >= 0; i -= 1) sink(i, list.length);
  for (let end = list.length - 1; end > 0; end -= 1) {
    [list[0], list[end]] = [list[end], list[0]];
    sink(0, end);
  }
  return list;
};
const insertion: Sort = (list) => {
  for (let i = 1; i < list.length; i += 1) {
    const v = list[i];
    let j = i - 1;
    for (; j >= 0 && list[j] > v; j -= 1) list[j + 1] = list[j];
    list[j + 1] = v;
  }
  return list;
};
let seed = 42;
const random = (): number => (seed = (seed * 16807) % 2147483647);
const data = Array.from({ length: 700 }, (_, i) => (i % 3 === 0 ? random() % 1000 : random() / 7));
const expected = [...data].sort((a, b) => a - b).join();
for (const sort of [quick, merge, heap, insertion]) console.log(sort([...data]).join() === expected);
console.log(expected.slice(0, 60), random(), merge([3, -1, 2]).join(), quick([]).length);
