// From C to an executable: runs the C compiler over generated and native sources, links, keeps the map.
//
// Decides nothing about the program; board constants arrive as `defines` for the native sources. A C compiler
// that refuses generated code has found a bug in Ingot: E9002, with the C file kept for the report.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { problem } from "../diagnostics/diagnostic.ts";
import { findArmToolchain, findHostCompiler, type Toolchain } from "../toolchain/find-toolchain.ts";
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
  CompilerFailure,
  type CompilerRun,
  compileAll,
  runTool,
  type SourceFile,
  writeSources,
} from "./object-cache.ts";

export interface BuildExecutableOptions {
  /** Generated files, headers included (see c/emit.ts). */
  readonly files: readonly SourceFile[];
  readonly target: Target;
  readonly optimise: Optimise;
  /** Address and undefined-behaviour sanitizers; host only. */
  readonly sanitize: boolean;
  readonly debugInfo?: DebugInfo;
  /** The executable (ELF) to write. The link map goes beside it, with `.map` appended. */
  readonly outFile: string;
  /** Macros for the native sources: NAME -> C text. */
  readonly defines?: Readonly<Record<string, string>>;
  /** Objects are kept below this folder; generated sources only after a failure. */
  readonly cacheDir: string;
  /** Folder of Ingot itself, which contains runtime/native. */
  readonly ingotRoot: string;
  /** Default: found on this machine. */
  readonly toolchain?: Toolchain;
  readonly onProgress?: (message: string) => void;
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

/** Compiler processes at a time. */
const JOBS = Math.max(2, availableParallelism());

export async function buildExecutable(options: BuildExecutableOptions): Promise<BuiltExecutable> {
  const { target, files } = options;
  const toolchain = options.toolchain ?? (target === "host" ? findHostCompiler() : findArmToolchain());
  const native = nativeSources(join(options.ingotRoot, "runtime/native"), target);
  const sources = [...files.filter((f) => f.name.endsWith(".c"))];
  const headers = [...files.filter((f) => f.name.endsWith(".h")), ...native.headers];
  const workParent = join(resolve(options.cacheDir), "c");
  mkdirSync(workParent, { recursive: true });
  const workDir = mkdtempSync(join(workParent, "build-"));
  writeSources(workDir, [...files, ...native.files, ...native.headers]);

  const run: CompilerRun = {
    cc: toolchain.cc,
    identity: `${toolchain.version} ${toolchain.target} ${toolchain.sha256}`,
    headers,
    cacheDir: resolve(options.cacheDir),
    workDir,
    jobs: JOBS,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  const flags = (name: string): string[] => [
    ...compileFlags({ ...options, optimise: levelOf(name, options), debugInfo: debugInfoOf(name, options) }),
    "-Inative",
  ];
  const defines = Object.entries(options.defines ?? {}).map(([name, text]) => `-D${name}=${text}`);
  const nativeFlags = [...defines, target === "host" ? "-DINGOT_HOST=1" : "-DINGOT_BOARD=1"];

  const start = performance.now();
  const jobs = [
    ...sources.map((source) => ({ source, flags: flags(source.name) })),
    ...native.files.map((source) => ({ source, flags: [...flags(source.name), ...nativeFlags] })),
  ];
  const objects = await compileAll(run, jobs).catch((error) => {
    throw asDiagnostic(error, workDir);
  });
  const compileMs = performance.now() - start;

  const map = `${options.outFile}.map`;
  const linkMs = await link(
    options,
    toolchain,
    objects.map((o) => o.file),
    map,
    native.linkerScript,
  );
  // After a failure they stay, for the report.
  rmSync(workDir, { recursive: true });
  const compiled = objects.filter((o) => !o.cached);
  return {
    elf: options.outFile,
    map,
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

async function link(
  options: BuildExecutableOptions,
  toolchain: Toolchain,
  objects: string[],
  map: string,
  linkerScript: string | null,
): Promise<number> {
  const start = performance.now();
  options.onProgress?.(`linking ${relative(process.cwd(), options.outFile)}`);
  mkdirSync(dirname(resolve(options.outFile)), { recursive: true });
  const defines = Object.entries(options.defines ?? {}).map(([name, text]) => `-Wl,--defsym=${name}=${text}`);
  const numeric = defines.filter((d) => /=\d|=0x/i.test(d));
  const script = linkerScript === null ? [] : numeric;
  const flags = linkFlags(options, resolve(map), linkerScript);
  const libraries = options.target === "host" ? ["-lm"] : ["-lgcc"];
  const args = [...flags, ...script, ...objects, ...libraries, "-o", resolve(options.outFile)];
  const { code, output } = await runTool(toolchain.cc, args, process.cwd());
  if (code !== 0)
    throw asDiagnostic(new CompilerFailure(relative(process.cwd(), options.outFile), output), "");
  return performance.now() - start;
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
