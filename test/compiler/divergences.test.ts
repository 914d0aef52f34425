// The listed divergences of docs/language.md, shown: each program run by Node and compiled for this computer.
//
// Holds the page to what happens: every number has a program, or a reason why none shows it, and the page quotes the
// output. Programs share one executable, because the language library is most of the work. What is the same under
// Node is the business of test/language.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileProgram } from "../../sdk/compile.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";
import { DIVERGENCES, NOT_SHOWN } from "./divergence-cases.ts";

/** Exit code of a panic on the host. */
const PANIC = 70;
const OVERFLOW = `function deep(n: number): number {
  return 1 + deep(n + 1);
}
try {
  console.log(deep(0));
} catch (error) {
  console.log((error as Error).name);
}
`;

const programs = new Map<string, string>([
  ...Object.entries(DIVERGENCES).map(([name, row]) => [name, row.program] as const),
  ["stack-overflow", OVERFLOW],
]);
const folder = mkdtempSync(join(tmpdir(), "ingot-divergences-"));
const executable = join(folder, "programs");
const sections = sectionsOf(readFileSync(join(projectRoot(), "docs/language.md"), "utf8"));

beforeAll(async () => {
  const files = [...programs].map(([name, text]) => {
    writeFileSync(join(folder, `${name}.ts`), text);
    return join(folder, `${name}.ts`);
  });
  const [entry, ...alternatives] = files;
  const result = await compileProgram({
    entry: entry!,
    alternatives,
    target: "host",
    optimise: "0",
    outFile: executable,
  });
  expect(result.ok ? [] : result.diagnostics).toEqual([]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The text under each `**Dn.` of the page, up to the next number or heading. */
function sectionsOf(page: string): ReadonlyMap<string, string> {
  const parts = page.split(/^(?=\*\*D\d+\.|#)/m).filter((part) => part.startsWith("**D"));
  return new Map(parts.map((part) => [part.slice(2, part.indexOf(".")), part]));
}

/** Runs a program of the executable. */
function compiled(name: string): {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
} {
  const number = String([...programs.keys()].indexOf(name));
  const { stdout, stderr, status } = spawnSync(executable, [number], {
    encoding: "utf8",
    timeout: PATIENCE_MS,
  });
  return { out: stdout.trimEnd(), err: stderr, code: status };
}

function underNode(program: string): string {
  const { code } = transformSync(program, { loader: "ts", target: "node20" });
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    timeout: PATIENCE_MS,
  }).trimEnd();
}

describe("divergence", () => {
  for (const [name, row] of Object.entries(DIVERGENCES)) {
    it(`${row.number}, ${name}, prints what the page says`, () => {
      const { out, err, code } = compiled(name);
      expect({ out, err, code }).toEqual({ out: row.compiled, err: "", code: 0 });
      const section = sections.get(row.number)?.replaceAll(/\s+/g, " ");
      expect(section).toContain(row.documented ?? row.compiled);
    });
    if (row.node === null) continue;
    it(`${row.number}, ${name}, is measured against what Node prints`, () => {
      expect(underNode(row.program)).toBe(row.node);
    });
  }

  it("D9, stack overflow, is a panic that cannot be caught", () => {
    const { out, err, code } = compiled("stack-overflow");
    expect({ out, code }).toEqual({ out: "", code: PANIC });
    expect(err).toContain("ingot panic: stack overflow");
    expect(sections.get("D9")).toContain("ingot panic: stack overflow");
    expect(underNode(OVERFLOW)).toBe("RangeError");
  });
});

describe("the list of divergences", () => {
  it("has a program for each number, or says why none shows it", () => {
    const shown = new Set([...Object.values(DIVERGENCES).map((row) => row.number), "D9"]);
    expect([...sections.keys()].filter((number) => !shown.has(number) && !(number in NOT_SHOWN))).toEqual([]);
    expect([...shown, ...Object.keys(NOT_SHOWN)].filter((number) => !sections.has(number))).toEqual([]);
    expect(Object.keys(NOT_SHOWN).filter((number) => shown.has(number))).toEqual([]);
  });
});
