// Node's modules that need an operating system: a program for this computer that reads and writes files and standard
// input, against Node; and what is said of modules that are not there. Modules of texts alone are in test/language/node.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { compileProgram } from "../../sdk/compile.ts";
import { compileToIr } from "../../sdk/compiler/index.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-node-modules-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import fs, { existsSync, readFileSync } from "fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { join } from "path";

const home = join(process.cwd(), "made", "here");
console.log(fs.mkdirSync(home, { recursive: true })?.endsWith("made"), existsSync(home), existsSync("nowhere"));
const file = join(home, "a.txt");
fs.writeFileSync(file, "hällo\\nworld\\n");
fs.appendFileSync(file, "!");
console.log(readFileSync(file, "utf8").split("\\n"), readFileSync(file), readFileSync(file).toString().length);
console.log(fs.readdirSync(home), fs.statSync(home).isDirectory(), fs.statSync(file).isFile(), fs.statSync(file).size);
const tries: (() => unknown)[] = [
  () => readFileSync("nowhere", { encoding: "utf-8" }),
  () => readFileSync(home),
  () => fs.readdirSync(file),
  () => fs.mkdirSync(home),
  () => fs.rmdirSync("made"),
  () => fs.writeFileSync(home, "x"),
  () => fs.renameSync("nowhere", "there"),
];
for (const each of tries) {
  try {
    each();
  } catch (error) {
    console.log(String(error).replaceAll(process.cwd(), "."), Object.keys(error as object));
  }
}
readFile(file, "utf8").then((text) => console.log("promised", text.length));
readFile("nowhere").catch((error) => console.log(error.code));
fs.readFile(file, (error, bytes) => {
  console.log(error, bytes.length);
  fs.rmSync("made", { recursive: true });
  console.log(existsSync(home), __filename.endsWith("program.ts"), join(__dirname, "program.ts") === __filename);
});
const lines: string[] = [];
const reader = createInterface({ input: process.stdin, output: process.stdout });
reader.question("first?\\n").then((answer) => console.log("answer", answer, process.platform, Buffer.from(answer)));
reader.on("line", (line: string) => lines.push(line)).on("close", () => {
  console.log(lines);
  reader.question("more?\\n").catch((error) => console.log(error.code, error.message));
});
`;

it("reads and writes files and standard input as Node does", async () => {
  const entry = join(folder, "program.ts");
  writeFileSync(entry, PROGRAM);
  const outFile = join(folder, "program");
  const compiled = await compileProgram({ entry, target: "host", optimise: "0", outFile });
  expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
  const where = `const __filename = ${JSON.stringify(entry)}, __dirname = ${JSON.stringify(folder)};`;
  writeFileSync(
    join(folder, "program.mjs"),
    where + transformSync(PROGRAM, { loader: "ts", target: "node20" }).code,
  );
  const [node, ours] = [[process.execPath, join(folder, "program.mjs")], [outFile]].map(
    ([command, ...args]) => {
      const { stdout, stderr, status } = spawnSync(command!, args, {
        cwd: folder,
        encoding: "utf8",
        input: "one\r\ntwo\n\nlast",
        timeout: PATIENCE_MS,
      });
      return { stdout: stdout.split("\n").sort(), stderr, status };
    },
  );
  expect(ours).toEqual(node);
});

function refusals(text: string, platform: "host" | "board"): string[] {
  const entry = join(folder, "refused.ts");
  writeFileSync(entry, text);
  const front = compileToIr({ entry, packageRoot: projectRoot(), sourceRoot: folder, platform });
  return front.diagnostics.map((d) => `${d.line}: ${d.code} ${d.message} = ${d.remedy}`);
}

it("says which modules of Node are not there, and that boards have no files", () => {
  expect(refusals('import { spawn } from "node:child_process";\nspawn("ls");\n', "host")).toEqual([
    expect.stringMatching(
      /^1: E2001 Node's module `node:child_process` is not there .* = there are assert, /,
    ),
  ]);
  const board = 'import { readFileSync } from "fs";\nconsole.log(readFileSync("a", "utf8"));\n';
  expect(refusals(board, "board")).toEqual([
    expect.stringMatching(
      /^1: E2001 Node's module `fs` is not there .* for a board = boards have `ingot\/store`/,
    ),
  ]);
  expect(refusals("console.log(__dirname);\n", "board")).toEqual([
    expect.stringMatching(/^1: E2001 `__dirname` names a folder of this computer/),
  ]);
});
