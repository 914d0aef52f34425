// Building executables: the object cache, and what a refusal of the C compiler looks like.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { emitC } from "./c/emit.ts";
import { buildExecutable } from "./compile-c.ts";
import { elfSection } from "./elf-sections.ts";
import type { SourceFile } from "./object-cache.ts";
import { casesModule, hostLibrary, INGOT_ROOT } from "./testing/run-cases.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-compile-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function build(files: readonly SourceFile[], name = "program") {
  return buildExecutable({
    files,
    target: "host",
    optimise: "0",
    sanitize: false,
    outFile: join(folder, name),
    cacheDir: join(INGOT_ROOT, ".cache/backend-tests"),
    ingotRoot: INGOT_ROOT,
  });
}

const one = () => [...emitC(casesModule("", ['b0:\n  return value "one"'])), hostLibrary];
const two = () => [...emitC(casesModule("", ['b0:\n  return value "two"'])), hostLibrary];

test("a second build compiles nothing and gives the same bytes", async () => {
  const first = await build(one(), "first");
  const second = await build(one(), "second");
  expect(second.timings.compiled).toBe(0);
  expect(second.timings.cached).toBeGreaterThan(10);
  expect(readFileSync(second.elf).equals(readFileSync(first.elf))).toBe(true);
  expect(existsSync(second.map)).toBe(true);
});

test("a changed function recompiles its file, the literals and the build id, and nothing native", async () => {
  await build(one());
  const changed = await build(two());
  expect(changed.timings.compiled).toBeLessThanOrEqual(3);
  expect(execFileSync(changed.elf, { encoding: "utf8" })).toBe("two\n");
});

test("the executable names its build and its functions", async () => {
  const { elf } = await build(one());
  const names = new TextDecoder().decode(elfSection(readFileSync(elf), ".ingot_names")!);
  expect(names).toMatch(/^build\t[0-9a-f]{32}\n/);
  expect(names).toContain("case__0\tcase:0\t\n");
});

test("C that the compiler refuses is a bug of Ingot's, reported with a file that is kept", async () => {
  const broken = [...one(), { name: "broken.c", text: "int f(void) { return nonsense; }\n" }];
  const error: unknown = await build(broken, "broken").catch((e: unknown) => e);
  expect(error).toBeInstanceOf(IngotError);
  const { diagnostics, exitCode } = error as IngotError;
  expect(exitCode).toBe(3);
  expect(diagnostics[0]!.code).toBe("E9002");
  expect(diagnostics[0]!.message).toContain("nonsense");
  const kept = diagnostics[0]!.file!;
  expect(readFileSync(kept, "utf8")).toContain("nonsense");
  rmSync(dirname(kept), { recursive: true });
});
