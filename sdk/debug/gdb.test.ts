// gdb stops at a line of TypeScript and shows its variables: on this computer and on an emulated board.
//
// Runs gdb itself with the printers that are shipped (ingot-gdb.py); skipped where gdb is not installed.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import type { Target } from "../backend/flags.ts";
import { compilePlain } from "../compile-plain.ts";
import { Machine } from "../emulator/index.ts";

const PROGRAM = `class Tank {
  level = 2.5;
  label = "main";
  open = true;
}
function report(tank: Tank, rows: number[], extra: unknown): string {
  const names = ["a", "b"];
  const text = tank.label + rows.length;
  console.log(text, names.length, typeof extra);
  return text;
}
console.log(report(new Tank(), [1, 2.5], 7));
`;
const LINE = 9;
const EXPECTED = [
  'tank = Tank { level: 2.5, label: "main", open: true }',
  "rows = [1, 2.5]",
  "extra = 7",
  'names = ["a", "b"]',
  'text = "main2"',
];

const folder = mkdtempSync(join(tmpdir(), "ingot-gdb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const found = (tool: string): boolean => spawnSync(tool, ["--version"]).status === 0;

async function compiled(target: Target): Promise<string> {
  const entry = join(folder, "tank.ts");
  const outFile = join(folder, `tank-${target}`);
  writeFileSync(entry, PROGRAM);
  await compilePlain({ entry, target, optimise: "0", outFile });
  return outFile;
}

/** What gdb says at the breakpoint, after `start` has brought the program there. */
function session(gdb: string, program: string, start: readonly string[], end: string): string {
  const script = join(import.meta.dirname, "ingot-gdb.py");
  const commands = [
    `source ${script}`,
    ...start.slice(0, -1),
    `break tank.ts:${LINE}`,
    start.at(-1)!,
    "info args",
    "info locals",
    "backtrace 2",
    end,
  ];
  const words = ["-q", "-batch", "-nx", ...commands.flatMap((c) => ["-ex", c]), program];
  return execFileSync(gdb, words, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENCE_MS,
  });
}

function expectStop(said: string): void {
  expect(said).toMatch(/Breakpoint 1, .*at (\.\/)?tank\.ts:9/);
  for (const line of EXPECTED) expect(said.split("\n")).toContain(line);
  expect(said).toMatch(/#1 .*module.* at (\.\/)?tank\.ts:12/);
}

describe("gdb with Ingot's printers", () => {
  it.skipIf(!found("gdb"))("shows variables of a program of this computer", async () => {
    expectStop(session("gdb", await compiled("host"), ["run"], "kill"));
  });

  it.skipIf(!found("gdb-multiarch"))("shows those of an emulated board", async () => {
    const kernel = await compiled("cubieboard");
    const socket = join(folder, "server");
    const machine = new Machine({
      machine: "cubieboard",
      kernel,
      semihosting: true,
      noReboot: true,
      waitForGdb: true,
      lifetimeMs: PATIENCE_MS,
      extra: ["-gdb", `unix:${socket},server=on,wait=off`],
    });
    try {
      while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 20));
      // `kill` would race with the emulator's end, which breaks the pipe; the machine is ended below anyway.
      expectStop(session("gdb-multiarch", kernel, [`target remote ${socket}`, "continue"], "disconnect"));
    } finally {
      await machine.kill();
    }
  });
});
