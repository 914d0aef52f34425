// How esbuild makes this project's TypeScript into something that Node 20 runs.
import { join } from "node:path";

/** What every bundle has in common, for the checkout at `root`. */
export function bundleOptions(root) {
  return {
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { typescript: join(root, "sdk/cli/typescript.mjs") },
    // Inline, so that the map of a stack trace cannot belong to another build of the file.
    sourcemap: "inline",
    logLevel: "warning",
  };
}

/** What differs for a script that Node makes a snapshot from: it must be one of CommonJS. */
export const SCRIPT = {
  format: "cjs",
  alias: {},
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  sourcemap: false,
};
