// Starts the language lane: imports run.ts and runs it.
// It contains no testing and no compiling; see run.ts and adapter.ts.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";

// A pass that makes incorrect code is named.
process.env.INGOT_VERIFY ??= "each";
const here = dirname(fileURLToPath(import.meta.url));
const { main } = await importTypeScript(join(here, "run.ts"));
process.exitCode = await main(join(here, "../.."), process.argv.slice(2));
