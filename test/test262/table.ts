// The counts of a run as text: by folder, and the reasons of what is not exact.
// Pure: results in, text out.
import type { Verdict } from "./classify.ts";
import { folderOf, PINNED_COMMIT } from "./selection.ts";

export interface Result extends Verdict {
  readonly name: string;
}

const REASONS_SHOWN = 25;
const KINDS = ["exact", "refused", "wrong", "crash", "node"] as const;

/** Table by folder, totals, and the most frequent reasons. */
export function table(results: readonly Result[]): {
  readonly text: string;
  readonly exact: number;
  readonly wrong: number;
  readonly crash: number;
} {
  const total = counts(results);
  const share = (
    ((total.wrong + total.crash) * 100) /
    Math.max(1, total.exact + total.wrong + total.crash)
  ).toFixed(2);
  const reasons = (kinds: readonly string[]): string => {
    const by = new Map<string, number>();
    for (const r of results) if (kinds.includes(r.kind)) by.set(r.reason, (by.get(r.reason) ?? 0) + 1);
    const all = [...by].sort((a, b) => b[1] - a[1]).slice(0, REASONS_SHOWN);
    return all.map(([reason, count]) => `${String(count).padStart(7)}  ${reason}`).join("\n");
  };
  const text = [
    folderTable(results),
    `wrong + crash: ${share} % of what compiles`,
    `\nrefused because\n${reasons(["refused"])}`,
    `\nwrong or crash\n${reasons(["wrong", "crash"])}`,
  ].join("\n");
  return { text, ...total };
}

/** What is committed: counts alone, because reasons change with every improvement. */
export function baselineText(results: readonly Result[], sample: number, offset: number): string {
  const which = sample === 1 ? "all tests" : `every ${sample}th test from number ${offset}`;
  return `# Counts of test262 at commit ${PINNED_COMMIT}, ${which}.\n# Written by \`npm run test262 -- --sample ${sample} --offset ${offset} --baseline\`.\n${folderTable(results)}\n`;
}

function folderTable(results: readonly Result[]): string {
  const folders = [...new Set(results.map((r) => folderOf(r.name)))].sort();
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(42)}${cells.map((cell) => String(cell).padStart(9)).join("")}`;
  const row = (name: string, of: readonly Result[]): string => {
    const c = counts(of);
    const tried = of.length - c.node;
    const share = tried === 0 ? "-" : `${((c.exact * 100) / tried).toFixed(1)} %`;
    return line(name, [...KINDS.map((kind) => c[kind]), share]);
  };
  return [
    line("folder", [...KINDS, "exact"]),
    ...folders.map((folder) =>
      row(
        folder,
        results.filter((r) => folderOf(r.name) === folder),
      ),
    ),
    row("all", results),
  ].join("\n");
}

function counts(results: readonly Result[]): Record<(typeof KINDS)[number], number> {
  const count = { exact: 0, refused: 0, wrong: 0, crash: 0, node: 0 };
  for (const r of results) count[r.kind] += 1;
  return count;
}
