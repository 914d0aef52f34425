// Counts the tests of one lane from what it left behind. Pure; test/run.mjs runs the lanes.

/**
 * The totals of vitest's JSON report. A file that could not even be loaded has no tests in it and counts as one
 * failure; skipped tests count as nothing.
 */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** The totals of the last line that says `N passed, N failed`, or null if no line does. */
export function countLine(output) {
  const matches = [...output.matchAll(/^(\d+) passed, (\d+) failed\b/gm)];
  const last = matches.at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]) } : null;
}

/**
 * What a lane counts for, given its totals (null if it gave none) and its exit code. A lane that ends badly is
 * never without a failure, and one that ran nothing is a failure too: it tested nothing.
 */
export function settle(counts, exitCode) {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  if (exitCode !== 0 || counts === null || passed + failed === 0)
    return { passed, failed: Math.max(1, failed) };
  return { passed, failed };
}
