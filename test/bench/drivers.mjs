// Starts the benchmark of the drivers: bundles drivers.ts with esbuild into .cache/bench and runs it. Measures nothing itself.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const outfile = join(here, `../../.cache/bench/drivers-${process.pid}.mjs`);
await build({
  entryPoints: [join(here, "drivers.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
const { main } = await import(pathToFileURL(outfile).href);
rmSync(outfile);
process.exitCode = await main();
