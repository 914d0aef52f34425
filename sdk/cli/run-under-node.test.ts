// Programs of several modules under Node: every way to write an import, and the words of the command line.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runUnderNode } from "./run-under-node.ts";

test("imports in single quotes and on one line are found, unused ones do not run, words arrive", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-under-node-"));
  try {
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write("one.ts", 'console.log("one"); export const one = 1;');
    write("two.ts", 'console.log("two"); export const two: number = 2; export type Two = 2;');
    write("unused.ts", 'console.log("unused"); export const unused = 0;');
    write(
      "main.ts",
      `import { one } from './one.ts'; import { two, Two } from"./two.ts"; import { unused } from './unused.ts';
export { one as again } from './one.ts';
const also: Two = 2;
console.log(one + two + also, process.argv.slice(2));`,
    );
    const work = mkdtempSync(join(folder, "work-"));
    const { stdout, stderr, exitCode } = await runUnderNode(join(folder, "main.ts"), work, ["a", "-b"]);
    expect({ stdout: String(stdout), stderr, exitCode }).toEqual({
      stdout: "one\ntwo\n5 [ 'a', '-b' ]\n",
      stderr: "",
      exitCode: 0,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("types that modules pass on by their names vanish, through lists and stars", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-under-node-"));
  try {
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write(
      "lamp.ts",
      "export interface Lamp { on: boolean } export type Watt = number; export const watts: Watt = 5;",
    );
    write("default.ts", "console.log('not run'); interface Only { a: 1 } export default Only;");
    write(
      "list.ts",
      'export { Lamp, Watt as W, watts } from "./lamp.ts"; export { Around } from "./around.ts";',
    );
    write("around.ts", "export interface Around { b: 2 } export const [at] = [1];");
    write(
      "again.ts",
      'import Only, { Lamp, watts, W } from "./index.ts"; export { Only, Lamp, watts, W as Again };',
    );
    write(
      "index.ts",
      'export * from "./around.ts"; export * from "./list.ts"; export * as lamps from "./lamp.ts"; export { default } from "./default.ts";',
    );
    write(
      "main.ts",
      `import Only, { Lamp, watts, Around, at, lamps } from "./index.ts";
import * as again from "./again.ts";
const all: [Lamp, Only, Around] = [{ on: true }, { a: 1 }, { b: 2 }];
console.log(all, watts, at, Object.keys(lamps), Object.keys(again));`,
    );
    const work = mkdtempSync(join(folder, "work-"));
    const { stdout, stderr } = await runUnderNode(join(folder, "main.ts"), work);
    expect({ stdout: String(stdout), stderr }).toEqual({
      stdout: "[ { on: true }, { a: 1 }, { b: 2 } ] 5 1 [ 'watts' ] [ 'watts' ]\n",
      stderr: "",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("packages are found in every folder above, those that are nearer first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-under-node-"));
  try {
    const install = (where: string, name: string) => {
      mkdirSync(join(folder, where, "node_modules", name), { recursive: true });
      writeFileSync(join(folder, where, "node_modules", name, "index.js"), `exports.from = "${where}";`);
    };
    install(".", "common");
    install(".", "both");
    install("app", "both");
    writeFileSync(
      join(folder, "app/main.ts"),
      'import common from "common"; import both from "both"; console.log(common.from, both.from);',
    );
    const work = mkdtempSync(join(folder, "work-"));
    const { stdout, stderr } = await runUnderNode(join(folder, "app/main.ts"), work);
    expect({ stdout: String(stdout), stderr }).toEqual({ stdout: ". app\n", stderr: "" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
