// `npm run soak [-- ALLOCATIONS]`: a thousand million allocations on this computer, and whether the heap stayed flat.
// The judging is in soak.ts.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const allocations = Number(process.argv[2] ?? "1e9");
if (!(allocations >= 1000)) {
  console.error("usage: npm run soak [-- ALLOCATIONS], a number of at least 1000");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "ingot-soak-"));
try {
  const { isFlat, soak } = await importTypeScript(join(here, "soak.ts"));
  console.log(`${allocations} allocations: some minutes for a thousand million`);
  const start = performance.now();
  const { summary, heaps } = await soak(folder, allocations, 6 * 3600 * 1000);
  console.log(`${summary}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  console.log(`highest in each tenth, KiB: ${heaps.map((bytes) => Math.round(bytes / 1024)).join(" ")}`);
  console.log(isFlat(heaps) ? "flat" : "NOT flat: the heap grew");
  process.exitCode = isFlat(heaps) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
