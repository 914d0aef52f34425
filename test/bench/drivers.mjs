// Starts the benchmark of the drivers: imports drivers.ts and runs it. Measures nothing itself.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";

const { main } = await importTypeScript(join(dirname(fileURLToPath(import.meta.url)), "drivers.ts"));
process.exitCode = await main();
