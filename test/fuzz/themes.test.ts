// Tests of the generators: the same seed gives the same program, and programs are syntactically right.
// Whether they type-check and behave is what the fuzzer itself finds out.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { Random } from "./random.ts";
import { THEMES } from "./themes/index.ts";

const SEEDS = ["1", "2", "3", "4", "5", "6", "7", "8"];

describe.each(Object.entries(THEMES))("theme %s", (_name, theme) => {
  it("makes the same program from the same seed and another from another", () => {
    const programs = SEEDS.map((seed) => theme(new Random(seed)));
    expect(SEEDS.map((seed) => theme(new Random(seed)))).toEqual(programs);
    expect(new Set(programs).size).toBe(SEEDS.length);
  });

  it("makes programs without syntax errors", () => {
    for (const seed of SEEDS) {
      const source = theme(new Random(seed));
      const options = {
        reportDiagnostics: true,
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          moduleDetection: ts.ModuleDetectionKind.Force,
        },
      };
      const errors = ts.transpileModule(source, options).diagnostics ?? [];
      expect(errors.map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"))).toEqual([]);
    }
  });
});
