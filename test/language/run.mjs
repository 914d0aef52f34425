// Starts the language lane: bundles run.ts with esbuild into .cache/language and runs it.
// It contains no testing; see run.ts. The compiler and the emulator are bundled as modules of their own when
// they exist, so that `--lane node` works in a tree without them.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const outdir = join(root, ".cache/language");

const entryPoints = { run: join(here, "run.ts") };
for (const [name, source] of [
  ["compile", "sdk/compile.ts"],
  ["emulator", "sdk/emulator/index.ts"],
]) {
  if (existsSync(join(root, source))) entryPoints[name] = join(root, source);
}
await build({
  entryPoints,
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
const { main } = await import(pathToFileURL(join(outdir, "run.mjs")).href);
process.exitCode = await main(root, process.argv.slice(2));
