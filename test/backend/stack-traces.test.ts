// error.stack on the host: which functions were running, and on which lines of TypeScript.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileProgram } from "../../sdk/compile.ts";
import { PATIENCE_MS } from "../patience.ts";

const LAMP = `class Lamp {
  #burn(): void {
    throw new Error("burnt");
  }
  static make(): Lamp {
    return new Lamp();
  }
  constructor() {
    const inner = () => this.#burn();
    inner();
  }
  get lit(): boolean {
    return Lamp.make() !== null;
  }
}
class LampError extends Error {
  constructor(text: string) {
    super(text);
    this.name = "LampError";
  }
}
async function later(): Promise<void> {
  await null;
  throw new LampError("late");
}
function* steps(): Generator<number> {
  yield 1;
  throw new RangeError("step");
}
function show(f: () => unknown): void {
  try {
    f();
  } catch (error) {
    console.log((error as Error).stack);
  }
}
show(() => Object.create(Lamp.prototype, {}) && Lamp.make().lit);
show(() => [1, 2].map((n) => (null as any)[n]));
show(() => [...steps()]);
show(() => {
  const plain = {};
  Error.captureStackTrace(plain);
  throw plain;
});
later().catch((error) => console.log(error));
`;

const DEEP = `function deep(n: number): number {
  if (n === 0) throw new Error("deep");
  return 1 + deep(n - 1);
}
try {
  deep(100);
} catch (error) {
  console.log((error as Error).stack!.split("\\n").length);
}
export {};
`;

const folder = mkdtempSync(join(tmpdir(), "ingot-stacks-"));
const executables = { "0": join(folder, "debug"), "2": join(folder, "release") };

beforeAll(async () => {
  const [entry, deep] = [join(folder, "lamp.ts"), join(folder, "deep.ts")];
  writeFileSync(entry, LAMP);
  writeFileSync(deep, DEEP);
  for (const optimise of ["0", "2"] as const) {
    const outFile = executables[optimise];
    const result = await compileProgram({ entry, alternatives: [deep], target: "host", optimise, outFile });
    expect(result.ok ? [] : result.diagnostics).toEqual([]);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function printed(executable: string, program: number): string {
  const { stdout, stderr, status } = spawnSync(executable, [`${program}`], {
    encoding: "utf8",
    timeout: PATIENCE_MS,
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout;
}

/** The stacks, each as its lines, without those in Ingot's own files. */
function stacks(executable: string): string[][] {
  const all = printed(executable, 0)
    .trimEnd()
    .split(/\n(?! )/);
  return all.map((stack) => stack.split("\n").filter((line) => !line.includes("(ingot/")));
}

describe("error.stack", () => {
  it("names the functions that were running and their lines, innermost first", () => {
    expect(stacks(executables["0"])[0]).toEqual([
      "Error: burnt",
      "    at Lamp.#burn (lamp.ts:3)",
      "    at Lamp.constructor.inner (lamp.ts:9)",
      "    at new Lamp (lamp.ts:10)",
      "    at Lamp.make (lamp.ts:6)",
      "    at lamp.ts:37",
      "    at show (lamp.ts:32)",
      "    at lamp.ts:37",
    ]);
  });

  it("of errors that the language throws begins where they were thrown", () => {
    const [, stack] = stacks(executables["0"]);
    expect(stack![0]).toBe("TypeError: Cannot read properties of null (reading '1')");
    expect(stack![1]).toBe("    at lamp.ts:38");
  });

  it("has generators and async functions", () => {
    const [, , generator, , later] = stacks(executables["0"]);
    expect(generator!.slice(0, 2)).toEqual(["RangeError: step", "    at steps (lamp.ts:28)"]);
    expect(later!.slice(0, 2)).toEqual(["LampError: late", "    at later (lamp.ts:24)"]);
  });

  it("is given to any object by Error.captureStackTrace", () => {
    expect(stacks(executables["0"])[3]![1]).toMatch(/^ {4}at lamp\.ts:4[0-3]$/);
  });

  it("has ten functions at most", () => {
    expect(printed(executables["0"], 1)).toBe("11\n");
    expect(Number(printed(executables["2"], 1))).toBeLessThanOrEqual(11);
  });

  it("has lines of the program in release builds too, where functions become part of others", () => {
    for (const [first, ...frames] of stacks(executables["2"])) {
      expect(first).not.toMatch(/^ /);
      expect(frames.length).toBeGreaterThan(0);
      for (const frame of frames) expect(frame).toMatch(/^ {4}at (?:.+ \()?lamp\.ts(?::\d+)?\)?$/);
    }
  });

  it("names nothing, but is one, of an executable without names and lines", () => {
    const stripped = join(folder, "stripped");
    execFileSync("strip", ["-o", stripped, executables["0"]]);
    expect(printed(stripped, 0)).toMatch(/^Error: burnt\n {4}at <anonymous>\n/);
  });
});
