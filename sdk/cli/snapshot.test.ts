// Commands that start from a snapshot behave as those that do not.

import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript, which runs before anything is built
import { isSnapshotFresh, makeSnapshot, snapshotFile } from "./snapshot-file.mjs";

const ROOT = join(import.meta.dirname, "../..");
const BIN = join(ROOT, "sdk/cli/bin.mjs");

let folder = "";

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-snapshot-")));
  spawnSync(process.execPath, [BIN, "--version"]);
  if (!existsSync(snapshotFile(ROOT))) await makeSnapshot(ROOT);
});

afterAll(() => rmSync(folder, { recursive: true }));

function ingot(words: readonly string[], input = ""): { code: number | null; out: string; err: string } {
  const options = { cwd: folder, encoding: "utf8", input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], options);
  return { code: status, out: stdout, err: stderr };
}

/** Identifiers of the processes that `parent` has started. */
function childrenOf(parent: number): number[] {
  const list = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim();
  return list === "" ? [] : list.split(" ").map(Number);
}

describe("a snapshot", () => {
  it("is made again by set-up when the library has changed, and not before", async () => {
    const root = join(folder, "checkout");
    mkdirSync(join(root, "dist"), { recursive: true });
    for (const name of ["runtime", "hal", "boards"]) mkdirSync(join(root, name));
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
    writeFileSync(join(root, "dist/snapshot.cjs"), "globalThis.made = true;");
    writeFileSync(join(root, "runtime/a.ts"), "export const a = 1;");
    expect(isSnapshotFresh(root)).toBe(false);
    await makeSnapshot(root);
    expect(isSnapshotFresh(root)).toBe(true);
    writeFileSync(join(root, "runtime/a.ts"), "export const a = 2;");
    expect(isSnapshotFresh(root)).toBe(false);
    await makeSnapshot(root);
    expect(isSnapshotFresh(root)).toBe(true);
  });
});

describe.skipIf(process.platform !== "linux")("a start from a snapshot", () => {
  it("has this process's folder, words, input, output and exit code", () => {
    writeFileSync(
      join(folder, "main.ts"),
      `import { readFileSync } from "node:fs";
console.log(process.argv.slice(2), readFileSync(0, "utf8").length);
console.error("to stderr");
process.exit(7);`,
    );
    expect(ingot(["exec", "main.ts", "--", "a", "--b"], "four")).toEqual({
      code: 7,
      out: "[ 'a', '--b' ] 4\n",
      err: "to stderr\n",
    });
  });

  it("reports errors of a program with its place", () => {
    writeFileSync(join(folder, "wrong.ts"), "const n: number = '1';\n");
    const { code, out } = ingot(["check", "wrong.ts"]);
    expect(code).toBe(1);
    expect(out).toContain("wrong.ts:1:7");
  });

  it("ends with this process, however that ends", async () => {
    writeFileSync(join(folder, "endless.ts"), 'console.log("running");\nsetInterval(() => {}, 1000);\n');
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const run = spawn(process.execPath, [BIN, "exec", "endless.ts"], { cwd: folder, stdio: "pipe" });
      await new Promise((done) => run.stdout.once("data", done));
      const [started] = childrenOf(run.pid!);
      const [program] = childrenOf(started!);
      const ended = new Promise((done) => run.once("close", (code, by) => done([code, by])));
      run.kill(signal);
      await ended;
      for (const pid of [started, program]) {
        await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
      }
    }
  });
});
