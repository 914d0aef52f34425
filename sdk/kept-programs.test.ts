// A program that has not changed is not compiled again; one that has, in any way that could matter, is.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compileProgram } from "./compile.ts";
import { projectRoot } from "./project-root.ts";

/** Objects that other tests of the back end share; programs are told apart by their folders. */
const CACHE = join(projectRoot(), ".cache/backend-tests");
/** When the files were written, as far as their times tell: long before they are compiled. */
const LONG_AGO = new Date(Date.now() - 3_600_000);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-kept-"));
  mkdirSync(join(folder, "app"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, at = LONG_AGO): void {
  const path = join(folder, "app", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  utimesSync(path, at, at);
  // A new folder changes the one that it is in.
  for (let changed = dirname(path); changed !== folder; changed = dirname(changed))
    utimesSync(changed, at, at);
}

interface Options {
  readonly sourceRoot?: string;
  readonly during?: () => void;
}

/** Compiles app/main.ts; whether that took a compiler, and what the program prints. */
async function compile({ during, ...options }: Options = {}): Promise<{ anew: boolean; prints: string }> {
  const outFile = join(folder, "app", "program");
  let anew = false;
  const onProgress = (message: string) => {
    if (message === "checking types") during?.();
    anew = true;
  };
  const entry = join(folder, "app", "main.ts");
  const compiled = await compileProgram({
    entry,
    target: "host",
    optimise: "0",
    outFile,
    cacheDir: CACHE,
    keeps: true,
    onProgress,
    ...options,
  });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  expect(readFileSync(compiled.result.built.map, "utf8")).toContain("ingot");
  return { anew, prints: execFileSync(outFile, { encoding: "utf8" }) };
}

describe("a program that was compiled before", () => {
  it("is not compiled again, until its text changes", async () => {
    write("main.ts", 'import { name } from "./lib.ts";\nconsole.log(name);\n');
    write("lib.ts", 'export const name = "one";\n');
    expect(await compile()).toEqual({ anew: true, prints: "one\n" });
    rmSync(join(folder, "app", "program"));
    expect(await compile()).toEqual({ anew: false, prints: "one\n" });
    // Of the same length and, for all that the file system says, of the same time.
    write("lib.ts", 'export const name = "two";\n');
    expect(await compile()).toEqual({ anew: true, prints: "two\n" });
    expect(await compile()).toEqual({ anew: false, prints: "two\n" });
  });

  it("is compiled again when another file is found for an import", async () => {
    write("main.ts", 'import { name } from "./lib";\nconsole.log(name);\n');
    write("lib/index.ts", 'export const name = "folder";\n');
    expect(await compile()).toEqual({ anew: true, prints: "folder\n" });
    expect((await compile()).anew).toBe(false);
    write("lib.ts", 'export const name = "file";\n');
    expect(await compile()).toEqual({ anew: true, prints: "file\n" });
  });

  it("is compiled again when what says how to check it appears", async () => {
    write("main.ts", "export const f = (n: number) => n;\nconsole.log(f(1));\n");
    expect((await compile()).anew).toBe(true);
    expect((await compile()).anew).toBe(false);
    write("tsconfig.json", '{ "compilerOptions": { "strict": false } }');
    expect((await compile()).anew).toBe(true);
  });

  it("is compiled again with other options", async () => {
    write("main.ts", "console.log(1);\n");
    expect((await compile()).anew).toBe(true);
    expect((await compile({ sourceRoot: folder })).anew).toBe(true);
    expect((await compile()).anew).toBe(false);
  });

  it("is compiled again when a file was written while it was compiled", async () => {
    write("main.ts", "console.log('before');\n");
    const during = () => write("main.ts", "console.log('during');\n", new Date());
    expect(await compile({ during })).toEqual({ anew: true, prints: "during\n" });
    expect((await compile()).anew).toBe(true);
  });

  it("is always compiled where packages, JavaScript or data decide", async () => {
    const programs = [
      ["data.json", '["data"]', 'import list from "./data.json";\nconst [name] = list;'],
      ["script.js", 'export const name = "script";\n', 'import { name } from "./script.js";'],
      [
        "declared.d.ts",
        "declare type Name = string;\n",
        '/// <reference path="declared.d.ts" />\nconst name: Name = "";',
      ],
    ] as const;
    for (const [file, text, start] of programs) {
      write(file, text);
      write("main.ts", `${start}\nconsole.log(name);\nexport {};\n`);
      expect((await compile()).anew).toBe(true);
      expect((await compile()).anew).toBe(true);
    }
  });
});
