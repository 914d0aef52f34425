// The command `npm run bench:lwip`: two of our compiled stacks back to back beside lwIP's, on this computer.
//
//   [--rounds N]  how often both run, one after the other; default 5
//   [--strict]    exit code 1 when ours is slower
//
// 64 MiB through one connection, several times in a process of which the best counts. Says nothing about boards.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { compileProgram } from "../../../sdk/compile.ts";
import { findHostCompiler } from "../../../sdk/toolchain/find-toolchain.ts";
import { median } from "../linux/ratios.ts";

const MEGABYTES = (64 * 1024 * 1024) / 1e6;
const LIMIT_MS = 120_000;

/** `packages` is the folder of the unpacked packages, `root` that of the project. */
export async function main(root: string, packages: string, words: readonly string[]): Promise<number> {
  const at = words.indexOf("--rounds");
  const rounds = at < 0 ? 5 : Number(words[at + 1]);
  if (!Number.isInteger(rounds) || rounds < 1) {
    console.error("bench:lwip: --rounds takes a number from 1 on");
    return 2;
  }
  const here = join(root, "test/bench/lwip");
  const folder = mkdtempSync(join(tmpdir(), "ingot-lwip-"));
  try {
    const ours = join(folder, "ours");
    const compiled = await compileProgram({
      entry: join(here, "pair.ts"),
      target: "host",
      optimise: "2",
      outFile: ours,
      sourceRoot: root,
    });
    if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message ?? "pair.ts does not compile");
    const theirs = join(folder, "lwip");
    const library = join(packages, "usr/lib", libraryFolder(packages));
    const flags = ["-O2", "-I", join(packages, "usr/include/lwip"), "-o", theirs, join(here, "pair.c")];
    output(findHostCompiler().cc, [...flags, "-L", library, "-llwip", `-Wl,-rpath,${library}`]);
    const ratios: number[] = [];
    console.log(`${rounds} rounds; load of this computer: ${loadavg()[0]!.toFixed(1)}`);
    for (let round = 0; round < rounds; round++) {
      const [mine, other] = [rateOf(ours), rateOf(theirs)];
      ratios.push(mine / other);
      console.log(
        `Ingot ${mine.toFixed(0)} MB/s, lwIP ${other.toFixed(0)} MB/s: x ${(mine / other).toFixed(2)}`,
      );
    }
    const ratio = median(ratios);
    console.log(
      `${ratio >= 1 ? "✔" : "✘"} two stacks back to back: x ${ratio.toFixed(2)} of lwIP, goal >= 1`,
    );
    return ratio < 1 && words.includes("--strict") ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** "x86_64-linux-gnu" or what else this machine is. */
function libraryFolder(packages: string): string {
  const [name] = readdirSync(join(packages, "usr/lib"));
  if (name === undefined) throw new Error(`there is no library in ${packages}/usr/lib`);
  return name;
}

/** Megabytes per second of the best run that a program tells the milliseconds of. */
function rateOf(program: string): number {
  const times = output(program, []).trim().split("\n").map(Number);
  return (1000 * MEGABYTES) / Math.min(...times);
}

function output(program: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: "utf8",
    timeout: LIMIT_MS,
  });
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? `exit code ${status}: ${stderr}`}`);
  return stdout;
}
