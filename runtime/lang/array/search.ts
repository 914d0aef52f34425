// Array.prototype methods that look elements up or turn them into text: at, indexOf, includes, join, toString.

import { sameValueZero } from "../equality.ts";
import { relativeIndex, toIntegerOrInfinity } from "../integer.ts";
import { arrayHas, strBuild } from "../native.ts";
import { isNumeric } from "./element.ts";

/** Array.prototype.at. */
export function Array_prototype_at<T>(self: T[], index: number): T | undefined {
  const relative = toIntegerOrInfinity(index);
  const position = relative < 0 ? self.length + relative : relative;
  if (position < 0 || position >= self.length) return undefined;
  return self[position];
}

/** Array.prototype.indexOf: IsStrictlyEqual, holes skipped. */
export function Array_prototype_indexOf(
  self: readonly unknown[],
  sought: unknown,
  fromIndex?: number,
): number {
  const length = self.length;
  const from = relativeIndex(fromIndex, length);
  if (typeof sought === "number" && isNumeric(self))
    return indexOfNumber(self as readonly number[], sought, from);
  for (let i = from; i < length; i++) {
    if (self[i] === sought && arrayHas(self, i)) return i;
  }
  return -1;
}

function indexOfNumber(numbers: readonly number[], sought: number, from: number): number {
  for (let i = from; i < numbers.length; i++) {
    if (numbers[i] === sought) return i;
  }
  return -1;
}

/** Array.prototype.lastIndexOf: an absent `fromIndex` means the last element, an undefined one means 0. */
export function Array_prototype_lastIndexOf(
  self: readonly unknown[],
  sought: unknown,
  ...fromIndex: (number | undefined)[]
): number {
  const length = self.length;
  let i = length - 1;
  if (fromIndex.length > 0) {
    const from = toIntegerOrInfinity(fromIndex[0]);
    if (from < 0) i = length + from;
    else if (from < i) i = from;
  }
  for (; i >= 0; i--) {
    if (self[i] === sought && arrayHas(self, i)) return i;
  }
  return -1;
}

/** Array.prototype.includes: SameValueZero, holes are undefined. */
export function Array_prototype_includes(
  self: readonly unknown[],
  sought: unknown,
  fromIndex?: number,
): boolean {
  const length = self.length;
  const from = relativeIndex(fromIndex, length);
  if (typeof sought === "number" && sought === sought && isNumeric(self)) {
    return indexOfNumber(self as readonly number[], sought, from) >= 0;
  }
  for (let i = from; i < length; i++) {
    if (sameValueZero(self[i], sought)) return true;
  }
  return false;
}

/** Arrays whose join has begun and not ended, innermost last: a cycle prints as the empty string. */
const joining: (readonly unknown[])[] = [];

/** Array.prototype.join. */
export function Array_prototype_join(self: readonly unknown[], separator?: string): string {
  for (let i = 0; i < joining.length; i++) {
    if (joining[i] === self) return "";
  }
  const between = separator === undefined ? "," : `${separator}`;
  const length = self.length;
  const parts: string[] = [];
  joining.push(self);
  try {
    for (let i = 0; i < length; i++) {
      if (i > 0 && between !== "") parts.push(between);
      const element = self[i];
      if (element !== undefined && element !== null) parts.push(`${element}`);
    }
  } finally {
    joining.pop();
  }
  return strBuild(parts);
}

/** Array.prototype.toString. */
export function Array_prototype_toString(self: readonly unknown[]): string {
  return Array_prototype_join(self);
}

/** Array.prototype.toLocaleString, in the one locale there is. */
export function Array_prototype_toLocaleString(self: readonly unknown[]): string {
  return Array_prototype_join(self);
}
