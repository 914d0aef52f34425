// Tests of how programs and the list of known failures are found and read.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPrograms, markedLines, parseNotYet } from "./programs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-programs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = "// program\n"): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe("finding programs", () => {
  it("takes files and folders with main.ts, sorted, and passes over files beside the topics", () => {
    write("b/one.ts");
    write("a/two/main.ts");
    write("a/two/part.ts");
    write("run.ts");
    const programs = findPrograms(folder);
    expect(programs.map((program) => program.name)).toEqual(["a/two", "b/one"]);
    expect(programs[0]?.files).toEqual([join(folder, "a/two/main.ts"), join(folder, "a/two/part.ts")]);
  });

  it("rejects a program folder without main.ts", () => {
    write("a/two/part.ts");
    expect(() => findPrograms(folder)).toThrow("needs a main.ts");
  });

  it("reads the marks of refused programs and rejects one without marks", () => {
    write("refused/x.ts", "// title\nbad(); //! refused\n");
    expect(findPrograms(folder)[0]?.refusedLines).toEqual([2]);
    write("refused/y.ts", "// title\n");
    expect(() => findPrograms(folder)).toThrow("no line is marked");
  });

  it("counts marked lines from 1", () => {
    expect(markedLines("a //! refused\nb\nc //! refused")).toEqual([1, 3]);
  });
});

describe("the programs of this repository", () => {
  it("say in their first line what they show", () => {
    const silent = findPrograms(import.meta.dirname).filter(
      (program) => !/^\/\/ \S.*\.\n/.test(readFileSync(program.entry, "utf8")),
    );
    expect(silent.map((program) => program.name)).toEqual([]);
  });
});

describe("the list of programs that do not work yet", () => {
  const known = new Set(["a/x", "a/y"]);

  it("gives the reason for each program", () => {
    const text = "# comment\n\na/x: no maps: neither sets\na/y: slow\n";
    expect([...parseNotYet(text, known)]).toEqual([
      ["a/x", "no maps: neither sets"],
      ["a/y", "slow"],
    ]);
  });

  it("rejects unknown programs, repeated programs and lines without a reason, with the line number", () => {
    expect(() => parseNotYet("a/z: gone", known)).toThrow("not-yet.txt:1: there is no program a/z");
    expect(() => parseNotYet("a/x: one\na/x: two", known)).toThrow("not-yet.txt:2: a/x is listed twice");
    expect(() => parseNotYet("a/x", known)).toThrow('not-yet.txt:1: expected "<topic>/<name>: <reason>"');
  });
});
