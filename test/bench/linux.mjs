// Starts the comparison with Linux: fetches Debian's packages, bundles linux/main.ts into .cache/bench and runs it.
// Measures nothing itself. Exit code 1, with the reason, when packages cannot be had.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { FetchProblem } from "../../sdk/setup/foreign-packages.mjs";
import { linuxPackages } from "./linux/packages.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");

try {
  const packages = await linuxPackages(root);
  const outfile = join(root, `.cache/bench/linux-${process.pid}.mjs`);
  await build({
    entryPoints: [join(here, "linux/main.ts")],
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
  process.exitCode = await main(root, packages, process.argv.slice(2));
} catch (error) {
  if (!(error instanceof FetchProblem)) throw error;
  console.error(`bench:linux: Debian's Linux cannot be compared with: ${error.message}`);
  process.exitCode = 1;
}
