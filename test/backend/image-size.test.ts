// How large images are and how soon they run: limits that a change must not break unnoticed.
//
// Measured, not estimated: what a board loads of the executable, and instructions counted by the emulator. What an
// image consists of, `ingot explain --size` shows.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildApp } from "../../sdk/build-app.ts";
import { compilePlain } from "../../sdk/compile-plain.ts";
import { instructionsToFirstOutput } from "../../sdk/emulator/index.ts";
import { memorySizes } from "../../sdk/image/elf.ts";
import { projectRoot } from "../../sdk/project-root.ts";

const KIB = 1024;
const UART0 = 0x01c2_8000;
/** 5 ms on a processor that takes a nanosecond per instruction. */
const BOOT_INSTRUCTIONS = 5_000_000;

const folder = mkdtempSync(join(tmpdir(), "ingot-size-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function plain(name: string, text: string): Promise<{ elf: string; loaded: number }> {
  const entry = join(folder, `${name}.ts`);
  const elf = join(folder, `${name}.elf`);
  writeFileSync(entry, text);
  await compilePlain({ entry, target: "cubieboard", optimise: "2", outFile: elf });
  const { code, data } = memorySizes(readFileSync(elf), elf);
  return { elf, loaded: code + data };
}

describe("hello world for cubieboard", () => {
  it("takes at most 64 KiB and prints within 5 ms of instructions", async () => {
    const { elf, loaded } = await plain("hello", 'console.log("hello");\n');
    expect(loaded).toBeLessThanOrEqual(64 * KIB);
    const count = await instructionsToFirstOutput({ machine: "cubieboard", kernel: elf, uartBase: UART0 });
    expect(count).toBeLessThanOrEqual(BOOT_INSTRUCTIONS);
  });

  it("has the inspector only when it prints objects", async () => {
    const numbers = await plain(
      "numbers",
      "const n = [1, 2].length;\nconsole.log('n', n, n > 1, n + ' %d');\n",
    );
    const objects = await plain("objects", "console.log({ a: 1 });\n");
    expect(objects.loaded).toBeGreaterThan(numbers.loaded + 10 * KIB);
  });
});

describe("an appliance for cubieboard", () => {
  it("with network, storage and pins takes at most 320 KiB", async () => {
    const app = join(projectRoot(), "templates/first-light");
    const outDir = join(folder, "first-light");
    mkdirSync(outDir);
    const built = await buildApp({ app, board: "cubieboard", outDir, image: false });
    expect(built.sizes.code + built.sizes.data).toBeLessThanOrEqual(320 * KIB);
  });

  it("with a page, settings, MQTT and updates takes at most 600 KiB", async () => {
    const app = join(projectRoot(), "templates/thermostat");
    const outDir = join(folder, "thermostat");
    mkdirSync(outDir);
    const built = await buildApp({ app, board: "cubieboard", outDir, image: false });
    expect(built.sizes.code + built.sizes.data).toBeLessThanOrEqual(600 * KIB);
  });
});
