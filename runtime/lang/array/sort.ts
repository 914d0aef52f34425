// Array.prototype.sort and toSorted: SortIndexedProperties with V8's choice of algorithm and comparisons.
//
// What is compared with what, and in which order, is timsort.ts; this file decides what takes part.

import { arrayHas, deleteElem, strCompare } from "../native.ts";
import { append } from "./element.ts";
import { type Comparator, timSort } from "./timsort.ts";

/**
 * Array.prototype.sort. Undefined goes last and holes after it; a comparator that throws changes nothing.
 *
 * @rare
 */
export function Array_prototype_sort<T>(self: T[], comparator?: Comparator<T>): T[] {
  checkComparator(comparator);
  const length = self.length;
  const work: T[] = [];
  let undefinedCount = 0;
  for (let i = 0; i < length; i++) {
    if (!arrayHas(self, i)) continue;
    const element = self[i]!;
    if (element === undefined) undefinedCount++;
    else work.push(element);
  }
  const sorted = comparator === undefined ? sortedByText(work) : timSort(work, comparator);
  const sortedCount = sorted.length;
  for (let i = 0; i < sortedCount; i++) self[i] = sorted[i]!;
  let filled = sortedCount;
  for (; undefinedCount > 0; undefinedCount--) (self as unknown[])[filled++] = undefined;
  for (; filled < length; filled++) deleteElem(self, filled);
  return self;
}

/**
 * Array.prototype.toSorted. Holes become undefined and go last.
 *
 * @rare
 */
export function Array_prototype_toSorted<T>(self: T[], comparator?: Comparator<T>): T[] {
  checkComparator(comparator);
  const work: T[] = [];
  let undefinedCount = 0;
  for (let i = 0; i < self.length; i++) {
    const element = self[i]!;
    if (element === undefined) undefinedCount++;
    else work.push(element);
  }
  const sorted = comparator === undefined ? sortedByText(work) : timSort(work, comparator);
  for (; undefinedCount > 0; undefinedCount--) append(sorted, undefined);
  return sorted;
}

function checkComparator(comparator: unknown): void {
  if (comparator === undefined || typeof comparator === "function") return;
  throw new TypeError("The comparison function must be either a function or undefined");
}

/**
 * SortCompare without comparator: by the code units of ToString, which is taken once per element.
 *
 * @rare
 */
function sortedByText<T>(work: T[]): T[] {
  if (allStrings(work)) return timSort(work, compareStrings as unknown as Comparator<T>);
  const keyed: Keyed[] = [];
  for (let i = 0; i < work.length; i++) keyed.push(new Keyed(`${work[i]}`, i));
  timSort(keyed, compareKeys);
  const sorted: T[] = [];
  for (let i = 0; i < keyed.length; i++) sorted.push(work[keyed[i]!.position]!);
  return sorted;
}

/** @sealed */
class Keyed {
  readonly key: string;
  readonly position: number;

  constructor(key: string, position: number) {
    this.key = key;
    this.position = position;
  }
}

function allStrings(work: readonly unknown[]): boolean {
  for (let i = 0; i < work.length; i++) {
    if (typeof work[i] !== "string") return false;
  }
  return true;
}

function compareStrings(a: string, b: string): number {
  return strCompare(a, b);
}

function compareKeys(a: Keyed, b: Keyed): number {
  return strCompare(a.key, b.key);
}
