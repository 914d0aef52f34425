// Compiles C files to objects, several at a time, and keeps objects by what went into them.
//
// The key of an object is a hash of its text, of every header it may include, of the flags and of the
// compiler's identity; no time and no path is part of it, so a cache can be shared and thrown away freely.

import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, parse } from "node:path";

/** Compiler processes at a time. */
export const PROCESSES = Math.max(2, availableParallelism());

export interface SourceFile {
  /** A name relative to where the compiler runs. It appears in messages and debug information. */
  readonly name: string;
  readonly text: string;
}

export interface CompileJob {
  readonly source: SourceFile;
  readonly flags: readonly string[];
  /** Text of all headers that the source may include. */
  readonly headers: readonly SourceFile[];
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
  /** Folder of the cache; made when absent. */
  readonly cacheDir: string;
  /** Folder to run in: sources and headers lie here, and messages name them relative to it. */
  readonly workDir: string;
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
 * Objects of all jobs, in their order. Sources must have been written to `workDir`. Long ones are compiled first, so that
 * no processor waits for one of them at the end.
 * @throws CompilerFailure for the first source that does not compile
 */
export async function compileAll(run: CompilerRun, jobs: readonly CompileJob[]): Promise<CompiledObject[]> {
  const fileOf = objectFiles(run);
  const length = (index: number): number => jobs[index]!.source.text.length;
  const order = [...jobs.keys()].sort((a, b) => length(b) - length(a));

  const results: CompiledObject[] = new Array(jobs.length);
  let next = 0;
  let failure: unknown = null;
  const worker = async () => {
    while (next < jobs.length && failure === null) {
      const index = order[next++]!;
      try {
        results[index] = await compileOne(run, jobs[index]!, fileOf(jobs[index]!));
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, worker));
  if (failure !== null) throw failure;
  return results;
}

/** Where the object of a job is kept. */
function objectFiles(run: CompilerRun): (job: CompileJob) => string {
  const folder = join(run.cacheDir, "objects");
  mkdirSync(folder, { recursive: true });
  const digests = new Map<readonly SourceFile[], string>();
  const digestOf = (headers: readonly SourceFile[]): string => {
    const digest = createHash("sha256").update(run.identity);
    for (const h of headers) digest.update(`\0${h.name}\0${h.text}`);
    return digest.digest("hex");
  };
  return ({ source, flags, headers }) => {
    const common = digests.get(headers) ?? digestOf(headers);
    digests.set(headers, common);
    const key = createHash("sha256").update([common, source.name, source.text, ...flags].join("\0"));
    return join(folder, `${key.digest("hex")}.o`);
  };
}

async function compileOne(run: CompilerRun, job: CompileJob, file: string): Promise<CompiledObject> {
  const { source, flags } = job;
  if (existsSync(file)) return { source, file, cached: true, milliseconds: 0 };
  const start = performance.now();
  run.onProgress?.(`compiling ${source.name}`);
  const partial = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const args = [...flags, ...placeless(run), "-c", source.name, "-o", partial];
  const { code, output } = await runTool(run.cc, args, run.workDir);
  if (code !== 0) throw new CompilerFailure(source.name, output);
  // Renamed into place whole: another build may look at the same moment.
  renameSync(partial, file);
  return { source, file, cached: false, milliseconds: performance.now() - start };
}

/** Debug information says "." where sources were compiled: objects must not depend on this machine's folders. */
function placeless(run: CompilerRun): string[] {
  const map = `${run.workDir}=.`;
  // The assembler is only told of the second.
  return [`-ffile-prefix-map=${map}`, `-fdebug-prefix-map=${map}`];
}

export interface CompiledAhead {
  /** When the processes have ended, however they did. */
  readonly done: Promise<unknown>;
  readonly stop: () => void;
}

/**
 * Compiles the jobs whose objects are not kept yet in processes that need no attention: one for the jobs of the same flags.
 * An object that does not come about is left to `compileAll`, and so are messages. Null when there is nothing to do.
 */
export function compileAhead(run: CompilerRun, jobs: readonly CompileJob[]): CompiledAhead | null {
  const fileOf = objectFiles(run);
  const groups = new Map<string, CompileJob[]>();
  for (const job of jobs) {
    const flags = job.flags.join("\0");
    if (!existsSync(fileOf(job))) groups.set(flags, [...(groups.get(flags) ?? []), job]);
  }
  if (groups.size === 0) return null;
  const children = new Set<ChildProcess>();
  const compileGroup = async (group: readonly CompileJob[]): Promise<void> => {
    const names = group.map(({ source }) => source.name);
    const args = [...group[0]!.flags, ...placeless(run), "-c", ...names];
    const child = spawn(run.cc, args, { cwd: run.workDir, stdio: "ignore" });
    children.add(child);
    const code = await new Promise((done) => child.on("close", done).on("error", done));
    if (code !== 0) return;
    for (const job of group) renameSync(join(run.workDir, `${parse(job.source.name).name}.o`), fileOf(job));
  };
  return {
    done: Promise.allSettled([...groups.values()].map(compileGroup)),
    stop: () => {
      for (const child of children) child.kill();
    },
  };
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
