// From C to an executable: runs the C compiler over generated and native sources, links, keeps the map.
//
// Decides nothing about the program; board constants arrive as `defines` for the native sources. A C compiler
// that refuses generated code has found a bug in Ingot: E9002, with the C file kept for the report.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { problem } from "../diagnostics/diagnostic.ts";
import { type Toolchain, toolchainFor } from "../toolchain/find-toolchain.ts";
import { CALLS_NAME, nativeCalls } from "./c/native-calls.ts";
import {
  compileFlags,
  type DebugInfo,
  debugInfoOf,
  levelOf,
  linkFlags,
  type Optimise,
  type Target,
} from "./flags.ts";
import {
  type CompiledAhead,
  type CompiledObject,
  type CompileJob,
  CompilerFailure,
  type CompilerRun,
  compileAhead,
  compileAll,
  PROCESSES,
  runTool,
  type SourceFile,
  writeSources,
} from "./object-cache.ts";

export interface BuildOptions {
  readonly target: Target;
  readonly optimise: Optimise;
  /** Address and undefined-behaviour sanitizers; host only. */
  readonly sanitize: boolean;
  readonly debugInfo?: DebugInfo;
  /** The executable (ELF) to write. The link map goes beside it, with `.map` appended. */
  readonly outFile: string;
  /** Macros for the native sources that name them: NAME -> C text. */
  readonly defines?: Readonly<Record<string, string>>;
  /** Objects are kept below this folder; generated sources only after a failure. */
  readonly cacheDir: string;
  /** Folder of Ingot itself, which contains runtime/native. */
  readonly ingotRoot: string;
  /** Default: found on this machine. */
  readonly toolchain?: Toolchain;
  readonly onProgress?: (message: string) => void;
}

export interface BuildExecutableOptions extends BuildOptions {
  /** Generated files, headers included (see c/emit.ts). */
  readonly files: readonly SourceFile[];
}

export interface BuiltExecutable {
  readonly elf: string;
  readonly map: string;
  readonly toolchain: Toolchain;
  readonly timings: {
    readonly compileMs: number;
    readonly linkMs: number;
    readonly compiled: number;
    readonly cached: number;
    /** Sources that were compiled, slowest first. */
    readonly slowest: readonly { readonly name: string; readonly milliseconds: number }[];
  };
}

export async function buildExecutable(options: BuildExecutableOptions): Promise<BuiltExecutable> {
  return new ExecutableBuild(options).finish(options.files);
}

/** A build whose program need not be known yet: the native core is the same for all. */
export class ExecutableBuild {
  private readonly options: BuildOptions;
  private readonly toolchain: Toolchain;
  private readonly native: NativeSources;
  private readonly run: CompilerRun;
  private readonly ahead: CompiledAhead[] = [];
  /** Generated files that are compiled ahead, and how long that took in milliseconds once it is done. */
  private readonly unitsAhead = new Map<string, number>();

  /** @throws IngotError where there is no C compiler for the target */
  constructor(options: BuildOptions) {
    this.options = options;
    const { target } = options;
    this.toolchain = options.toolchain ?? toolchainFor(target);
    this.native = nativeSources(join(options.ingotRoot, "runtime/native"), target);
    const workParent = join(resolve(options.cacheDir), "c");
    mkdirSync(workParent, { recursive: true });
    this.run = {
      cc: this.toolchain.cc,
      identity: `${this.toolchain.version} ${this.toolchain.target} ${this.toolchain.sha256}`,
      cacheDir: resolve(options.cacheDir),
      workDir: mkdtempSync(join(workParent, "build-")),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    };
    writeSources(this.run.workDir, [...this.native.files, ...this.native.headers]);
  }

  /** Starts to compile the native core, beside whatever this process does next. */
  startAhead(): void {
    const started = compileAhead(this.run, this.nativeJobs());
    if (started !== null) this.ahead.push(started);
  }

  /** Starts to compile a generated file, which includes `headers` and the native core's, while there are processors. */
  startUnit(unit: SourceFile, headers: readonly SourceFile[]): void {
    if (this.unitsAhead.size >= PROCESSES) return;
    const start = performance.now();
    writeSources(this.run.workDir, [unit, ...headers]);
    const started = compileAhead(this.run, [this.jobOf(unit, headers)]);
    if (started === null) return;
    this.options.onProgress?.(`compiling ${unit.name}`);
    this.unitsAhead.set(unit.name, 0);
    const done = started.done.then(() => this.unitsAhead.set(unit.name, performance.now() - start));
    this.ahead.push({ ...started, done });
  }

  /** Ends what was started: there will be no program. */
  async abandon(): Promise<void> {
    for (const { stop } of this.ahead) stop();
    await this.aheadDone();
    rmSync(this.run.workDir, { recursive: true });
  }

  /** Compiles generated files, headers included (see c/emit.ts), and links everything. */
  async finish(files: readonly SourceFile[]): Promise<BuiltExecutable> {
    const { options, toolchain, run } = this;
    const start = performance.now();
    writeSources(run.workDir, files);
    const headers = files.filter((f) => f.name.endsWith(".h"));
    const sources = files.filter((f) => f.name.endsWith(".c"));
    const jobs = sources.map((source) => this.jobOf(source, headers));
    const isAhead = (job: CompileJob): boolean => this.unitsAhead.has(job.source.name);
    const made = await this.compile(jobs.filter((job) => !isAhead(job)));
    await this.aheadDone();
    for (const object of await this.compile(jobs.filter(isAhead))) {
      const milliseconds = this.unitsAhead.get(object.source.name)!;
      made.push(object.cached ? { ...object, cached: false, milliseconds } : object);
    }
    // Linked in the order of the files, whichever was compiled first: the same program is the same image.
    const byName = new Map(made.map((object) => [object.source.name, object]));
    const program = sources.map((source) => byName.get(source.name)!);
    const objects = [...program, ...(await this.compile(this.nativeJobs()))];
    const compileMs = performance.now() - start;
    const linkMs = await this.link(objects.map((o) => o.file));
    // After a failure they stay, for the report.
    rmSync(run.workDir, { recursive: true });
    const compiled = objects.filter((o) => !o.cached);
    return {
      elf: options.outFile,
      map: this.map,
      toolchain,
      timings: {
        compileMs,
        linkMs,
        compiled: compiled.length,
        cached: objects.length - compiled.length,
        slowest: compiled
          .map((o) => ({ name: o.source.name, milliseconds: o.milliseconds }))
          .sort((a, b) => b.milliseconds - a.milliseconds)
          .slice(0, 5),
      },
    };
  }

  private async aheadDone(): Promise<void> {
    await Promise.all(this.ahead.map(({ done }) => done));
  }

  /** A generated file, which includes `headers` and the native core's. */
  private jobOf(source: SourceFile, headers: readonly SourceFile[]): CompileJob {
    return {
      source,
      headers: [...headers, ...this.native.headers],
      flags: this.flagsOf(source.name),
    };
  }

  private get map(): string {
    return `${this.options.outFile}.map`;
  }

  private async compile(jobs: readonly CompileJob[]): Promise<CompiledObject[]> {
    return compileAll(this.run, jobs).catch((error) => {
      throw asDiagnostic(error, this.run.workDir);
    });
  }

  private nativeJobs(): CompileJob[] {
    const { options } = this;
    const { files, headers } = this.native;
    const side = options.target === "host" ? "-DINGOT_HOST=1" : "-DINGOT_BOARD=1";
    return files.map((source) => {
      // Only those that it can see: objects of all others are the same for every board of a processor.
      const texts = [source, ...headers].map(({ text }) => text);
      const defines = Object.entries(options.defines ?? {})
        .filter(([name]) => texts.some((text) => text.includes(name)))
        .map(([name, text]) => `-D${name}=${text}`);
      return { source, headers, flags: [...this.flagsOf(source.name), ...defines, side] };
    });
  }

  /** Flags of the file `name`. */
  private flagsOf(name: string): string[] {
    const { options } = this;
    const level = { optimise: levelOf(name, options), debugInfo: debugInfoOf(name, options) };
    return [...compileFlags({ ...options, ...level }), "-Inative"];
  }

  private async link(objects: readonly string[]): Promise<number> {
    const start = performance.now();
    const { options, toolchain } = this;
    const { linkerScript } = this.native;
    const { outFile } = options;
    options.onProgress?.(`linking ${relative(process.cwd(), outFile)}`);
    mkdirSync(dirname(resolve(outFile)), { recursive: true });
    const defines = Object.entries(options.defines ?? {}).map(
      ([name, text]) => `-Wl,--defsym=${name}=${text}`,
    );
    const numeric = defines.filter((d) => /=\d|=0x/i.test(d));
    const script = linkerScript === null ? [] : numeric;
    const flags = linkFlags(options, resolve(this.map), linkerScript);
    const libraries = options.target === "host" ? ["-lm"] : ["-lgcc"];
    const args = [...flags, ...script, ...objects, ...libraries, "-o", resolve(outFile)];
    const { code, output } = await runTool(toolchain.cc, args, process.cwd());
    if (code !== 0) throw asDiagnostic(new CompilerFailure(relative(process.cwd(), outFile), output), "");
    return performance.now() - start;
  }
}

function asDiagnostic(error: unknown, workDir: string): unknown {
  if (!(error instanceof CompilerFailure)) return error;
  const file = workDir === "" ? error.file : relative(process.cwd(), join(workDir, error.file));
  const lines = error.output.split("\n").filter((line) => line.trim() !== "");
  return problem(
    "E9002",
    `the C compiler refuses generated code: ${lines.find((l) => /error|undefined/.test(l)) ?? lines[0] ?? "no message"}`,
    `this is a bug in Ingot: please report it with ${file}`,
    { exitCode: 3, file, notes: lines.slice(0, 20) },
  );
}

interface NativeSources {
  readonly files: SourceFile[];
  readonly headers: SourceFile[];
  /** Absolute path; boards only. */
  readonly linkerScript: string | null;
}

/** Sources of the native core for a target, below `native/`, and the header made for them: `host*` and `board*` files belong to one side, the others to both. */
export function nativeSources(folder: string, target: Target): NativeSources {
  const other = target === "host" ? /^board|\.S$/ : /^host/;
  const names = readdirSync(folder).sort();
  const load = (name: string): SourceFile => ({
    name: `native/${name}`,
    text: readFileSync(join(folder, name), "utf8"),
  });
  const script = names.find((n) => n.endsWith(".ld"));
  return {
    files: names.filter((n) => /\.(c|S)$/.test(n) && !other.test(n)).map(load),
    headers: [
      ...names.filter((n) => n.endsWith(".h")).map(load),
      { name: `native/${CALLS_NAME}`, text: nativeCalls() },
    ],
    linkerScript: target === "host" || script === undefined ? null : join(folder, script),
  };
}
