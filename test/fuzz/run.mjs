// Starts the fuzzer: imports run.ts and runs it.
// It contains no generating, compiling or comparing; see run.ts.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { main } = await importTypeScript(join(here, "run.ts"));
process.exitCode = await main(join(here, "../.."), process.argv.slice(2));
