// The text of a run of benchmarks: a line per program, geometric means per group, and the targets.
// It measures nothing.
import { type Benchmark, type Group, TARGET_OVER_DUKTAPE, TARGET_TO_NODE, TARGETS_TO_C } from "./programs.ts";

export interface Row {
  readonly benchmark: Benchmark;
  /** Ratios; absent where something was not measured. */
  readonly cells: {
    /** Milliseconds of the compiled program at the large size. */
    ms?: number;
    /** Time as a multiple of C's and of Node's. */
    c?: number;
    node?: number;
    /** How many times the interpreter's time is ours. */
    duktape?: number;
    quickjs?: number;
    /** Emulated instructions in millions, and as a multiple of C's. */
    a8Count?: number;
    a7Count?: number;
    a8?: number;
    a7?: number;
  };
  readonly problems: readonly string[];
  readonly wrong: boolean;
}

const WIDTH = 11;
const GROUPS: readonly Group[] = ["numbers", "objects", "library"];

function cell(value: number | undefined, unit: string): string {
  if (value === undefined) return "-".padStart(WIDTH);
  return `${value < 100 ? value.toFixed(2) : value.toFixed(0)}${unit}`.padStart(WIDTH);
}

export function headline(): string {
  const titles = ["time", "/ C", "/ Node", "duktape /", "quickjs /", "A8 insns", "/ C", "A7 insns", "/ C"];
  return `${"".padEnd(16)}${titles.map((title) => title.padStart(WIDTH)).join("")}`;
}

export function line({ benchmark, cells }: Row): string {
  return [
    benchmark.name.padEnd(16),
    cell(cells.ms, " ms"),
    cell(cells.c, ""),
    cell(cells.node, ""),
    cell(cells.duktape, ""),
    cell(cells.quickjs, ""),
    cell(cells.a8Count, " M"),
    cell(cells.a8, ""),
    cell(cells.a7Count, " M"),
    cell(cells.a7, ""),
  ].join("");
}

/** The geometric mean; undefined of nothing. */
export function geometricMean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

type Ratio = "c" | "node" | "duktape" | "quickjs" | "a8" | "a7";

function mean(rows: readonly Row[], key: Ratio): number | undefined {
  return geometricMean(rows.flatMap(({ cells }) => (cells[key] === undefined ? [] : [cells[key]])));
}

export function summary(rows: readonly Row[]): { text: string; missed: boolean } {
  const lines = ["", "geometric means"];
  for (const [name, some] of [
    ...GROUPS.map((group) => [group, rows.filter((row) => row.benchmark.group === group)] as const),
    ["all", rows] as const,
  ]) {
    if (some.length === 0) continue;
    const columns = [
      undefined,
      mean(some, "c"),
      mean(some, "node"),
      mean(some, "duktape"),
      mean(some, "quickjs"),
      undefined,
      mean(some, "a8"),
      undefined,
      mean(some, "a7"),
    ];
    lines.push(`${name.padEnd(16)}${columns.map((value) => cell(value, "")).join("")}`);
  }
  lines.push("", "targets");
  let missed = false;
  const target = (what: string, value: number | undefined, met: (value: number) => boolean): void => {
    if (value === undefined) return;
    if (!met(value)) missed = true;
    lines.push(`  ${met(value) ? "✔" : "✘"} ${what}: ${value.toFixed(2)}`);
  };
  for (const group of GROUPS) {
    const most = TARGETS_TO_C[group];
    if (most === undefined) continue;
    const some = rows.filter((row) => row.benchmark.group === group);
    target(`${group}: at most ${most} times C on this computer`, mean(some, "c"), (v) => v <= most);
    target(
      `${group}: at most ${most} times C's instructions on the Cortex-A7`,
      mean(some, "a7"),
      (v) => v <= most,
    );
  }
  target(
    `at least ${TARGET_OVER_DUKTAPE} times as fast as duktape`,
    mean(rows, "duktape"),
    (v) => v >= TARGET_OVER_DUKTAPE,
  );
  const slowest = rows.reduce<Row | null>(
    (worst, row) => ((row.cells.node ?? 0) > (worst?.cells.node ?? 0) ? row : worst),
    null,
  );
  target(
    `no program slower than ${TARGET_TO_NODE} times Node's time (worst: ${slowest?.benchmark.name})`,
    slowest?.cells.node,
    (v) => v <= TARGET_TO_NODE,
  );
  return { text: lines.join("\n"), missed };
}
