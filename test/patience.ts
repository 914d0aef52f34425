// How long a test waits for what it has started.

/**
 * The limit of one thing that a test starts or waits for, in milliseconds; a whole test has twice that (vitest.config.mjs).
 * It is there to end what hangs. What is fast enough is measured by counts of instructions and by ratios, not by this: one computer may be
 * ten times as slow as another, or as itself a minute ago.
 */
export const PATIENCE_MS = 600_000;
