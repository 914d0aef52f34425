// Starts the runner of test262: imports run.ts and runs it.
// It contains no compiling and no judging; see run.ts.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { main } = await importTypeScript(join(here, "run.ts"));
process.exitCode = await main(join(here, "../.."), process.argv.slice(2));
