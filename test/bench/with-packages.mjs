// Runs a comparison with other people's programs, NAME/main.ts, once `fetch` has brought their packages.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";
import { FetchProblem } from "../../sdk/setup/foreign-packages.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");

/** Sets the exit code: main's, or 1 with the reason on stderr when `fetch` rejects with FetchProblem. */
export async function compare(name, fetch) {
  try {
    const packages = await fetch(root);
    const { main } = await importTypeScript(join(here, name, "main.ts"));
    process.exitCode = await main(root, packages, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error;
    console.error(`bench:${name}: cannot compare: ${error.message}`);
    process.exitCode = 1;
  }
}
