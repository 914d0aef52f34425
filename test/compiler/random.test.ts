// Random values on the host: what can be said of them is the same as under Node. A single file for a board has none.
// Generators and noise have tests of their own (runtime/crypto, hal/random), boards in test/boards.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { compileProgram } from "../../sdk/compile.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-random-"));
afterAll(() => rmSync(folder, { recursive: true }));

for (const name of ["values", "numbers"]) {
  it(`${name} are random, and wrong calls refused, as under Node`, async () => {
    const entry = join(import.meta.dirname, "random", `${name}.ts`);
    const outFile = join(folder, name);
    const compiled = await compileProgram({ entry, target: "host", optimise: "0", outFile });
    expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
    const script = transformSync(readFileSync(entry, "utf8"), { loader: "ts", target: "node20" }).code;
    const node = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    const ours = spawnSync(outFile, [], { encoding: "utf8", timeout: PATIENCE_MS });
    expect(ours.stderr).toBe("");
    expect(ours.stdout).toBe(node.stdout);
    expect(node.stdout).not.toBe("");
  });
}
