// The back end's cases on emulated boards: the same output from 32-bit ARM code as on this machine.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findBoard } from "../../boards/index.ts";
import { emitC } from "../../sdk/backend/c/emit.ts";
import { buildExecutable } from "../../sdk/backend/compile-c.ts";
import { decodePanic, printFrames } from "../../sdk/backend/decode.ts";
import { CASES, HEADER, matches } from "../../sdk/backend/testing/cases.ts";
import { boardLibrary, casesModule, INGOT_ROOT, withNumbers } from "../../sdk/backend/testing/run-cases.ts";
import { compileProgram } from "../../sdk/compile.ts";
import type { Module } from "../../sdk/compiler/ir/types.ts";
import { runOnEmulator } from "../../sdk/emulator/index.ts";
import { boardDefines } from "../../sdk/image/board-defines.ts";
import { publicModuleFiles } from "../../sdk/image/modules.ts";

async function onBoard<T>(
  module: Module,
  target: "cubieboard" | "orangepi-pc",
  use: (elf: string) => Promise<T>,
) {
  const folder = mkdtempSync(join(tmpdir(), "ingot-emulated-"));
  try {
    const defines = boardDefines(findBoard(target)!, true);
    const { elf } = await buildExecutable({
      files: [...emitC(module), boardLibrary(defines)],
      target,
      optimise: "2",
      sanitize: false,
      outFile: join(folder, "program.elf"),
      defines,
      cacheDir: join(INGOT_ROOT, ".cache/backend-tests"),
      ingotRoot: INGOT_ROOT,
    });
    return await use(elf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("every kind of node does in ARM code what it does here", () => {
  for (const target of ["cubieboard", "orangepi-pc"] as const) {
    test(target, async () => {
      const module = casesModule(
        HEADER,
        CASES.map(([, body]) => body),
      );
      const { stdout, exitCode } = await onBoard(module, target, (elf) => runOnEmulator(elf, target));
      const lines = withNumbers(stdout.toString()).split(/\r?\n/);
      const wrong = CASES.flatMap(([title, , prints], i) =>
        matches(lines[i], prints) ? [] : [`${title}: ${lines[i]} instead of ${prints}`],
      );
      expect(wrong).toEqual([]);
      expect(exitCode).toBe(0);
    });
  }
});

const PANICKING = `import { panic } from "ingot/panic";

class Lamp {
  on(text: string): void {
    panic(text);
  }
}
new Lamp().on("too hot");
`;

test("a panic on a board is decoded to functions and lines of TypeScript", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-emulated-"));
  try {
    const entry = join(folder, "lamp.ts");
    writeFileSync(entry, PANICKING);
    const elf = join(folder, "lamp.elf");
    const compiled = await compileProgram({
      entry,
      target: "cubieboard",
      optimise: "0",
      outFile: elf,
      modules: publicModuleFiles(INGOT_ROOT),
    });
    expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
    const { stdout, stderr } = await runOnEmulator(elf, "cubieboard");
    const decoded = decodePanic(`${stdout}${stderr}`, elf);
    expect(decoded.message).toBe("too hot");
    expect(decoded.buildMatches).toBe(true);
    const places = decoded.frames.map((f) => `${f.func} ${f.file}:${f.line}`);
    expect(places).toContain("lamp.ts:Lamp.on lamp.ts:5");
    expect(printFrames(decoded)).toMatch(/at Lamp\.on \(lamp\.ts:5\)/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
