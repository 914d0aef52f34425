// Internal errors: what the compiler says when it is itself at fault, and that every code it uses is documented.
//
// Faults are provoked by small fakes: a C compiler that is a shell script, a module that is damaged after lowering.
// What user errors look like is the business of refusals.test.ts.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildExecutable } from "../../sdk/backend/compile-c.ts";
import { parseModule } from "../../sdk/compiler/ir/parse.ts";
import { printModule } from "../../sdk/compiler/ir/print.ts";
import type { Module } from "../../sdk/compiler/ir/types.ts";
import { requireCorrect, runPasses } from "../../sdk/compiler/passes/index.ts";
import { CODES } from "../../sdk/diagnostics/codes.ts";
import { type Diagnostic, IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../sdk/diagnostics/render.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { findHostCompiler } from "../../sdk/toolchain/find-toolchain.ts";
import { frontOf } from "./front.ts";

/** 3: a bug in Ingot. */
const OUR_BUG = 3;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-errors-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Builds one C file with a C compiler that is the shell script `script`, and returns what that throws. */
async function builtWith(script: string): Promise<IngotError> {
  const cc = join(folder, "cc");
  writeFileSync(cc, `#!/bin/sh\n${script}\n`);
  chmodSync(cc, 0o755);
  // A package of its own without native sources, so that only the generated file is compiled.
  mkdirSync(join(folder, "runtime/native"), { recursive: true });
  const error: unknown = await buildExecutable({
    files: [{ name: "program.c", text: "int main(void) { return 0; }\n" }],
    target: "host",
    optimise: "0",
    sanitize: false,
    outFile: join(folder, "program"),
    cacheDir: join(folder, "cache"),
    ingotRoot: folder,
    toolchain: { ...findHostCompiler(), cc },
  }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(IngotError);
  return error as IngotError;
}

const IS_LINKING = 'case "$*" in *" -c "*) is_linking=false;; *) is_linking=true;; esac';
const MAKES_OUTPUT = 'for word in "$@"; do output=$word; done; : > "$output"';

function only(error: IngotError): Diagnostic {
  expect(error.diagnostics).toHaveLength(1);
  return error.diagnostics[0]!;
}

describe("a C compiler that refuses generated code", () => {
  it("is reported as E9002 with its first error, the file, and how to report it", async () => {
    const error = await builtWith(
      'echo "program.c: In function f:" >&2; echo "program.c:3:1: error: cheese undeclared" >&2; exit 1',
    );
    expect(error.exitCode).toBe(OUR_BUG);
    const { code, message, remedy, file, notes } = only(error);
    expect(code).toBe("E9002");
    expect(message).toBe("the C compiler refuses generated code: program.c:3:1: error: cheese undeclared");
    expect(remedy).toMatch(/^this is a bug in Ingot: please report it with .*program\.c$/);
    expect(notes).toEqual(["program.c: In function f:", "program.c:3:1: error: cheese undeclared"]);
    // The file is kept for the report.
    expect(readFileSync(file!, "utf8")).toContain("int main");
    expect(renderDiagnostics(error.diagnostics)).toMatch(
      /error E9002: the C compiler refuses generated code/,
    );
  });

  it("is reported even when it dies without a word", async () => {
    const { code, message } = only(await builtWith("kill -9 $$"));
    expect(code).toBe("E9002");
    expect(message).toBe("the C compiler refuses generated code: no message");
  });

  it("is shown with no more than twenty lines of what it printed", async () => {
    const { notes } = only(
      await builtWith('i=0; while [ $i -lt 99 ]; do echo "error: $i" >&2; i=$((i+1)); done; exit 1'),
    );
    expect(notes).toHaveLength(20);
  });

  it("is reported as E9002 when it fails at linking, too", async () => {
    const error = await builtWith(
      `${IS_LINKING}\n$is_linking && { echo "ld: undefined reference to rt_cheese" >&2; exit 1; }\n${MAKES_OUTPUT}`,
    );
    expect(error.exitCode).toBe(OUR_BUG);
    const { code, message } = only(error);
    expect(code).toBe("E9002");
    expect(message).toContain("undefined reference to rt_cheese");
  });
});

describe("a stage that makes incorrect intermediate code", () => {
  let text = "";
  beforeAll(() => {
    const { module } = frontOf({
      whole: "export function half(n: number): number {\n  return n / 2;\n}\nhalf(1);\n",
    });
    text = printModule(module!);
  });
  /** A module that lowering made and that holds together; a fresh one each time. */
  const lowered = (): Module => parseModule(text);

  function thrownBy(work: () => void): IngotError {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(IngotError);
      return error as IngotError;
    }
    throw new Error("nothing was thrown");
  }

  it("is reported as E9001 with the stage, the function and the block", () => {
    const module = lowered();
    const half = module.functions.find((f) => f.name === "whole.ts:half")!;
    half.blocks[0]!.term = { op: "return", value: { kind: "bool", value: true } };
    const error = thrownBy(() => requireCorrect(module, "the pass cheese"));
    expect(error.exitCode).toBe(OUR_BUG);
    const { code, message, remedy } = only(error);
    expect(code).toBe("E9001");
    expect(message).toBe(
      "the pass cheese made incorrect intermediate code: @whole.ts:half b0: returns bool instead of f64",
    );
    expect(remedy).toBe("this is a bug in Ingot: please report it with the program that shows it");
  });

  it("stops a build before its first pass", () => {
    const module = lowered();
    module.functions.find((f) => f.name === "whole.ts:half")!.blocks[0]!.term = { op: "return", value: null };
    const seen: string[] = [];
    const error = thrownBy(() => runPasses(module, { onPass: (name) => seen.push(name) }));
    expect(only(error).message).toMatch(/^lowering made incorrect intermediate code: @whole\.ts:half b0: /);
    expect(seen).toEqual([]);
  });

  it("is found between two passes, and the rest is not run", () => {
    const module = lowered();
    const seen: string[] = [];
    const error = thrownBy(() =>
      runPasses(module, {
        verifyEach: true,
        onPass: (name, m) => {
          seen.push(name);
          if (name === "ranges")
            m.entry.blocks[0]!.term = { op: "return", value: { kind: "bool", value: true } };
        },
      }),
    );
    expect(only(error).code).toBe("E9001");
    expect(seen.at(-1)).toBe("ranges");
  });

  it("is shown with all that is wrong, the first problem as the message", () => {
    const module = lowered();
    for (const f of module.functions.filter((g) => g.result === "f64").slice(0, 30)) {
      for (const b of f.blocks) if (b.term.op === "return") b.term = { op: "return", value: null };
    }
    const { notes = [] } = only(thrownBy(() => requireCorrect(module, "lowering")));
    expect(notes.length).toBeGreaterThan(10);
    expect(notes.length).toBeLessThan(20);
  });
});

describe("the codes", () => {
  const sources = ["sdk", "flash-tool", "fleet", "boards"].flatMap((top) =>
    readdirSync(join(projectRoot(), top), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|mjs)$/.test(file) && !/\.test\.(ts|mjs)$/.test(file))
      .filter((file) => join(top, file) !== join("sdk", "diagnostics", "codes.ts"))
      .map((file) => readFileSync(join(projectRoot(), top, file), "utf8")),
  );
  const used = new Set(
    sources.flatMap((text) => [...text.matchAll(/["'`](E\d{4})["'`]/g)].map((m) => m[1]!)),
  );

  it("that are documented are all in use", () => {
    expect(Object.keys(CODES).filter((code) => !used.has(code))).toEqual([]);
  });

  it("of refused language all stand in the table of docs/language.md", () => {
    const page = readFileSync(join(projectRoot(), "docs/language.md"), "utf8");
    const refusals = [...used].filter((code) => /^E[12]/.test(code));
    expect(refusals.length).toBeGreaterThan(5);
    expect(refusals.filter((code) => !page.includes(`| ${code} |`))).toEqual([]);
  });

  it("of Ingot's own bugs say so", () => {
    const bugs = Object.entries(CODES).filter(([code]) => code.startsWith("E9"));
    expect(bugs.filter(([, line]) => !/bug in Ingot/i.test(line))).toEqual([]);
  });
});
