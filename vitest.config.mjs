// How vitest loads what it tests, which is as the bundle of `ingot` does (see sdk/cli/typescript.mjs), and for how long.
import { join } from "node:path";

export default {
  test: {
    // Two lanes share two cores: what takes two seconds alone may take ten.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Files one after another in the same processes: TypeScript and the library that it parsed stay loaded.
    isolate: false,
  },
  resolve: {
    alias: [{ find: /^typescript$/, replacement: join(import.meta.dirname, "sdk/cli/typescript.mjs") }],
  },
};
