// Generated C does what the IR says: each kind of node, compiled for this machine and run.

import { beforeAll, describe, expect, test } from "vitest";
import { CASES, HEADER } from "../testing/cases.ts";
import { runCases } from "../testing/run-cases.ts";

const WAYS = {
  "compiled with -O0": { optimise: "0", sanitize: false },
  "compiled with -O2": { optimise: "2", sanitize: false },
  "as files compiled for size": { optimise: "2", sanitize: false, emit: { isForSize: () => true } },
  "compiled with sanitizers, collecting at every allocation": { optimise: "2", sanitize: true },
} as const;
const SANITIZER = {
  INGOT_GC_STRESS: "1",
  ASAN_OPTIONS: "detect_leaks=0:detect_stack_use_after_return=0",
  UBSAN_OPTIONS: "halt_on_error=1",
};

/** What is printed around what the test leaves open. Files compiled for size do not name parameters. */
function parts(prints: string, isForSize: boolean): string[] {
  return prints.split("*").filter((part) => !isForSize || part !== "'b' of 'add'");
}

for (const [way, options] of Object.entries(WAYS)) {
  describe(way, () => {
    let lines: string[] = [];
    beforeAll(async () => {
      const bodies = CASES.map(([, body]) => body);
      lines = await runCases(HEADER, bodies, { ...options, ...(options.sanitize ? { env: SANITIZER } : {}) });
    });

    for (const [index, [title, , prints]] of CASES.entries()) {
      test(title, () => {
        if (!prints.includes("*")) expect(lines[index]).toBe(prints);
        else for (const part of parts(prints, "emit" in options)) expect(lines[index]).toContain(part);
      });
    }
  });
}
