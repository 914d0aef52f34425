// Names of programs never mean something else in C: keywords, macros and functions of the headers get another name.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../project-root.ts";
import { locateHost } from "../../toolchain/places.ts";
import { legal } from "./names.ts";
import { CALLS_NAME, nativeCalls } from "./native-calls.ts";
import { PRELUDE, PRELUDE_NAME } from "./prelude.ts";

const KEYWORDS =
  "auto double int register typedef _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local";

/** What the preprocessor gives for a file that includes what every generated file does. */
function preprocessed(...options: string[]): string {
  const found = locateHost();
  if (found === null || !("cc" in found)) throw new Error("there is no C compiler: npm run setup");
  const folder = mkdtempSync(join(tmpdir(), "ingot-names-"));
  try {
    writeFileSync(join(folder, PRELUDE_NAME), PRELUDE);
    writeFileSync(join(folder, CALLS_NAME), nativeCalls());
    writeFileSync(join(folder, "all.c"), `#include "${PRELUDE_NAME}"\n`);
    const native = `-I${join(projectRoot(), "runtime/native")}`;
    const args = ["-std=gnu11", "-E", "-P", ...options, native, `-I${folder}`, join(folder, "all.c")];
    return execFileSync(found.cc, args, { encoding: "utf8", maxBuffer: 1 << 24 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Names that stay as they are and that C would take for something else, but for those no program writes (`__x`). */
function unchanged(names: Iterable<string>): string[] {
  return [...new Set(names)].filter((name) => !/^__/.test(name) && legal(name) === name);
}

test("keywords", () => {
  expect(unchanged(KEYWORDS.split(" "))).toEqual([]);
});

test("macros of the headers", () => {
  const macros = [...preprocessed("-dM").matchAll(/^#define (\w+)/gm)].map(([, name]) => name!);
  expect(macros).toContain("COLD");
  expect(unchanged(macros)).toEqual([]);
});

test("functions that generated code may call", () => {
  const called = [...preprocessed().matchAll(/\b([a-zA-Z_]\w*)\(/g)].map(([, name]) => name!);
  expect(called).toContain("array_of");
  expect(unchanged(called)).toEqual([]);
});

test("everything else keeps its name", () => {
  for (const name of ["lamp", "MAX_SIZE", "N", "_private", "T", "structure"]) expect(legal(name)).toBe(name);
});
