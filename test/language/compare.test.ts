// Tests of the comparison: what counts as a difference, and how the first one is shown.
import { describe, expect, it } from "vitest";
import { difference, type Outcome, refusalDifference, uncaughtLine } from "./compare.ts";

function outcome(stdout: string, exitCode = 0, uncaught: string | null = null): Outcome {
  return { stdout: Buffer.from(stdout), exitCode, uncaught };
}

describe("the comparison of two outcomes", () => {
  it("finds no difference between equal outcomes", () => {
    expect(
      difference(outcome("a\nb\n", 1, "Uncaught Error: x"), outcome("a\nb\n", 1, "Uncaught Error: x")),
    ).toBeNull();
  });

  it("shows the first line that differs after the lines before it", () => {
    const shown = difference(outcome("1\n2\n3\n4\n5\n6\n"), outcome("1\n2\n3\n4\nfive\nsix\n"));
    expect(shown).toBe("stdout differs at line 5:\n    2\n    3\n    4\n  expected: 5\n  got:      five");
  });

  it("tells that the output ended too early", () => {
    expect(difference(outcome("a\nb"), outcome("a"))).toContain("expected: b\n  got:      (end of output)");
  });

  it("sees a missing last newline", () => {
    expect(difference(outcome("a\n"), outcome("a"))).toContain("stdout differs at line 2");
  });

  it("tells different invalid UTF-8 apart", () => {
    const wrong: Outcome = { ...outcome(""), stdout: Uint8Array.of(0xff) };
    expect(difference({ ...wrong, stdout: Uint8Array.of(0xfe) }, wrong)).not.toBeNull();
    expect(difference(outcome("\ufffd"), wrong)).not.toBeNull();
  });

  it("compares the exit code and the uncaught error too", () => {
    expect(difference(outcome("", 1, "Uncaught Error: a"), outcome("", 0))).toBe(
      'exit code: expected 1, got 0\nuncaught error: expected "Uncaught Error: a", got none',
    );
  });
});

describe("the line of an uncaught error", () => {
  it("is the first stderr line that starts with Uncaught", () => {
    expect(uncaughtLine("main.ts:3:9\nUncaught Error: a\nUncaught Error: b\n")).toBe("Uncaught Error: a");
  });

  it("is absent when stderr has none", () => {
    expect(uncaughtLine("some warning\n")).toBeNull();
  });
});

describe("the comparison of refusals with marks", () => {
  const refusal = { code: "E2001", line: 3, place: "main.ts:3", message: "no" };

  it("is content when the marked lines are refused", () => {
    expect(refusalDifference([3], [refusal, refusal])).toBeNull();
  });

  it("names a marked line that was accepted", () => {
    expect(refusalDifference([3, 4], [refusal])).toContain("line 4 is marked");
  });

  it("does not take an error of another family for a refusal", () => {
    expect(refusalDifference([3], [{ ...refusal, code: "E1001" }])).toContain("line 3 is marked");
  });

  it("does not take an error in another file for the refusal of a marked line", () => {
    const elsewhere = { ...refusal, line: null, place: "other.ts:3" };
    expect(refusalDifference([3], [elsewhere])).toContain("line 3 is marked");
  });

  it("tolerates further errors in the program and names those in other files", () => {
    expect(refusalDifference([3], [refusal, { ...refusal, line: 9 }])).toBeNull();
    const elsewhere = { ...refusal, line: null, place: "other.ts:3" };
    expect(refusalDifference([3], [refusal, elsewhere])).toBe(
      "refused outside the program: other.ts:3 E2001 no",
    );
  });
});
