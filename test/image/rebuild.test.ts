// An image is made from its sources alone: another folder gives the same bytes, another text is named.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import { findArmToolchain } from "../../sdk/toolchain/find-toolchain.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-image-"));
afterAll(() => rmSync(folder, { recursive: true }));

function ingot(...words: string[]) {
  const bin = resolve(import.meta.dirname, "../../sdk/cli/bin.mjs");
  return spawnSync(process.execPath, [bin, ...words], {
    encoding: "utf8",
    timeout: PATIENCE_MS,
    env: { ...process.env, INGOT_KEYS: join(folder, "keys") },
  });
}

/** An application that only imports a file of its own. */
function makeApp(name: string): string {
  const app = join(folder, name);
  mkdirSync(join(app, "src"), { recursive: true });
  const config = { name: "tiny", version: "1.2.3", board: "cubieboard", securityCounter: 5 };
  writeFileSync(join(app, "ingot.config.ts"), `export default ${JSON.stringify(config)};\n`);
  writeFileSync(join(app, "src/greeting.ts"), 'export const greeting = "hello";\n');
  writeFileSync(
    join(app, "src/main.ts"),
    'import { greeting } from "./greeting.ts";\nconsole.log(greeting);\n',
  );
  return app;
}

function armMissing(): string | undefined {
  try {
    findArmToolchain();
    return undefined;
  } catch (error) {
    if (error instanceof IngotError) return error.message;
    throw error;
  }
}
const why = armMissing();
if (why !== undefined) console.log(`skipped: rebuilding an image (${why})`);

describe.skipIf(why !== undefined)("an image", () => {
  it("comes out of its sources again in another folder, and tells when it does not", () => {
    const first = makeApp("first");
    const built = ingot("build", first);
    expect(built.stderr).toContain("made your development key");
    expect(built.status).toBe(0);
    const image = join(first, "build/tiny.signed.bin");

    const shown = ingot("inspect", image, "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({
      version: "1.2.3+0",
      securityCounter: 5,
      board: "cubieboard",
      loadAddress: 0x4200_0000,
      signature: { isRight: true },
    });
    const { provenance } = JSON.parse(shown.stdout);
    expect(provenance.sources.find((s: { name: string }) => s.name === "src/main.ts").bytes).toBeGreaterThan(
      0,
    );
    expect(readFileSync(image).includes(folder), "a path of this machine is in the image").toBe(false);

    const second = makeApp(join("elsewhere", "second"));
    const same = ingot("rebuild", image, second);
    expect(same.stdout).toContain("byte for byte");
    expect(same.status).toBe(0);

    writeFileSync(join(second, "src/greeting.ts"), 'export const greeting = "hello!";\n');
    const other = ingot("rebuild", image, second);
    expect(other.status).toBe(1);
    expect(other.stderr).toContain("E6008");
    expect(other.stderr).toContain("src/greeting.ts: another text");
    expect(other.stderr).toContain("program:");
    expect(other.stderr).not.toContain("src/main.ts");
  });
});
