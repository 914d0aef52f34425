// How vitest loads what it tests: as the bundle of `ingot` does, see sdk/cli/typescript.mjs.
import { join } from "node:path";

export default {
  resolve: {
    alias: [{ find: /^typescript$/, replacement: join(import.meta.dirname, "sdk/cli/typescript.mjs") }],
  },
};
