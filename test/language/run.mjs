// Starts the language lane: bundles run.ts with esbuild into .cache/language and runs it.
// It contains no testing and no compiling; see run.ts and adapter.ts.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
// One bundle per process, because two lanes may run at the same time.
const outfile = join(root, `.cache/language/run-${process.pid}.mjs`);

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
