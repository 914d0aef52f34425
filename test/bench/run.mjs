// Starts the benchmarks: imports run.ts and runs it.
// It contains no measuring; see run.ts. It installs duktape where apt is, because nothing else needs it.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";
import { installMissing, machine } from "../../sdk/setup/install.mjs";
import { which } from "../../sdk/setup/needs.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");

const { main } = await importTypeScript(join(here, "run.ts"));
process.exitCode = await main(root, process.argv.slice(2), findInterpreters);

async function findInterpreters() {
  const facts = machine();
  if (which("duk") === null && facts.apt) {
    const need = { name: "duktape", debian: ["duktape"] };
    await installMissing([need], facts).catch((error) => console.log(`duktape: ${error.message}`));
  }
  const duk = which("duk");
  if (duk === null)
    console.log("duktape is left out: there is no `duk` on PATH (Debian: apt-get install duktape)");
  const qjs = process.env.INGOT_QJS ?? which("qjs");
  if (qjs === null)
    console.log(
      "quickjs-ng is left out: INGOT_QJS names no `qjs`, there is none on PATH, and Debian has no package",
    );
  return { duk, qjs };
}
