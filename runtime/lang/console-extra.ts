// The methods of console beyond plain lines: dir, table, counts, timers, trace.

import { console_group, writeLine } from "./console.ts";
import { format } from "./inspect/format.ts";
import { DEFAULT_DEPTH, Inspector } from "./inspect/inspect.ts";
import { ownKeys } from "./keys.ts";
import { getElem, isArray, isObject, nowMs } from "./native.ts";

const UNLIMITED = 1e9;

/** console.dir: the value inspected; of the options, `depth` counts. */
export function console_dir(value?: unknown, options?: unknown): void {
  const depth = isObject(options) ? getElem(options, "depth") : undefined;
  const levels = depth === null ? UNLIMITED : typeof depth === "number" ? depth : DEFAULT_DEPTH;
  writeLine(1, ["%s", new Inspector(levels).inspect(value, 0)]);
}

/** console.dirxml: as log. */
export function console_dirxml(...values: unknown[]): void {
  writeLine(1, values);
}

/** console.groupCollapsed: as group. */
export function console_groupCollapsed(...values: unknown[]): void {
  console_group(...values);
}

/** console.clear: nothing, for the output is no terminal. */
export function console_clear(): void {}

/** console.trace: to standard error, as the first line of a stack. */
export function console_trace(...values: unknown[]): void {
  const text = format(values);
  writeLine(2, ["%s", text === "" ? "Trace" : `Trace: ${text}`]);
}

const counts = new Map<string, number>();

/** console.count: how often it was called with that label. */
export function console_count(label?: unknown): void {
  const name = label === undefined ? "default" : `${label}`;
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  writeLine(1, ["%s", `${name}: ${count}`]);
}

/** console.countReset. */
export function console_countReset(label?: unknown): void {
  const name = label === undefined ? "default" : `${label}`;
  if (!counts.delete(name)) warn(`Count for '${name}' does not exist`);
}

const timers = new Map<string, number>();

/** console.time: a timer begins. */
export function console_time(label?: unknown): void {
  const name = label === undefined ? "default" : `${label}`;
  if (timers.has(name)) warn(`Label '${name}' already exists for console.time()`);
  else timers.set(name, nowMs());
}

/** console.timeEnd: the time since the timer began, which ends. */
export function console_timeEnd(label?: unknown): void {
  const name = label === undefined ? "default" : `${label}`;
  if (report(name, "timeEnd", [])) timers.delete(name);
}

/** console.timeLog: the time since the timer began, then the other values. */
export function console_timeLog(label?: unknown, ...values: unknown[]): void {
  report(label === undefined ? "default" : `${label}`, "timeLog", values);
}

function report(name: string, method: string, values: readonly unknown[]): boolean {
  const startedMs = timers.get(name);
  if (startedMs === undefined) {
    warn(`No such label '${name}' for console.${method}()`);
    return false;
  }
  writeLine(1, ["%s", `${name}: ${duration(nowMs() - startedMs)}`, ...values]);
  return true;
}

/** As Node shows it: 1.234ms, 1.234s, 1:02.345 (m:ss.mmm), 1:02:03 (h:mm:ss). */
function duration(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(3)}s`;
  const hours = Math.floor(ms / 3600000);
  const minutes = Math.floor((ms % 3600000) / 60000);
  const seconds = (ms % 60000) / 1000;
  if (hours > 0) return `${hours}:${two(`${minutes}`)}:${two(seconds.toFixed(0))} (h:mm:ss)`;
  return `${minutes}:${seconds.toFixed(3).padStart(6, "0")} (m:ss.mmm)`;
}

function two(digits: string): string {
  return digits.padStart(2, "0");
}

function warn(text: string): void {
  writeLine(2, [`Warning: ${text}`]);
}

/** console.table: rows and columns in a frame; what has neither is logged. */
export function console_table(data?: unknown, columns?: unknown): void {
  if (!isObject(data)) {
    writeLine(1, [data]);
    return;
  }
  const table = new Table();
  if (data instanceof Map) {
    table.head("(iteration index)");
    const rows: unknown[] = [];
    data.forEach((value, key) => {
      rows.push([key, value]);
    });
    for (let i = 0; i < rows.length; i++) {
      table.cell(`${i}`, "Key", cellText((rows[i] as unknown[])[0]));
      table.cell(`${i}`, "Values", cellText((rows[i] as unknown[])[1]));
    }
  } else if (data instanceof Set) {
    table.head("(iteration index)");
    let i = 0;
    data.forEach((value) => {
      table.cell(`${i++}`, "Values", cellText(value));
    });
  } else {
    table.head("(index)");
    const rows = ownKeys(data, 1);
    for (let i = 0; i < rows.length; i++) tableRow(table, rows[i]!, getElem(data, rows[i]!), columns);
    table.moveValuesLast();
  }
  writeLine(1, ["%s", table.text()]);
}

function tableRow(table: Table, name: string, row: unknown, columns: unknown): void {
  table.row(name);
  if (!isObject(row)) {
    table.cell(name, VALUES, cellText(row));
    return;
  }
  const keys = isArray(columns) ? (columns as string[]) : ownKeys(row, 1);
  for (let i = 0; i < keys.length; i++) {
    const key = `${keys[i]}`;
    table.cell(name, key, key in row ? cellText(getElem(row, key)) : "");
  }
}

/** Objects with more than two properties are not opened. */
function cellText(value: unknown): string {
  const closed = isObject(value) && !isArray(value) && ownKeys(value, 1).length > 2;
  return new Inspector(closed ? -1 : 0).inspect(value, 0);
}

const VALUES = "Values";

class Table {
  #index = "";
  readonly #columns: string[] = [];
  readonly #rows: string[] = [];
  readonly #cells = new Map<string, string>();

  head(index: string): void {
    this.#index = index;
  }

  row(name: string): void {
    if (!this.#rows.includes(name)) this.#rows.push(name);
  }

  cell(row: string, column: string, text: string): void {
    this.row(row);
    if (!this.#columns.includes(column)) this.#columns.push(column);
    this.#cells.set(`${row}\n${column}`, text);
  }

  moveValuesLast(): void {
    const at = this.#columns.indexOf(VALUES);
    if (at < 0) return;
    this.#columns.splice(at, 1);
    this.#columns.push(VALUES);
  }

  text(): string {
    const lines: string[][] = [[this.#index, ...this.#columns]];
    for (const row of this.#rows) {
      const line = [row];
      for (const column of this.#columns) line.push(this.#cells.get(`${row}\n${column}`) ?? "");
      lines.push(line);
    }
    const widths: number[] = [];
    for (let c = 0; c < lines[0]!.length; c++) {
      let width = 0;
      for (const line of lines) if (line[c]!.length > width) width = line[c]!.length;
      widths.push(width + 2);
    }
    const rule = (left: string, middle: string, right: string): string =>
      left + widths.map((w) => "─".repeat(w)).join(middle) + right;
    const shown = lines.map((line) => `│${line.map((text, c) => ` ${text}`.padEnd(widths[c]!)).join("│")}│`);
    return [rule("┌", "┬", "┐"), shown[0]!, rule("├", "┼", "┤"), ...shown.slice(1), rule("└", "┴", "┘")].join(
      "\n",
    );
  }
}
