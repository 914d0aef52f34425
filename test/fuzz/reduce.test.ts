// Tests of the reducer against predicates over the text; no program is compiled.
import { describe, expect, it } from "vitest";
import { reduce } from "./reduce.ts";

const forEver = () => performance.now() + 60_000;

function failsWhen(predicate: (source: string) => boolean) {
  return async (candidates: readonly string[]) => candidates.map(predicate);
}

describe("reduce", () => {
  it("keeps only the statement that the failure needs", async () => {
    const source =
      "let a = 1;\nlet b = 2;\nconsole.log(a);\nfunction f() {\n  a += 1;\n  bad();\n  b += 1;\n}\nf();\n";
    const smaller = await reduce(
      source,
      failsWhen((s) => s.includes("bad()")),
      forEver(),
    );
    expect(smaller.trim()).toBe("bad();");
  });

  it("drops operands and arguments", async () => {
    const source = "console.log(1, x + bad(3 * 4, y), [7, 8]);\n";
    const smaller = await reduce(
      source,
      failsWhen((s) => /bad/.test(s)),
      forEver(),
    );
    expect(smaller).not.toMatch(/[1-9xy]/);
  });

  it("unwraps try, if and loops around what fails", async () => {
    const source = "for (const x of [1]) { try { if (x) { bad(); } else { f(); } } finally { g(); } }";
    const smaller = await reduce(
      source,
      failsWhen((s) => s.includes("bad()")),
      forEver(),
    );
    expect(smaller.trim()).toBe("bad();");
  });

  it("returns the source when no part can go", async () => {
    const source = "bad();";
    expect(
      await reduce(
        source,
        failsWhen((s) => s === source),
        forEver(),
      ),
    ).toBe(source);
  });

  it("stops when its time is over", async () => {
    const source = "a();\nbad();\n";
    expect(
      await reduce(
        source,
        failsWhen((s) => s.includes("bad")),
        performance.now() - 1,
      ),
    ).toBe(source);
  });
});
