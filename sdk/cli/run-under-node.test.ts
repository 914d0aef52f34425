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
