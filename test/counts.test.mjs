// Tests of the counting behind the suite's last line: nothing that went wrong may be counted as nothing.
import { describe, expect, it } from "vitest";
import { countLine, countVitest, settle } from "./counts.mjs";

describe("counting a lane", () => {
  it("takes the last summary line, and only a whole line", () => {
    expect(
      countLine("host: 1 passed, 0 failed\n3 passed, 1 failed\n12 passed, 2 failed, 4 not yet\n"),
    ).toEqual({
      passed: 12,
      failed: 2,
    });
    expect(countLine("there were 3 passed, 1 failed\n")).toBeNull();
  });

  it("counts a test file that could not be loaded as a failure", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ];
    expect(countVitest({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({
      passed: 1,
      failed: 2,
    });
  });

  it("never lets a lane that ended badly, said nothing or ran nothing pass", () => {
    expect(settle({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 });
    expect(settle(null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(settle({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it("takes good and bad totals as they are", () => {
    expect(settle({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 });
    expect(settle({ passed: 5, failed: 3 }, 1)).toEqual({ passed: 5, failed: 3 });
  });
});
