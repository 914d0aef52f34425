// What counts as a difference between two runs of a program, and what does not.
import { describe, expect, it } from "vitest";
import { firstDifference } from "./first-difference.ts";

const ended = (stdout: string, stderr = "", exitCode = 0) => ({
  stdout: Buffer.from(stdout),
  stderr,
  exitCode,
  signal: null,
});

const NODE = `Error: no
    at fail (/srv/main.js:2:9)
    at async Promise.all (index 0)
    at new Promise (<anonymous>)
    at file:///srv/main.mjs:5:3 {
  code: 'E'
}
`;

describe("the first difference", () => {
  it("is none where only the lines of stack traces differ", () => {
    const host = "Error: no\n    at fail (main.ts:2)\n    at main.ts:5 {\n  code: 'E'\n}\n";
    const board = "Error: no\n    at 0x40001234 {\n  code: 'E'\n}\n";
    expect(firstDifference(ended(NODE), ended(host))).toBeNull();
    expect(firstDifference(ended(NODE), ended(board))).toBeNull();
  });

  it("is in what is around a stack trace", () => {
    const other = "Error: no\n    at fail (main.ts:2) {\n  code: 'F'\n}\n";
    expect(firstDifference(ended(NODE), ended(other))).toMatchObject({ node: "\"  code: 'E'\"" });
    expect(firstDifference(ended(NODE), ended("[Error: no] {\n  code: 'E'\n}\n"))).not.toBeNull();
  });

  it("is in a line that only begins like one of a stack trace", () => {
    expect(firstDifference(ended("  at home\n"), ended("  at work\n"))).not.toBeNull();
  });

  it("is in the uncaught error, or else in the exit code", () => {
    expect(firstDifference(ended("", "Uncaught Error: a\n"), ended("", "Uncaught Error: b\n"))?.what).toBe(
      "the uncaught error",
    );
    expect(firstDifference(ended("", "", 1), ended("", "", 2))?.what).toBe("the exit code");
  });
});
