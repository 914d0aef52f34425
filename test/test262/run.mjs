// Starts the runner of test262: bundles run.ts with esbuild into .cache/test262 and runs it.
// It contains no compiling and no judging; see run.ts.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
// One bundle per process, because two runs may overlap.
const outfile = join(root, `.cache/test262/run-${process.pid}.mjs`);

await build({
  entryPoints: [join(here, "run.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(outfile).href);
rmSync(outfile);
process.exitCode = await main(root, process.argv.slice(2));
