// Diagnostics: how they read on the screen, and that every code in the sources is documented.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { CODE_RANGES, CODES, describeCode } from "./codes.ts";
import { IngotError, problem, usageProblem } from "./diagnostic.ts";
import { displayPath, renderDiagnostic, renderDiagnostics } from "./render.ts";

const source = "const rule = '1';\n\teval(rule);\n";
const readSource = (file: string) => (file === "/app/src/main.ts" ? source : undefined);

test("a diagnostic in a file shows place, problem, marked source line and remedy", () => {
  const text = renderDiagnostic(
    {
      code: "E2001",
      severity: "error",
      message: "`eval` cannot be compiled ahead of time",
      remedy: "write the rule as a function",
      file: "/app/src/main.ts",
      line: 2,
      column: 2,
      length: 4,
    },
    { cwd: "/app", readSource },
  );
  expect(text).toBe(
    [
      "src/main.ts:2:2  error E2001: `eval` cannot be compiled ahead of time",
      "    2 | \teval(rule);",
      "      | \t^~~~",
      "  = write the rule as a function",
      "",
    ].join("\n"),
  );
});

test("a diagnostic without a place is one line, with notes and remedy below", () => {
  const text = renderDiagnostic({
    code: "E4001",
    severity: "warning",
    message: "no SPL",
    notes: ["looked in a", "looked in b"],
    remedy: "run `npm run setup`,\nor give --spl FILE",
  });
  expect(text).toBe(
    "warning E4001: no SPL\n  note: looked in a\n  note: looked in b\n" +
      "  = run `npm run setup`,\n    or give --spl FILE\n",
  );
});

test("a mark never runs past the end of its line, and a missing source only loses the excerpt", () => {
  const long = { code: "E2001", severity: "error", message: "m", line: 1, column: 7, length: 999 } as const;
  const marked = renderDiagnostic({ ...long, file: "/app/src/main.ts" }, { cwd: "/app", readSource });
  expect(marked.split("\n")[2]).toBe("      |       ^~~~~~~~~~~");
  const gone = renderDiagnostic({ ...long, file: "/app/gone.ts" }, { cwd: "/app", readSource });
  expect(gone).toBe("gone.ts:1:7  error E2001: m\n");
});

test("colour appears only when it is asked for", () => {
  const diagnostic = { code: "E0001", severity: "error", message: "m" } as const;
  expect(renderDiagnostics([diagnostic])).not.toContain("\u001b");
  expect(renderDiagnostics([diagnostic], { color: true })).toContain("\u001b[31m");
});

test("a path outside the working directory stays absolute", () => {
  expect(displayPath("/tmp/x.img", "/app")).toBe("/tmp/x.img");
  expect(displayPath("build/x.img", "/app")).toBe("build/x.img");
});

test("an IngotError carries its diagnostics and the exit code of its kind", () => {
  const environment = problem("E4001", "no SPL", "run setup", { cause: new Error("ENOENT") });
  expect(environment).toBeInstanceOf(IngotError);
  expect(environment.exitCode).toBe(1);
  expect(environment.message).toBe("E4001: no SPL");
  expect((environment.cause as Error).message).toBe("ENOENT");
  expect(usageProblem("E0001", "no such command").exitCode).toBe(2);
});

test("every code lies in a documented range and has a sentence", () => {
  for (const [code, line] of Object.entries(CODES)) {
    expect(code).toMatch(/^E\d{4}$/);
    expect(CODE_RANGES).toHaveProperty(code[1]!);
    expect(line).toMatch(/^[A-Z].*\.$/);
  }
  expect(describeCode("E9000")).toBe("A bug in Ingot.");
  expect(describeCode("E4999")).toBeUndefined();
});

test("every code that a source file uses is in the list of codes", () => {
  const root = resolve(import.meta.dirname, "../..");
  const missing: string[] = [];
  for (const folder of ["sdk", "flash-tool", "boards"]) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!/\.(ts|mjs)$/.test(entry) || entry.endsWith(".test.ts")) continue;
      const text = readFileSync(join(root, folder, entry), "utf8");
      for (const [, code] of text.matchAll(/["'`](E\d{4})["'`]/g)) {
        if (!(code! in CODES))
          missing.push(`${folder}/${entry}: ${code} has no line in sdk/diagnostics/codes.ts`);
      }
    }
  }
  expect(missing).toEqual([]);
});
