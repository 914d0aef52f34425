// A stable merge sort that uses the order already present in its input: timsort, with exactly the comparisons
// that V8 makes, in V8's order, so that even an inconsistent comparator gives the result it gives under Node.
//
// Runs that are already ordered are found, short ones lengthened to a minimum by binary insertion, and
// neighbouring runs merged such that lengths on the stack stay balanced. When one side of a merge wins often,
// the merge "gallops": it searches exponentially for how far that side goes on winning.

/** Negative: a before b. Positive: b before a. 0 and NaN: keep the order. */
export type Comparator<T> = (a: T, b: T) => number;

/** Wins in a row that make a merge gallop; adapted while merging. */
const MIN_GALLOP = 7;
/** Arrays below this length are sorted by binary insertion alone. */
const MIN_MERGE = 64;

/** Sorts `work` in place and returns it. */
export function timSort<T>(work: T[], comparator: Comparator<T>): T[] {
  const length = work.length;
  if (length < 2) return work;
  const sorter = new Sorter(work, comparator);
  const minRun = minRunLength(length);
  let low = 0;
  while (low < length) {
    let run = sorter.countRun(low, length);
    if (run < minRun) {
      const forced = length - low < minRun ? length - low : minRun;
      sorter.insertionSort(low, low + run, low + forced);
      run = forced;
    }
    sorter.pushRun(low, run);
    low += run;
  }
  sorter.mergeAll();
  return work;
}

/** 32 .. 64 such that length / result is a power of two or a little less. */
function minRunLength(length: number): number {
  let n = length;
  let odd = 0;
  while (n >= MIN_MERGE) {
    odd |= n & 1;
    n >>= 1;
  }
  return n + odd;
}

/** @sealed */
class Sorter<T> {
  readonly work: T[];
  readonly comparator: Comparator<T>;
  readonly runStart: number[] = [];
  readonly runLength: number[] = [];
  minGallop = MIN_GALLOP;

  constructor(work: T[], comparator: Comparator<T>) {
    this.work = work;
    this.comparator = comparator;
  }

  /** SortCompare: NaN counts as 0. */
  order(a: T, b: T): number {
    const comparator = this.comparator;
    const order = comparator(a, b);
    return order !== order ? 0 : order;
  }

  /** Length of the run that begins at `low`; a strictly descending one is reversed. */
  countRun(low: number, high: number): number {
    const work = this.work;
    let next = low + 1;
    if (next === high) return 1;
    const descending = this.order(work[next]!, work[low]!) < 0;
    next++;
    while (next < high) {
      const order = this.order(work[next]!, work[next - 1]!);
      if (descending ? order >= 0 : order < 0) break;
      next++;
    }
    if (descending) this.reverse(low, next);
    return next - low;
  }

  reverse(from: number, to: number): void {
    const work = this.work;
    let low = from;
    for (let high = to - 1; low < high; high--) {
      const lower = work[low]!;
      work[low] = work[high]!;
      work[high] = lower;
      low++;
    }
  }

  /** Sorts low .. high-1, of which low .. start-1 is already sorted. */
  insertionSort(low: number, start: number, high: number): void {
    const work = this.work;
    for (let next = start; next < high; next++) {
      const pivot = work[next]!;
      let left = low;
      let right = next;
      while (left < right) {
        const middle = left + ((right - left) >> 1);
        if (this.order(pivot, work[middle]!) < 0) right = middle;
        else left = middle + 1;
      }
      for (let p = next; p > left; p--) work[p] = work[p - 1]!;
      work[left] = pivot;
    }
  }

  /**
   * Notes a run and merges until the lengths on the stack fall again at least as fast as Fibonacci numbers.
   *
   * @rare
   */
  pushRun(start: number, length: number): void {
    this.runStart.push(start);
    this.runLength.push(length);
    const lengths = this.runLength;
    while (lengths.length > 1) {
      let n = lengths.length - 2;
      if (!this.balanced(n + 1) || !this.balanced(n)) {
        if (lengths[n - 1]! < lengths[n + 1]!) n--;
        this.mergeAt(n);
      } else if (lengths[n]! <= lengths[n + 1]!) {
        this.mergeAt(n);
      } else {
        return;
      }
    }
  }

  /** @rare */
  balanced(n: number): boolean {
    const lengths = this.runLength;
    return n < 2 || lengths[n - 2]! > lengths[n - 1]! + lengths[n]!;
  }

  /** @rare */
  mergeAll(): void {
    const lengths = this.runLength;
    while (lengths.length > 1) {
      let n = lengths.length - 2;
      if (n > 0 && lengths[n - 1]! < lengths[n + 1]!) n--;
      this.mergeAt(n);
    }
  }

  /**
   * Merges runs n and n + 1.
   *
   * @rare
   */
  mergeAt(n: number): void {
    const { work, runStart, runLength } = this;
    let startA = runStart[n]!;
    let lengthA = runLength[n]!;
    const startB = runStart[n + 1]!;
    let lengthB = runLength[n + 1]!;
    runLength[n] = lengthA + lengthB;
    if (n === runLength.length - 3) {
      runStart[n + 1] = runStart[n + 2]!;
      runLength[n + 1] = runLength[n + 2]!;
    }
    runStart.pop();
    runLength.pop();
    // The head of A that is not above B[0], and the tail of B that is not below A's last, stay where they are.
    const settled = this.gallopRight(work, work[startB]!, startA, lengthA, 0);
    startA += settled;
    lengthA -= settled;
    if (lengthA === 0) return;
    lengthB = this.gallopLeft(work, work[startA + lengthA - 1]!, startB, lengthB, lengthB - 1);
    if (lengthB === 0) return;
    if (lengthA <= lengthB) new LowMerge(this, startA, lengthA, startB, lengthB).merge();
    else new HighMerge(this, startA, lengthA, startB, lengthB).merge();
  }

  /**
   * How many of array[base .. base+length-1] are below `key`; the search starts at `hint`.
   *
   * @rare
   */
  gallopLeft(array: T[], key: T, base: number, length: number, hint: number): number {
    let last = 0;
    let offset = 1;
    if (this.order(array[base + hint]!, key) < 0) {
      const max = length - hint;
      while (offset < max && this.order(array[base + hint + offset]!, key) < 0) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      last += hint;
      offset += hint;
    } else {
      const max = hint + 1;
      while (offset < max && !(this.order(array[base + hint - offset]!, key) < 0)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      const nearer = last;
      last = hint - offset;
      offset = hint - nearer;
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (this.order(array[base + middle]!, key) < 0) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /**
   * How many of array[base .. base+length-1] are not above `key`; the search starts at `hint`.
   *
   * @rare
   */
  gallopRight(array: T[], key: T, base: number, length: number, hint: number): number {
    let last = 0;
    let offset = 1;
    if (this.order(key, array[base + hint]!) < 0) {
      const max = hint + 1;
      while (offset < max && this.order(key, array[base + hint - offset]!) < 0) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      const nearer = last;
      last = hint - offset;
      offset = hint - nearer;
    } else {
      const max = length - hint;
      while (offset < max && !(this.order(key, array[base + hint + offset]!) < 0)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      last += hint;
      offset += hint;
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (this.order(key, array[base + middle]!) < 0) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }
}

/** What the merge does next: go on, or one side is used up, or the other is down to its last element. */
type Progress = "more" | "done" | "last";

/**
 * Merges two neighbouring runs upwards, the shorter, left one (A) copied aside.
 *
 * @sealed
 */
class LowMerge<T> {
  readonly sorter: Sorter<T>;
  readonly work: T[];
  readonly aside: T[] = [];
  lengthA: number;
  lengthB: number;
  a = 0;
  b: number;
  to: number;
  winsA = 0;
  winsB = 0;

  constructor(sorter: Sorter<T>, startA: number, lengthA: number, startB: number, lengthB: number) {
    this.sorter = sorter;
    this.work = sorter.work;
    this.lengthA = lengthA;
    this.lengthB = lengthB;
    this.b = startB;
    this.to = startA;
    for (let i = 0; i < lengthA; i++) this.aside.push(this.work[startA + i]!);
  }

  merge(): void {
    let progress = this.takeB();
    if (progress === "more" && this.lengthA === 1) progress = "last";
    const sorter = this.sorter;
    while (progress === "more") {
      progress = this.pairwise(sorter.minGallop);
      if (progress !== "more") break;
      progress = this.galloping();
    }
    if (progress === "done") {
      for (let i = 0; i < this.lengthA; i++) this.work[this.to + i] = this.aside[this.a + i]!;
    } else {
      for (let i = 0; i < this.lengthB; i++) this.work[this.to + i] = this.work[this.b + i]!;
      this.work[this.to + this.lengthB] = this.aside[this.a]!;
    }
  }

  takeA(): Progress {
    this.work[this.to++] = this.aside[this.a++]!;
    this.lengthA--;
    return this.lengthA === 1 ? "last" : "more";
  }

  takeB(): Progress {
    this.work[this.to++] = this.work[this.b++]!;
    this.lengthB--;
    return this.lengthB === 0 ? "done" : "more";
  }

  pairwise(minGallop: number): Progress {
    this.winsA = 0;
    this.winsB = 0;
    while (this.winsA < minGallop && this.winsB < minGallop) {
      let progress: Progress;
      if (this.sorter.order(this.work[this.b]!, this.aside[this.a]!) < 0) {
        progress = this.takeB();
        this.winsB++;
        this.winsA = 0;
      } else {
        progress = this.takeA();
        this.winsA++;
        this.winsB = 0;
      }
      if (progress !== "more") return progress;
    }
    return "more";
  }

  /** @rare */
  galloping(): Progress {
    const { sorter, work, aside } = this;
    let minGallop = sorter.minGallop + 1;
    do {
      minGallop = minGallop > 2 ? minGallop - 1 : 1;
      sorter.minGallop = minGallop;
      this.winsA = sorter.gallopRight(aside, work[this.b]!, this.a, this.lengthA, 0);
      for (let i = 0; i < this.winsA; i++) work[this.to++] = aside[this.a++]!;
      this.lengthA -= this.winsA;
      if (this.winsA > 0 && this.lengthA <= 1) return this.lengthA === 1 ? "last" : "done";
      if (this.takeB() === "done") return "done";
      this.winsB = sorter.gallopLeft(work, aside[this.a]!, this.b, this.lengthB, 0);
      for (let i = 0; i < this.winsB; i++) work[this.to++] = work[this.b++]!;
      this.lengthB -= this.winsB;
      if (this.winsB > 0 && this.lengthB === 0) return "done";
      if (this.takeA() === "last") return "last";
    } while (this.winsA >= MIN_GALLOP || this.winsB >= MIN_GALLOP);
    // Leaving the gallop costs: make it harder to enter again.
    sorter.minGallop = minGallop + 1;
    return "more";
  }
}

/**
 * Merges two neighbouring runs downwards, the shorter, right one (B) copied aside.
 *
 * @sealed
 */
class HighMerge<T> {
  readonly sorter: Sorter<T>;
  readonly work: T[];
  readonly aside: T[] = [];
  readonly startA: number;
  lengthA: number;
  lengthB: number;
  a: number;
  b: number;
  to: number;
  winsA = 0;
  winsB = 0;

  constructor(sorter: Sorter<T>, startA: number, lengthA: number, startB: number, lengthB: number) {
    this.sorter = sorter;
    this.work = sorter.work;
    this.startA = startA;
    this.lengthA = lengthA;
    this.lengthB = lengthB;
    this.a = startA + lengthA - 1;
    this.b = lengthB - 1;
    this.to = startB + lengthB - 1;
    for (let i = 0; i < lengthB; i++) this.aside.push(this.work[startB + i]!);
  }

  merge(): void {
    let progress = this.takeA();
    if (progress === "more" && this.lengthB === 1) progress = "last";
    const sorter = this.sorter;
    while (progress === "more") {
      progress = this.pairwise(sorter.minGallop);
      if (progress !== "more") break;
      progress = this.galloping();
    }
    if (progress === "done") {
      for (let i = this.lengthB - 1; i >= 0; i--) this.work[this.to--] = this.aside[i]!;
    } else {
      for (let i = 0; i < this.lengthA; i++) this.work[this.to--] = this.work[this.a--]!;
      this.work[this.to] = this.aside[this.b]!;
    }
  }

  takeA(): Progress {
    this.work[this.to--] = this.work[this.a--]!;
    this.lengthA--;
    return this.lengthA === 0 ? "done" : "more";
  }

  takeB(): Progress {
    this.work[this.to--] = this.aside[this.b--]!;
    this.lengthB--;
    return this.lengthB === 1 ? "last" : "more";
  }

  pairwise(minGallop: number): Progress {
    this.winsA = 0;
    this.winsB = 0;
    while (this.winsA < minGallop && this.winsB < minGallop) {
      let progress: Progress;
      if (this.sorter.order(this.aside[this.b]!, this.work[this.a]!) < 0) {
        progress = this.takeA();
        this.winsA++;
        this.winsB = 0;
      } else {
        progress = this.takeB();
        this.winsB++;
        this.winsA = 0;
      }
      if (progress !== "more") return progress;
    }
    return "more";
  }

  /** @rare */
  galloping(): Progress {
    const { sorter, work, aside } = this;
    let minGallop = sorter.minGallop + 1;
    do {
      minGallop = minGallop > 2 ? minGallop - 1 : 1;
      sorter.minGallop = minGallop;
      const keptA = sorter.gallopRight(work, aside[this.b]!, this.startA, this.lengthA, this.lengthA - 1);
      this.winsA = this.lengthA - keptA;
      for (let i = 0; i < this.winsA; i++) work[this.to--] = work[this.a--]!;
      this.lengthA = keptA;
      if (this.winsA > 0 && keptA === 0) return "done";
      if (this.takeB() === "last") return "last";
      const keptB = sorter.gallopLeft(aside, work[this.a]!, 0, this.lengthB, this.lengthB - 1);
      this.winsB = this.lengthB - keptB;
      for (let i = 0; i < this.winsB; i++) work[this.to--] = aside[this.b--]!;
      this.lengthB = keptB;
      if (this.winsB > 0 && keptB <= 1) return keptB === 1 ? "last" : "done";
      if (this.takeA() === "done") return "done";
    } while (this.winsA >= MIN_GALLOP || this.winsB >= MIN_GALLOP);
    sorter.minGallop = minGallop + 1;
    return "more";
  }
}
