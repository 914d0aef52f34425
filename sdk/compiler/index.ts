// The compiler's front: from an entry file to checked IR.
//
// Type errors and refusals come back as diagnostics; the module is then null. Passes and C are later stages.

import { relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Func, Module } from "./ir/types.ts";
import { type ProgramInputs, programInputs } from "./lower/inputs.ts";
import { Lowering } from "./lower/lowering.ts";
import { withoutMistyped } from "./lower/mistyped.ts";
import { nodeModuleFile } from "./lower/node-modules.ts";
import { firstModule } from "./lower/packages.ts";
import { createProgram, dynamicTargets, evaluationOrder, programDiagnostics } from "./lower/program.ts";
import { growReachable, type Meets } from "./passes/remove-unreachable.ts";

export { type StrippedModule, stripTypes } from "./lower/strip-types.ts";

export interface CompileOptions {
  /** Absolute path of the first module. */
  readonly entry: string;
  /** First modules of further programs in the same executable (see LoweringInput.programs). */
  readonly alternatives?: readonly string[];
  /** Absolute paths of modules that run before it, in order. */
  readonly before?: readonly string[];
  /** Public module names, and absolute files that another stands in for, -> absolute files. */
  readonly modules?: ReadonlyMap<string, string>;
  /** Imports of files that are no modules (see ProgramOptions). */
  readonly isAsset?: (file: string) => boolean;
  readonly assetSource?: (file: string) => string | null;
  /** Absolute folder of the Ingot package. */
  readonly packageRoot: string;
  /** Folder that file names in locations and diagnostics are relative to. */
  readonly sourceRoot: string;
  /** Further files whose variables are initialised only when used: generated board code. */
  readonly lazyFiles?: readonly string[];
  /** See LoweringInput. */
  readonly isForSpeed?: boolean;
  /** Where the program will run, which decides on modules of Node. Default: the host. */
  readonly platform?: "host" | "board";
}

export interface FrontResult {
  readonly module: Module | null;
  /** Every source file of the program, by the name it has in the IR; JSON modules end in ".json.ts". */
  readonly sources: readonly { readonly name: string; readonly path: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** What decided the program; null when that is more than files that lie open, or when there are diagnostics. */
  readonly inputs: ProgramInputs | null;
  /** Wall time, milliseconds. */
  readonly timings: { readonly checkMs: number; readonly lowerMs: number };
}

/** Functions of runtime/lang/hooks.ts by the hook, or the runtime call, that they stand behind. */
const HOOKS: ReadonlyMap<string, string> = new Map([
  ["make_error", "makeError"],
  ["to_primitive", "toPrimitive"],
  ["describe", "describeReceived"],
  ["refuse_this", "refuseThis"],
  ["number_text", "numberText"],
  ["text_number", "textNumber"],
  ["pow", "exponentiate"],
  ["uncaught", "reportUncaught"],
  ["run", "runLoop"],
  ["new_promise", "newPromise"],
  ["resolve", "resolvePromise"],
  ["reject", "rejectPromise"],
  ["await", "awaitValue"],
  ["add", "addValues"],
  ["arith", "arithmetic"],
  ["less_than", "orderValues"],
  ["delete_elem", "deleteOwn"],
  ["set_proto", "assignPrototype"],
  ["f64_mod", "remainderOf"],
  ["math_min", "lesserOf"],
  ["math_max", "greaterOf"],
  ["shape_name", "nameOfShape"],
  ["str_to_utf8", "utf8Of"],
  ["write_out", "writeText"],
  ["require_object", "requireObject"],
  ["throw_type_error", "throwTypeError"],
  ["throw_reference_error", "throwReferenceError"],
  ["throw_uninitialised", "throwUninitialised"],
]);

/** Functions of hal/base/hooks.ts, on boards. */
const BOARD_HOOKS: ReadonlyMap<string, string> = new Map([
  ["board_prepare", "prepareBoard"],
  ["board_panic", "reportPanic"],
  ["board_write", "writeToBoard"],
  ["board_exit", "exitBoard"],
  ["board_stop", "stopBoard"],
  ["now_ms", "boardNowMs"],
  ["wall_ms", "boardWallMs"],
  ["sleep_ms", "boardSleepMs"],
  ["random", "boardRandom"],
  ["capture_stack", "captureBoardStack"],
  ["describe_frames", "capturedFrames"],
]);

/** Functions of runtime/loop/host-hooks.ts, on hosts. */
const HOST_HOOKS: ReadonlyMap<string, string> = new Map([
  ...[
    "mmio_read32",
    "mmio_write32",
    "mmio_read_fifo",
    "mmio_write_fifo",
    "mmio_read_block",
    "mmio_write_block",
  ].map((name): [string, string] => [name, "noDevice"]),
  ["cpu_jump", "noDevice"],
  ["memory_view", "noMemory"],
  ["mmio_barrier", "noBarrier"],
  ["capture_stack", "captureHostStack"],
  ["describe_frames", "describeFrames"],
  ["cpu_halt", "haltHost"],
  ["cpu_wait_for_interrupt", "awaitInterrupt"],
]);

/**
 * What the lookups by run-time name in functions of the language library can meet (see passes/remove-unreachable.ts):
 * elements and own properties, but for a few. A property list of JSON meets getters, whereas it leaves functions out;
 * Object.assign meets setters.
 */
export function meetsByName(func: Func): Meets {
  const [, file, name] = /^ingot\/runtime\/lang\/([^:]+):(.*)$/.exec(func.name) ?? [];
  if (file === undefined) return "all";
  if (file === "json/stringify.ts") return "accessors";
  if (file === "object.ts" && /^Object_(values|entries)$/.test(name!)) return "own";
  return /^(object|property)\.ts$/.test(file) ? "all" : "own";
}

type Program = ReturnType<typeof createProgram>;

interface Lowered {
  readonly program: Program;
  readonly files: ReturnType<typeof evaluationOrder>;
  readonly module: Module;
  readonly diagnostics: readonly Diagnostic[];
}

export function compileToIr(options: CompileOptions): FrontResult {
  const start = performance.now();
  const isBoard = options.platform === "board";
  const language = [
    `${options.packageRoot}/runtime/lang/globals.ts`,
    `${options.packageRoot}/runtime/lang/hooks.ts`,
    `${options.packageRoot}/${isBoard ? "hal/base/hooks" : "runtime/loop/host-hooks"}.ts`,
  ];
  const before = options.before ?? [];
  const entries = [options.entry, ...(options.alternatives ?? [])].map(firstModule);
  const written = createProgram({
    entry: entries[0]!,
    roots: [...language, ...before, ...entries.slice(1)],
    modules: options.modules ?? new Map(),
    isAsset: options.isAsset,
    assetSource: options.assetSource,
    packageRoot: options.packageRoot,
    platform: options.platform,
  });
  const own = ["runtime", "hal", "boards"].map((folder) => `${options.packageRoot}/${folder}/`);
  const isOwn = (file: string): boolean => own.some((folder) => file.startsWith(folder));
  const typeErrors = programDiagnostics(written, isOwn);
  const checked = performance.now();
  if (typeErrors.length > 0) {
    return {
      module: null,
      sources: [],
      diagnostics: typeErrors,
      inputs: null,
      timings: { checkMs: checked - start, lowerMs: 0 },
    };
  }
  const lazy = new Set(options.lazyFiles ?? []);
  const lower = (program: Program): Lowered => {
    const roots = [...language, ...before, ...entries];
    const files = evaluationOrder(program, [
      ...roots,
      ...dynamicTargets(program, evaluationOrder(program, roots)),
    ]);
    const lowering = new Lowering({
      program,
      files,
      programs: entries.map((entry) => evaluationOrder(program, [...before, entry])),
      packageRoot: options.packageRoot,
      platform: options.platform,
      isLibraryFile: (file) => lazy.has(file) || isOwn(file),
      relative: (file) => shortName(file, options),
      isForSpeed: options.isForSpeed ?? false,
    });
    const module = lowering.run(
      new Map([...HOOKS, ...(isBoard ? BOARD_HOOKS : HOST_HOOKS)]),
      (growing, roots, growth) => growReachable(growing, roots, growth, { meets: meetsByName }),
    );
    return { program, files, module, diagnostics: lowering.diagnostics };
  };
  const retyped = withoutMistyped(written, isOwn);
  let lowered = lower(retyped?.program ?? written);
  // What is refused of type any may be compiled as it was declared.
  if (retyped !== null && lowered.diagnostics.length > 0) lowered = lower(retyped.undo());
  const { program, files, module, diagnostics } = lowered;
  const timings = { checkMs: checked - start, lowerMs: performance.now() - checked };
  const sources = files.map(({ fileName: path }) => ({ name: shortName(path, options), path }));
  if (diagnostics.length > 0) return { module: null, sources, diagnostics, inputs: null, timings };
  const platform = isBoard ? "board" : "host";
  const isKnown = (name: string) =>
    options.modules?.has(name) === true || nodeModuleFile(name, platform, options.entry) !== null;
  const inputs = programInputs(program, options.entry, isOwn, isKnown);
  return { module, sources, diagnostics, inputs, timings };
}

/** Names that are the same on every machine: relative to the program, or to the package as "ingot/...". */
function shortName(file: string, options: CompileOptions): string {
  if (file.startsWith(`${options.packageRoot}/`) && !file.startsWith(`${options.sourceRoot}/`)) {
    return `ingot/${relative(options.packageRoot, file)}`;
  }
  const inside = [`${options.packageRoot}/runtime/`, `${options.packageRoot}/hal/`];
  if (inside.some((folder) => file.startsWith(folder))) return `ingot/${relative(options.packageRoot, file)}`;
  return relative(options.sourceRoot, file);
}
