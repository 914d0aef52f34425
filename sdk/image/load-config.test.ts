// Configuration files on disk: what a folder must have, and what a file that does not evaluate gets told.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Diagnostic, IngotError } from "../diagnostics/diagnostic.ts";
import { loadConfig } from "./load-config.ts";

const ROOT = join(import.meta.dirname, "../..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-config-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function problems(path = folder): Promise<readonly Diagnostic[]> {
  try {
    await loadConfig(path, ROOT);
  } catch (error) {
    if (error instanceof IngotError) return error.diagnostics;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

test("a configuration may import its own modules and ingot/config", async () => {
  write({
    "src/main.ts": "",
    "names.ts": 'export const name: string = "lamp";',
    "ingot.config.ts":
      'import { defineConfig } from "ingot/config";\nimport { name } from "./names.ts";\n' +
      'export default defineConfig({ name, pins: { relay: "PD1" } });',
  });
  expect(await loadConfig(folder, ROOT)).toEqual({ name: "lamp", pins: { relay: "PD1" } });
});

test("a changed file is read again", async () => {
  write({ "src/main.ts": "", "ingot.config.ts": 'export default { name: "one" };' });
  expect((await loadConfig(folder, ROOT)).name).toBe("one");
  write({ "ingot.config.ts": 'export default { name: "two" };' });
  expect((await loadConfig(folder, ROOT)).name).toBe("two");
});

test("a folder that does not exist is named", async () => {
  const [first] = await problems(join(folder, "nowhere"));
  expect(first.code).toBe("E3001");
  expect(first.message).toContain("nowhere");
});

test("a folder without a configuration, or without a program, is no application", async () => {
  expect((await problems())[0].message).toContain("no ingot.config.ts");
  write({ "ingot.config.ts": 'export default { name: "a" };' });
  const [first] = await problems();
  expect(first).toMatchObject({ code: "E3001" });
  expect(first.message).toContain("no src/main.ts");
  expect(first.remedy).toContain("templates/first-light");
});

test("a syntax error has file, line and column", async () => {
  write({ "src/main.ts": "", "ingot.config.ts": 'export default {\n  name: "a",,\n};' });
  const [first] = await problems();
  expect(first).toMatchObject({ code: "E3002", line: 2, column: 13 });
  expect(first.file).toBe(join(folder, "ingot.config.ts"));
});

test("an unknown module under ingot/ is answered with the list of known ones", async () => {
  write({ "src/main.ts": "", "ingot.config.ts": 'import "ingot/nett";\nexport default { name: "a" };' });
  const [first] = await problems();
  expect(first.message).toContain('no module "ingot/nett"');
  expect(first.message).toContain("ingot/net,");
});

test("a configuration that throws says what it threw", async () => {
  write({ "src/main.ts": "", "ingot.config.ts": 'throw new TypeError("no luck");\nexport default {};' });
  const [first] = await problems();
  expect(first).toMatchObject({ code: "E3002", file: join(folder, "ingot.config.ts") });
  expect(first.message).toContain("TypeError: no luck");
});

test("a missing default export is a message of its own", async () => {
  write({ "src/main.ts": "", "ingot.config.ts": 'export const config = { name: "a" };' });
  expect((await problems())[0].code).toBe("E3003");
});
