// Compiles a C harness of this folder with the native core and runs it, here or on an emulated board.
//
// Flags are those of the README, without a compiler of TypeScript in between. For tests only.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CALLS_NAME, nativeCalls } from "../../../sdk/backend/c/native-calls.ts";
import { programC } from "../../../sdk/inspect-program.ts";
import { PATIENCE_MS } from "../../../test/patience.ts";

const NATIVE = resolve(import.meta.dirname, "..");
const HEADERS = readdirSync(NATIVE).filter((file) => file.endsWith(".h"));
const STDIO: ("ignore" | "pipe")[] = ["ignore", "pipe", "pipe"];

const COMMON = [
  ..."-std=gnu11 -g -Wall -Wextra -Werror -fno-common -ffunction-sections -fdata-sections".split(" "),
  ..."-ffp-contract=off -fwrapv -fno-strict-aliasing -fno-delete-null-pointer-checks".split(" "),
  ..."-fno-math-errno -fno-trapping-math".split(" "),
];

export const SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** A folder for one test file's programs; remove it with `dispose`. */
export class Workshop {
  readonly #folder = mkdtempSync(join(tmpdir(), "ingot-native-"));
  /** Folders of objects, by the command that made them. */
  readonly #cores = new Map<string, string>();
  /** Objects of that program, by the flags that matter to compiled code. */
  readonly #programs = new Map<string, string[]>();
  #count = 0;

  constructor() {
    writeFileSync(join(this.#folder, CALLS_NAME), nativeCalls());
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Builds testing/NAME.c for this machine; returns the program's path. Throws with the compiler's words. */
  host(name: string, ...flags: string[]): string {
    return this.#compile("gcc", name, (file) => !/^board/.test(file) && file.endsWith(".c"), flags, ["-lm"]);
  }

  /** The same with the library of a compiled program that says "hello 42", which testing/NAME.c stands around. */
  boardWithLibrary(name: string, board: EmulatedBoard, ...flags: string[]): string {
    const program = this.#program(`${board.cpu} -mfloat-abi=hard -ffreestanding`);
    return this.board(name, board, "-DHARNESS_HAS_LIBRARY=1", "-Wl,--wrap=ingot_main", ...program, ...flags);
  }

  #program(cpu: string): string[] {
    const known = this.#programs.get(cpu);
    if (known !== undefined) return known;
    const folder = mkdtempSync(join(this.#folder, "program-"));
    const entry = join(folder, "hello.ts");
    writeFileSync(entry, 'console.log("hello", 42);\n');
    for (const { name, text } of programC({ entry, platform: "board" }))
      writeFileSync(join(folder, name), text);
    const sources = readdirSync(folder).filter((name) => name.endsWith(".c"));
    const flags = [...COMMON.filter((flag) => !flag.startsWith("-W")), "-w", "-Os", ...cpu.split(" ")];
    execFileSync(
      "arm-none-eabi-gcc",
      [...flags, "-DINGOT_BOARD=1", "-I", NATIVE, "-I", this.#folder, "-I", folder, "-c", ...sources],
      { cwd: folder, stdio: STDIO },
    );
    const objects = sources.map((name) => join(folder, name.replace(/c$/, "o")));
    this.#programs.set(cpu, objects);
    return objects;
  }

  board(name: string, board: EmulatedBoard, ...flags: string[]): string {
    const macros = Object.entries({ ...BOARD_MACROS, ...board.macros });
    const link = macros.map(([key, value]) => `-Wl,--defsym=${key}=${value}`);
    const all = [...board.cpu.split(" "), "-mfloat-abi=hard", "-ffreestanding", "-DINGOT_BOARD=1", ...flags];
    all.push(
      ...macros.map(([key, value]) => `-D${key}=${value}`),
      "-Wl,--gc-sections",
      "-nostartfiles",
      "-static",
    );
    all.push("-Wl,--build-id=none", "-T", join(NATIVE, "board.ld"), ...link);
    return this.#compile(
      "arm-none-eabi-gcc",
      name,
      (file) => !/^host/.test(file) && /\.[cS]$/.test(file),
      all,
      ["-lgcc"],
    );
  }

  #compile(
    cc: string,
    name: string,
    wanted: (file: string) => boolean,
    flags: string[],
    end: string[],
  ): string {
    const optimise = flags.some((f) => /^-O/.test(f)) ? [] : ["-O2"];
    const all = [...COMMON, ...optimise, "-I", NATIVE, "-I", this.#folder, ...flags];
    const objects = this.#core(cc, readdirSync(NATIVE).filter(wanted), all);
    const out = join(this.#folder, `${name}-${this.#count++}`);
    execFileSync(cc, [...all, join(NATIVE, "testing", `${name}.c`), ...objects, ...end, "-o", out], {
      stdio: STDIO,
    });
    return out;
  }

  /** Objects of the core's `files`, compiled once for all programs that differ in what these files do not see. */
  #core(cc: string, files: readonly string[], flags: readonly string[]): string[] {
    const alike = new Map<string, { readonly args: string[]; readonly files: string[] }>();
    for (const file of files) {
      const args = [...flags.filter((flag) => matters(flag, file)), "-c"];
      const key = args.join(" ");
      alike.set(key, { args, files: [...(alike.get(key)?.files ?? []), join(NATIVE, file)] });
    }
    return [...alike.values()].flatMap(({ args, files }) => {
      const key = [cc, ...args, ...files].join(" ");
      const folder = this.#cores.get(key) ?? mkdtempSync(join(this.#folder, "core-"));
      if (!this.#cores.has(key)) execFileSync(cc, [...args, ...files], { stdio: STDIO, cwd: folder });
      this.#cores.set(key, folder);
      return readdirSync(folder).map((file) => join(folder, file));
    });
  }
}

/** Whether `flag` may change the object of the core's `file`: what is for the harness and the linker does not. */
function matters(flag: string, file: string): boolean {
  const macro = /^-D(\w+)/.exec(flag)?.[1];
  if (macro === undefined) return !/^-Wno-|^-Wl,|\.o$/.test(flag);
  const named = new RegExp(`\\b${macro}\\b`);
  return [file, ...HEADERS].some((name) => named.test(readFileSync(join(NATIVE, name), "utf8")));
}

/** Runs a program of this machine. */
export function run(program: string, input = "", env: Record<string, string> = {}): Outcome {
  const { stdout, stderr, status } = spawnSync(program, [], {
    input,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: PATIENCE_MS,
    maxBuffer: 1 << 30,
  });
  return { stdout, stderr, status };
}

/** Runs an image on QEMU's `machine` with semihosting. */
export function emulate(image: string, machine: string): Outcome {
  const args = ["-M", machine, "-nographic", "-nic", "none", "-no-reboot", "-kernel", image];
  const { stdout, stderr, status } = spawnSync(
    "qemu-system-arm",
    [...args, "-semihosting-config", "enable=on,target=native"],
    { encoding: "utf8", timeout: PATIENCE_MS, stdio: ["ignore", "pipe", "pipe"] },
  );
  return { stdout, stderr, status };
}

export interface EmulatedBoard {
  readonly machine: string;
  readonly cpu: string;
  readonly macros: Readonly<Record<string, string>>;
}

const BOARD_MACROS = {
  BOARD_UART0_BASE: "0x01c28000",
  BOARD_DRAM_BASE: "0x40000000",
  BOARD_DRAM_SIZE: "0x40000000",
  BOARD_TIMER_BASE: "0x01c20c00",
  BOARD_LOAD_ADDRESS: "0x42000000",
  BOARD_DMA_BASE: "0x41000000",
  BOARD_DMA_BYTES: "0x00200000",
};

const A8 = "-mcpu=cortex-a8 -mthumb -mfpu=neon";
const A7 = "-mcpu=cortex-a7 -mthumb -mfpu=neon-vfpv4";
const SUN4I = { BOARD_WATCHDOG_BASE: "0x01c20c90", BOARD_WATCHDOG_KIND: "0" };
const SUN6I = { BOARD_WATCHDOG_BASE: "0x01c20ca0", BOARD_WATCHDOG_KIND: "1" };

export const BOARDS: readonly EmulatedBoard[] = [
  { machine: "cubieboard", cpu: A8, macros: { ...SUN4I, BOARD_CORTEX_A7: "0" } },
  { machine: "orangepi-pc", cpu: A7, macros: { ...SUN6I, BOARD_CORTEX_A7: "1" } },
  { machine: "bpim2u", cpu: A7, macros: { ...SUN4I, BOARD_CORTEX_A7: "1" } },
];

/** Why a tool cannot be used here, or null when it can. */
export function missing(tool: string): string | null {
  return spawnSync(tool, ["--version"]).status === 0 ? null : `${tool} is not installed: run npm run setup`;
}
