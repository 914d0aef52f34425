// The C compiler's flags: which ones carry the language's meaning, which the target, which the build.

import { CPU_FLAGS } from "../toolchain/find-toolchain.ts";

export type Target = "host" | "cubieboard" | "cubieboard2" | "cubietruck" | "orangepi-pc" | "bpi-m2-ultra";

/** "0" for debugging and fast builds, "2" for speed, "s" for size. */
export type Optimise = "0" | "2" | "s";
export const OPTIMISE_LEVELS: readonly Optimise[] = ["0", "2", "s"];

/** Processor of each target's machine code. */
const CPUS = {
  cubieboard: "cortex-a8",
  cubieboard2: "cortex-a7",
  cubietruck: "cortex-a7",
  "orangepi-pc": "cortex-a7",
  "bpi-m2-ultra": "cortex-a7",
} as const;

/**
 * Without these, compiled programs compute something else than the program says: GNU C would fuse a*b+c into
 * one rounding, take signed overflow and type punning as impossible, and drop tests for null.
 */
const EXACT = [
  "-ffp-contract=off",
  "-fwrapv",
  "-fno-strict-aliasing",
  "-fno-delete-null-pointer-checks",
  // sqrt and friends as one instruction; neither errno nor floating-point traps exist here.
  "-fno-math-errno",
  "-fno-trapping-math",
];

const COMMON = [
  "-std=gnu11",
  "-fno-common",
  "-ffunction-sections",
  "-fdata-sections",
  "-fno-unwind-tables",
  "-fno-asynchronous-unwind-tables",
  "-Wall",
  // Generated code keeps labels, locals and helpers that a particular function turns out not to need.
  "-Wno-unused",
  // Guarded access to a constant of another type is dead code, which gcc warns of before it removes it.
  "-Wno-array-bounds",
  "-Wno-overflow",
  "-Wno-strict-aliasing",
];

const SANITIZE = [
  "-fsanitize=address,undefined",
  "-fno-sanitize-recover=all",
  // Checks as calls find the same as checks in line, and the C compiler is done in two thirds of the time.
  "--param=asan-instrumentation-with-call-threshold=20",
];

/**
 * Of Ingot's own files, and those that it writes for a board, board images compile for speed what computes: collections, texts, numbers, checksums and
 * the collector; but not their functions marked `@rare`. All others run rarely, or wait for a device or a person anyway, and are compiled for size.
 */
const OWN = /^(ingot_(boards|hal|loader|runtime)_|build_generated_|native\/)/;
const HOT = [
  /^ingot_runtime_lang_array_(?!construct|element|generic)/,
  /^ingot_runtime_lang_binary_(?!construct)/,
  // JSON.stringify takes 5 % more instructions when compiled for size; without it and letter case, whose tables are
  // searched, not computed, an image that uses both is 8 KiB smaller.
  /^ingot_runtime_lang_(collections|json_(?!stringify)|math|regexp|string_(?!case)|bigint)_/,
  // SHA-512 hashes a few lines for a signature.
  /^ingot_runtime_(crypto|net)_.*(checksum|sha(?!512)|curve|field|cipher|hmac)/,
  /^native\/(arrays|gc|strings|table)/,
];

/** Functions marked `@rare`, apart from the others of their file (c/emit.ts). */
const RARE = /_ts_rare_/;

/** The level at which the file `name` is compiled in a build of level `optimise`. */
export function levelOf(
  name: string,
  { target, optimise }: Pick<FlagOptions, "target" | "optimise">,
): Optimise {
  const isHot = HOT.some((hot) => hot.test(name)) && !RARE.test(name);
  const isCold = OWN.test(name) && !isHot;
  return target !== "host" && optimise === "2" && isCold ? "s" : optimise;
}

/** Whether the generated file `name` calls shared functions for what others have in line (c/outlined.ts). */
export function isForSize(name: string, options: Pick<FlagOptions, "target" | "optimise">): boolean {
  return options.target !== "host" && OWN.test(name) && levelOf(name, options) === "s";
}

/** Whether calls through interfaces guess at the class in the file `name`: not where it is rarely worth the room. */
export function guessesCalls(name: string, options: Pick<FlagOptions, "target" | "optimise">): boolean {
  return (
    !isForSize(name, options) ||
    /^ingot_runtime_net_(interface|transmit_queue|tcp_(arrive|acknowledge|output|layer|tcb))_/.test(name)
  );
}

export interface FlagOptions {
  readonly target: Target;
  readonly optimise: Optimise;
  readonly sanitize: boolean;
  /** What debuggers and `ingot decode` get to know; default: "variables". With less, the C compiler is a good deal quicker. */
  readonly debugInfo?: DebugInfo;
}

/** "lines": functions and source lines, as much as a stack trace needs; "variables": types and variables as well. */
export type DebugInfo = "none" | "lines" | "variables";
const DEBUG_FLAGS = { none: [], lines: ["-g1"], variables: ["-g"] } as const;

/**
 * What is said of the file `name` to debuggers: of Ingot's own files, once optimised, no variables. Most are gone
 * by then, and the C compiler took a quarter of its time to follow them.
 */
export function debugInfoOf(
  name: string,
  { optimise, debugInfo = "variables" }: Pick<FlagOptions, "optimise" | "debugInfo">,
): DebugInfo {
  return debugInfo === "variables" && optimise !== "0" && OWN.test(name) ? "lines" : debugInfo;
}

/** Flags that objects are compiled with, and linked with again. */
export function compileFlags({ target, optimise, sanitize, debugInfo = "variables" }: FlagOptions): string[] {
  const flags = [...COMMON, ...DEBUG_FLAGS[debugInfo], ...EXACT, `-O${optimise}`];
  if (target === "host") {
    // Fixed addresses keep constant tables in read-only memory, as on a board.
    flags.push("-fno-pie");
    // runtime/loop/host-stack walks them for error.stack.
    flags.push("-fno-omit-frame-pointer");
    // -Og-like stacks for sanitizer reports; the collector scans the real stack, so no fake one.
    if (sanitize) flags.push(...SANITIZE);
  } else {
    flags.push(...CPU_FLAGS[CPUS[target]], "-ffreestanding");
  }
  return flags;
}

export function linkFlags(options: FlagOptions, mapFile: string, linkerScript: string | null): string[] {
  const flags = [...compileFlags(options), "-Wl,--gc-sections", `-Wl,-Map=${mapFile}`, "-Wl,--build-id=none"];
  if (options.target === "host") flags.push("-no-pie");
  else flags.push("-nostartfiles", "-static", ...(linkerScript === null ? [] : ["-T", linkerScript]));
  return flags;
}
