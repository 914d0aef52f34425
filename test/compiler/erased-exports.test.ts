// Re-exports of types alone, written without `type`: TypeScript drops them, and the module that they name does not run
// for their sake. Programs of test/language are checked with `isolatedModules`, which wants `export type` there.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { compileToIr } from "../../sdk/compiler/index.ts";
import { printModule } from "../../sdk/compiler/ir/print.ts";
import { projectRoot } from "../../sdk/project-root.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-exports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LAMP =
  'console.log("the lamp runs");\nexport interface Lamp { on: boolean }\nexport default interface Only {}\n';

/** Whether `lamp.ts` runs in a program whose `index.ts` is the given text. */
function runsWith(index: string): boolean {
  writeFileSync(join(folder, "lamp.ts"), `${LAMP}`);
  writeFileSync(join(folder, "index.ts"), `${index}\nexport const watts = 5;\n`);
  const entry = join(folder, "main.ts");
  writeFileSync(entry, 'import { watts } from "./index.ts";\nconsole.log(watts);\n');
  const front = compileToIr({ entry, packageRoot: projectRoot(), sourceRoot: folder });
  if (front.module === null) throw new Error(JSON.stringify(front.diagnostics));
  return printModule(front.module).includes("the lamp runs");
}

it("does not run a module for names that are all types", () => {
  expect(runsWith('export { Lamp } from "./lamp.ts";')).toBe(false);
  expect(runsWith('export { default, Lamp as Light } from "./lamp.ts";')).toBe(false);
  expect(runsWith('export {} from "./lamp.ts";')).toBe(false);
  expect(runsWith('import { Lamp } from "./lamp.ts";\nexport { Lamp };')).toBe(false);
});

it("runs it for everything of it, as TypeScript does", () => {
  expect(runsWith('export * from "./lamp.ts";')).toBe(true);
  expect(runsWith('export * as lamps from "./lamp.ts";')).toBe(true);
});
