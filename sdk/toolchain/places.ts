// Where compilers may be on this machine, in the order in which they are taken. Looks; runs nothing.
//
// ARM: the environment's choice, the project's xPack, the user's xPack store, PATH. A choice made in the
// environment that leads nowhere is an error of the user's and never passed over in silence.
import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";

/** How a compiler was found; recorded in the provenance of images, which must not hold paths. */
export type Place = "environment" | "xpack-project" | "xpack-store" | "path";

export interface Found {
  place: Place;
  /** Absolute path of the compiler driver. */
  cc: string;
}

/** What the search depends on; tests hand in their own. */
export interface Surroundings {
  /** Default: the process's environment. */
  env?: NodeJS.ProcessEnv;
  /** The application's folder and Ingot's own, either of which may have an `xpacks` folder. */
  projects?: readonly string[];
  /** Default: the user's home folder. */
  home?: string;
  platform?: NodeJS.Platform;
}

/** The environment names a compiler that is not there. */
export interface Misled {
  variable: string;
  value: string;
}

const XPACK = join("@xpack-dev-tools", "arm-none-eabi-gcc");
const ARM_GCC = "arm-none-eabi-gcc";

/** The ARM compiler to use, null if there is none, or the misleading variable. */
export function locateArm(surroundings: Surroundings = {}): Found | Misled | null {
  const { env = process.env, projects = [], platform = process.platform } = surroundings;
  const value = env.INGOT_ARM_TOOLCHAIN;
  const name = executable(ARM_GCC, platform);
  if (value) {
    const cc = [value, join(value, name), join(value, "bin", name)].find(isProgram);
    return cc ? { place: "environment", cc } : { variable: "INGOT_ARM_TOOLCHAIN", value };
  }
  for (const project of projects) {
    const cc = join(project, "xpacks", XPACK, ".content", "bin", name);
    if (isProgram(cc)) return { place: "xpack-project", cc };
  }
  const store = join(xpackStore(surroundings), XPACK);
  for (const version of newestFirst(store)) {
    const cc = join(store, version, ".content", "bin", name);
    if (isProgram(cc)) return { place: "xpack-store", cc };
  }
  return onPath([ARM_GCC], env, platform);
}

/** The compiler for programs of this machine: INGOT_CC, then gcc, clang and cc on PATH. */
export function locateHost(surroundings: Surroundings = {}): Found | Misled | null {
  const { env = process.env, platform = process.platform } = surroundings;
  const value = env.INGOT_CC;
  if (!value) return onPath(["gcc", "clang", "cc"], env, platform);
  if (isAbsolute(value) || /[\\/]/.test(value)) {
    return isProgram(value) ? { place: "environment", cc: value } : { variable: "INGOT_CC", value };
  }
  const found = onPath([value], env, platform);
  return found ? { ...found, place: "environment" } : { variable: "INGOT_CC", value };
}

/** The folder in which xpm keeps the packages of one user. */
export function xpackStore({
  env = process.env,
  home = homedir(),
  platform = process.platform,
}: Surroundings): string {
  if (platform === "darwin") return join(home, "Library", "xPacks");
  if (platform === "win32") return join(env.APPDATA ?? join(home, "AppData", "Roaming"), "xPacks");
  return join(home, ".local", "xPacks");
}

function onPath(names: readonly string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Found | null {
  const folders = (env.PATH ?? "").split(delimiter).filter(isAbsolute);
  for (const name of names) {
    for (const folder of folders) {
      const cc = join(folder, executable(name, platform));
      if (isProgram(cc)) return { place: "path", cc };
    }
  }
  return null;
}

function executable(name: string, platform: NodeJS.Platform): string {
  return platform === "win32" ? `${name}.exe` : name;
}

// Versions sort by their numbers: 9.3.1 comes before 12.2.1.
function newestFirst(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
