// Generated C does what the IR says: each kind of node, compiled for this machine and run.

import { beforeAll, describe, expect, test } from "vitest";
import { CASES, HEADER } from "../testing/cases.ts";
import { runCases } from "../testing/run-cases.ts";

for (const optimise of ["0", "2"] as const) {
  describe(`compiled with -O${optimise}`, () => {
    let lines: string[] = [];
    beforeAll(async () => {
      lines = await runCases(
        HEADER,
        CASES.map(([, body]) => body),
        { optimise },
      );
    }, 120_000);

    for (const [index, [title, , prints]] of CASES.entries()) {
      test(`${title}`, () => {
        if (!prints.includes("*")) expect(lines[index]).toBe(prints);
        else for (const part of prints.split("*")) expect(lines[index]).toContain(part);
      });
    }
  });
}
