// How vitest loads what it tests, which is as the bundle of `ingot` does (see sdk/cli/typescript.mjs), and for how long.
import { join } from "node:path";
import { PATIENCE_MS } from "./test/patience.ts";

/** Their tests put models in the place of native functions, each file its own. */
const ALONE = ["runtime/**/*.test.ts", "hal/**/*.test.ts"];
/** Their tests load the compiler, which takes seconds: one after another in the same processes. */
const TOGETHER = ["boards", "fleet", "flash-tool", "loader", "sdk", "templates", "test"].map(
  (folder) => `${folder}/**/*.test.{ts,mjs}`,
);

export default {
  // Longer than a test waits for one thing (test/patience.ts), so that it can say what it waited for.
  test: {
    testTimeout: 2 * PATIENCE_MS,
    hookTimeout: 2 * PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS } },
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      { extends: true, test: { name: "together", include: TOGETHER, isolate: false } },
    ],
  },
  resolve: {
    alias: [{ find: /^typescript$/, replacement: join(import.meta.dirname, "sdk/cli/typescript.mjs") }],
  },
};
