// Compiles C files to objects, two at a time, and keeps objects by what went into them.
//
// The key of an object is a hash of its text, of every header it may include, of the flags and of the
// compiler's identity; no time and no path is part of it, so a cache can be shared and thrown away freely.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface SourceFile {
  /** A name relative to where the compiler runs. It appears in messages and debug information. */
  readonly name: string;
  readonly text: string;
}

export interface CompileJob {
  readonly source: SourceFile;
  readonly flags: readonly string[];
}

export interface CompiledObject {
  readonly source: SourceFile;
  /** Absolute path of the object. */
  readonly file: string;
  readonly cached: boolean;
  readonly milliseconds: number;
}

export interface CompilerRun {
  readonly cc: string;
  /** What identifies the compiler in keys. */
  readonly identity: string;
  /** Text of all headers that sources may include. */
  readonly headers: readonly SourceFile[];
  /** Folder of the cache; made when absent. */
  readonly cacheDir: string;
  /** Folder to run in: sources and headers lie here, and messages name them relative to it. */
  readonly workDir: string;
  readonly jobs: number;
  readonly onProgress?: (message: string) => void;
}

/** What a failed compiler run printed. */
export class CompilerFailure extends Error {
  readonly file: string;
  readonly output: string;

  constructor(file: string, output: string) {
    super(`${file}: ${output.split("\n").find((l) => /error/.test(l)) ?? "the C compiler failed"}`);
    this.file = file;
    this.output = output;
  }
}

/**
 * Objects of all jobs, in their order. Sources must have been written to `workDir`.
 * @throws CompilerFailure for the first source that does not compile
 */
export async function compileAll(run: CompilerRun, jobs: readonly CompileJob[]): Promise<CompiledObject[]> {
  mkdirSync(join(run.cacheDir, "objects"), { recursive: true });
  const base = createHash("sha256").update(run.identity);
  for (const h of run.headers) base.update(`\0${h.name}\0${h.text}`);
  const common = base.digest("hex");

  const results: CompiledObject[] = new Array(jobs.length);
  let next = 0;
  let failure: unknown = null;
  const worker = async () => {
    while (next < jobs.length && failure === null) {
      const index = next++;
      try {
        results[index] = await compileOne(run, jobs[index]!, common);
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, run.jobs) }, worker));
  if (failure !== null) throw failure;
  return results;
}

async function compileOne(run: CompilerRun, job: CompileJob, common: string): Promise<CompiledObject> {
  const { source, flags } = job;
  const key = createHash("sha256")
    .update([common, source.name, source.text, ...flags].join("\0"))
    .digest("hex");
  const file = join(run.cacheDir, "objects", `${key}.o`);
  if (existsSync(file)) return { source, file, cached: true, milliseconds: 0 };
  const start = performance.now();
  run.onProgress?.(`compiling ${source.name}`);
  const partial = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  // Debug information says "." where sources were compiled: objects must not depend on this machine's folders.
  const place = `-ffile-prefix-map=${run.workDir}=.`;
  const args = [...flags, place, "-c", source.name, "-o", partial];
  const { code, output } = await runTool(run.cc, args, run.workDir);
  if (code !== 0) throw new CompilerFailure(source.name, output);
  // Renamed into place whole: another build may look at the same moment.
  renameSync(partial, file);
  return { source, file, cached: false, milliseconds: performance.now() - start };
}

/** Runs a tool and collects what it prints, both streams in one text. */
export function runTool(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

/** Writes sources into `folder`, leaving files alone that already say the same. */
export function writeSources(folder: string, files: readonly SourceFile[]): void {
  for (const { name, text } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    writeFileSync(path, text);
  }
}
