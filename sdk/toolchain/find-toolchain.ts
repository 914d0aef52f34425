// Finds the compilers that turn Ingot's C into programs: arm-none-eabi-gcc for the boards, gcc or clang here.
//
// A compiler that is found has been tried: version, C library, hard floating point for each processor. What
// flags a build adds beyond those that fix the processor is the back end's business.
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { problem } from "../diagnostics/diagnostic.ts";
import { locateArm, locateHost, type Misled, type Place, type Surroundings } from "./places.ts";
import { type Probed, probeCompiler, type Trial } from "./probe.ts";

/** The processors of the boards. */
export type Cpu = "cortex-a8" | "cortex-a7";

/**
 * The flags that fix processor, floating-point unit and calling convention. Objects built with different
 * ones do not link. `-mfpu` names what both the boards and the emulator have.
 */
export const CPU_FLAGS: Readonly<Record<Cpu, readonly string[]>> = {
  "cortex-a8": ["-mcpu=cortex-a8", "-mthumb", "-mfpu=neon", "-mfloat-abi=hard"],
  "cortex-a7": ["-mcpu=cortex-a7", "-mthumb", "-mfpu=neon-vfpv4", "-mfloat-abi=hard"],
};

/** A compiler that works, with its identity for provenance. */
export interface Toolchain extends Probed {
  place: Place;
  /** Absolute path of the compiler driver. */
  cc: string;
}

/** The tools beside an ARM compiler that a build or a decoder may want. */
export type BinaryTool = "addr2line" | "ar" | "gdb" | "nm" | "objcopy" | "objdump" | "readelf" | "size";

export interface FindOptions extends Surroundings {
  /** Where the results of trials are kept; default: the user's cache folder; null: nowhere. */
  cacheFolder?: string | null;
}

const OLDEST_GCC = 10;

const ARM_TRIALS: readonly Trial[] = Object.entries(CPU_FLAGS).map(([cpu, flags]) => ({
  name: `${cpu} with hard floating point and newlib`,
  flags: [...flags, "--specs=nosys.specs"],
}));

const INSTALL_ARM =
  "Debian, Ubuntu: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi\n" +
  "macOS: brew install --cask gcc-arm-embedded\n" +
  "Windows: winget install Arm.GnuArmEmbeddedToolchain\n" +
  "anywhere with xpm: xpm install --global @xpack-dev-tools/arm-none-eabi-gcc\n" +
  "or name a folder or compiler in the environment variable INGOT_ARM_TOOLCHAIN";

const INSTALL_HOST =
  "Debian, Ubuntu: apt-get install gcc libc6-dev\n" +
  "macOS: xcode-select --install\n" +
  "Windows: winget install LLVM.LLVM, or use WSL\n" +
  "or name a compiler in the environment variable INGOT_CC";

/**
 * The ARM compiler: INGOT_ARM_TOOLCHAIN (a folder, its parent, or the gcc itself), the xPack of a project,
 * the newest in the user's xPack store, PATH.
 * @throws IngotError E0010 when there is none, E0011 when the one found does not serve
 */
export function findArmToolchain(options: FindOptions = {}): Toolchain {
  const found = locateArm(options);
  if (found === null) throw problem("E0010", "no ARM compiler was found (arm-none-eabi-gcc)", INSTALL_ARM);
  if ("variable" in found) throw misled(found, "arm-none-eabi-gcc", INSTALL_ARM);
  const result = probeCompiler(found.cc, ARM_TRIALS, cacheFolder(options));
  if (!result.ok)
    throw problem("E0011", `the ARM compiler ${found.cc} does not serve: ${result.reason}`, INSTALL_ARM);
  const { target, major, version } = result.probed;
  if (target !== "arm-none-eabi") {
    throw problem("E0011", `${found.cc} compiles for ${target}, not for arm-none-eabi`, INSTALL_ARM);
  }
  if (major < OLDEST_GCC) {
    const message = `the ARM compiler ${found.cc} is too old: ${version}; Ingot needs gcc ${OLDEST_GCC} or later`;
    throw problem("E0011", message, INSTALL_ARM);
  }
  return { ...found, ...result.probed };
}

/**
 * The compiler for programs of this machine: INGOT_CC, else gcc, clang or cc on PATH.
 * @throws IngotError E0012 when there is none or it does not link a program
 */
export function findHostCompiler(options: FindOptions = {}): Toolchain {
  const found = locateHost(options);
  if (found === null)
    throw problem("E0012", "no C compiler for this machine was found (gcc, clang)", INSTALL_HOST);
  if ("variable" in found) throw misled(found, "a C compiler", INSTALL_HOST);
  const result = probeCompiler(found.cc, [{ name: "this machine", flags: [] }], cacheFolder(options));
  if (!result.ok)
    throw problem("E0012", `the C compiler ${found.cc} does not serve: ${result.reason}`, INSTALL_HOST);
  return { ...found, ...result.probed };
}

/** The path of a tool that stands beside `toolchain`'s compiler, with the same prefix. Not checked to exist. */
export function toolPath(toolchain: Toolchain, tool: BinaryTool): string {
  const name = basename(toolchain.cc).replace(/(gcc|clang|cc)(?=(-[\d.]+)?(\.exe)?$)/, tool);
  return join(dirname(toolchain.cc), name);
}

/** The C compiler for a target. @throws IngotError where there is none */
export function toolchainFor(target: string): Toolchain {
  return target === "host" ? findHostCompiler() : findArmToolchain();
}

/** What provenance records of a toolchain: everything that decides its output, and no path. */
export function toolchainIdentity({ place, version, target, sha256 }: Toolchain): Record<string, string> {
  return { place, version, target, sha256 };
}

function misled({ variable, value }: Misled, what: string, remedy: string): Error {
  const code = variable === "INGOT_CC" ? "E0012" : "E0011";
  return problem(
    code,
    `the environment variable ${variable} is "${value}", where ${what} was not found`,
    remedy,
  );
}

function cacheFolder({
  cacheFolder: chosen,
  env = process.env,
  home = homedir(),
}: FindOptions): string | null {
  if (chosen !== undefined) return chosen;
  return join(env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(home, ".cache"), "ingot");
}
