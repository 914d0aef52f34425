// Puts the printed parts of an object on one line or several, and many short array elements in columns.

import { mathFloor, mathSqrt } from "../native.ts";
import { columnsOf } from "./text.ts";

/** Columns after which lines are broken. */
const BREAK_LENGTH = 80;
/** Innermost levels that may share a line. */
const COMPACT = 3;
/** Elements of arrays, sets, maps that are printed. */
export const MAX_ITEMS = 100;
/** Arrays up to this length are not put in columns. */
const MAX_UNGROUPED = 6;
const MAX_COLUMNS = 15;
/** Characters are about that much higher than wide; columns are chosen to look about square. */
const APPROXIMATE_CHARACTER_HEIGHT = 2.5;
/** Of ", ". */
const SEPARATOR_COLUMNS = 2;

/** An object's parts, printed. */
export interface Parts {
  /** What stands before the braces, or "". */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  readonly items: readonly string[];
  /** For arrays: whether all elements are numbers; such columns are aligned on the right. Otherwise null. */
  readonly numeric: boolean | null;
  /** Whether the last item says how many more there are. */
  readonly truncated: boolean;
  /** Columns by which the object is indented. */
  readonly indentation: number;
  /** How many levels of objects were printed inside this one, as far as the last item goes. */
  readonly innerLevels: number;
}

/** The text of the object. */
export function layOut(parts: Parts): string {
  const { open, close, base } = parts;
  let items = parts.items;
  if (parts.numeric !== null && items.length > MAX_UNGROUPED) items = inColumns(parts);
  const head = base === "" ? open : `${base} ${open}`;
  if (parts.innerLevels < COMPACT && items.length === parts.items.length) {
    const start = items.length + parts.indentation + open.length + base.length + 10;
    if (fitsOnLine(items, start, base)) {
      const joined = items.join(", ");
      if (!joined.includes("\n")) return `${head} ${joined} ${close}`;
    }
  }
  const line = `\n${" ".repeat(parts.indentation)}`;
  return `${head}${line}  ${items.join(`,${line}  `)}${line}${close}`;
}

function fitsOnLine(items: readonly string[], start: number, base: string): boolean {
  let total = items.length + start;
  if (total + items.length > BREAK_LENGTH) return false;
  for (let i = 0; i < items.length; i++) {
    total += items[i]!.length;
    if (total > BREAK_LENGTH) return false;
  }
  return !base.includes("\n");
}

/** The items of an array, several to a line; unchanged where columns would not pay. */
function inColumns(parts: Parts): readonly string[] {
  const items = parts.items;
  const count = parts.truncated ? items.length - 1 : items.length;
  const widths: number[] = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = columnsOf(items[i]!);
    widths.push(width);
    total += width + SEPARATOR_COLUMNS;
    if (width > widest) widest = width;
  }
  const cell = widest + SEPARATOR_COLUMNS;
  if (cell * 3 + parts.indentation >= BREAK_LENGTH) return items;
  // One long item among short ones would leave most of the columns blank.
  if (total / cell <= 5 && widest > 6) return items;
  const bias = mathSqrt(cell - total / items.length);
  const biased = cell - 3 - bias > 1 ? cell - 3 - bias : 1;
  let columns = mathFloor(mathSqrt(APPROXIMATE_CHARACTER_HEIGHT * biased * count) / biased + 0.5);
  columns = least(columns, mathFloor((BREAK_LENGTH - parts.indentation) / cell));
  columns = least(columns, least(COMPACT * 4, MAX_COLUMNS));
  if (columns <= 1) return items;
  const lines = columnLines(items, widths, count, columns, parts.numeric === true);
  if (parts.truncated) lines.push(items[count]!);
  return lines;
}

function columnLines(
  items: readonly string[],
  widths: readonly number[],
  count: number,
  columns: number,
  alignRight: boolean,
): string[] {
  const columnWidths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) {
      if (widths[i]! > width) width = widths[i]!;
    }
    columnWidths.push(width + SEPARATOR_COLUMNS);
  }
  const lines: string[] = [];
  for (let first = 0; first < count; first += columns) {
    const end = least(first + columns, count);
    let line = "";
    for (let i = first; i < end; i++) {
      const isLast = i === end - 1;
      const text = isLast ? items[i]! : `${items[i]!}, `;
      const blank = columnWidths[i - first]! - widths[i]! - SEPARATOR_COLUMNS;
      if (alignRight) line += " ".repeat(blank) + text;
      else line += isLast ? text : text + " ".repeat(blank);
    }
    lines.push(line);
  }
  return lines;
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}
